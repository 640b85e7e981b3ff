import { z } from 'zod'
import { idSchema } from '../../platform/id.ts'
import { partnershipActorSchema } from '../history/index.ts'
import { setCode } from '../questionnaires/index.ts'

/** What the job that issues a round's links is told. */
export const issueOrder = z.object({
  actor: partnershipActorSchema,
  runId: idSchema<'run'>(),
  roundId: idSchema<'round'>(),
  which: z.union([
    z.object({ ids: z.array(idSchema<'return'>()) }),
    z.object({ filter: z.object({ search: z.string(), set: z.union([setCode, z.literal('')]) }) }),
  ]),
  text: z.object({ subject: z.string(), body: z.string() }),
})

export type IssueOrder = z.output<typeof issueOrder>

/** What the job that mails links again is told. */
export const resendOrder = z.object({
  actor: partnershipActorSchema,
  runId: idSchema<'run'>(),
  returnIds: z.array(idSchema<'return'>()),
  text: z.object({ subject: z.string(), body: z.string() }),
})

export type ResendOrder = z.output<typeof resendOrder>

/** What the job that sends a link to somebody who lost theirs is told: which return, or what they typed. */
export const lostLinkOrder = z.union([
  z.object({ partnershipId: idSchema<'partnership'>(), returnId: idSchema<'return'>() }),
  z.object({ typed: z.string() }),
])

export type LostLinkOrder = z.output<typeof lostLinkOrder>
