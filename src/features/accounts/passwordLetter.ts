import type { Id } from '../../platform/id.ts'
import { letter, type Letterhead, type NewMessage } from '../messages/index.ts'

/** How long a link to set a password is good for: people are away for a week, not for a term. */
export const PASSWORD_LINK_DAYS = 7

export type Holder = { name: string; email: string }

/** The mail that brings somebody a link to set a password. */
export function invitation(to: Holder, from: Letterhead, linkId: Id<'signInLink'>, by: string, why: 'added' | 'again'): NewMessage {
  const opening =
    why === 'added'
      ? `${by} has made an account on Safeguarding Audit for you.`
      : `${by} has sent you a link to set a new password for Safeguarding Audit.`
  return letter({
    key: `set_password:${linkId}`,
    kind: 'set_password',
    to,
    from,
    subject: 'Set your password for Safeguarding Audit',
    paragraphs: [],
    link: { signInLinkId: linkId, words: `${opening} Open this link and choose a password:` },
    after: [
      `The link works once, within ${PASSWORD_LINK_DAYS} days. You will also need an authenticator app on your phone or computer, such as Microsoft Authenticator or Google Authenticator.`,
      'If you did not expect this, you can leave the link unused: nothing happens.',
    ],
  })
}
