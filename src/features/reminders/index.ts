export { isLongPast, remindedDays, REMINDERS, ruleOn, SOON_DAYS, type ReminderRule } from './rules.ts'
