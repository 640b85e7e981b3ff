import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { sayShortInstant } from '../../platform/london.ts'
import { deliveryOf, DELIVERY_WORDS, type DeliveryFacts } from './delivery.ts'

/** The last message to somebody, and what became of it. */
export type LastSent = DeliveryFacts & { toEmail: string; createdAt: Date; sentAt: Date | null }

/** "Last message, to dsl@school.example: came back, 12 Mar, 9:00am". It stands wherever a link or an address does. */
export function sayLastSent(sent: LastSent | undefined): string {
  if (!sent) return 'No message was sent with this link.'
  return `Last message, to ${sent.toEmail}: ${lowered(sent)}, ${sayShortInstant(sent.sentAt ?? sent.createdAt)}.`
}

/** The same where the address stands already: "Came back, 12 Mar, 9:00am". */
const sayLastSentShort = (sent: DeliveryFacts & { createdAt: Date; sentAt: Date | null }): string =>
  `${DELIVERY_WORDS[deliveryOf(sent)]}, ${sayShortInstant(sent.sentAt ?? sent.createdAt)}`

/** What became of the last message to an address: "Came back, 12 Mar, 9:00am"; blank where none was sent. */
export function sayLastTo(email: string, sent: ReadonlyMap<string, LastSent>): string {
  const last = sent.get(foldEmail(email))
  return last === undefined ? '' : sayLastSentShort(last)
}

/** The address with it: "dsl@school.example. Came back, 12 Mar, 9:00am". */
export const sayAddress = (email: string, sent: ReadonlyMap<string, LastSent>): string =>
  [email, sayLastTo(email, sent)].filter(part => part !== '').join('. ')

/** Whether the message did not reach the person, so that whoever sees it looks at the address. */
export const wasMissed = (sent: DeliveryFacts): boolean => ['bounced', 'failed'].includes(deliveryOf(sent))

function lowered(sent: DeliveryFacts): string {
  const words = DELIVERY_WORDS[deliveryOf(sent)]
  return `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`
}
