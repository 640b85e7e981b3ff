import { z } from 'zod'
import { idSchema } from '../../platform/id.ts'
import { partnershipActorSchema } from '../history/index.ts'

/** What the jobs that draft and send are told. */
export const feedbackOrder = z.object({ actor: partnershipActorSchema, runId: idSchema<'run'>(), roundId: idSchema<'round'>() })
export type FeedbackOrder = z.output<typeof feedbackOrder>
