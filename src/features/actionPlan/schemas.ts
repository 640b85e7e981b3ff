import { z } from 'zod'
import { optionalText, requestKey, wholeNumber } from '../../platform/forms/fields.ts'
import { PLAN_STATES, type PlanState } from './plan.ts'

export const keyed = z.object({ _key: requestKey })

/** The last note that a form has shown, 0 for none; more than there can be, when what was sent is no number. */
export const seen = z.object({ _seen: wholeNumber().catch(Number.MAX_SAFE_INTEGER) })

const LONGEST_NOTE = 2000

/** How far an action is. @param now its state when the form was read: a note, or another state, has to say something */
export const progressForm = (now: PlanState) =>
  z
    .object({
      state: z.enum(PLAN_STATES, { error: 'Choose how far it is' }),
      note: optionalText('The note', LONGEST_NOTE).transform(text => text.replace(/\r\n?/g, '\n')),
    })
    .refine(({ state, note }) => state !== 'not_needed' || note !== '', { path: ['note'], message: 'Say why it is no longer needed' })
    .refine(({ state, note }) => state !== now || note !== '', {
      path: ['note'],
      message: 'Write a note, or choose another answer: this changes nothing yet',
    })
