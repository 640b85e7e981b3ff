import { z } from 'zod'
import { idField, optionalText, requestKey, requiredText, rowVersion, wholeNumber } from '../../platform/forms/fields.ts'
import { MEASURE_KINDS } from './measure.ts'
import { PART_KINDS, PLAN_KINDS } from './plan.ts'

export const keyed = z.object({ _key: requestKey })
export const versioned = z.object({ version: rowVersion })
export const directed = z.object({ direction: z.enum(['up', 'down']).catch('up') })

const lines = (text: string): string => text.replace(/\r\n?/g, '\n')
const words = (name: string, max: number) => optionalText(name, max).transform(lines)

export const LONGEST_PLAN = {
  title: 300,
  alsoCalled: 300,
  period: 100,
  authorities: 500,
  owner: 300,
  alignedWith: 500,
  label: 100,
  dated: 100,
} as const
export const LONGEST_PART = { code: 50, title: 500, statement: 4000, outcomes: 8000, lead: 500, officer: 500, delivery: 2000 } as const
export const LONGEST_MEASURE = { words: 2000, dated: 100, written: 300, source: 500, note: 2000 } as const

export const planForm = z.object({
  title: requiredText('The title', 'Enter the title of the plan', LONGEST_PLAN.title),
  alsoCalled: words('The other name', LONGEST_PLAN.alsoCalled),
  period: words('The period', LONGEST_PLAN.period),
  authorities: words('The authorities', LONGEST_PLAN.authorities),
  owner: words('The owner', LONGEST_PLAN.owner),
  alignedWith: words('What it is aligned with', LONGEST_PLAN.alignedWith),
  label: words('The number of the draft', LONGEST_PLAN.label),
  dated: words('The date', LONGEST_PLAN.dated),
  linked: z.union([z.literal('').transform(() => null), idField<'plan'>()]).catch(null),
})
export const planKind = z.object({ kind: z.enum(PLAN_KINDS, { error: 'Choose what the plan is made of' }) })

export const partForm = z
  .object({
    code: words('The code', LONGEST_PART.code),
    title: words('The title', LONGEST_PART.title),
    statement: words('The statement', LONGEST_PART.statement),
    outcomes: words('The outcomes', LONGEST_PART.outcomes),
    lead: words('The lead', LONGEST_PART.lead),
    officer: words('The officer', LONGEST_PART.officer),
    delivery: words('The delivery mechanism', LONGEST_PART.delivery),
  })
  .refine(({ title, statement }) => title !== '' || statement !== '', { path: ['title'], message: 'Enter a title' })

/** Which kind of part is added, and under which other one. */
export const newPart = z.object({
  part: z.enum(PART_KINDS).optional().catch(undefined),
  under: idField<'planPart'>().optional().catch(undefined),
})

export const measureForm = z.object({
  kind: z.enum(MEASURE_KINDS, { error: 'Choose what kind of measure it is' }),
  words: requiredText('The measure', 'Write what is measured', LONGEST_MEASURE.words).transform(lines),
})

export const valueForm = z.object({
  written: requiredText('The value', 'Enter the value', LONGEST_MEASURE.written),
  dated: requiredText('The date', 'Enter when it is from', LONGEST_MEASURE.dated),
  source: words('The source', LONGEST_MEASURE.source),
  note: words('The note', LONGEST_MEASURE.note),
})

export const LONGEST_APPROVAL = { label: LONGEST_PLAN.label, dated: LONGEST_PLAN.dated, note: 2000 } as const

export const approveForm = z.object({
  label: requiredText('The number', 'Enter the number of the version', LONGEST_PLAN.label),
  dated: words('The date', LONGEST_PLAN.dated),
  note: words('The note', LONGEST_APPROVAL.note),
})

/** Which plan of a workbook, and the mark of the preview that was seen. */
export const confirmed = z.object({
  which: wholeNumber(100).catch(0),
  into: idField<'plan'>().optional().catch(undefined),
  mark: z.string().max(64).catch(''),
})

/** Why a plan is removed, and the mark of what was shown to go with it. */
export const removal = z.object({
  reason: requiredText('The reason', 'Say why the plan is removed', 500).transform(lines),
  mark: z.string().max(64).catch(''),
})

export const placeForm = z.object({
  action: idField<'action'>().optional().catch(undefined),
  linked: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform(ticked => ticked === 'yes'),
})
export const movedTo = z.object({
  direction: z.enum(['up', 'down']).optional().catch(undefined),
  under: idField<'planPart'>().optional().catch(undefined),
})
