import { createTransport } from 'nodemailer'
import { MailRefused, type MailDriver } from './driver.ts'

/**
 * Hands mail to an SMTP server.
 *
 * @param url for example smtps://user:password@mail.example:465
 * @param from the sender that recipients see
 */
export function smtpDriver(url: string, from: string): MailDriver {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    name: 'smtp',
    async send({ to, subject, text, messageId }) {
      try {
        const sent = await transport.sendMail({ from, to, subject, text, messageId, headers: { 'Auto-Submitted': 'auto-generated' } })
        return { response: sent.response }
      } catch (error) {
        const { responseCode, response } = error as { responseCode?: number; response?: string }
        if (responseCode !== undefined && responseCode >= 500) throw new MailRefused(response ?? `refused with ${responseCode}`)
        throw error
      }
    },
    close() {
      transport.close()
      return Promise.resolve()
    },
  }
}
