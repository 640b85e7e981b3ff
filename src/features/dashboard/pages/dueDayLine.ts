import type { Round } from '../../rounds/index.ts'
import type { RoundNumbers } from '../store.ts'
import { sayDay } from '../../../platform/london.ts'
import { sayAgo, sayAhead } from '../../../platform/say.ts'

export function dueDayLine(round: Round, { extended }: RoundNumbers, today: Date): string {
  const verb = round.dueAt < today ? 'were' : 'are'
  return `Returns ${verb}${extended > 0 ? ' first' : ''} due on ${sayDay(round.dueAt)}.`
}

/** How far away a day is, where that helps: a round of years ago was simply then. */
export function awayWords(days: number): string {
  if (days < -31) return ''
  return `, ${days < 0 ? sayAgo(-days) : sayAhead(days)}`
}
