import { Refusal } from '../../platform/http/refusal.ts'

export const refuse = {
  noMailServer: () =>
    new Refusal(
      'conflict',
      'messages.no_mail_server',
      'No email is being sent',
      ['Nothing was sent: this program has no mail server yet. What was written stays here.'],
      [{ text: 'Go back to what was kept', href: '/mail/kept' }],
    ),
}
