import type { Question } from '../document.ts'
import { dateInput } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { dateParts, dateWords, readDate, toDateParts } from './reading.ts'
import type { DateParts } from './shapes.ts'

/** A day, kept as an ISO date; `notAfterToday` is judged against the day passed in. */
export const date: Kind<Extract<Question, { kind: 'date' }>, string, DateParts> = {
  fromForm: (q, body) => dateParts(body, fieldName(q)),
  toForm: (_q, answer) => toDateParts(answer),
  read: (q, raw, today) => readDate(raw, subjectOf(q), q.notAfterToday ? { notAfter: today } : {}),
  summary: (_q, answer) => [dateWords(answer)],
  columns: q => [{ key: q.key, type: 'date', label: q.label }],
  cells: (_q, answer) => [answer],
  values: () => [],
  control: (q, typed, context) => dateInput({ q: { ...q, hint: q.hint ?? 'For example, 27 3 2026' }, context }, typed),
}
