import type { MailText } from './mailText.ts'
import { AUDIT_LINK } from '../messages/index.ts'

/**
 * What the invitation says unless staff change it. The establishment, the salutation and who writes are put around every letter, so
 * that no text can lose them.
 */
export const INVITATION_TEXT: MailText = {
  subject: '{{establishment}}: {{round}}, due by {{due}}',
  body: `{{partnership}} asks you to complete this year's safeguarding audit for {{establishment}}: {{round}}.

Please submit it by {{due}}.

Open your audit link to begin. It belongs to {{establishment}} alone:

${AUDIT_LINK}

You can stop at any point and come back by the same link, on any device. Your answers are kept each time you press Save. Several people can work on it: say who you are when you open the link.

Please do not send this link to anyone outside {{establishment}}. If someone else leads on safeguarding now, tell us and we will send them a link of their own.`,
}
