import type { Question } from '../document.ts'
import type { AnswerValue } from './scales.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The fields of a urlencoded or multipart body. */
export type Body = Readonly<Record<string, unknown>>

/** What is wrong with a part of an answer: the path names the part as the form does (['day'], [2, 'name'], []). */
export type Fault = { path: readonly (string | number)[]; message: string }
/** What a raw value turned out to be: an answer (null when blank) or the faults to show. */
export type Reading<A> = { ok: true; value: A | null } | { ok: false; faults: readonly Fault[] }

export type CellType = 'text' | 'number' | 'date' | 'boolean'
/** A column of the analyst's workbook. Keys never change their meaning; labels may be reworded. */
export type Column = { key: string; type: CellType; label: string }
/** Dates are ISO strings: their column says that they are dates. */
export type CellValue = string | number | boolean | null
export type TableRow = { row: number; cells: (Column & { value: CellValue })[] }

export type GovukParams = Record<string, unknown>
/** What a view draws for the answer itself; each component is one partial in views/questionnaires/fields/. */
export type Control =
  | { component: 'radios' | 'checkboxes' | 'input' | 'textarea' | 'dateInput'; params: GovukParams }
  | { component: 'person'; id: string; legend: string; hint: string | null; describedBy: string; parts: Control[] }
  | TableControl
  | { component: 'information'; heading: string; paragraphs: string[] }
export type TableControl = {
  component: 'table'
  id: string
  legend: string
  hint: string | null
  describedBy: string
  error: string | null
  rows: { legend: string; parts: Control[] }[]
  /** Null when there is no room for more. */
  addRow: { text: string; name: string; value: string } | null
}

/** What a control must know beside the value to show. */
export type ControlContext = {
  /** Ids that describe the control: the line with strength and reference. */
  describedBy: string
  errorAt: (path: readonly (string | number)[]) => string | null
  /** Blank rows to offer under the filled ones of a table. */
  spareRows: number
}

/**
 * Everything that one kind of question does: adding a kind is one file that makes one of these, and one partial.
 *
 * `R` is the plain value that a form holds before anybody judged it; `A` is the answer that is stored.
 * A blank answer is null everywhere and never reaches `summary`, `cells` or `isBlank`'s callers: the functions in kinds/index.ts see to it.
 */
export type Kind<Q extends Question = Question, A extends Json = Json, R = unknown> = {
  /** Picks this question's fields out of a body; never validates. */
  fromForm(q: Q, body: Body): R
  /** The other way round, to show a stored answer in a form. */
  toForm(q: Q, answer: A | null): R
  /** Judges and normalises a raw value, from a form or already an answer; blank is always valid. */
  read(q: Q, raw: unknown, today: string): Reading<A>
  /** Lines that people read: labels, not codes. */
  summary(q: Q, answer: A): string[]
  columns(q: Q): Column[]
  /** One value for each of the columns, in their order. */
  cells(q: Q, answer: A): CellValue[]
  /** The values of a closed question, for the codebook; none when it is open. */
  values(q: Q): AnswerValue[]
  control(q: Q, raw: R, context: ControlContext): Control
}

/** The name of a form field: a.<key>, then the parts. */
export const fieldName = (q: { key: string }, ...path: readonly (string | number)[]): string => ['a', q.key, ...path].join('.')
/** The id of a form field: its name with dashes, so that an error can link to it. */
export const fieldId = (q: { key: string }, ...path: readonly (string | number)[]): string => ['a', q.key, ...path].join('-')
