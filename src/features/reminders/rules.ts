import { plusDays } from '../../platform/london.ts'

/**
 * Every reminder of what is to be done by a day, in their order: so many days after that day (before it, where negative) one begins to
 * hold, and it holds until the next does. It is written once, on the first of those days on which it can be: a day on which the program
 * stood still is made up for by the next.
 */
export const REMINDERS = [
  { rule: 'due_soon', from: -14, heading: 'Due soon', when: '14 days before' },
  { rule: 'due', from: 0, heading: 'Due now', when: 'on the day' },
  { rule: 'overdue', from: 7, heading: 'Overdue', when: 'a week after it' },
] as const
export type ReminderRule = (typeof REMINDERS)[number]['rule']

/** So many days before its day something is due soon. */
export const SOON_DAYS = 14

/** So many days after its day nobody is reminded of something any more: what is months late is talked about, and not written about by itself. */
const OVER = 14

/** Whether a day is so long past that nobody is reminded of it any more. @param dueOn 'YYYY-MM-DD' @param today the same */
export const isLongPast = (dueOn: string, today: string): boolean => plusDays(dueOn, OVER) <= today

/** The reminder that holds today for what is to be done by a day; null where none does. @param dueOn 'YYYY-MM-DD' @param today the same */
export function ruleOn(dueOn: string, today: string): ReminderRule | null {
  if (isLongPast(dueOn, today)) return null
  return REMINDERS.findLast(({ from }) => plusDays(dueOn, from) <= today)?.rule ?? null
}

/** The days, first and last, by which something is to be done of which somebody may have to be reminded today. */
export const remindedDays = (today: string): { from: string; to: string } => ({
  from: plusDays(today, 1 - OVER),
  to: plusDays(today, SOON_DAYS),
})
