import { createTransport, type SendMailOptions } from 'nodemailer'
import { MailNotTried, type Lane } from './driver.ts'
import { openPlaces } from './places.ts'
import type { Silence } from './silence.ts'

/** How many messages of each way are with the server at once, and how many more beside those that get no answer. */
const PLACES: Record<Lane, { most: number; beyond: number }> = {
  soon: { most: 3, beyond: 2 },
  bulk: { most: 8, beyond: 4 },
  slow: { most: 2, beyond: 0 },
}

const SECOND = 1000
/** The longest that one message takes, whatever the server does: then its connection is closed. A claim lasts longer. */
const SEND_AT_MOST = 40 * SECOND
/** The longest that a message waits for its turn, which is a part of the above. */
const TURN_AT_MOST = 10 * SECOND
/** An answer that takes this long, and so much longer than usual, may never come. */
const PATIENCE = 2 * SECOND
const LONGER_THAN_USUAL = 3
/** So soon a connection that nobody needs is given back: a server may allow only some. */
const IDLE = 2 * SECOND

export type SmtpError = { message: string; code?: string; command?: string; responseCode?: number; response?: string }

export type Way = ReturnType<typeof openWay>

/**
 * The connections of one way to an SMTP server.
 *
 * @param pause how long the server may say nothing, in milliseconds
 * @param turnedAway told when the server lets nobody of this way in; says whether it lets in others
 */
export function openWay(lane: Lane, url: string, pause: number, silence: Silence, turnedAway: (lane: Lane) => boolean) {
  const { most, beyond } = PLACES[lane]
  const transport = transportOf(url, most + beyond, pause)
  const places = openPlaces(most, beyond)
  const leavesAlone = lane === 'slow' ? silence.isLeftAlone : silence.has
  let usual = 0
  /** Why the server let somebody not in, since it last took anything: for whoever waits for a place in vain. */
  let fault: Error | undefined

  /** @returns what the server said, or undefined when it let the message not in, and others in */
  async function attempt(mail: SendMailOptions, domain: string, signal: AbortSignal): Promise<string | undefined> {
    const turn = AbortSignal.any([signal, AbortSignal.timeout(TURN_AT_MOST)])
    const place = await places
      .enter(turn)
      .catch(() => Promise.reject(fault ?? new MailNotTried('The mail server was busy with other messages')))
    let began = 0
    let late: NodeJS.Timeout | undefined
    let answered: (() => void) | undefined
    const unanswered = new AbortController()
    // Twice where a connection that was used before came to no end: it may have been cut meanwhile. But where the server said nothing as
    // long as it may, it is not asked a second time for as long.
    const begun = () => {
      if (began > 0 && performance.now() - began >= pause) {
        unanswered.abort()
        return
      }
      began = performance.now()
      clearTimeout(late)
      late = setTimeout(
        () => {
          answered ??= silence.waits(domain)
          place.givesWay()
        },
        Math.max(PATIENCE, LONGER_THAN_USUAL * usual),
      )
    }
    try {
      if (leavesAlone(domain)) throw new MailNotTried('The mail server gave no answer for another message to the same place')
      const either = AbortSignal.any([signal, unanswered.signal])
      const sent = await transport.sendMail({ ...mail, signal: either, begun } as SendMailOptions)
      const took = performance.now() - began
      usual = usual === 0 ? took : 0.8 * usual + 0.2 * took
      silence.broken(domain)
      fault = undefined
      return sent.response
    } catch (error) {
      const isSilent = unanswered.signal.aborted || (error as SmtpError).code === 'ETIMEDOUT'
      if (began > 0 && (isSilent || signal.aborted)) silence.add(domain, performance.now() - began - PATIENCE)
      if (unanswered.signal.aborted) throw new Error('Timeout', { cause: error })
      if (signal.aborted) throw (began === 0 ? fault : undefined) ?? new Error('The mail server did not come to an end', { cause: error })
      const hasNoPlace = !leavesAlone(domain) && (began > 0 ? isCrowded(error as SmtpError) : !isOurs(error as SmtpError))
      if (hasNoPlace) {
        fault = error as Error
        if (places.turnedAway() || turnedAway(lane)) return undefined
      }
      throw error
    } finally {
      clearTimeout(late)
      answered?.()
      place.leave()
    }
  }

  return {
    /** @returns what the server said when it took the message */
    async send(mail: SendMailOptions, domain: string): Promise<string> {
      const signal = AbortSignal.timeout(SEND_AT_MOST)
      for (;;) {
        const response = await attempt(mail, domain, signal)
        if (response !== undefined) return response
      }
    },
    inUse: () => places.inUse(),
    givesWay: () => {
      places.givesWay()
    },
    close: () => {
      transport.close()
    },
  }
}

/** What a server would say however few come: a password that is wrong, a name that is none, no encryption. Waiting for a place hides it. */
const isOurs = ({ code, responseCode = 500 }: SmtpError): boolean =>
  (code === 'EAUTH' && responseCode >= 500) || ['EDNS', 'ETLS', 'ENOAUTH'].includes(code ?? '')

/** A server that says so has taken nothing, of nobody: there are too many connections. */
const isCrowded = ({ command, responseCode }: SmtpError): boolean =>
  responseCode === 432 || (responseCode === 421 && command === 'MAIL FROM')

/** Tells whoever hands in a message as `begun` when a connection stands, and its server is asked to take it. */
function transportOf(url: string, maxConnections: number, pause: number) {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections,
    idleTimeout: IDLE,
    // Only before the server greeted, or where a connection was lost of which nothing was used: never twice what it may have taken.
    maxRequeues: 1,
    connectionTimeout: Math.min(10 * SECOND, pause),
    greetingTimeout: pause,
    socketTimeout: pause,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  transport.use('stream', ({ data, message }, done) => {
    const read = message.createReadStream.bind(message)
    message.createReadStream = options => {
      ;(data as { begun?: () => void }).begun?.()
      return read(options)
    }
    done()
  })
  return transport
}
