import type { Column as DataColumn } from '../../../platform/tabular/column.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What is wrong with a part of an answer, or of a document: the path leads to the part (['day'], [2, 'name'], ['options', 1, 'value']). */
export type Fault = { path: readonly (string | number)[]; message: string }
/** What a raw value turned out to be: an answer (null when blank) or the faults to show. */
export type Reading<A> = { ok: true; value: A | null } | { ok: false; faults: readonly Fault[] }

/** A column of the analyst's data sets. Keys never change their meaning; labels may be reworded. */
export type Column = Pick<DataColumn, 'key' | 'type' | 'label' | 'personal'>
/** Dates are ISO strings: their column says that they are dates. */
export type CellValue = string | number | boolean | null
/** A column of a list inside an answer, with the values that its cells can hold when they are few. */
export type ListColumn = Column & { values: { value: string; label: string }[] }
/** The rows of a list as people read them, in the cells of a table, with sentences of what they still lack. */
export type SaidRows = { columns: { text: string }[]; rows: SaidCell[][]; lines: string[] }
type SaidCell = { text: string; typed: true } | { text: string } | { tag: { text: string; colour: 'yellow' } }
export type TableRow = { row: number; cells: (Column & { value: CellValue })[] }

/** A place in which a part of an answer is written where there is no form: a cell of a workbook. */
export type AnswerCell = {
  /** Which part of the answer it holds; empty for all of it. */
  path: readonly (string | number)[]
  /** What that part is called; '' for all of it. */
  label: string
  /** What stands there, as it is read back; '' for nothing. */
  text: string
  type: 'text' | 'number' | 'day'
  /** The only texts that it takes; none where it takes others. */
  listed: readonly string[]
  /** What else to know of what is written there, as a sentence; '' for nothing. */
  about: string
}

/** The three boxes of a date, as typed. */
export type DateParts = { day: string; month: string; year: string }
