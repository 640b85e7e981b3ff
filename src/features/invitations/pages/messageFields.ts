import { typed } from '../../../platform/forms/parseForm.ts'
import { PLACEHOLDERS, type MailText, type textFaults } from '../mailWords.ts'

/**
 * The boxes in which staff change a message before it goes out, with what is wrong with each and in the summary.
 *
 * @param rows how high the box of the message is
 */
export function messageFields({ subject, body }: MailText, faults: ReturnType<typeof textFaults>, rows: number) {
  const errorOf = (field: string) => {
    const fault = faults.find(found => found.field === field)
    return fault ? { text: fault.message } : undefined
  }
  return {
    errors: faults.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    subject: {
      id: 'subject',
      name: 'subject',
      label: { text: 'Subject', classes: 'govuk-label--s' },
      value: subject,
      errorMessage: errorOf('subject'),
    },
    body: {
      id: 'body',
      name: 'body',
      label: { text: 'Message', classes: 'govuk-label--s' },
      hint: { text: `Filled in for each establishment: ${PLACEHOLDERS.join(', ')}` },
      rows,
      value: body,
      errorMessage: errorOf('body'),
    },
  }
}

/** The message as staff typed it. */
export const typedMessage = (body: unknown): MailText => ({
  subject: typed(body, 'subject'),
  body: typed(body, 'body').replace(/\r\n/g, '\n'),
})
