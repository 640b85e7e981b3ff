import { z } from 'zod'
import { optionalText, requestKey, requiredText, wholeNumber } from '../../platform/forms/fields.ts'
import { typed, typedAll, type FormError } from '../../platform/forms/parseForm.ts'
import type { SampleSize } from './draw.ts'
import { BASES, TARGETS, type SamplePlan } from './population.ts'
import { CONFIDENCES, type Precision } from './size.ts'
import { STRATA } from './stratum.ts'

/** What a preview of a draw showed: the draw, and the newest sample of the round, 0 for none. */
export const looked = z.object({ print: z.string().optional().catch(undefined), newest: wholeNumber().catch(0) })

export const keyed = z.object({ _key: requestKey })

/** Everything that can be typed or ticked on the page of a new sample, as text. */
export type SampleForm = {
  name: string
  base: string
  targets: string[]
  fastMinutes: string
  leaveOutSampled: boolean
  includeDrawnHere: boolean
  method: string
  sizeBy: string
  size: string
  confidence: string
  margin: string
  strata: string
  seed: string
  why: string
  areas: string[]
}

/** What the form says, or the defaults where it was never sent. */
export function sampleForm(given: unknown, defaults: { name: string; seed: string; areas: readonly string[] }): SampleForm {
  const sent = typed(given, 'sent') !== ''
  const text = (field: string, otherwise: string) => (sent ? typed(given, field).trim() : otherwise)
  return {
    name: text('name', defaults.name),
    base: text('base', 'completed'),
    targets: typedAll(given, 'targets'),
    fastMinutes: text('fastMinutes', '15'),
    leaveOutSampled: typed(given, 'leaveOutSampled') !== '',
    includeDrawnHere: typed(given, 'includeDrawnHere') !== '',
    method: text('method', 'stratified'),
    sizeBy: text('sizeBy', 'number'),
    size: text('size', ''),
    confidence: text('confidence', '95'),
    margin: text('margin', '10'),
    strata: text('strata', 'phase'),
    seed: text('seed', defaults.seed),
    why: text('why', ''),
    areas: sent ? typedAll(given, 'areas') : [...defaults.areas],
  }
}

/** The same as fields of a form or an address, so that nothing typed is lost on the way to the preview and back. */
export function sampleFields(form: SampleForm): { name: string; value: string }[] {
  const { targets, areas, leaveOutSampled, includeDrawnHere, ...texts } = form
  return [
    { name: 'sent', value: '1' },
    ...Object.entries(texts).map(([name, value]) => ({ name, value })),
    ...(leaveOutSampled ? [{ name: 'leaveOutSampled', value: '1' }] : []),
    ...(includeDrawnHere ? [{ name: 'includeDrawnHere', value: '1' }] : []),
    ...targets.map(value => ({ name: 'targets', value })),
    ...areas.map(value => ({ name: 'areas', value })),
  ]
}

const SIZE = 'Enter how many to draw, like 12 or 10%'
const size = z
  .string()
  .trim()
  .min(1, SIZE)
  .transform((text, context): SampleSize => {
    const match = /^(\d{1,5})(\s*%)?$/.exec(text)
    const number = Number(match?.[1])
    if (match && number > 0 && !(match[2] && number > 100)) return match[2] ? { percent: number } : { count: number }
    context.addIssue({ code: 'custom', message: 'How many to draw must be a number like 12, or a share like 10%' })
    return z.NEVER
  })

const MARGIN = 'The margin of error must be a number from 1 to 50, like 5'
const precision = z
  .object({
    confidence: z
      .string()
      .transform(Number)
      .pipe(
        z.union(
          CONFIDENCES.map(value => z.literal(value)),
          { error: 'Choose how sure the sample is to be' },
        ),
      ),
    margin: z
      .string()
      .regex(/^\d{1,2}(\.\d)?\s?%?$/, MARGIN)
      .transform(text => Number(text.replace('%', '')))
      .refine(margin => margin >= 1 && margin <= 50, MARGIN),
  })
  .transform((wanted): Precision => wanted)

const wholeMinutes = z
  .string()
  .regex(/^\d{1,4}$/, 'Minutes must be a whole number, like 15')
  .transform(Number)
  .refine(minutes => minutes > 0, 'Minutes must be 1 or more')

const newSample = z.object({
  name: requiredText('Name', 'Enter a name for the sample', 100),
  base: z.enum(BASES, { error: 'Choose which returns to draw from' }),
  targets: z.array(z.enum(TARGETS)).catch([]),
  method: z.enum(['all', 'simple', 'stratified'], { error: 'Choose how to draw' }),
  strata: z.enum(STRATA).catch('phase'),
  leaveOutSampled: z.boolean(),
  includeDrawnHere: z.boolean(),
  seed: requiredText('Seed', 'Enter a seed', 100).regex(
    /^[\x20-\x7e]+$/,
    'The seed must have only plain letters, numbers, spaces and signs',
  ),
  why: optionalText('Why it is drawn', 300),
  areas: z.array(z.string()),
})

/** A new sample as it was asked for, or what to mend. The size counts only for the method that it belongs to. */
export function parseSample(
  form: SampleForm,
): { ok: true; name: string; seed: string; why: string; areas: string[]; plan: SamplePlan } | { ok: false; errors: FormError[] } {
  const errors: FormError[] = []
  const check = <T>(schema: z.ZodType<T>, value: unknown, field?: string): T | undefined => {
    const result = schema.safeParse(value)
    if (result.success) return result.data
    for (const { path, message } of result.error.issues) {
      const at = field ?? String(path[0] ?? '')
      if (!errors.some(error => error.field === at)) errors.push({ field: at, message })
    }
    return undefined
  }
  const values = check(newSample, form)
  const minutes = form.targets.includes('fast') ? check(wholeMinutes, form.fastMinutes, 'fastMinutes') : 15
  const wanted = form.method === 'all' ? null : form.sizeBy === 'precision' ? check(precision, form) : check(size, form.size, 'size')
  if (!values || minutes === undefined || wanted === undefined) return { ok: false, errors }
  const { name, seed, why, areas, includeDrawnHere, ...plan } = values
  return { ok: true, name, seed, why, areas, plan: { ...plan, leaveOutDrawnHere: !includeDrawnHere, fastMinutes: minutes, size: wanted } }
}

export const replaceForm = z.object({ reason: requiredText('Why it is replaced', 'Say why it is replaced', 300) })

export const requestNote = z.object({ note: optionalText('What you add', 2000) })
