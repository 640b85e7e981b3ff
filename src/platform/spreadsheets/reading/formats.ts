import { attribute, xmlParts } from './xml.ts'

/** How numbers are shown that have a style: as a day, with zeros before them, or as they are. */
export type NumberFormat = 'day' | { zeros: number } | 'plain'

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
  if (isBuiltInDay(known)) return 'day'
  const code = plainCode(codes.get(known) ?? '')
  if (/^0{2,20}$/.test(code.replaceAll(' ', ''))) return { zeros: code.replaceAll(' ', '').length }
  return /[dy]/i.test(code) ? 'day' : 'plain'
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

/** The value of a number as its cell shows it: days as '2026-09-01'. @param is1904 whether days are counted from 1904 */
export function shownNumber(value: string, format: NumberFormat, is1904: boolean): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  if (format === 'day' && number >= 1 && number < 2_958_466) return dayOf(number, is1904)
  const shown = Number.isInteger(number) && Math.abs(number) < 1e15 ? number.toFixed(0) : String(number)
  return typeof format === 'object' ? shown.padStart(format.zeros, '0') : shown
}

/** Days are counted from the last of 1899, as if 1900 had been a leap year. */
function dayOf(serial: number, is1904: boolean): string {
  const from = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  return new Date(from + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)
}
