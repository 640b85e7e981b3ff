import type { z } from 'zod'
import type { AsksForPeople, BaseQuestion } from './base.ts'
import type { Control, ControlContext, PlainControl } from './controls.ts'
import type { AnswerValue } from './scales.ts'
import type { AnswerCell, CellValue, Column, Fault, Json, ListColumn, Reading, SaidRows, TableRow } from './shapes.ts'
import type { Body } from '../../../platform/forms/parseForm.ts'

/** What a question still wants before its return can be submitted. */
export type MissingAnswer = 'answer' | 'evidence' | 'tableRows'

/** Somebody whom the register knows. */
export type KnownPerson = { name: string; email: string }

/**
 * Everything that one kind of question knows: adding a kind is one file that makes one of these, a line in kinds/all.ts,
 * an example in its test, and a partial when no control there is does.
 *
 * `R` is the plain value that a form holds before anybody judged it; `A` is the answer that is stored.
 * A blank answer is null everywhere and never reaches `summary`, `cells` or `isBlank`'s callers: the functions in kinds/index.ts see to it.
 */
export type Kind<Q extends BaseQuestion = BaseQuestion, A extends Json = Json, R = unknown> = {
  /** What an author may write. */
  schema: z.ZodType<Q> & z.core.$ZodTypeDiscriminable
  /** What kind of answer it takes, as staff and analysts read it. */
  words: string
  /** What is wrong with what an author wrote, beyond its shape: paths from the question, sentences for the author. */
  faults(q: Q): Fault[]
  /** What an author wrote to explain the answers, for reading the questionnaire: values with their descriptors, columns, a statement. */
  explained(q: Q): { text: string; hint: string }[]

  /** False for what is only read. */
  takesAnswer: boolean
  /** Whether files can be attached to it. */
  holdsFiles: boolean
  /** Whether it is answered in the person's own words, which mean nothing but what they say. */
  inWords: boolean
  /**
   * How an answer of last year may be used again: together with others that are unchanged, by itself because it is of a year or of a day,
   * or never because it is said anew each time.
   */
  again: 'together' | 'alone' | 'never'
  /** For kinds whose answers name people; null for the others. */
  people: People<Q, A> | null
  /** For kinds whose answer is a list with a line for each row; null for the others. */
  list: List<Q, A, R extends readonly (infer Row)[] ? Row : unknown> | null

  /** Picks this question's fields out of a body; never validates. */
  fromForm(q: Q, body: Body): R
  /** The other way round, to show a stored answer in a form. */
  toForm(q: Q, answer: A | null): R
  /**
   * Reads the text of one cell back, for `read` to judge: a label becomes its value, a date in words its ISO form.
   * A text that it does not know stays as it is, and `read` says what is wrong with it. Absent where one cell cannot hold an answer.
   */
  fromText?(q: Q, text: string): unknown
  /** Where an answer is written in a workbook: one cell, or one for each of its parts, with room for more rows of a list. */
  inCells(q: Q, answer: A | null): AnswerCell[]
  /**
   * Reads the texts of those cells back, for `read` to judge. Absent where one cell holds an answer: `fromText` reads it.
   *
   * @param textAt what the cell of a part says; '' for nothing
   */
  fromCells?(q: Q, textAt: (...path: readonly (string | number)[]) => string): unknown
  /** Judges and normalises a raw value, from a form or already an answer; blank is always valid. */
  read(q: Q, raw: unknown, today: string): Reading<A>
  /** What stands between an answer and a submission; null when nothing does. */
  missing(q: Q, answer: A | null, given: { files: number }): MissingAnswer | null
  /** Lines that people read: labels, not codes. */
  summary(q: Q, answer: A): string[]
  columns(q: Q): Column[]
  /** One value for each of the columns, in their order. */
  cells(q: Q, answer: A): CellValue[]
  /** The values of a closed question, for the codebook; none when it is open. */
  values(q: Q): AnswerValue[]
  control(q: Q, raw: R, context: ControlContext): Control
}

type People<Q, A> = {
  /** What keeps the question from asking for these people, as a sentence for its author; null when nothing does. */
  cannotAskFor(q: Q, asks: AsksForPeople): string | null
  /** The answer that the register's people make, to be offered; null when they make none. */
  fromRegister(q: Q, known: readonly KnownPerson[]): A | null
  /** Everybody whom an answer names. */
  names(q: Q, answer: A): string[]
}

type List<Q, A, Raw> = {
  columns(q: Q): ListColumn[]
  /** The rows of an answer, each cell typed and labelled, for a sheet with one line per row. */
  rows(q: Q, answer: A): TableRow[]
  /** What one row is called: "Deputy". */
  rowName(q: Q): string
  /** How many rows it may have. */
  most(q: Q): number
  /** The rows of a form's plain value as people read them. */
  said(q: Q, raw: Raw[]): SaidRows
  /** The boxes of one row, in a form of its own. @param at its place in the list, from 0 */
  boxes(q: Q, at: number, raw: Raw, context: ControlContext): PlainControl[]
}
