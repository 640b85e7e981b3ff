import { z } from 'zod'
import { base } from './base.ts'
import { dateInput } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { dateParts, dateWords, dayFromText, readDate, toDateParts } from './reading.ts'
import type { DateParts } from './shapes.ts'
import { answerCell, usual } from './usual.ts'

const schema = z.strictObject({ kind: z.literal('date'), ...base, notAfterToday: z.boolean().optional() })

/** A day, kept as an ISO date; `notAfterToday` is judged against the day passed in. */
export const date: Kind<z.infer<typeof schema>, string, DateParts> = {
  ...usual,
  again: 'alone',
  schema,
  words: 'Day',
  fromForm: (q, body) => dateParts(body, fieldName(q)),
  toForm: (_q, answer) => toDateParts(answer),
  fromText: (_q, typed) => dayFromText(typed),
  inCells: (_q, answer) => [answerCell(answer ?? '', { type: 'day' })],
  read: (q, raw, today) => readDate(raw, subjectOf(q), q.notAfterToday ? { notAfter: today } : {}),
  summary: (_q, answer) => [dateWords(answer)],
  columns: q => [{ key: q.key, type: 'date', label: q.label }],
  cells: (_q, answer) => [answer],
  control: (q, typed, context) => dateInput({ q: { ...q, hint: q.hint ?? 'For example, 27 3 2026' }, context }, typed),
}
