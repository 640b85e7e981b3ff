import { z } from 'zod'
import { emailAddress, optionalText, requiredText, rowVersion, tooLong } from '../../platform/forms/fields.ts'

/** What an administrator changes on the page of settings. */
export type PartnershipSettings = {
  name: string
  shortName: string
  contactName: string
  contactEmail: string
  contactPhone: string
  concernLine: string
  laCodes: number[]
  /** Counts from 1 to one below this are not published. */
  smallestShown: number
  /** Below so many nobody says "most": the numbers speak. */
  leastForWords: number
  keepEvidenceMonths: number | null
  keepContactsMonths: number | null
  keepAnswersMonths: number | null
  keepMessagesMonths: number | null
}

const MOST_MONTHS = 240

/** Blank is "until somebody removes it". */
const months = z
  .string()
  .trim()
  .regex(/^\d{0,3}$/, `Enter a number of months from 1 to ${MOST_MONTHS}, or leave it blank`)
  .transform(text => (text === '' ? null : Number(text)))
  .refine(
    value => value === null || (value >= 1 && value <= MOST_MONTHS),
    `Enter a number of months from 1 to ${MOST_MONTHS}, or leave it blank`,
  )

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, `Enter a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine(value => value >= least && value <= most, `Enter a whole number from ${least} to ${most}`)

const authorities = z
  .string()
  .trim()
  .max(200, tooLong('Local authorities', 200))
  .regex(/^(?:\d{3}(?:[ ,;]{1,3}|$)){0,50}$/, 'Enter three-figure codes with commas between them, like 888, 889')
  .transform(text => [...new Set((text.match(/\d{3}/g) ?? []).map(Number))])

export const settingsForm = z.object({
  version: rowVersion,
  name: requiredText('Name of the partnership', 'Enter the name of the partnership'),
  shortName: requiredText('Short name', 'Enter a short name', 60),
  contactName: requiredText('Who answers questions', 'Enter who answers questions about the audit'),
  contactEmail: emailAddress('Enter an email address'),
  contactPhone: optionalText('Telephone number', 40),
  concernLine: optionalText('Where to report a concern', 300),
  laCodes: authorities,
  smallestShown: wholeNumber(3, 20),
  leastForWords: wholeNumber(1, 100),
  keepEvidenceMonths: months,
  keepContactsMonths: months,
  keepAnswersMonths: months,
  keepMessagesMonths: months,
})

/** What each setting is called, on the page and in the history. */
export const SETTING_WORDS: Record<keyof PartnershipSettings, string> = {
  name: 'Name of the partnership',
  shortName: 'Short name',
  contactName: 'Who answers questions about the audit',
  contactEmail: 'Their email address',
  contactPhone: 'Their telephone number',
  concernLine: 'Where to report a concern about a child',
  laCodes: 'Local authorities',
  smallestShown: 'Smallest number that is published',
  leastForWords: 'Fewest establishments for a word like “most”',
  keepEvidenceMonths: 'Documents: months after the round closes',
  keepContactsMonths: 'Contacts: months after they leave their role',
  keepAnswersMonths: 'Answers, and the names of those who gave them: months after the round closes',
  keepMessagesMonths: 'Emails: months after they were written',
}
export const SETTINGS = Object.keys(SETTING_WORDS) as (keyof PartnershipSettings)[]

/** A setting as it stands in its box, and in the history. */
export const saySetting = (value: PartnershipSettings[keyof PartnershipSettings]): string =>
  value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value)

/** How long a partnership keeps what is kept about people, as the privacy page says it. */
export function keptLines({
  keepEvidenceMonths: evidence,
  keepContactsMonths: contacts,
  keepAnswersMonths: answers,
  keepMessagesMonths: messages,
}: Pick<PartnershipSettings, 'keepEvidenceMonths' | 'keepContactsMonths' | 'keepAnswersMonths' | 'keepMessagesMonths'>): string[] {
  return [
    evidence === null
      ? 'Documents are kept until the partnership removes them.'
      : `Documents are deleted ${sayMonths(evidence)} after their round closes.`,
    contacts === null
      ? 'The names and addresses of contacts are kept after they leave their role.'
      : `The names and addresses of contacts are deleted from the register ${sayMonths(contacts)} after they leave their role.`,
    answers === null
      ? 'Answers, and the names of those who gave or signed them, are kept. This website does not delete them by itself.'
      : `Answers, and the names of those who gave or signed them, are deleted ${sayMonths(answers)} after their round closes. How many questions were answered, and when, is kept.`,
    messages === null
      ? 'Emails that were written, and who they went to, are kept. This website does not delete them by itself.'
      : `Emails, and who they went to, are deleted ${sayMonths(messages)} after they were written. That there was one, and whether it arrived, is kept.`,
    'What staff and reviewers noted about a return, their own names, and findings are kept.',
  ]
}

const sayMonths = (months: number): string => (months === 1 ? 'one month' : `${months} months`)
