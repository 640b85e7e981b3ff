import type { StatusTag } from '../../platform/http/components.ts'
import { sayInstant, sayShortDay } from '../../platform/london.ts'
import { sayList } from '../../platform/say.ts'
import { deliveryTag } from '../messages/index.ts'
import { isLongPast, REMINDERS } from '../reminders/index.ts'
import type { PlanAction } from './plan.ts'

/** Whether reminders of an action are on: they are until somebody turns them off. */
export const isOn = ({ turned }: Pick<PlanAction, 'turned'>): boolean => turned?.isOn ?? true

/** "Reminder to Sam Okafor, 17 Mar 2027", of the last that did not fail to reach anybody; that they are off; or blank. */
export function sayReminders(action: Pick<PlanAction, 'turned' | 'reminders'>): string {
  if (!isOn(action)) return 'Reminders off'
  const last = action.reminders.find(({ status }) => !['withheld', 'failed', 'bounced'].includes(status))
  return last ? `Reminder to ${last.toName}, ${sayShortDay(last.at)}` : ''
}

/** What the page of an action says of its reminders. */
export type RemindersView = {
  lines: string[]
  sent: { text: string; tag: StatusTag }[]
  /** The button: what it does, and what it sends. */
  turn: { value: 'on' | 'off'; button: string } | null
}

/**
 * Who is reminded of an action and when, what went already, and whether that can be turned.
 *
 * @param people who is reminded, as the register has them today; null where its reminders go by the plan of a later return, or by none
 * @param today 'YYYY-MM-DD'
 * @param mayTurn whether whoever reads can turn them
 */
export function remindersView(
  action: PlanAction,
  people: readonly { name: string }[] | null,
  { today, mayTurn }: { today: string; mayTurn: boolean },
): RemindersView {
  const { turned, reminders } = action
  return {
    lines: [
      ...(turned ? [`${turned.byName} turned reminders ${turned.isOn ? 'on' : 'off'} at ${sayInstant(turned.at)}.`] : []),
      ...(isOn(action) ? [whoWords(action, people, today)] : []),
    ],
    sent: reminders.map(reminder => ({
      text: `${headingOf(reminder.rule)}: to ${reminder.toName}, ${sayShortDay(reminder.at)}`,
      tag: deliveryTag(reminder),
    })),
    turn: mayTurn ? { value: isOn(action) ? 'off' : 'on', button: isOn(action) ? 'Turn off reminders' : 'Turn on reminders' } : null,
  }
}

const headingOf = (asked: PlanAction['reminders'][number]['rule']): string =>
  REMINDERS.action.flatMap(({ rule, heading }) => (rule === asked ? [heading] : [])).join('')

const WHEN = sayList(REMINDERS.action.map(({ when }) => when))

function whoWords({ standing, dueOn }: PlanAction, people: readonly { name: string }[] | null, today: string): string {
  if (standing === 'finished') return 'No more reminders are sent: nothing is left to do.'
  if (dueOn !== null && isLongPast(dueOn, today)) return 'No more reminders are sent: its day is more than two weeks past.'
  if (people === null)
    return 'No reminders are sent for this return. They are sent for the last return that an open establishment submitted.'
  if (people.length === 0)
    return 'Nobody can be reminded: whoever will do it, and the safeguarding lead in the register, have no audit link that works and goes to their email address. Whoever holds the main link can add a colleague or hand the return over.'
  const who = sayList([...new Set(people.map(({ name }) => name))])
  if (dueOn === null) return `${who} will be reminded by email once the action has a date.`
  return `${who} ${people.length === 1 ? 'is' : 'are'} reminded by email ${WHEN}.`
}
