import { plusDays, sayDay } from '../../platform/london.ts'
import { SOON_DAYS } from '../reminders/index.ts'
import { STATE_WORDS, type Action, type Lead } from './action.ts'

/** The days by which an action is due of which its leads are reminded: the first and the last. */
export const remindedDays = (today: string): { from: string; to: string } => ({ from: today, to: plusDays(today, SOON_DAYS) })

/** Who is written to about an action today: each lead with an address, while it is not done and its last day is near. */
export function whoIsReminded(
  { state, dueTo }: Pick<Action, 'state' | 'dueTo'>,
  leads: readonly Lead[],
  today: string,
): { lead: Lead; dueTo: string }[] {
  const { from, to } = remindedDays(today)
  if (state === 'done' || state === 'dropped' || dueTo === null || dueTo < from || dueTo > to) return []
  return leads.filter(({ email }) => email !== '').map(lead => ({ lead, dueTo }))
}

/** Why nobody is written to about an action, whatever addresses its leads have; blank where a letter goes before it is due. */
export function whyNoLetter({ state, dueTo, timescale }: Pick<Action, 'state' | 'dueTo' | 'timescale'>, today: string): string {
  if (state === 'done' || state === 'dropped') return `the action is ${STATE_WORDS[state].words.toLowerCase()}`
  if (dueTo === null)
    return timescale === '' ? 'nothing says by when the action is to be done' : `no last day can be read from “${timescale}”`
  return dueTo < today ? `its last day, ${sayDay(dueTo)}, is past` : ''
}

/** What makes a letter of its kind once: for each lead as long as they lead, and for each day on which the action is due. */
export const reminderKey = ({ id, actionId, email, addressNumber }: Reminded, dueTo: string): string =>
  `action_due:${actionId}:${id}:${email}:${dueTo}${addressNumber === 1 ? '' : `:${addressNumber}`}`
type Reminded = Pick<Lead, 'id' | 'actionId' | 'email' | 'addressNumber'>
