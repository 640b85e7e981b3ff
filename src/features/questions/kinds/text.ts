import { z } from 'zod'
import { sayLimit } from '../../../platform/say.ts'
import { base, type BaseQuestion } from './base.ts'
import { input, textarea } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { one, readText } from './reading.ts'
import { answerCell, usual } from './usual.ts'

const textSchema = z.strictObject({ kind: z.literal('text'), ...base, maxLength: z.number().int().optional() })
const longTextSchema = z.strictObject({ kind: z.literal('long_text'), ...base, maxLength: z.number().int().optional() })

const TEXT_LIMIT = 500
const LONG_TEXT_LIMIT = 10_000
const limitOf = ({ kind, maxLength }: { kind: 'text' | 'long_text'; maxLength?: number | undefined }): number =>
  maxLength ?? (kind === 'text' ? TEXT_LIMIT : LONG_TEXT_LIMIT)

const shared = {
  ...usual,
  inWords: true,
  fromForm: (q: BaseQuestion, body) => one(body, fieldName(q)),
  toForm: (_q: BaseQuestion, answer: string | null) => answer ?? '',
  columns: (q: BaseQuestion) => [{ key: q.key, type: 'text', label: q.label, personal: 'words' }],
  cells: (_q: BaseQuestion, answer: string) => [answer],
  fromText: (_q: BaseQuestion, typed: string) => typed,
} satisfies Partial<Kind<BaseQuestion, string, string>>

/** One cell, and how much it takes. */
const textCell = (answer: string | null, most: number) => [answerCell(answer ?? '', { about: sayLimit(most) })]

export const text: Kind<z.infer<typeof textSchema>, string, string> = {
  ...shared,
  schema: textSchema,
  words: 'Short text',
  inCells: (q, answer) => textCell(answer, limitOf(q)),
  read: (q, raw) => readText(raw, subjectOf(q), limitOf(q)),
  summary: (_q, answer) => [answer],
  control: (q, typed, context) => input({ q, context, hint: sayLimit(limitOf(q), q.hint) }, typed, { limit: limitOf(q) }),
}

export const longText: Kind<z.infer<typeof longTextSchema>, string, string> = {
  ...shared,
  schema: longTextSchema,
  words: 'Long text',
  inCells: (q, answer) => textCell(answer, limitOf(q)),
  read: (q, raw) => readText(raw, subjectOf(q), limitOf(q)),
  summary: (_q, answer) => answer.split('\n'),
  control: (q, typed, context) => textarea({ q, context, hint: sayLimit(limitOf(q), q.hint) }, typed, { limit: limitOf(q), rows: 6 }),
}
