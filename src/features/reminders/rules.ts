import { plusDays } from '../../platform/london.ts'

/**
 * Every reminder, in their order: of an action, so many days after the day by which it is to be done (before it, where negative), of a
 * signature, so many days after it was asked for. One holds until the next of its kind does. It is written once, on the first of those days
 * on which it can be: a day on which the program stood still is made up for by the next.
 */
export const REMINDERS = {
  action: [
    { rule: 'due_soon', from: -14, heading: 'Due soon', when: '14 days before' },
    { rule: 'due', from: 0, heading: 'Due now', when: 'on the day' },
    { rule: 'overdue', from: 7, heading: 'Overdue', when: 'a week after it' },
  ],
  signature: [{ rule: 'unsigned', from: 14, heading: 'Not signed', when: '14 days after they were asked' }],
} as const
export type Reminded = keyof typeof REMINDERS
export type ReminderRule<Of extends Reminded = 'action'> = (typeof REMINDERS)[Of][number]['rule']

/** So many days before its day something is due soon. */
export const SOON_DAYS = 14

/** So many days after its day nobody is reminded of something any more: what is months late is talked about, and not written about by itself. */
const OVER: Record<Reminded, number> = { action: 14, signature: 28 }

/** Whether a day is so long past that nobody is reminded of it any more. @param day 'YYYY-MM-DD' @param today the same */
export const isLongPast = (day: string, today: string, of: Reminded = 'action'): boolean => plusDays(day, OVER[of]) <= today

/** The reminder that holds today; null where none does. @param day by which it is to be done, or on which it was asked for: 'YYYY-MM-DD' @param today the same */
export function ruleOn<Of extends Reminded>(of: Of, day: string, today: string): ReminderRule<Of> | null {
  if (isLongPast(day, today, of)) return null
  const rules: readonly { rule: ReminderRule<Of>; from: number }[] = REMINDERS[of]
  return rules.findLast(({ from }) => plusDays(day, from) <= today)?.rule ?? null
}

/** The days, first and last, by which something is to be done of which somebody may have to be reminded today. */
export const remindedDays = (today: string): { from: string; to: string } => ({
  from: plusDays(today, 1 - OVER.action),
  to: plusDays(today, SOON_DAYS),
})
