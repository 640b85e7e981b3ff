import { z } from 'zod'
import { KINDS, type Question, type QuestionKind } from './all.ts'
import type { Kind, KnownPerson } from './kind.ts'
import type { AnswerCell, CellValue, Column, Json, ListColumn, TableRow } from './shapes.ts'
import type { AnswerValue } from './scales.ts'
import { isBlank } from './usual.ts'

/** The kind of a question. */
export const kindOf = (q: Question): Kind => KINDS[q.kind]

/** What each kind of question is called, for staff and analysts. */
export const KIND_WORDS = Object.fromEntries(Object.entries(KINDS).map(([kind, { words }]) => [kind, words])) as Record<
  QuestionKind,
  string
>

/** False for a block that is only read. */
export const takesAnswer = (q: Question): boolean => kindOf(q).takesAnswer

/** Whether files can be attached to the question. */
export const holdsFiles = (q: Question): boolean => kindOf(q).holdsFiles

/** The answer that the people whom the register knows make, for a question that asks for them; null when there is none. */
export const answerFromRegister = (q: Question, known: readonly KnownPerson[]): Json => kindOf(q).people?.fromRegister(q, known) ?? null

/** Everybody whom an answer names; nobody for kinds whose answers name no people. */
export const namesIn = (q: Question, answer: Json | undefined): string[] =>
  answer === undefined || isBlank(answer) ? [] : (kindOf(q).people?.names(q, answer) ?? [])

/**
 * Validity of an answer to one question, from a form's plain value or as it is stored.
 * Blank is always valid and becomes null; text is trimmed, dates become ISO, "12 %" becomes 12.
 * Issues carry the path of the part to mend and a sentence for the person.
 * The pages read answers with `read` of the kind itself; this is for tests.
 *
 * @internal
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

/** Where an answer is written in a workbook, with what stands there; none for a block that is only read. */
export const answerCells = (q: Question, answer: Json | undefined): AnswerCell[] =>
  kindOf(q).inCells(q, isBlank(answer) ? null : (answer ?? null))

/** What those cells say, for the kind's `read` to judge. @param textAt the text of the cell of a part */
export const fromAnswerCells = (q: Question, textAt: (...path: readonly (string | number)[]) => string): unknown => {
  const kind = kindOf(q)
  return kind.fromCells ? kind.fromCells(q, textAt) : (kind.fromText?.(q, textAt()) ?? textAt())
}

/** The columns of the list that a question asks for; none for other kinds. */
export const listColumns = (q: Question): ListColumn[] => kindOf(q).list?.columns(q) ?? []

/** The rows of a list's answer for the long sheet; none for other kinds. */
export const tableRows = (q: Question, answer: Json | undefined): TableRow[] =>
  answer === undefined || isBlank(answer) ? [] : (kindOf(q).list?.rows(q, answer) ?? [])

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
