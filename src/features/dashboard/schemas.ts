import { z } from 'zod'
import { id } from '../../platform/forms/fields.ts'

export const roundParams = z.object({ roundId: id })
