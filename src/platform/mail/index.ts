import type { Config } from '../../config.ts'
import type { MailDriver } from './driver.ts'
import { outboxDriver } from './outbox.ts'
import { smtpDriver } from './smtp.ts'

export { LANES, type Lane, MailNotTried, MailRefused, type MailDriver, type MailReceipt, type OutgoingMail } from './driver.ts'

/** Every value of the setting has its driver: one without does not compile, so that no mail is kept by mistake. */
const DRIVERS: Record<Config['MAIL_DRIVER'], (config: Config) => MailDriver> = {
  outbox: () => outboxDriver,
  smtp: ({ SMTP_URL = '', MAIL_FROM }) => smtpDriver(SMTP_URL, MAIL_FROM),
}

/** The driver that the settings name. */
export const mailDriver = (config: Config): MailDriver => DRIVERS[config.MAIL_DRIVER](config)
