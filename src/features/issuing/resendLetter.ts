import type { MailText } from './mailText.ts'
import { AUDIT_LINK } from '../messages/index.ts'

/** What goes with a link that is sent again. */
export const RESEND_TEXT: MailText = {
  subject: '{{establishment}}: your audit link for {{round}}',
  body: `Here is your audit link for {{round}}. It is due by {{due}}.

${AUDIT_LINK}

It belongs to {{establishment}} alone. Everything that was saved before is still there.

If you did not expect this message, you do not have to do anything.`,
}

/** The same after the round closed, when the link is for what is still asked for and the return is not due any more. */
const CLOSED_RESEND_TEXT: MailText = {
  subject: RESEND_TEXT.subject,
  body: `Here is your audit link for {{round}}. The round has closed: with the link you can read the return, and add the evidence or the signature that is still asked for.

${AUDIT_LINK}

It belongs to {{establishment}} alone.

If you did not expect this message, you do not have to do anything.`,
}

export const resendText = ({ roundIsOpen }: { roundIsOpen: boolean }): MailText => (roundIsOpen ? RESEND_TEXT : CLOSED_RESEND_TEXT)
