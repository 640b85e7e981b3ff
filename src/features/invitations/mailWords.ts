import { AUDIT_LINK } from '../messages/index.ts'

/** What stands in the text of a mail for the facts of each establishment; staff may use them in their own words. */
export const PLACEHOLDERS = ['{{name}}', '{{establishment}}', '{{round}}', '{{due}}', '{{partnership}}', AUDIT_LINK] as const

/** The text of a mail before the facts are put in. */
export type MailText = { subject: string; body: string }

/** The facts of one mail. */
export type MailFacts = { name: string; establishment: string; round: string; due: string; partnership: string }

/** What the invitation says unless staff change it. The establishment comes first: a shared mailbox may hold links for several. */
export const INVITATION_TEXT: MailText = {
  subject: '{{establishment}}: {{round}}, due by {{due}}',
  body: `{{establishment}}

Dear {{name}},

{{partnership}} asks you to complete this year's safeguarding audit for {{establishment}}: {{round}}.

Please submit it by {{due}}.

Open your audit link to begin. It belongs to {{establishment}} alone:

${AUDIT_LINK}

You can stop at any point and come back by the same link, on any device. Everything is saved as you go. Several people can work on it: say who you are when you open the link.

Please do not send this link to anybody outside {{establishment}}. If somebody else leads on safeguarding now, reply to tell us and we will send them a link of their own.

{{partnership}}`,
}

/** What goes with a link that is sent again. */
export const RESEND_TEXT: MailText = {
  subject: '{{establishment}}: your audit link for {{round}}',
  body: `{{establishment}}

Dear {{name}},

Here is your audit link for {{round}}. It is due by {{due}}.

${AUDIT_LINK}

It belongs to {{establishment}} alone. Everything that was saved before is still there.

If you did not expect this message, you do not have to do anything.

{{partnership}}`,
}

/** The same after the round closed, when the link is for what is still asked for and the return is not due any more. */
const CLOSED_RESEND_TEXT: MailText = {
  subject: RESEND_TEXT.subject,
  body: `{{establishment}}

Dear {{name}},

Here is your audit link for {{round}}. The round has closed: with the link you can read the return, and add the evidence or the signature that is still asked for.

${AUDIT_LINK}

It belongs to {{establishment}} alone.

If you did not expect this message, you do not have to do anything.

{{partnership}}`,
}

export const resendText = ({ roundIsOpen }: { roundIsOpen: boolean }): MailText => (roundIsOpen ? RESEND_TEXT : CLOSED_RESEND_TEXT)

/** What a colleague gets whom somebody asked to help. @param by who asked */
export const colleagueText = (by: string, { roundIsOpen }: { roundIsOpen: boolean }): MailText => ({
  subject: '{{establishment}}: please help with {{round}}',
  body: `{{establishment}}

Dear {{name}},

${by} asks you to help with {{round}} for {{establishment}}. ${roundIsOpen ? 'It is due by {{due}}.' : 'The round has closed, but evidence or a signature is still asked for.'}

This link is for you. ${roundIsOpen ? 'You can answer any section, and what others have answered is there to see' : 'With it you can read the return, and add what is asked for'}:

${AUDIT_LINK}

{{partnership}}`,
})

/** The mail for one establishment. What a person typed is put in as it is: plain text needs no escaping, and a subject loses its line breaks. */
export function fillIn(text: MailText, facts: MailFacts): MailText {
  const known: Record<string, string> = {
    '{{name}}': facts.name,
    '{{establishment}}': facts.establishment,
    '{{round}}': facts.round,
    '{{due}}': facts.due,
    '{{partnership}}': facts.partnership,
  }
  const fill = (template: string) => template.replace(/\{\{[^{}]*\}\}/g, placeholder => known[placeholder] ?? placeholder)
  return { subject: fill(text.subject).replace(/\s+/g, ' ').trim(), body: fill(text.body) }
}

/** What is wrong with a text that staff wrote, under the ids of its boxes. */
export function textFaults(text: MailText): { field: 'subject' | 'body'; message: string }[] {
  const faults: { field: 'subject' | 'body'; message: string }[] = []
  const unknown = (template: string) =>
    (template.match(/\{\{[^{}]*\}\}/g) ?? []).filter(found => !(PLACEHOLDERS as readonly string[]).includes(found))
  if (text.subject.trim() === '') faults.push({ field: 'subject', message: 'Enter a subject' })
  else if (!text.subject.trimStart().startsWith('{{establishment}}'))
    faults.push({
      field: 'subject',
      message: 'The subject must begin with {{establishment}}, so that a shared mailbox can tell its links apart',
    })
  else if (text.subject.includes(AUDIT_LINK))
    faults.push({ field: 'subject', message: 'The audit link belongs in the message, not in its subject' })
  if (text.subject.length > 200) faults.push({ field: 'subject', message: 'The subject must be 200 characters or fewer' })
  if (text.body.trim() === '') faults.push({ field: 'body', message: 'Enter the message' })
  else if (!text.body.includes(AUDIT_LINK))
    faults.push({ field: 'body', message: `The message must hold ${AUDIT_LINK}, or nobody can begin` })
  if (text.body.length > 8000) faults.push({ field: 'body', message: 'The message must be 8,000 characters or fewer' })
  for (const field of ['subject', 'body'] as const)
    for (const found of unknown(text[field])) faults.push({ field, message: `${found} is not one of the words that are filled in` })
  return faults
}
