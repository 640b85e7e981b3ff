import { z } from 'zod'
import { emailAddress, id } from '../../platform/forms/fields.ts'

/** Nobody's password is longer, and hashing is not for novels. */
const LONGEST_PASSWORD = 200

export const signInForm = z.object({
  email: emailAddress('Enter your email address'),
  password: z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(LONGEST_PASSWORD, 'Enter your password'),
})

export const partnershipForm = z.object({ account: id.catch(0) })

/** Six digits as people copy them, in one piece or two. */
export const codeForm = z.object({
  code: z
    .string({ error: 'Enter the code from your authenticator app' })
    .transform(code => code.replace(/[\s-]/g, ''))
    .pipe(
      z
        .string()
        .min(1, 'Enter the code from your authenticator app')
        .regex(/^\d{6}$/, 'The code must be 6 numbers, like 123456'),
    ),
})

export const linkParams = z.object({ token: z.string().max(200) })
