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

export const passwordLinkUsedUp = (): Refusal =>
  new Refusal(
    'gone',
    'accounts.password_link_used_up',
    'This link cannot be used any more',
    [
      'A link to set a password works once, for 7 days, and only until a newer one is sent.',
      'If you have set your password already, sign in. Otherwise ask an administrator of your partnership for a new link.',
    ],
    [{ text: 'Sign in', href: '/sign-in' }],
  )

export const lastAdministrator = (): Refusal =>
  new Refusal('conflict', 'accounts.last_administrator', 'Your partnership needs an administrator', [
    'This is the only account that can look after the others. Nothing was changed.',
    'Make someone else an administrator first, and wait until they have set their password.',
  ])

export const notOnOneself = (): Refusal =>
  new Refusal(
    'conflict',
    'accounts.own_account',
    'You cannot do this to your own account',
    ['Nothing was changed. Another administrator can do it for you.'],
    [{ text: 'Your account', href: '/account' }],
  )

export const noPassword = (): Refusal =>
  new Refusal('conflict', 'accounts.no_password', 'This account has no password', [
    'A demonstration account is entered by a link: it has no password and no authenticator app to change.',
  ])
