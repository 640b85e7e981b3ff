import { londonInstant, sayTime } from '../../platform/london.ts'
import { timeOfDay } from '../../platform/forms/fields.ts'

/** The moment that a request until a day comes to: that day, at the time of day at which the return is due now. */
export const momentAsked = (wantedOn: string, dueAt: Date): Date => londonInstant(wantedOn, timeOfDay(sayTime(dueAt)) ?? '23:59')
