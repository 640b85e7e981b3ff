import { z } from 'zod'
import { requestKey } from '../../platform/forms/fields.ts'
import { idSchema } from '../../platform/id.ts'
import { AUDIENCES } from './report.ts'

/** What the job that makes a report is told. */
export const reportOrder = z.object({ partnershipId: idSchema<'partnership'>(), reportId: idSchema<'report'>() })
export type ReportOrder = z.output<typeof reportOrder>

/** The queue in which reports wait to be made. */
export const BUILD = { name: 'report.build', payload: reportOrder }

/** The form that asks for one. */
export const reportForm = z.object({
  _key: requestKey,
  audience: z.enum(AUDIENCES, { error: 'Choose who the report is for' }),
})
