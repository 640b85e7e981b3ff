import { z } from 'zod'
import { emailAddress, idField, requestKey, requiredText } from '../../platform/forms/fields.ts'
import { ROLES } from '../history/index.ts'
import { LONGEST_PASSWORD, passwordFault } from './passwordRules.ts'

/** A password that is known already: its own rules were checked when it was chosen. */
const knownPassword = (missing: string) =>
  z
    .string({ error: missing })
    .min(1, missing)
    .max(2 * LONGEST_PASSWORD, 'This password is not right')

export const signInForm = z.object({
  email: emailAddress('Enter your email address'),
  password: knownPassword('Enter your password'),
})

export const partnershipForm = z.object({ account: idField<'account'>().optional().catch(undefined) })

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

export const recoveryCodeForm = z.object({ code: requiredText('Recovery code', 'Enter one of your recovery codes', 40) })

/** A new password, typed twice: without a script nobody sees what they type. @param owner whose name and address it must not be made of */
export const newPasswordForm = (owner: { name: string; email: string }) =>
  z
    .object({ password: z.string({ error: 'Enter a password' }).min(1, 'Enter a password'), again: z.string().default('') })
    .superRefine(({ password, again }, context) => {
      const fault = passwordFault(password, owner)
      if (fault !== null) context.addIssue({ code: 'custom', path: ['password'], message: fault })
      else if (password !== again) context.addIssue({ code: 'custom', path: ['again'], message: 'The two passwords are not the same' })
    })

export const currentPasswordForm = z.object({ current: knownPassword('Enter your current password') })

const person = {
  name: requiredText('Name', 'Enter the person’s name', 100),
  role: z.enum(ROLES, { error: 'Choose what the person may do' }),
}
export const newAccountForm = z.object({ ...person, email: emailAddress('Enter the person’s email address'), _key: requestKey })
export const accountForm = z.object(person)

export const accountParams = z.object({ accountId: idField<'account'>() })
export const linkParams = z.object({ token: z.string() })
