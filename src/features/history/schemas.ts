import { z } from 'zod'
import { idField } from '../../platform/forms/fields.ts'
import { SUBJECTS, type Subject } from './eventWords.ts'

/** How far back a history is shown, in days. */
export const PERIODS = { 1: 'Today and yesterday', 7: 'The last 7 days', 30: 'The last 30 days', 365: 'The last year' } as const

/** Who did it, besides one member of staff by id. */
export const KINDS_OF_PEOPLE = {
  staff: 'All staff',
  contributor: 'People at establishments',
  program: 'The program, or the operator of the server',
} as const

const orNone = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

/** The address of a history page: what does not make sense in it counts as not asked for. */
export const historyQuery = z.object({
  q: orNone(z.string().trim().min(1).max(100)),
  who: orNone(z.union([z.enum(Object.keys(KINDS_OF_PEOPLE) as [keyof typeof KINDS_OF_PEOPLE]), idField<'account'>().transform(String)])),
  what: orNone(z.enum(Object.keys(SUBJECTS) as [Subject])),
  days: orNone(z.enum(Object.keys(PERIODS))),
  before: orNone(idField<'event'>()),
})
export type HistoryQuery = z.infer<typeof historyQuery>
