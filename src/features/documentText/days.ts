/** A day as a text says it, or a whole month: from when to when, as 'YYYY-MM-DD', and where it stands. */
type SaidDay = { from: string; to: string; at: number; end: number }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const BY_YEAR = /\b(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})\b/g
const BY_NUMBERS = /\b(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4}|\d{2})\b/g
const BY_NAME =
  /\b(?:(?<day>\d{1,2})(?:st|nd|rd|th)? )?(?<named>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?),? (?<year>\d{4})\b/gi

/** The days of a text in their order, British: 04/05/2014 is the fourth of May. */
export function daysIn(text: string): SaidDay[] {
  return [BY_YEAR, BY_NUMBERS, BY_NAME]
    .flatMap(pattern => Array.from(text.matchAll(pattern)))
    .flatMap(match => {
      const said = rangeOf(match.groups ?? {})
      return said ? [{ ...said, at: match.index, end: match.index + match[0].length }] : []
    })
    .sort((one, other) => one.at - other.at)
}

function rangeOf(parts: Partial<Record<string, string>>): { from: string; to: string } | undefined {
  const { named } = parts
  const year = Number(parts['year'])
  const whole = year < 50 ? 2000 + year : year < 100 ? 1900 + year : year
  const month = named === undefined ? Number(parts['month']) : MONTHS.indexOf(named.slice(0, 3).toLowerCase()) + 1
  if (month < 1 || month > 12 || whole < 1900 || whole > 2100) return undefined
  const last = new Date(Date.UTC(whole, month, 0)).getUTCDate()
  const day = parts['day'] === undefined ? undefined : Number(parts['day'])
  if (day !== undefined && (day < 1 || day > last)) return undefined
  return { from: iso(whole, month, day ?? 1), to: iso(whole, month, day ?? last) }
}

const iso = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Whether somebody who was born on this day is a child, or was one at school until lately: no older than 19. */
export function isOfChild({ from, to }: Pick<SaidDay, 'from' | 'to'>, today: string): boolean {
  const twenty = `${Number(today.slice(0, 4)) - 20}${today.slice(4)}`
  // A month alone is not when anybody was born.
  return from === to && from <= today && from > twenty
}
