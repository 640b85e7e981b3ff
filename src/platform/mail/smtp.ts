import { LANES, type Lane, MailRefused, type MailDriver, type OutgoingMail } from './driver.ts'
import { remembering } from './silence.ts'
import { openWay, type SmtpError, type Way } from './way.ts'

/** How long the server may say nothing, in milliseconds. */
const PAUSE = 30_000

/**
 * Hands mail to an SMTP server, on several connections at once; each way has its own.
 *
 * @param url for example smtps://user:password@mail.example:465
 * @param from the sender that recipients see
 * @param pause how long it may say nothing, in milliseconds
 */
export function smtpDriver(url: string, from: string, pause = PAUSE): MailDriver {
  const silence = remembering()
  const ways = new Map<Lane, Way>()
  const turnedAway = (lane: Lane): boolean => {
    const isLetIn = LANES.some(other => other !== lane && (ways.get(other)?.inUse() ?? 0) > 0)
    // A server that allows one connection: a round's letters wait for the one that somebody waits for.
    if (isLetIn && lane === 'soon') ways.get('bulk')?.givesWay()
    return isLetIn
  }
  for (const lane of LANES) ways.set(lane, openWay(lane, url, pause, silence, turnedAway))
  return {
    name: 'smtp',
    leaves: true,
    isSlow: address => silence.has(domainOf(address)),
    async send({ to, replyTo, subject, text, messageId, lane }) {
      const answers = replyTo === '' ? {} : { replyTo }
      const headers = { 'Auto-Submitted': 'auto-generated' }
      try {
        const response = await ways.get(lane)?.send({ from, to, ...answers, subject, text, messageId, headers }, domainOf(to.address))
        return { reached: 'accepted', response: response ?? '' }
      } catch (error) {
        if (isFinal(error as SmtpError)) throw new MailRefused(wordsOf(error as SmtpError))
        throw error
      }
    },
    close() {
      for (const way of ways.values()) way.close()
      return Promise.resolve()
    },
  }
}

const domainOf = (address: OutgoingMail['to']['address']): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/**
 * Whether trying again would not help: the server refuses this recipient or this message for good, or the address cannot be written
 * to at all. A refused password or sender is the operator's to mend, and the mail waits for it.
 */
const isFinal = ({ code, command, responseCode = 0 }: SmtpError): boolean =>
  (responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')) || (code === 'EENVELOPE' && command === 'API')

const wordsOf = ({ response, message }: SmtpError): string => response ?? message
