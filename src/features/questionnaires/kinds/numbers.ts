import type { Question } from '../document.ts'
import { input } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { cleanText, one, readNumber } from './reading.ts'

type NumberQuestion = Extract<Question, { kind: 'number' }>
type PercentageQuestion = Extract<Question, { kind: 'percentage' }>

const said = (answer: number): string => answer.toLocaleString('en-GB', { maximumFractionDigits: 10 })

const shared = {
  fromForm: (q: Question, body) => one(body, fieldName(q)),
  toForm: (_q: Question, answer: number | null) => (answer === null ? '' : String(answer)),
  columns: (q: Question) => [{ key: q.key, type: 'number', label: q.label }],
  cells: (_q: Question, answer: number) => [answer],
  values: () => [],
} satisfies Partial<Kind<Question, number, string>>

export const number: Kind<NumberQuestion, number, string> = {
  ...shared,
  read: (q, raw) => readNumber(raw, subjectOf(q), q),
  summary: (q, answer) => [q.unit ? `${said(answer)} ${q.unit}` : said(answer)],
  control: (q, typed, context) =>
    input({ q, context }, typed, {
      inputMode: q.whole ? 'numeric' : 'decimal',
      spellcheck: false,
      width: 5,
      suffix: q.unit ?? null,
    }),
}

/** Kept as 0 to 100, not as a fraction, as it was typed and is read. */
export const percentage: Kind<PercentageQuestion, number, string> = {
  ...shared,
  read: (q, raw) => readNumber(cleanText(raw).replace(/\s*(%|per ?cent)$/i, ''), subjectOf(q), { min: 0, max: 100 }),
  summary: (_q, answer) => [`${said(answer)}%`],
  control: (q, typed, context) =>
    input({ q, context }, typed, {
      inputMode: 'decimal',
      spellcheck: false,
      width: 3,
      suffix: '%',
    }),
}
