import { londonInstant } from '../../src/platform/london.ts'
import type { Dice } from './random.ts'

/** How one return of an invented round went. Instants are those of the events; absent ones never happened. */
export type Fate = {
  kind: 'on_time' | 'in_extension' | 'offline' | 'closed' | 'incomplete' | 'missing' | 'in_progress' | 'opened' | 'issued'
  /** Sent supporting documents with the return. */
  withEvidence: boolean
  extended: boolean
  opened?: Date
  started?: Date
  submitted?: Date
  /** How much of the questionnaire was answered, from 0 to 1. */
  share: number
}

/** The days of the reference round of 2021/22 (a real city's round; the schools are invented). */
export const REFERENCE = {
  opens: londonInstant('2021-11-01', '09:00'),
  issued: londonInstant('2021-11-01', '09:30'),
  due: londonInstant('2021-12-17', '17:00'),
  extended: londonInstant('2022-01-07', '10:15'),
  extendedTo: londonInstant('2022-01-21', '17:00'),
  closedOn: '2021-12-31',
  closedNoted: londonInstant('2022-01-11', '11:40'),
  offlineReceived: londonInstant('2022-01-26', '08:52'),
  drawn: londonInstant('2022-02-01', '14:00'),
  documentsReceived: '2022-02-18',
  sharedOut: londonInstant('2022-02-21', '10:00'),
  /** When the last of those that were reviewed was concluded. */
  reviewed: londonInstant('2022-03-10', '15:30'),
  counted: londonInstant('2022-03-22', '11:00'),
}

/**
 * The reference round, counted as the domain counts it: 118 issued; 101 on time, 48 of them with evidence; the other 17
 * were given two more weeks: 2 completed in them, 1 came back as an Excel file, 1 had closed, 13 are outstanding.
 */
export function referenceFates(dice: Dice): Fate[] {
  const onTime = Array.from({ length: 101 }, (_, at) => onTimeFate(at < 48, dice))
  const late: Fate[] = [
    ...Array.from({ length: 2 }, () => inExtension(dice)),
    { kind: 'offline', withEvidence: true, extended: true, share: 1 },
    { kind: 'closed', withEvidence: false, extended: true, share: 0 },
    ...Array.from({ length: 8 }, () => incomplete(dice)),
    ...Array.from({ length: 5 }, (_, at): Fate => ({
      kind: 'missing',
      withEvidence: true,
      extended: true,
      share: 0,
      ...(at < 2 ? { opened: hoursAfter(REFERENCE.issued, dice.whole(20, 400)) } : {}),
    })),
  ]
  return dice.shuffled([...onTime, ...late])
}

function onTimeFate(withEvidence: boolean, dice: Dice): Fate {
  // Most come in the last days: the square root of chance leans towards the end.
  const span = REFERENCE.due.getTime() - REFERENCE.issued.getTime()
  const submitted = inOfficeHours(new Date(REFERENCE.issued.getTime() + span * (0.12 + 0.86 * Math.sqrt(dice.next()))), REFERENCE.due, dice)
  const started = hoursAfter(submitted, -dice.whole(2, 120))
  return { kind: 'on_time', withEvidence, extended: false, share: 1, submitted, started, opened: hoursAfter(started, -dice.whole(0, 30)) }
}

function inExtension(dice: Dice): Fate {
  const submitted = inOfficeHours(hoursAfter(REFERENCE.extended, dice.whole(48, 300)), REFERENCE.extendedTo, dice)
  const started = hoursAfter(submitted, -dice.whole(10, 70))
  return {
    kind: 'in_extension',
    withEvidence: true,
    extended: true,
    share: 1,
    submitted,
    started,
    opened: hoursAfter(REFERENCE.issued, dice.whole(50, 800)),
  }
}

function incomplete(dice: Dice): Fate {
  const opened = hoursAfter(REFERENCE.issued, dice.whole(30, 900))
  return {
    kind: 'incomplete',
    withEvidence: true,
    extended: true,
    share: 0.15 + 0.7 * dice.next(),
    opened,
    started: hoursAfter(opened, dice.whole(0, 200)),
  }
}

/** A round that is going on: as it stands half-way, `now` being the middle. */
export function currentFates(count: number, issued: Date, now: Date, dice: Dice): Fate[] {
  const span = now.getTime() - issued.getTime()
  const sometime = () => inOfficeHours(new Date(issued.getTime() + span * (0.1 + 0.85 * dice.next())), now, dice)
  return Array.from({ length: count }, (_, at): Fate => {
    const part = at / count
    const opened = sometime()
    if (part < 0.31) {
      const submitted = sometime()
      const started = hoursAfter(submitted, -dice.whole(1, 40))
      return {
        kind: 'on_time',
        withEvidence: dice.chance(0.5),
        extended: false,
        share: 1,
        submitted,
        started,
        opened: hoursAfter(started, -1),
      }
    }
    if (part < 0.6)
      return {
        kind: 'in_progress',
        withEvidence: dice.chance(0.2),
        extended: false,
        share: 0.1 + 0.85 * dice.next(),
        opened,
        started: opened,
      }
    if (part < 0.72) return { kind: 'opened', withEvidence: false, extended: false, share: 0, opened }
    return { kind: 'issued', withEvidence: false, extended: false, share: 0 }
  })
}

const hoursAfter = (instant: Date, hours: number): Date => new Date(instant.getTime() + hours * 3_600_000)

/** The same day, at an hour at which people work, and before the end. */
function inOfficeHours(instant: Date, end: Date, dice: Dice): Date {
  const day = new Date(instant)
  day.setUTCHours(dice.whole(8, 16), dice.whole(0, 59), dice.whole(0, 59), 0)
  return day < end ? day : hoursAfter(end, -dice.whole(1, 30))
}
