import type { StatusTag } from '../../platform/http/components.ts'
import { sayShortInstant } from '../../platform/london.ts'
import type { Message, MessageKind } from './store.ts'

/** How far a message came, as staff filter by it. */
export const DELIVERIES = ['waiting', 'delayed', 'kept', 'accepted', 'failed'] as const
export type Delivery = (typeof DELIVERIES)[number]

type Facts = Pick<Message, 'status' | 'driver' | 'error' | 'providerResponse' | 'sentAt' | 'attempts'>

/**
 * How far a message came. "Accepted" is what a mail server said when it took the message: nobody here can know whether it arrived.
 * "Kept" is the driver that sends nothing. "Delayed" was tried, and is tried again.
 */
export function deliveryOf({ status, driver, error }: Pick<Message, 'status' | 'driver' | 'error'>): Delivery {
  if (status === 'failed') return 'failed'
  if (status === 'sent') return driver === 'outbox' ? 'kept' : 'accepted'
  return error === null ? 'waiting' : 'delayed'
}

/** The same in SQL over `messages m`. */
export const DELIVERY_SQL = `case when m.status = 'failed' then 'failed' when m.status = 'sent' then case when m.driver = 'outbox' then 'kept' else 'accepted' end
  when m.error is null then 'waiting' else 'delayed' end`

export const DELIVERY_WORDS: Record<Delivery, string> = {
  waiting: 'Waiting to be sent',
  delayed: 'Delayed, tried again',
  kept: 'Kept here, not sent',
  accepted: 'Accepted by the mail server',
  failed: 'Could not be sent',
}

const COLOURS: Record<Delivery, StatusTag['colour']> = {
  waiting: 'grey',
  delayed: 'orange',
  kept: 'blue',
  accepted: 'green',
  failed: 'red',
}

export const deliveryTag = (message: Pick<Message, 'status' | 'driver' | 'error'>): StatusTag => {
  const delivery = deliveryOf(message)
  return { text: DELIVERY_WORDS[delivery], ...(COLOURS[delivery] ? { colour: COLOURS[delivery] } : {}) }
}

/** What happened to a message, in sentences that claim no more than is known. */
export function deliverySentences(message: Facts): string[] {
  const when = message.sentAt === null ? '' : sayShortInstant(message.sentAt)
  switch (deliveryOf(message)) {
    case 'waiting':
      return ['It is waiting to be sent. That usually takes less than a minute.']
    case 'delayed':
      return [
        `It could not be handed over yet, after ${tries(message.attempts)}. It is tried again by itself.`,
        `The last answer was: ${message.error ?? ''}`,
      ]
    case 'kept':
      return [`It was written ${when} and kept here. This program is not set up to send mail, so it has left to nobody.`]
    case 'accepted':
      return [
        `The mail server accepted it ${when}${message.attempts > 1 ? `, after ${tries(message.attempts)}` : ''}. That is not proof that it reached the person.`,
        `The server said: ${message.providerResponse ?? ''}`,
      ]
    case 'failed':
      return [
        `It could not be sent, after ${tries(message.attempts)}. It is not tried again by itself.`,
        `The last answer was: ${message.error ?? ''}`,
      ]
  }
}

const tries = (count: number): string => (count === 1 ? 'one try' : `${count} tries`)

export const KIND_WORDS: Record<MessageKind, string> = {
  invitation: 'Audit link',
  resend: 'Audit link again',
  extension: 'Extension',
  receipt: 'Receipt',
  evidence_request: 'Request for evidence',
  outcome: 'Outcome of a sample',
  reminder: 'Reminder',
  returned: 'Returned for more work',
  sign_in: 'Sign-in',
  set_password: 'Set a password',
}
