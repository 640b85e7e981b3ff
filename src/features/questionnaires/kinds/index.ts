import { z } from 'zod'
import type { Question, QuestionKind } from '../document.ts'
import { choice, choices } from './choice.ts'
import { date } from './date.ts'
import { declaration } from './declaration.ts'
import { evidence } from './evidence.ts'
import { information } from './information.ts'
import type { Kind } from './kind.ts'
import type { CellValue, Column, Json, TableRow } from './shapes.ts'
import { number, percentage } from './numbers.ts'
import { person } from './person.ts'
import { rating } from './ratings.ts'
import type { AnswerValue } from './scales.ts'
import { rowsOf, table } from './table.ts'
import type { Row } from './table.ts'
import { longText, text } from './text.ts'

const KINDS: { [K in QuestionKind]: Kind<Extract<Question, { kind: K }>> } = {
  yes_no: rating,
  yes_partly_no: rating,
  met: rating,
  rag: rating,
  level: rating,
  number,
  percentage,
  date,
  text,
  long_text: longText,
  choice,
  choices,
  person,
  table,
  evidence,
  information,
  declaration,
}

/** The kind of a question. */
export const kindOf = (q: Question): Kind => KINDS[q.kind]

/** Nothing was answered. */
export const isBlank = (answer: Json | undefined): boolean =>
  answer === null || answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)

/**
 * Validity of an answer to one question, from a form's plain value or as it is stored.
 * Blank is always valid and becomes null; text is trimmed, dates become ISO, "12 %" becomes 12.
 * Issues carry the path of the part to mend and a sentence for the person.
 */
export const answerSchema = (q: Question, today: string): z.ZodType<Json> =>
  z.unknown().transform((raw, context): Json => {
    const reading = kindOf(q).read(q, raw, today)
    if (reading.ok) return reading.value
    for (const { message, path } of reading.faults) context.addIssue({ code: 'custom', message, path: [...path] })
    return z.NEVER
  })

/** Lines that people read; none when blank (the caller says "Not answered"). */
export const summary = (q: Question, answer: Json | undefined): string[] =>
  answer === undefined || isBlank(answer) ? [] : kindOf(q).summary(q, answer)

/** The question's columns in the wide sheet: stable keys, types and labels. */
export const columns = (q: Question): Column[] => kindOf(q).columns(q)

/** One value for each of the question's columns, in their order; all null when blank. */
export const cells = (q: Question, answer: Json | undefined): CellValue[] =>
  answer === undefined || isBlank(answer) ? columns(q).map(() => null) : kindOf(q).cells(q, answer)

/** The rows of a table's answer for the long sheet; none for other kinds. */
export const tableRows = (q: Question, answer: Json | undefined): TableRow[] =>
  q.kind === 'table' && Array.isArray(answer) ? rowsOf(q, answer as Row[]) : []

/** The values that a closed question can hold, with label and score: the codebook. None for open questions. */
export const valuesOf = (q: Question): AnswerValue[] => kindOf(q).values(q)

/** The score of a rating (kinds/scales.ts); null when blank, not applicable, or no rating. */
export const score = (q: Question, answer: Json | undefined): number | null =>
  valuesOf(q).find(entry => entry.value === answer)?.score ?? null

/** True when the answer falls short, so that submission asks for an action, an owner and a date. */
export const needsAction = (q: Question, answer: Json | undefined): boolean =>
  valuesOf(q).some(entry => entry.value === answer && entry.needsAction)

/** True when some answer to the question would need an action, so that the form offers the boxes for one. */
export const mayNeedAction = (q: Question): boolean => valuesOf(q).some(entry => entry.needsAction)
