import { z } from 'zod'
import { idSchema } from '../../platform/id.ts'

/** What the job that builds an export is told. */
export const exportOrder = z.object({ partnershipId: idSchema<'partnership'>(), exportId: idSchema<'export'>() })
export type ExportOrder = z.output<typeof exportOrder>
