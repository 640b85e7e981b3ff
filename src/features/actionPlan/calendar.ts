import { plusDays } from '../../platform/london.ts'
import { withoutControls } from '../../platform/forms/fields.ts'
import type { Id } from '../../platform/id.ts'
import type { PlanAction } from './plan.ts'
import { PLAN_STATE_WORDS } from './planWords.ts'

type Calendar = {
  /** What the calendar is called. */
  name: string
  returnId: Id<'return'>
  actions: readonly PlanAction[]
  /** Where the plan stands, without a slash at the end: 'https://audit.example'. */
  baseUrl: string
  now: Date
}

/**
 * The days by which the actions of a plan are to be done, as a file for a calendar (RFC 5545): UTF-8, lines of at most 75 octets that end
 * in CR LF. Each action with a day is a whole day of its own, under a name that stays, so that a calendar that takes the file again
 * changes what it has.
 */
export function calendarFile({ name, returnId, actions, baseUrl, now }: Calendar): string {
  const stamp = now
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d{3}/, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Safeguarding Audit//Action plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...actions.flatMap(action => (action.dueOn === null ? [] : eventOf(action, action.dueOn, { returnId, baseUrl, stamp }))),
    'END:VCALENDAR',
  ]
  return lines.map(line => `${foldedLine(line)}\r\n`).join('')
}

type Event = Pick<Calendar, 'returnId' | 'baseUrl'> & { stamp: string }

function eventOf(action: PlanAction, dueOn: string, { returnId, baseUrl, stamp }: Event): string[] {
  const { key, what, owner, serves, notes, state } = action
  const href = `${baseUrl}/return/actions/${key}`
  const finished = action.standing === 'finished' ? `${PLAN_STATE_WORDS[state].words}: ` : ''
  const description = [
    `Who: ${owner ?? 'not said yet'}`,
    `Progress: ${PLAN_STATE_WORDS[state].words}`,
    ...serves.map(({ label }) => `Question: ${label}`),
    `Say how far it is (open your audit link first): ${href}`,
  ]
  return [
    'BEGIN:VEVENT',
    `UID:action-${returnId}-${key}@${new URL(baseUrl).hostname}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dateOf(dueOn)}`,
    `DTEND;VALUE=DATE:${dateOf(plusDays(dueOn, 1))}`,
    `SEQUENCE:${notes.length}`,
    `SUMMARY:${escaped(`${finished}${what}`)}`,
    `DESCRIPTION:${escaped(description.join('\n'))}`,
    `URL:${href}`,
    'TRANSP:TRANSPARENT',
    ...(state === 'not_needed' ? ['STATUS:CANCELLED'] : []),
    'END:VEVENT',
  ]
}

const dateOf = (day: string): string => day.replaceAll('-', '')

/** A text as a value: what a stranger wrote ends no line and begins no property. */
const escaped = (text: string): string =>
  withoutControls(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')

const MOST_OCTETS = 75

/** A line in pieces of at most 75 octets, each but the first after a space; no character is cut in two. */
function foldedLine(line: string): string {
  let [folded, octets] = ['', 0]
  for (const character of line) {
    const more = Buffer.byteLength(character)
    if (octets + more > MOST_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += more
  }
  return folded
}
