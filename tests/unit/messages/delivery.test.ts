import { expect, test } from '@jest/globals'
import {
  deliveryOf,
  deliverySentences,
  deliveryTag,
  MESSAGE_STATUSES,
  sayDelivery,
  sayQueued,
  sayWritten,
  type Delivery,
} from '../../../src/features/messages/delivery.ts'

type Facts = Parameters<typeof deliverySentences>[0]
const WAITING: Facts = { status: 'queued', error: null, providerResponse: null, sentAt: null, attempts: 0 }
const TAKEN: Partial<Facts> = { sentAt: new Date('2027-01-15T12:00:00Z'), attempts: 1, providerResponse: '250 taken as 42' }

test.each<[string, Partial<Facts>, Delivery, string]>([
  ['one that was just written', {}, 'waiting', 'not sent yet'],
  ['one on its way', { status: 'sending', attempts: 1 }, 'waiting', 'not sent yet'],
  ['one that is tried again', { error: '451 later', attempts: 2 }, 'delayed', 'after 2 tries'],
  ['one that a server took', { ...TAKEN, status: 'accepted' }, 'accepted', 'not proof that it reached the person'],
  ['one that was only kept', { ...TAKEN, status: 'kept' }, 'kept', 'nobody has received it'],
  ['one of which the provider says so', { ...TAKEN, status: 'delivered' }, 'delivered', 'took it for the person'],
  ['one that came back', { ...TAKEN, status: 'bounced', error: 'mailbox full' }, 'bounced', 'did not reach the person'],
  ['one that was refused', { status: 'failed', error: '550 unknown', attempts: 1 }, 'failed', 'not tried again by itself'],
  ['one that held no more', { status: 'withheld', error: 'it was submitted' }, 'withheld', 'was not sent, because it was submitted.'],
])('%s: %j', (_what, facts, delivery, words) => {
  const message = { ...WAITING, ...facts }
  expect(deliveryOf(message)).toBe(delivery)
  expect(deliverySentences(message).join(' ')).toContain(words)
  expect(deliveryTag(message).text).not.toBe('')
})

test('only what is told by a provider is called delivered', () => {
  for (const status of MESSAGE_STATUSES.filter(known => known !== 'delivered')) {
    const message = { ...WAITING, ...TAKEN, status, error: 'words' }
    const said = [...deliverySentences(message), sayDelivery('It', message), deliveryTag(message).text].join(' ')
    expect(said).not.toMatch(/deliver|arrived/i)
  }
})

test('mail that does not leave is never said to be on its way', () => {
  const [keeps, sends] = [{ leaves: false }, { leaves: true }]
  expect(sayQueued(keeps, 'The letter')).toBe('The letter is kept here, not sent')
  expect(sayQueued(sends, 'The letter')).toBe('The letter is waiting to be sent')
  expect(sayQueued(keeps, '3 letters', 3)).toBe('3 letters are kept here, not sent')
  expect(sayWritten(keeps, 'A message for each')).toBe('A message for each is written and kept here, not sent')
  expect(sayWritten(sends, 'A message for each')).not.toMatch(/kept|on its way|sent/)
})
