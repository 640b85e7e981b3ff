import { z } from 'zod'
import { emailAddress, optionalText, requestKey, requiredText } from '../../platform/forms/fields.ts'
import { CONTACT_ROLES, officeActorSchema } from '../history/index.ts'
import { SET_CODES } from '../questionnaires/index.ts'

/** What the job that issues a round's links is told. */
export const issueOrder = z.object({
  actor: officeActorSchema,
  runId: z.number(),
  roundId: z.number(),
  which: z.union([
    z.object({ ids: z.array(z.number()) }),
    z.object({ filter: z.object({ search: z.string(), set: z.enum([...SET_CODES, '']) }) }),
  ]),
  text: z.object({ subject: z.string(), body: z.string() }),
})
export type IssueOrder = z.output<typeof issueOrder>

/** What the job that mails links again is told. */
export const resendOrder = z.object({
  actor: officeActorSchema,
  runId: z.number(),
  returnIds: z.array(z.number()),
  text: z.object({ subject: z.string(), body: z.string() }),
})
export type ResendOrder = z.output<typeof resendOrder>

export const keyed = z.object({ _key: requestKey })

/** Who somebody says they are when they come by an audit link. */
export const whoIAm = z.object({
  name: requiredText('Enter your full name', 100),
  role: z.enum(CONTACT_ROLES, { error: 'Choose your role' }),
  jobTitle: optionalText(100),
})

/** A colleague who gets a link of their own. */
export const colleague = z.object({
  name: requiredText('Enter your colleague’s full name', 100),
  email: emailAddress('Enter your colleague’s email address'),
  role: z.enum(CONTACT_ROLES, { error: 'Choose your colleague’s role' }),
})

/** What is asked by somebody who has lost their link. */
export const lostLink = z.object({ who: requiredText('Enter an email address, a URN or a DfE number', 254) })
