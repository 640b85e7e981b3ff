import type { Question } from '../document.ts'
import { input, textarea } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { one, readText } from './reading.ts'

const TEXT_LIMIT = 500
const LONG_TEXT_LIMIT = 10_000

const shared = {
  fromForm: (q: Question, body) => one(body, fieldName(q)),
  toForm: (_q: Question, answer: string | null) => answer ?? '',
  columns: (q: Question) => [{ key: q.key, type: 'text', label: q.label }],
  cells: (_q: Question, answer: string) => [answer],
  values: () => [],
} satisfies Partial<Kind<Question, string, string>>

export const text: Kind<Extract<Question, { kind: 'text' }>, string, string> = {
  ...shared,
  read: (q, raw) => readText(raw, subjectOf(q), q.maxLength ?? TEXT_LIMIT),
  summary: (_q, answer) => [answer],
  control: (q, typed, context) => input({ q, context }, typed),
}

export const longText: Kind<Extract<Question, { kind: 'long_text' }>, string, string> = {
  ...shared,
  read: (q, raw) => readText(raw, subjectOf(q), q.maxLength ?? LONG_TEXT_LIMIT),
  summary: (_q, answer) => answer.split('\n'),
  control: (q, typed, context) => {
    const limit = `You can write up to ${(q.maxLength ?? LONG_TEXT_LIMIT).toLocaleString('en-GB')} characters`
    return textarea({ q, context, hint: q.hint ? `${q.hint} ${limit}.` : limit }, typed, 6)
  },
}
