import { AUDIT_LINK } from '../messages/index.ts'

export const DUE = '{{due}}'

/** What stands in the text of a mail for the facts of each establishment; staff may use them in their own words. */
export const PLACEHOLDERS = ['{{name}}', '{{establishment}}', '{{round}}', DUE, '{{partnership}}', AUDIT_LINK] as const

/** The text of a mail before the facts are put in. */
export type MailText = { subject: string; body: string }

/** The facts of one mail. */
export type MailFacts = { name: string; establishment: string; round: string; due: string; partnership: string }

/** The mail for one establishment. What a person typed is put in as it is: plain text needs no escaping, and a subject loses its line breaks. */
export function fillIn(text: MailText, facts: MailFacts): MailText {
  const known: Record<string, string> = {
    '{{name}}': facts.name,
    '{{establishment}}': facts.establishment,
    '{{round}}': facts.round,
    [DUE]: facts.due,
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
