export { auditLink, bodyWithLink, type LookAgain, passwordLink, progressLink } from './actions.ts'
export {
  type Delivery,
  type DeliveryFacts,
  deliveryOf,
  DELIVERY_WORDS,
  deliverySql,
  deliveryTag,
  noMailLeaves,
  takenSql,
  missedSql,
  sayDelivery,
  sayQueued,
  sayWritten,
} from './delivery.ts'
export * as expiry from './expiryActions.ts'
export { sendMessageJobs } from './jobs.ts'
export * as keeping from './keptActions.ts'
export { KIND_WORDS, type MessageKind } from './kinds.ts'
export { type LastSent, sayAddress, sayLastSent, sayLastTo, wasMissed } from './lastSent.ts'
export { lastSentByLink, lastSentTo } from './lastSentStore.ts'
export { letter, type Letter, type Letterhead, type NewMessage, sayAnswer } from './letter.ts'
export { LETTERHEAD_SQL, letterheadOf } from './letterheadStore.ts'
export { messagesAbout, type ListedMessage } from './listStore.ts'
export { queueMessages } from './outboxActions.ts'
export { AUDIT_LINK } from './placeholders.ts'
export { sweepMessagesJob } from './sweepJobs.ts'
