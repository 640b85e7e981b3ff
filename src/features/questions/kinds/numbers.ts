import { LONGEST } from '../../../platform/forms/lengths.ts'
import { z } from 'zod'
import { base, type BaseQuestion } from './base.ts'
import { input } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { cleanText, one, readNumber } from './reading.ts'
import { answerCell, orderFault, usual } from './usual.ts'

const numberSchema = z.strictObject({
  kind: z.literal('number'),
  ...base,
  min: z.number().optional(),
  max: z.number().optional(),
  whole: z.boolean().optional(),
  unit: z.string().optional(),
})
const percentageSchema = z.strictObject({ kind: z.literal('percentage'), ...base })
type NumberQuestion = z.infer<typeof numberSchema>

const said = (answer: number): string => answer.toLocaleString('en-GB', { maximumFractionDigits: 10 })

const shared = {
  ...usual,
  again: 'alone',
  fromForm: (q: BaseQuestion, body) => one(body, fieldName(q), LONGEST.number),
  toForm: (_q: BaseQuestion, answer: number | null) => (answer === null ? '' : String(answer)),
  columns: (q: BaseQuestion) => [{ key: q.key, type: 'number', label: q.label }],
  cells: (_q: BaseQuestion, answer: number) => [answer],
  fromText: (_q: BaseQuestion, typed: string): unknown => typed,
} satisfies Partial<Kind<BaseQuestion, number, string>>

export const number: Kind<NumberQuestion, number, string> = {
  ...shared,
  schema: numberSchema,
  words: 'Number',
  faults: q => orderFault(q.key, q.min, q.max, 'max'),
  fromText: (q, typed) => (q.unit && typed.endsWith(` ${q.unit}`) ? typed.slice(0, -q.unit.length) : typed),
  read: (q, raw) => readNumber(raw, subjectOf(q), q),
  inCells: (q, answer) => [answerCell(answer === null ? '' : String(answer), { type: 'number', about: q.unit ? `In ${q.unit}.` : '' })],
  summary: (q, answer) => [q.unit ? `${said(answer)} ${q.unit}` : said(answer)],
  control: (q, typed, context) =>
    input({ q, context }, typed, {
      inputMode: q.whole ? 'numeric' : 'decimal',
      spellcheck: false,
      width: 5,
      suffix: q.unit ?? null,
    }),
}

const SIGNS = ['%', 'percent', 'per cent']

/** "12 per cent" is 12: the sign stands beside the box as well. */
function withoutSign(text: string): string {
  const small = text.toLowerCase()
  const sign = SIGNS.find(known => small.endsWith(known))
  return sign === undefined ? text : text.slice(0, -sign.length).trimEnd()
}

/** Kept as 0 to 100, not as a fraction, as it was typed and is read. */
export const percentage: Kind<z.infer<typeof percentageSchema>, number, string> = {
  ...shared,
  schema: percentageSchema,
  words: 'Percentage, 0 to 100',
  columns: q => [{ key: q.key, type: 'percentage', label: q.label }],
  // As a text: a spreadsheet makes 0.12 of what is typed as "12%" into a cell of numbers.
  inCells: (_q, answer) => [answerCell(answer === null ? '' : String(answer), { about: 'From 0 to 100.' })],
  read: (q, raw) => readNumber(withoutSign(cleanText(raw)), subjectOf(q), { min: 0, max: 100 }),
  summary: (_q, answer) => [`${said(answer)}%`],
  control: (q, typed, context) =>
    input({ q, context }, typed, {
      inputMode: 'decimal',
      spellcheck: false,
      width: 3,
      suffix: '%',
    }),
}
