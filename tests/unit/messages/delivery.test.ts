import { expect, test } from '@jest/globals'
import { deliveryOf, deliverySentences, deliveryTag, type Delivery } from '../../../src/features/messages/delivery.ts'
import type { Message } from '../../../src/features/messages/index.ts'

type Facts = Pick<Message, 'status' | 'driver' | 'error' | 'providerResponse' | 'sentAt' | 'attempts'>
const WAITING: Facts = { status: 'queued', driver: null, error: null, providerResponse: null, sentAt: null, attempts: 0 }
const SENT: Partial<Facts> = { status: 'sent', sentAt: new Date('2027-01-15T12:00:00Z'), attempts: 1, providerResponse: '250 taken as 42' }

test.each<[string, Partial<Facts>, Delivery, string]>([
  ['one that was just written', {}, 'waiting', 'waiting to be sent'],
  ['one on its way', { status: 'sending', attempts: 1 }, 'waiting', 'waiting to be sent'],
  ['one that is tried again', { error: '451 later', attempts: 2 }, 'delayed', 'after 2 tries'],
  ['one that a server took', { ...SENT, driver: 'smtp' }, 'accepted', 'not proof that it reached the person'],
  ['one that was only kept', { ...SENT, driver: 'outbox' }, 'kept', 'has left to nobody'],
  ['one that was refused', { status: 'failed', error: '550 unknown', attempts: 1 }, 'failed', 'not tried again by itself'],
])('%s: %j', (_what, facts, delivery, words) => {
  const message = { ...WAITING, ...facts }
  expect(deliveryOf(message)).toBe(delivery)
  expect(deliverySentences(message).join(' ')).toContain(words)
  expect(deliveryTag(message).text).not.toMatch(/delivered|arrived/i)
})

test('nothing is called delivered: nobody here can know', () => {
  for (const driver of ['smtp', 'outbox'])
    expect(deliverySentences({ ...WAITING, ...SENT, driver }).join(' ')).not.toMatch(/was delivered|has arrived/i)
})
