import type { MailText } from './mailText.ts'
import { AUDIT_LINK } from '../messages/index.ts'

/** What goes with a link that was moved to the right person. */
export const movedText = ({ roundIsOpen }: { roundIsOpen: boolean }): MailText => ({
  subject: '{{establishment}}: your audit link for {{round}}',
  body: `You now hold the audit link of {{establishment}} for {{round}}. ${roundIsOpen ? 'It is due by {{due}}.' : 'The round has closed, but evidence or a signature is still asked for.'}

${AUDIT_LINK}

Everything that was saved before is still there. The earlier link no longer works.

Please do not send this link to anyone outside {{establishment}}.`,
})
