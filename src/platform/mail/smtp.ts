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
        if (isFinal(error as SmtpError)) throw new MailRefused(wordsOf(error as SmtpError))
        throw error
      }
    },
    close() {
      transport.close()
      return Promise.resolve()
    },
  }
}

type SmtpError = { message: string; code?: string; command?: string; responseCode?: number; response?: string }

/**
 * Whether trying again would not help: the server refuses this recipient or this message for good, or the address cannot be written
 * to at all. A refused password or sender is the operator's to mend, and the mail waits for it.
 */
const isFinal = ({ code, command, responseCode = 0 }: SmtpError): boolean =>
  (responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')) || (code === 'EENVELOPE' && command === 'API')

const wordsOf = ({ response, message }: SmtpError): string => response ?? message
