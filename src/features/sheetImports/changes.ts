import { createHash } from 'node:crypto'
import type { CellNote } from './table.ts'

/** What differs in one field, with its words before and after. */
export type FieldChange = { label: string; before: string; after: string }

/** A field in a list of those that differ. */
export const differing = (label: string, before: string, after: string): FieldChange[] =>
  before === after ? [] : [{ label, before, after }]

/** One change that a workbook makes, as its preview lists it. */
export type ChangeLine = { sheet: string; cell: string; what: string; name: string; isNew: boolean; fields: FieldChange[] }

/** What a preview lists: the changes, what is kept as it is written and should be looked at, and rows that are not imported, with the reason. */
export type Listed = { lines: ChangeLine[]; notes: CellNote[]; bad: CellNote[] }

/** So many cells of which the same is to be known are named one by one. */
const MOST_NAMED = 3

/** What is said of many cells of a sheet, as of every row of another plan's workbook, is said once, with the first of them and how many they are. */
export function saidOnce(notes: readonly CellNote[]): CellNote[] {
  const keyOf = ({ sheet, text }: CellNote) => JSON.stringify([sheet, text])
  const alike = Map.groupBy(notes, keyOf)
  return notes.flatMap(note => {
    const same = alike.get(keyOf(note)) ?? []
    if (same.length <= MOST_NAMED) return [note]
    return note === same[0]
      ? [{ ...note, cell: `${note.cell} and ${same.length - 1} more`, text: `${note.text} (${same.length} times)` }]
      : []
  })
}

/** A short mark of a state: the same for the same. */
export const markOf = (state: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(state ?? null))
    .digest('hex')
    .slice(0, 16)
