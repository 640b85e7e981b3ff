import { z } from 'zod'
import { optionalText, requiredText } from '../../platform/forms/fields.ts'
import { CONTACT_ROLES } from '../history/index.ts'

/** Who somebody says they are when they come by an audit link. */
export const whoIAm = z.object({
  name: requiredText('Full name', 'Enter your full name', 100),
  role: z.enum(CONTACT_ROLES, { error: 'Choose your role' }),
  jobTitle: optionalText('Job title', 100),
})
