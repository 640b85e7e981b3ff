import { z } from 'zod'
import { idSchema } from '../../platform/id.ts'
import { partnershipActorSchema } from '../history/index.ts'

/** What the job that drafts is told. */
export const draftOrder = z.object({ actor: partnershipActorSchema, runId: idSchema<'run'>(), roundId: idSchema<'round'>() })
export type DraftOrder = z.output<typeof draftOrder>

/** What the job that sends is told. */
export const sendOrder = draftOrder
export type SendOrder = DraftOrder
