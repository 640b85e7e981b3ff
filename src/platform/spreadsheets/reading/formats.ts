import { attribute, xmlParts } from './xml.ts'

/** How numbers are shown that have a style: as a day with its code, with zeros before them, as a percentage, or as they are. */
export type NumberFormat = { day: string } | { zeros: number } | { percent: number } | 'plain'

/** The formats of a workbook by the number of the style that its cells name. @param xml of `xl/styles.xml` */
export function numberFormats(xml: string): NumberFormat[] {
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let isCell = false
  for (const part of xmlParts(xml)) {
    if (part.kind === 'text') continue
    if (part.name === 'cellXfs') isCell = part.kind === 'open' && !part.isEmpty
    if (part.kind !== 'open') continue
    if (part.name === 'numFmt') codes.set(Number(attribute(part.tag, 'numFmtId')), attribute(part.tag, 'formatCode') ?? '')
    if (part.name === 'xf' && isCell) formats.push(formatOf(Number(attribute(part.tag, 'numFmtId') ?? 0), codes))
  }
  return formats
}

/** The numbers that every workbook knows for days. */
const isBuiltInDay = (known: number): boolean =>
  (known >= 14 && known <= 17) || known === 22 || (known >= 27 && known <= 36) || (known >= 50 && known <= 58)

function formatOf(known: number, codes: ReadonlyMap<number, string>): NumberFormat {
  if (isBuiltInDay(known)) return { day: BUILT_IN.get(known) ?? 'dd/mm/yyyy' }
  if (known === 9 || known === 10) return { percent: known === 9 ? 0 : 2 }
  const code = plainCode(codes.get(known) ?? '')
  if (/^0{2,20}$/.test(code.replaceAll(' ', ''))) return { zeros: code.replaceAll(' ', '').length }
  if (/[dy]/i.test(code)) return { day: code }
  const percent = /^0?(?:\.(0{1,10}))?%$/.exec(code.replaceAll(' ', ''))
  return percent ? { percent: percent[1]?.length ?? 0 } : 'plain'
}

/** A format without what stands in quotation marks or brackets. */
function plainCode(code: string): string {
  let plain = ''
  let until = ''
  for (const sign of code.slice(0, 255)) {
    if (until !== '') until = sign === until ? '' : until
    else if (sign === '"') until = '"'
    else if (sign === '[') until = ']'
    else if (sign !== '\\') plain += sign
  }
  return plain.toLowerCase() === 'general' ? '' : plain
}

/** What the numbers stand for by which every workbook knows formats of days, as a British Excel shows them. */
const BUILT_IN = new Map([
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
])

/**
 * The value of a number: days as '2026-09-01' and percentages as they are kept; or both as their cell shows them.
 *
 * @param how.is1904 whether days are counted from 1904
 * @param how.asSeen whether a day is to look as in its cell: "Jan-19"
 * @param how.percents whether 0.12 is to look as in its cell: "12%"
 */
export function shownNumber(
  value: string,
  format: NumberFormat,
  { is1904, asSeen, percents = asSeen }: { is1904: boolean; asSeen: boolean; percents?: boolean },
): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  if (typeof format === 'object' && 'day' in format && number >= 1 && number < 2_958_466) {
    const day = dayOf(number, is1904)
    return asSeen ? seenDay(day, format.day) : day
  }
  if (percents && typeof format === 'object' && 'percent' in format) return `${(number * 100).toFixed(format.percent)}%`
  const shown = Number.isInteger(number) && Math.abs(number) < 1e15 ? number.toFixed(0) : String(number)
  return typeof format === 'object' && 'zeros' in format ? shown.padStart(format.zeros, '0') : shown
}

/** A day as the code of its format writes it: "mmm-yy" shows "Jan-19". */
function seenDay(iso: string, code: string): string {
  const date = new Date(`${iso}T12:00:00Z`)
  const name = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(date)
  const parts: Record<string, () => string> = {
    yyyy: () => iso.slice(0, 4),
    yy: () => iso.slice(2, 4),
    mmmm: () => name({ month: 'long' }),
    mmm: () => name({ month: 'long' }).slice(0, 3),
    mm: () => iso.slice(5, 7),
    m: () => String(Number(iso.slice(5, 7))),
    dddd: () => name({ weekday: 'long' }),
    ddd: () => name({ weekday: 'long' }).slice(0, 3),
    dd: () => iso.slice(8),
    d: () => String(Number(iso.slice(8))),
  }
  // What follows a ";" is for other numbers; hours are left out, as nobody plans by them.
  const seen = code.split(';')[0]?.split(/ ?h/)[0] ?? ''
  // "4/5/2025" of an American format would be read as the fourth of May: it is shown in the order of a British Excel.
  const day = seen.replace(/^(m{1,2})([/.-])(d{1,2})(?=[/.-])/i, '$3$2$1')
  return day.replace(/y{1,4}|m{1,4}|d{1,4}/g, sign => (parts[sign] ?? parts[sign === 'y' ? 'yy' : 'yyyy'])?.() ?? sign)
}

/** Days are counted from the last of 1899, as if 1900 had been a leap year. */
function dayOf(serial: number, is1904: boolean): string {
  const from = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  return new Date(from + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)
}
