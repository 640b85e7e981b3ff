import type { Config } from '../../config.ts'
import type { MailDriver } from './driver.ts'
import { smtpDriver } from './smtp.ts'

export { MailRefused, type MailDriver, type MailReceipt, type OutgoingMail } from './driver.ts'

/** The driver that the settings name. */
export function mailDriver(config: Config): MailDriver {
  return config.MAIL_DRIVER === 'smtp' && config.SMTP_URL ? smtpDriver(config.SMTP_URL, config.MAIL_FROM) : outboxDriver
}

/** Keeps mail in the program, where staff read it. The way by default: nothing leaves the machine until somebody decides so. */
const outboxDriver: MailDriver = {
  name: 'outbox',
  send: () => Promise.resolve({ response: 'kept in the outbox' }),
  close: () => Promise.resolve(),
}
