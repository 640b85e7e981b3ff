import type { Question } from '../document.ts'
import type { Control, ControlContext } from './controls.ts'
import type { AnswerValue } from './scales.ts'
import type { Body, CellValue, Column, Json, Reading } from './shapes.ts'

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
