import type { SeenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import { entriesOf, hasTable, isAbout, saidBeside, type CellNote, type Entry, type Said, type Table } from '../../sheetImports/index.ts'
import type { PlanText } from '../plan.ts'
import {
  COLUMN_HEADINGS,
  FOREIGN,
  MEASURE_HEADINGS,
  measureColumn,
  planColumn,
  planColumns,
  type MeasureColumn,
  type PlanColumn,
} from './columns.ts'
import { PLAN_HEAD } from './head.ts'

/** A sheet that holds a plan. */
export type PlanSheet = { sheet: string; title: string; entries: Entry<PlanColumn>[]; notes: CellNote[] }
export type PlanBook = {
  plans: PlanSheet[]
  measures: { sheet: string; entries: Entry<MeasureColumn>[] }[]
  head: Partial<Record<keyof PlanText, Said>>
  notes: CellNote[]
}

/**
 * Finds the plans of a workbook by their headings, wherever these stand and in whatever order their columns are.
 *
 * @param isForeign whether its references are another partnership's, which name nothing here
 */
export function readBook(sheets: readonly SeenSheet[], isForeign = false): PlanBook {
  const book: PlanBook = { plans: [], measures: [], head: {}, notes: [] }
  const left = (sheet: string, text: string) => book.notes.push({ sheet, cell: '', text: `${text}: the sheet is left out.` })
  const heads: SeenSheet[] = []
  for (const sheet of sheets) {
    if (hasTable(sheet, MEASURES)) {
      const { entries, notes } = entriesOf(sheet, MEASURES)
      book.measures.push({ sheet: sheet.name, entries })
      book.notes.push(...notes)
    } else if (hasTable(sheet, PLAN)) {
      const { entries, notes, above } = entriesOf(sheet, PLAN)
      book.plans.push({ sheet: sheet.name, title: above, entries, notes })
    } else if (isAbout(sheet)) heads.push(sheet)
    else left(sheet.name, 'No row of this sheet names an action and one more column of a plan')
  }
  for (const sheet of heads) {
    if (book.plans.length > 1) left(sheet.name, 'It says what stands at the head of one plan, and this workbook holds several')
    else if (sheet !== heads[0]) left(sheet.name, 'Another sheet says what stands at the head of the plan')
    else readHead(sheet, book)
  }
  if (isForeign) markForeign(book)
  return book
}

const PLAN: Table<PlanColumn> = {
  of: 'a plan',
  headings: COLUMN_HEADINGS,
  name: planColumn,
  columns: planColumns,
  must: ['what'],
  least: 2,
}
const MEASURES: Table<MeasureColumn> = {
  of: 'a plan',
  headings: MEASURE_HEADINGS,
  name: measureColumn,
  must: ['words', 'written'],
  least: 3,
}

/** Reads the sheet of a plan's head. */
function readHead(sheet: SeenSheet, book: PlanBook): void {
  for (const { field, label } of PLAN_HEAD) {
    const said = saidBeside(sheet, label)
    if (said) book.head[field] = said
  }
}

function markForeign({ plans, measures }: PlanBook): void {
  for (const { cells } of [...plans, ...measures].flatMap(({ entries }): Entry<'reference'>[] => entries))
    if (cells.reference && cells.reference.text !== '') cells.reference.text = `${FOREIGN}${cells.reference.text}`
}
