import { Refusal } from '../../platform/http/refusal.ts'

/** @param seconds until the next try is counted again */
export function tooManyTries(seconds: number): Refusal {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return new Refusal(
    'too_many',
    'accounts.too_many_tries',
    'There were too many attempts to sign in',
    [
      `To keep accounts safe, no more attempts are looked at for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}. Then try again.`,
      'If you have forgotten your password, ask an administrator of your partnership to send you a link to set a new one.',
    ],
    [{ text: 'Sign in', href: '/sign-in' }],
  )
}

export const signInTimedOut = (): Refusal =>
  new Refusal(
    'gone',
    'accounts.sign_in_timed_out',
    'Start signing in again',
    ['More than 10 minutes passed since you gave your password, or you have signed in already.'],
    [{ text: 'Sign in', href: '/sign-in' }],
  )

export const linkUsedUp = (): Refusal =>
  new Refusal(
    'gone',
    'accounts.link_used_up',
    'This link cannot be used any more',
    [
      'A sign-in link works once, and only for a limited time.',
      'The program prints a new one each time it is started. Partnership staff with a password can sign in as usual.',
    ],
    [{ text: 'Sign in', href: '/sign-in' }],
  )
