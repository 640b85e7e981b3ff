import type { StatNumber, StatusTag } from '../../platform/http/components.ts'
import { sayShortInstant } from '../../platform/london.ts'

/** What is written down of a message. `delivered` and `bounced` are told by drivers that hear of it later. */
export const MESSAGE_STATUSES = ['queued', 'sending', 'kept', 'accepted', 'delivered', 'bounced', 'failed', 'withheld'] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

type State = { tag: string; one: string; many: string; colour: StatusTag['colour']; tone?: StatNumber['tone'] }

/**
 * What is known of a message, in the order in which it may come to be known, and every word that is said of it. "Accepted" is what a
 * mail server said when it took the message: that is no proof that it arrived. "Kept" is the driver that sends nothing. "Delayed" was
 * tried, and is tried again.
 */
const STATES = {
  // True where nothing leaves too, in the moment before such a message is kept.
  waiting: { tag: 'Not sent yet', one: 'is not sent yet', many: 'are not sent yet', colour: 'grey', tone: 'quiet' },
  delayed: {
    tag: 'Delayed, tried again',
    one: 'is delayed, and tried again',
    many: 'are delayed, and tried again',
    colour: 'orange',
    tone: 'attention',
  },
  kept: { tag: 'Kept here, not sent', one: 'is kept here, not sent', many: 'are kept here, not sent', colour: 'blue' },
  accepted: {
    tag: 'Accepted by the mail server',
    one: 'was accepted by the mail server',
    many: 'were accepted by the mail server',
    colour: 'green',
    tone: 'good',
  },
  delivered: { tag: 'Delivered', one: 'was delivered', many: 'were delivered', colour: 'green', tone: 'good' },
  bounced: { tag: 'Came back', one: 'came back', many: 'came back', colour: 'red', tone: 'attention' },
  failed: { tag: 'Could not be sent', one: 'could not be sent', many: 'could not be sent', colour: 'red', tone: 'attention' },
  withheld: { tag: 'Not sent', one: 'was not sent', many: 'were not sent', colour: 'grey' },
} as const satisfies Record<string, State>

export type Delivery = keyof typeof STATES
export const DELIVERIES = Object.keys(STATES) as Delivery[]

export const DELIVERY_WORDS = Object.fromEntries(DELIVERIES.map(delivery => [delivery, STATES[delivery].tag])) as Record<Delivery, string>

/** How the number of such messages is shown. */
export const toneOf = (delivery: Delivery): StatNumber['tone'] => (STATES[delivery] as State).tone

/** What of a message says how far it came. */
export type DeliveryFacts = { status: MessageStatus; error: string | null }

/** How far a message came. */
export const deliveryOf = ({ status, error }: DeliveryFacts): Delivery =>
  status === 'queued' || status === 'sending' ? (error === null ? 'waiting' : 'delayed') : status

/** The same in SQL, over a row of messages. @param m its name */
export const deliverySql = (m: string): string =>
  `case when ${m}.status in ('queued', 'sending') then case when ${m}.error is null then 'waiting' else 'delayed' end else ${m}.status end`

/** Whether somebody has to look at a message, because it did not reach its reader, in SQL over a row of messages. */
export const missedSql = (m: string): string => `${m}.status in ('failed', 'bounced')`
/** Whether a driver took a message, and it has not come back, in SQL over a row of messages. */
export const takenSql = (m: string): string => `${m}.status in ('kept', 'accepted', 'delivered')`

export function deliveryTag(message: DeliveryFacts): StatusTag {
  const { tag, colour } = STATES[deliveryOf(message)]
  return { text: tag, colour }
}

/** "The letter was accepted by the mail server". @param what with a capital, as it begins the sentence */
export const sayDelivery = (what: string, message: DeliveryFacts): string => `${what} ${STATES[deliveryOf(message)].one}`

/** What is known of messages that were just queued: nothing leaves by a driver that keeps them. @param mail the driver in use */
export const sayQueued = (mail: { leaves: boolean }, what: string, count = 1): string =>
  mail.leaves ? `${what} ${count === 1 ? 'is' : 'are'} waiting to be sent` : `${what} ${STATES.kept[count === 1 ? 'one' : 'many']}`

/** The same where the sentence is kept and read later, when more may be known. */
export const sayWritten = (mail: { leaves: boolean }, what: string): string =>
  `${what} is written${mail.leaves ? ': the list of mail says how far each has come' : ' and kept here, not sent'}`

const NONE_LEAVES = {
  staff:
    'this program has no mail server yet. What you send is written and kept in “Mail”. It can be sent from there once the operator has named a mail server.',
  others: 'messages are kept for your partnership. Print what you want to keep, and contact your partnership when someone needs a link.',
}

/** What every page says from which mail is ordered, after the words "No email is being sent:", when none leaves; undefined when it does. */
export const noMailLeaves = (mail: { leaves: boolean }, reader: keyof typeof NONE_LEAVES): string | undefined =>
  mail.leaves ? undefined : NONE_LEAVES[reader]

type Told = DeliveryFacts & { providerResponse: string | null; sentAt: Date | null; attempts: number }

/** What happened to a message, in sentences that claim no more than is known. */
export function deliverySentences(message: Told): string[] {
  const when = message.sentAt === null ? '' : sayShortInstant(message.sentAt)
  const delivery = deliveryOf(message)
  switch (delivery) {
    case 'waiting':
      return ['It is not sent yet. That usually takes less than a minute.']
    case 'delayed':
      return [
        `It could not be handed over yet, after ${tries(message.attempts)}. It is tried again by itself.`,
        `The last answer was: ${message.error ?? ''}`,
      ]
    case 'kept':
      return [`It was written ${when} and kept here. This program had no mail server, so nobody has received it.`]
    case 'accepted':
      return [
        `The mail server accepted it ${when}${message.attempts > 1 ? `, after ${tries(message.attempts)}` : ''}. That is not proof that it reached the person.`,
        `The server said: ${message.providerResponse ?? ''}`,
      ]
    case 'delivered':
      return [`It left ${when}, and the receiving mail server took it for the person.`, `It said: ${message.providerResponse ?? ''}`]
    case 'bounced':
      return [`It left ${when} and came back: it did not reach the person.`, `The answer was: ${message.error ?? ''}`]
    case 'failed':
      return [
        `It could not be sent, after ${tries(message.attempts)}. It is not tried again by itself.`,
        `The last answer was: ${message.error ?? ''}`,
      ]
    case 'withheld':
      return [`It was not sent, because ${message.error ?? 'it held no more'}.`]
  }
}

const tries = (count: number): string => (count === 1 ? 'one try' : `${count} tries`)
