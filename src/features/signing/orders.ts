import { z } from 'zod'
import { idSchema } from '../../platform/id.ts'
import { partnershipActorSchema } from '../history/index.ts'

/** What the job that asks many boards to sign is told. */
export const boardsOrder = z.object({
  actor: partnershipActorSchema,
  runId: idSchema<'run'>(),
  returnIds: z.array(idSchema<'return'>()),
})
export type BoardsOrder = z.output<typeof boardsOrder>
