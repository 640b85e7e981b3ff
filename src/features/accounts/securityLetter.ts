import type { Holder } from './passwordLetter.ts'
import { type Letterhead, type NewMessage, letter } from '../messages/index.ts'

const CHANGES = {
  password: 'Your password was changed.',
  second_factor: 'A new authenticator app was set up for your account.',
  recovery_code: 'Someone signed in to your account with a recovery code.',
  recovery_codes: 'New recovery codes were made for your account.',
  reset: 'An administrator took the authenticator app off your account. You set up a new one when you next sign in.',
} as const

export type SecurityChange = keyof typeof CHANGES

/** Tells the holder of an account that something about how they sign in was changed, in case it was not them. @param key makes it once */
export const securityNotice = (to: Holder, from: Letterhead, change: SecurityChange, key: string): NewMessage =>
  letter({
    key: `sign_in:${key}`,
    kind: 'sign_in',
    to,
    from,
    subject: 'Your Safeguarding Audit account was changed',
    paragraphs: [CHANGES[change], 'If this was not you, tell an administrator of your partnership now: they can disable the account.'],
  })
