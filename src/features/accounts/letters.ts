import { randomUUID } from 'node:crypto'
import { PASSWORD_LINK, type NewMessage } from '../messages/index.ts'

/** How long a link to set a password is good for: people are away for a week, not for a term. */
export const PASSWORD_LINK_DAYS = 7

type Addressee = { name: string; email: string }

/** The mail that brings somebody a link to set a password. */
export function invitation(to: Addressee, linkId: number, by: string, why: 'added' | 'again'): NewMessage {
  const opening =
    why === 'added'
      ? `${by} has made an account on Safeguarding Audit for you.`
      : `${by} has sent you a link to set a new password for Safeguarding Audit.`
  return {
    key: `set_password:${linkId}`,
    kind: 'set_password',
    toName: to.name,
    toEmail: to.email,
    signInLinkId: linkId,
    subject: 'Set your password for Safeguarding Audit',
    body: paragraphs(
      `Hello ${to.name}`,
      `${opening} Open this link and choose a password:`,
      PASSWORD_LINK,
      `The link works once, within ${PASSWORD_LINK_DAYS} days. You will also need an authenticator app on your phone or computer, such as Microsoft Authenticator or Google Authenticator.`,
      'If you did not expect this, you can leave the link unused: nothing happens.',
    ),
  }
}

const CHANGES = {
  password: 'Your password was changed.',
  second_factor: 'A new authenticator app was set up for your account.',
  recovery_code: 'Somebody signed in to your account with a recovery code.',
  recovery_codes: 'New recovery codes were made for your account.',
  reset: 'An administrator took the authenticator app off your account. You set up a new one when you next sign in.',
} as const

/** Tells the holder of an account that something about how they sign in was changed, in case it was not them. */
export function securityNotice(to: Addressee, change: keyof typeof CHANGES): NewMessage {
  return {
    key: `sign_in:${randomUUID()}`,
    kind: 'sign_in',
    toName: to.name,
    toEmail: to.email,
    subject: 'Your Safeguarding Audit account was changed',
    body: paragraphs(
      `Hello ${to.name}`,
      CHANGES[change],
      'If this was not you, tell an administrator of your partnership now: they can disable the account.',
    ),
  }
}

const paragraphs = (...texts: string[]): string => texts.join('\n\n')
