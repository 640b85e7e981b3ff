import type { MailDriver } from './driver.ts'

/** Keeps mail in the program, where staff read it. The way by default: nothing leaves the machine until somebody decides so. */
export const outboxDriver: MailDriver = {
  name: 'outbox',
  leaves: false,
  isSlow: () => false,
  send: () => Promise.resolve({ reached: 'kept', response: 'kept in the outbox' }),
  close: () => Promise.resolve(),
}
