import { z } from 'zod'
import { emailAddress, optionalText, requestKey, requiredText, rowVersion, wholeNumber } from '../../platform/forms/fields.ts'
import { LONGEST_ACTION } from './longest.ts'
import type { Action, ActionState } from './action.ts'
import { LEAD_KINDS } from './leads.ts'
import { saysWhyDropped, stateForm, WHY_DROPPED } from './stating.ts'

export const keyed = z.object({ _key: requestKey })
export const versioned = z.object({ version: rowVersion })
/** How many notes of progress a form has shown; more than there can be, when what was sent is no number. */
export const seen = z.object({ _seen: wholeNumber(1_000_000).catch(1_000_000) })

/** Text that keeps its lines, as they were typed; what stands around it is cut. */
const words = (name: string, max: number) => optionalText(name, max).transform(text => text.replace(/\r\n?/g, '\n'))

/** What is written of an action, by the names of its boxes. */
export const actionForm = z.object({
  what: requiredText('The action', 'Write what is to be done', LONGEST_ACTION.what).transform(text => text.replace(/\r\n?/g, '\n')),
  timescale: words('The timescale', LONGEST_ACTION.timescale),
  lead: words('The lead', LONGEST_ACTION.lead),
  outcomeMeasure: words('The outcome measure', LONGEST_ACTION.outcomeMeasure),
  remark: words('The remark', LONGEST_ACTION.remark),
})

const NOTHING_SAID = { path: ['note'], message: 'Write how far it is, or change how it stands' }

/** What is said of an action that stands so: a note, or another state, or both. */
export const progressForm = (before: Pick<Action, 'state' | 'droppedReason'>) =>
  z
    .object({ note: words('The note', LONGEST_ACTION.note), ...stateForm })
    .refine(saysWhyDropped, WHY_DROPPED)
    .refine(
      ({ note, state, droppedReason }) => note !== '' || state !== before.state || isOtherReason(before, { state, droppedReason }),
      NOTHING_SAID,
    )

/** Whether an action stays dropped, for another reason. */
const isOtherReason = (before: Pick<Action, 'droppedReason'>, { state, droppedReason }: Pick<Action, 'state' | 'droppedReason'>): boolean =>
  state === 'dropped' && droppedReason !== before.droppedReason

/** How a lead may say that an action stands; dropping it is the partnership's to decide. */
export const REPORTED_STATES = ['planned', 'under_way', 'done'] as const

/** What a lead says of an action that stands so: a note, or another state, or both. */
export const reportForm = (before: ActionState | undefined) =>
  z
    .object({ note: words('The note', LONGEST_ACTION.note), state: z.enum(REPORTED_STATES, { error: 'Choose how it stands now' }) })
    .refine(({ note, state }) => note !== '' || state !== before, NOTHING_SAID)

export const leadForm = z.object({
  kind: z.enum(LEAD_KINDS, { error: 'Choose who leads it' }),
  name: requiredText('The name', 'Enter a name', 300),
  organisation: optionalText('The organisation', 300),
  toConfirm: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform(ticked => ticked === 'yes'),
  email: z
    .string()
    .trim()
    .default('')
    .pipe(
      z.union([z.literal(''), emailAddress('Enter an email address')], {
        error: 'Enter an email address in the correct format, like name@example.com',
      }),
    ),
})
