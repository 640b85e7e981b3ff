import { Temporal } from 'temporal-polyfill'

/** Deadlines are dates and times as people in England read them from a clock on the wall. */
const ZONE = 'Europe/London'

const day = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'short', year: 'numeric' })
const month = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, month: 'long', year: 'numeric' })

/** Today in London, as SQL: the server's own day may be that of another zone. In brackets of its own, so that it is worked out once. */
export const LONDON_TODAY_SQL = `(select (now() at time zone '${ZONE}')::date)`

/** 'YYYY-MM-DD' of an instant, in London. */
export function londonDate(instant: Date): string {
  return wallClock(instant).toISOString().slice(0, 10)
}

/** The instant of a London date ('YYYY-MM-DD') and time ('HH:MM'). In the hour that happens twice, the first; in the hour that does not exist, an hour later. */
export function londonInstant(date: string, time: string): Date {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time))
  return new Date(wall.toZonedDateTime(ZONE, { disambiguation: 'compatible' }).epochMilliseconds)
}

// Clocks change on the hour: one answer holds for every instant of an hour.
const aheadByHour = new Map<number, number>()
const HOUR = 3_600_000
const HOURS_KEPT = 20_000

/** By how many milliseconds London's clocks are ahead of UTC at an instant. Quick, for an export that asks millions of times. */
export function londonAhead(milliseconds: number): number {
  const hour = Math.floor(milliseconds / HOUR)
  const known = aheadByHour.get(hour)
  if (known !== undefined) return known
  if (aheadByHour.size >= HOURS_KEPT) aheadByHour.clear()
  const ahead = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(ZONE).offsetNanoseconds / 1_000_000
  aheadByHour.set(hour, ahead)
  return ahead
}

/** What a clock on a wall in London shows at an instant, as the UTC parts of a date: asked for many times on every page. */
function wallClock(instant: Date): Date {
  const milliseconds = instant.getTime()
  return new Date(milliseconds + londonAhead(milliseconds))
}

/** "5pm on Friday 27 March 2027". */
export function sayInstant(instant: Date): string {
  return `${sayTime(instant)} on ${sayDay(instant)}`
}

/** "Friday 27 March 2027", from an instant or a 'YYYY-MM-DD'. */
export function sayDay(value: Date | string): string {
  return day.format(asDate(value)).replace(',', '')
}

/** "27 Mar 2027", for tables. */
export function sayShortDay(value: Date | string): string {
  return shortDay.format(asDate(value))
}

/** "March 2027", from a 'YYYY-MM'. */
export function sayMonth(value: string): string {
  return month.format(asDate(`${value}-01`))
}

/** "27 Mar 2027, 5pm", for tables. */
export function sayShortInstant(instant: Date): string {
  return `${sayShortDay(instant)}, ${sayTime(instant)}`
}

/** "3:04pm today", "3:04pm yesterday", and from then on "3:04pm on Friday 27 March 2027". */
export function sayMoment(instant: Date, now: Date): string {
  const days = daysBetween(instant, now)
  return days === 0 ? `${sayTime(instant)} today` : days === 1 ? `${sayTime(instant)} yesterday` : sayInstant(instant)
}

/** "5pm", "11:59pm", "midday", "midnight". */
export function sayTime(instant: Date): string {
  const wall = wallClock(instant)
  const [hour, minute] = [wall.getUTCHours(), wall.getUTCMinutes()]
  if (minute === 0 && hour === 0) return 'midnight'
  if (minute === 0 && hour === 12) return 'midday'
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  return `${twelve}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`
}

/** The number of whole London days from one instant's day to another's; negative when `to` is earlier. */
export function daysBetween(from: Date, to: Date): number {
  return dayNumber(to) - dayNumber(from)
}

/** A 'YYYY-MM-DD' moved by whole days. */
export function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

const dayNumber = (instant: Date): number => Math.floor(wallClock(instant).getTime() / (24 * HOUR))

function asDate(value: Date | string): Date {
  return typeof value === 'string' ? londonInstant(value, '12:00') : value
}
