export { auditLink, bodyWithLink, passwordLink } from './actions.ts'
export { queueMessages } from './outbox.ts'
export { sendMessageJob } from './jobs.ts'
export { AUDIT_LINK, findMessage, MESSAGE_KINDS, PASSWORD_LINK, type Message, type MessageKind, type NewMessage } from './store.ts'
