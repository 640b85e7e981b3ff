import type { SeenSheet } from '../../platform/spreadsheets/reading/readWorkbook.ts'
import { cellName, clean, folded, type Said } from './table.ts'

const MADE_FROM = 'Made from'
const KEPT_BY = 'Kept by'

/** Whose workbook it is, as its sheet “About” says it and as it is known again. */
export type Keeper = { words: string; mark: string }

/** The last lines of the sheet “About”: what the workbook was made from, and whose it is. */
export const aboutLines = (madeFrom: string, keeper: Keeper): string[][] => [
  [MADE_FROM, madeFrom],
  [KEPT_BY, keeper.words],
]

/** Whether a sheet says what the workbook was made from. */
export const isAbout = ({ rows }: SeenSheet): boolean => rows.some(({ cells }) => folded(cells[0] ?? '') === folded(MADE_FROM))

/** What a sheet says next to a label. */
export function saidBeside({ name, rows }: SeenSheet, label: string): Said | undefined {
  const row = rows.find(({ cells }) => folded(cells[0] ?? '') === folded(label))
  return row && { text: clean(row.cells[1] ?? ''), cell: `${name}!${cellName(1, row.line)}` }
}

/** What a workbook says of itself: the mark of the state that it was made from, and of whose it is; blank where it says nothing. */
export type Origin = { madeFrom: string; keptBy: string }

/** Reads whose a workbook is. One that does not say it is taken for one of who reads it. */
export function originOf(sheets: readonly SeenSheet[]): Origin {
  const about = sheets.find(isAbout)
  const says = (label: string): string => (about ? (saidBeside(about, label)?.text ?? '') : '')
  return { madeFrom: says(MADE_FROM).split(' ')[0] ?? '', keptBy: /\(([0-9a-f]{16})\)$/.exec(says(KEPT_BY).slice(-20))?.[1] ?? '' }
}

/** Whether the references of a workbook are another partnership's: then none of them is taken for one of ours of the same number. */
export const isForeign = ({ keptBy }: Origin, own: Keeper): boolean => keptBy !== '' && keptBy !== own.mark

/** An id as the workbook of another partnership names it: a number that nothing here has. */
export const foreignNumber = (digits: string): string => `9${digits.padStart(14, '0')}`

/** A sheet to be written: its headings, and its rows in the same order. */
export type WrittenSheet = { name: string; title: string; headings: readonly { text: string; wide: boolean }[]; rows: string[][] }

/** The sheet that says what a workbook is, at its end. */
export const aboutSheet = (lines: string[][]): WrittenSheet => ({
  name: 'head',
  title: 'About',
  headings: ['What', 'Says'].map(text => ({ text, wide: true })),
  rows: lines,
})
