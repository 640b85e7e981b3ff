import type { Json } from '../questions/index.ts'
import { merge } from '../returns/index.ts'

/** By which a form of one row says which row it shows: none as long as it is new. */
export const printOfRow = (row: Json | undefined): string => (row === undefined ? '' : merge.printOf(row))

/** What a form of one row was drawn with: its place, the print of the row, and the print of the whole list. */
export type RowForm = { at: number | null; was: string; list: string }

/** Where a row goes: to a place, or nowhere since it is there already, its own is not there any more, or the list is full. */
type Place = { at: number } | 'stored' | 'gone' | 'full'

/**
 * Where a row of a form goes in the list as it is now. A row has no name: it is known by what it said when the form was drawn, wherever it
 * stands by now. So two people who each add or change a row of their own both have them, and nobody writes over a row that they did not see.
 *
 * @param row what the form holds; a second press of the same button finds it in the list and adds nothing
 * @param most how many rows the list may have
 */
export function placeOf(stored: readonly Json[], row: Json, { at, was, list }: RowForm, most: number): Place {
  const prints = stored.map(printOfRow)
  const isStored = prints.includes(printOfRow(row))
  if (was !== '') {
    const found = findRow(stored, { at, was })
    return found === null ? (isStored ? 'stored' : 'gone') : { at: found }
  }
  if (isStored && printOfList(stored) !== list) return 'stored'
  return stored.length < most ? { at: stored.length } : 'full'
}

/** The row that a form showed: at its place when it is there still, else the last that says the same; null when none does. */
export function findRow(stored: readonly Json[], { at, was }: Pick<RowForm, 'at' | 'was'>): number | null {
  const prints = stored.map(printOfRow)
  if (at !== null && prints[at] === was) return at
  const found = prints.lastIndexOf(was)
  return found === -1 ? null : found
}

/** The print of a whole list; blank for one without rows. */
export const printOfList = (stored: readonly Json[]): string => (stored.length === 0 ? '' : merge.printOf([...stored]))
