import { z } from 'zod'
import { requestKey } from '../../platform/forms/fields.ts'

export const keyed = z.object({ _key: requestKey })

/** What the job that builds a workbook is told. */
export const exportOrder = z.object({ partnershipId: z.number(), exportId: z.number() })
export type ExportOrder = z.output<typeof exportOrder>
