import { z } from 'zod'
import { emailAddress, requestKey, requiredText } from '../../platform/forms/fields.ts'
import { CONTACT_ROLES } from '../history/index.ts'

/** What is asked by somebody who has lost their link. */
export const lostLink = z.object({ who: requiredText('What you enter', 'Enter an email address, a URN or a DfE number', 254) })

export const keyed = z.object({ _key: requestKey })

/** A colleague who gets a link of their own. */
export const colleague = z.object({
  name: requiredText('Full name', 'Enter your colleague’s full name', 100),
  email: emailAddress('Enter your colleague’s email address'),
  role: z.enum(CONTACT_ROLES, { error: 'Choose your colleague’s role' }),
})
