import { sayDay } from '../../platform/london.ts'
import { shortened } from '../../platform/say.ts'
import { letter, sayAnswer, type Letterhead, type NewMessage } from '../messages/index.ts'
import { PROGRESS_PATH, type Action, type Lead } from './action.ts'
import { reminderKey } from './reminders.ts'

/** Asks whoever leads an action how far it is, before it is due. */
export function progressLetter(
  action: Pick<Action, 'what' | 'timescale' | 'outcomeMeasure'>,
  lead: Pick<Lead, 'id' | 'actionId' | 'name' | 'email' | 'addressNumber'>,
  from: Letterhead,
  { nonce, dueTo }: { nonce: Buffer; dueTo: string },
): NewMessage {
  return letter({
    key: reminderKey(lead, dueTo),
    kind: 'action_due',
    to: { name: lead.name, email: lead.email },
    from,
    subject: `How far is it? ${shortened(action.what, 80)}`,
    paragraphs: [
      `You lead this action for ${from.name}:`,
      action.what,
      `It is due by ${sayDay(dueTo)} (written as “${action.timescale}”).`,
      ...(action.outcomeMeasure === '' ? [] : [`Its outcome measure: ${action.outcomeMeasure}`]),
    ],
    link: { path: PROGRESS_PATH, nonce, words: 'Please tell us how far it is, here. You need no password:' },
    after: [`The link is for you alone. If someone else leads the action now, ${sayAnswer(from)}.`],
  })
}
