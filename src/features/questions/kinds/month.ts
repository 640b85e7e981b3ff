import { z } from 'zod'
import { base } from './base.ts'
import { monthInput } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { dateParts, monthFromText, monthWords, readMonth, toMonthParts } from './reading.ts'
import type { DateParts } from './shapes.ts'
import { answerCell, usual } from './usual.ts'

const schema = z.strictObject({ kind: z.literal('month'), ...base, notAfterToday: z.boolean().optional() })

/** A month of a year, kept as "2026-03": for what nobody knows the day of. */
export const month: Kind<z.infer<typeof schema>, string, DateParts> = {
  ...usual,
  again: 'alone',
  schema,
  words: 'Month and year',
  fromForm: (q, body) => ({ ...dateParts(body, fieldName(q)), day: '' }),
  toForm: (_q, answer) => toMonthParts(answer),
  fromText: (_q, typed) => monthFromText(typed),
  inCells: (_q, answer) => [answerCell(answer === null ? '' : monthWords(answer), { about: 'A month and a year, like March 2026.' })],
  read: (q, raw, today) => readMonth(raw, subjectOf(q), q.notAfterToday ? { notAfter: today } : {}),
  summary: (_q, answer) => [monthWords(answer)],
  columns: q => [{ key: q.key, type: 'text', label: q.label }],
  cells: (_q, answer) => [answer],
  control: (q, typed, context) => monthInput({ q: { ...q, hint: q.hint ?? 'For example, 3 2026' }, context }, typed),
}
