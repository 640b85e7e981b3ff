import { sayDay } from '../../platform/london.ts'
import { sayCount, shortened } from '../../platform/say.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'
import { REMINDERS, type ReminderRule } from '../reminders/index.ts'
import type { PlanAction } from './plan.ts'

/** An action of which somebody is reminded, and by which rule. */
export type Reminded = { action: Pick<PlanAction, 'what' | 'owner' | 'dueOn'>; rule: ReminderRule }

/** Reminds one person of all the actions for which a reminder is due today: one letter a day is enough. @param today 'YYYY-MM-DD' */
export function reminderLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  { reminded, today }: { reminded: readonly Reminded[]; today: string },
): NewMessage {
  const count = sayCount(reminded.length, 'action')
  return letterAbout(about, to, from, {
    key: `plan_due:${about.returnId}:${to.email}:${today}`,
    kind: 'plan_due',
    subject: `reminder of ${count} in the action plan`,
    paragraphs: [
      `This is a reminder of ${count} in the action plan of ${about.establishment.name} (“${about.round}”).`,
      // The latest first.
      ...REMINDERS.action.toReversed().flatMap(({ rule, heading }) => {
        const those = reminded.filter(one => one.rule === rule)
        return those.length === 0 ? [] : [[`${heading}:`, ...those.map(sayAction)].join('\n')]
      }),
    ],
    link: 'Open your audit link, say who you are, and choose “Action plan”. There you can say how far each action is:',
    after: ['The page of an action also turns its reminders off, for example where it waits for someone else.'],
  })
}

const LONGEST = 200

const sayAction = ({ action: { what, owner, dueOn } }: Reminded): string =>
  `- ${shortened(what.replace(/\s+/g, ' '), LONGEST)} (who: ${owner ?? 'not said yet'}; by ${dueOn === null ? 'no date' : sayDay(dueOn)})`
