import { type Direction, DIRECTIONS, hasDirection, type Verdict, VERDICTS } from '../verdicts/index.ts'
import { z } from 'zod'
import {
  idField,
  optionalText,
  requestKey,
  requiredText,
  rowVersion,
  tooLong,
  wholeNumber,
  wholeNumberIn,
} from '../../platform/forms/fields.ts'
import type { Id } from '../../platform/id.ts'
import { typed, type FormError } from '../../platform/forms/parseForm.ts'
import { OUTCOMES } from '../sampling/index.ts'
import type { VerdictEntry } from './merge.ts'

export const keyed = z.object({ _key: requestKey })

/** What stands in the boxes of one question, as text. */
export type TypedVerdict = { verdict: string; direction: string; note: string; quote: string }
export type VerdictsForm = { entries: Map<string, VerdictEntry>; errors: FormError[]; typedIn: Map<string, TypedVerdict> }

/** The verdicts of a reviewer's form on one area. Only questions that were on the page count; what is faulty costs its own question alone. */
export function parseVerdicts(body: unknown, keys: readonly string[]): VerdictsForm {
  const form: VerdictsForm = { entries: new Map(), errors: [], typedIn: new Map() }
  for (const key of keys) {
    const baseVersion = wholeNumberIn(typed(body, `version.${key}`), LARGEST_VERSION)
    if (baseVersion === undefined) continue
    const mine = boxes(body, key, '')
    form.typedIn.set(key, mine)
    const errors = faultsOf(key, mine)
    form.errors.push(...errors)
    if (errors.length === 0) form.entries.set(key, { ...findingOf(mine), baseVersion, shown: findingOf(boxes(body, key, 'shown.')) })
  }
  return form
}

/** Questions of a form that are not among those that are asked now, with what was typed about them. */
export function typedElsewhere(body: unknown, keys: readonly string[]): TypedVerdict[] {
  const fields = typeof body === 'object' && body !== null ? Object.keys(body) : []
  const sent = fields.flatMap(field => (field.startsWith('version.') ? [field.slice('version.'.length)] : []))
  return sent
    .filter(key => !keys.includes(key))
    .map(key => boxes(body, key, ''))
    .filter(({ verdict, note, quote }) => verdict !== '' || note !== '' || quote !== '')
}

const LARGEST_VERSION = 2_147_483_647
/** How many characters a note and a quotation take. */
export const NOTE_LIMIT = 2000
export const QUOTE_LIMIT = 500

const boxes = (body: unknown, key: string, before: string): TypedVerdict => ({
  verdict: typed(body, `${before}verdict.${key}`),
  direction: typed(body, `${before}direction.${key}`),
  note: text(body, `${before}note.${key}`),
  quote: text(body, `${before}quote.${key}`),
})
const text = (body: unknown, field: string): string => typed(body, field).replace(/\r\n/g, '\n').trim()

function faultsOf(key: string, { verdict, direction, note, quote }: TypedVerdict): FormError[] {
  const errors: FormError[] = []
  if (note.length > NOTE_LIMIT) errors.push({ field: `note-${key}`, message: tooLong('The note', NOTE_LIMIT) })
  if (quote.length > QUOTE_LIMIT) errors.push({ field: `quote-${key}`, message: tooLong('The quotation', QUOTE_LIMIT) })
  if (errors.length > 0) return errors
  const chosen = asVerdict(verdict)
  if (chosen === null && (note !== '' || quote !== ''))
    return [{ field: `verdict-${key}`, message: 'Choose a verdict to go with your note' }]
  if (hasDirection(chosen) && asDirection(direction) === null)
    return [{ field: `direction-${key}`, message: 'Say whether the answer is over-rated or under-rated' }]
  return []
}

const findingOf = ({ verdict, direction, note, quote }: TypedVerdict) => ({
  verdict: asVerdict(verdict),
  direction: asDirection(direction),
  note,
  quote,
})
const asVerdict = (given: string): Verdict | null => VERDICTS.find(verdict => verdict === given) ?? null
const asDirection = (given: string): Direction | null => DIRECTIONS.find(direction => direction === given) ?? null

export const outcomeForm = z.object({
  outcome: z.enum(OUTCOMES, { error: 'Choose the outcome' }),
  note: z
    .string({ error: 'Write what the establishment should know' })
    .transform(note => note.replace(/\r\n/g, '\n').trim())
    .pipe(z.string().min(1, 'Write what the establishment should know').max(5000, tooLong('The note', 5000))),
  partial: z
    .string()
    .optional()
    .transform(ticked => ticked === 'yes'),
  version: rowVersion,
})

const CHOOSE = 'Choose the establishment'
const PERCENT = 'The share that is read twice must be a whole number from 0 to 100'
export const sharingForm = z
  .object({
    reviewers: z.array(z.custom<Id<'account'>>()).min(1, 'Choose who reviews'),
    percent: z
      .string()
      .regex(/^\d{1,3}$/, PERCENT)
      .transform(Number)
      .refine(percent => percent <= 100, PERCENT),
  })
  .transform(({ reviewers, percent }) => ({ accountIds: reviewers, percent }))

/** Who is to review one member in one reading, and why it changes. A choice of "nobody" takes it away. */
export const givingForm = z.object({
  reading: z.enum(['first', 'second']),
  accountId: z.union([z.literal('').transform(() => null), idField<'account'>()], { error: 'Choose who reviews it' }),
  reviewId: idField<'review'>().nullable().catch(null),
  reason: optionalText('The reason', 300),
})

export const interestForm = z.object({
  establishmentId: z.string({ error: CHOOSE }).min(1, CHOOSE).pipe(idField<'establishment'>()),
  accountId: idField<'account'>().optional().catch(undefined),
  reason: requiredText('The reason', 'Say what the connection is', 300),
})

export const missingField = wholeNumber(10_000).catch(-1)

export const moderationVersion = wholeNumber(LARGEST_VERSION).catch(-1)

/** What a moderator chose, with the reason. */
export const moderationForm = z
  .object({
    verdict: z.enum(VERDICTS, { error: 'Choose what the evidence shows' }),
    direction: z.enum(DIRECTIONS).nullable().catch(null),
    note: z
      .string()
      .transform(note => note.replace(/\r\n/g, '\n').trim())
      .pipe(z.string().min(1, 'Say why you settle it so').max(NOTE_LIMIT, tooLong('The reason', NOTE_LIMIT))),
  })
  .superRefine(({ verdict, direction }, context) => {
    if (hasDirection(verdict) && direction === null)
      context.addIssue({ code: 'custom', path: ['direction'], message: 'Say whether the answer is over-rated or under-rated' })
  })
