import { url as debuggerUrl } from 'node:inspector'
import { noteInFlight, notNoted, type InFlight } from './inFlight.ts'

/** What a served process says to whoever watches it, again and again. */
export type Report = { debugged: boolean }

const REPORT_EVERY = 500
/** The open file for notes, as `supervise` hands it down: the first after the three streams and the channel. */
const NOTES = 4

/** What a process knows of the one that watches it. */
export type Supervision = {
  /** Why it was started anew; undefined at the first start. */
  why: string | undefined
  inFlight: InFlight
  /** Says from now on, twice a second, that its loop goes round. */
  report: () => void
}

/** @param stop is called when the one that watches says so; should it be gone, we end at once, as if killed with it */
export function supervision(stop: (isUrgent: boolean) => void): Supervision {
  if (process.channel === undefined) return { why: undefined, inFlight: notNoted, report: () => undefined }
  process.on('message', message => {
    if (message === 'stop' || message === 'stop now') stop(message === 'stop now')
  })
  process.once('disconnect', () => process.exit(1))
  const report = () => void process.send?.({ debugged: debuggerUrl() !== undefined } satisfies Report)
  return {
    why: process.argv[2],
    inFlight: noteInFlight(NOTES),
    report() {
      report()
      setInterval(report, REPORT_EVERY).unref()
    },
  }
}
