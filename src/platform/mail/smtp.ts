import { createTransport } from 'nodemailer'
import { LANES, MailRefused, type Lane, type MailDriver, type OutgoingMail } from './driver.ts'
import { remembering } from './silence.ts'

/** How many connections each way keeps open at most. */
const CONNECTIONS: Record<Lane, number> = { soon: 2, bulk: 6, slow: 2 }

const SECOND = 1000
/** How long the server may say nothing. */
const SILENCE = 30 * SECOND
/** The longest that one message takes, whatever the server does: after this nobody waits for it any more. */
export const SEND_AT_MOST = 40 * SECOND

/**
 * Hands mail to an SMTP server, on several connections at once; each way has its own.
 *
 * @param url for example smtps://user:password@mail.example:465
 * @param from the sender that recipients see
 * @param silence how long it may say nothing, in milliseconds
 */
export function smtpDriver(url: string, from: string, silence = SILENCE): MailDriver {
  const transports = new Map(LANES.map(lane => [lane, transportOf(url, CONNECTIONS[lane], silence)]))
  const silent = remembering()
  return {
    name: 'smtp',
    leaves: true,
    isSlow: address => silent.has(domainOf(address)),
    async send(mail) {
      const { to, replyTo, subject, text, messageId } = mail
      const answers = replyTo === '' ? {} : { replyTo }
      const headers = { 'Auto-Submitted': 'auto-generated' }
      try {
        const sending = transports.get(mail.lane)?.sendMail({ from, to, ...answers, subject, text, messageId, headers })
        const sent = await atMost(SEND_AT_MOST, sending)
        return { reached: 'accepted', response: sent?.response ?? '' }
      } catch (error) {
        if (isFinal(error as SmtpError)) throw new MailRefused(wordsOf(error as SmtpError))
        if (isSilence(error as SmtpError)) silent.add(domainOf(mail.to.address))
        throw error
      }
    },
    close() {
      for (const transport of transports.values()) transport.close()
      return Promise.resolve()
    },
  }
}

const transportOf = (url: string, maxConnections: number, silence: number) =>
  createTransport({
    url,
    pool: true,
    maxConnections,
    connectionTimeout: Math.min(10 * SECOND, silence),
    greetingTimeout: silence,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

const domainOf = (address: OutgoingMail['to']['address']): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

async function atMost<Result>(milliseconds: number, work: Promise<Result> | undefined): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('The mail server did not come to an end'), { code: 'ETIMEDOUT' }))
    }, milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

type SmtpError = { message: string; code?: string; command?: string; responseCode?: number; response?: string }

/**
 * Whether trying again would not help: the server refuses this recipient or this message for good, or the address cannot be written
 * to at all. A refused password or sender is the operator's to mend, and the mail waits for it.
 */
const isFinal = ({ code, command, responseCode = 0 }: SmtpError): boolean =>
  (responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')) || (code === 'EENVELOPE' && command === 'API')

const isSilence = ({ code }: SmtpError): boolean => code === 'ETIMEDOUT'

const wordsOf = ({ response, message }: SmtpError): string => response ?? message
