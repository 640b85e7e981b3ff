import { typed } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { PLACEHOLDERS, type MailText, type textFaults } from '../mailText.ts'

/**
 * The boxes in which staff change a message before it goes out, with what is wrong with each and in the summary.
 *
 * @param rows how high the box of the message is
 */
export function messageFields({ subject, body }: MailText, faults: ReturnType<typeof textFaults>, rows: number) {
  const errorOf = errorsBy(faults)
  return {
    errors: summaryOf(faults),
    subject: {
      id: 'subject',
      name: 'subject',
      limit: 200,
      label: { text: 'Subject', classes: 'govuk-label--s' },
      value: subject,
      errorMessage: errorOf('subject'),
    },
    body: {
      id: 'body',
      name: 'body',
      limit: 8_000,
      label: { text: 'Message', classes: 'govuk-label--s' },
      hint: {
        text: `The establishment, the salutation and how to reach you are put around it. Filled in for each establishment: ${PLACEHOLDERS.join(', ')}`,
      },
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
