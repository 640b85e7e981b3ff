import { z } from 'zod'
import { foldEmail } from '../../../platform/forms/foldEmail.ts'
import { lostZero, monthNamed } from '../register/damage.ts'
import { day } from '../register/readRow.ts'

/** What a cell says, with what is to be known of how it was read. */
export type ReadCell = { value: string; note?: string }

/** More than any cell may hold: no more of it is read, and what is left says that it is too long. */
const LONGEST_CELL = 2_000

/** A cell without what programs put between its words: spaces that do not break, marks that nobody sees. */
export const plainCell = (text: string): string =>
  text
    .slice(0, LONGEST_CELL)
    .normalize('NFC')
    .replace(/[\u00ad\u200b\u2060\ufeff\0]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const NOTHING = new Set([
  ...['n/a', 'na', 'n.a', 'n.a.', 'none', 'nil', 'no', 'tbc', 't.b.c', 't.b.c.', 'tba', 'tbd', 'unknown', 'pending', 'awaited', 'x', 'xx'],
  ...[
    'to be confirmed',
    'to be advised',
    'to be announced',
    'to follow',
    'blank',
    'nk',
    'null',
    'not',
    '#n/a',
    '#ref!',
    '#value!',
    '#name?',
  ],
])

/** Whether a cell says that something is not known, or not there. */
export function saysNothing(text: string): boolean {
  const words = text.toLowerCase().replace(/^[([]|[)\]]$/g, '')
  return NOTHING.has(words) || /^[-–—−.?*_/]*$/.test(words) || /^(?:not |no |awaiting|see |to be |tbc\b|tba\b)/.test(words)
}

/** Whether a name is nobody's: the post is empty, or nobody knows who holds it. */
export function isNobody(name: string): boolean {
  const words = name.toLowerCase().replace(/^[([]|[)\]]$/g, '')
  return (
    saysNothing(words) ||
    /^(?:vacan|currently vacan|post vacan|vacant|recruiting|unfilled|nobody|no one|being recruited|under recruitment)/.test(words)
  )
}

/** An address in a cell, or all of them where there are several, or what stands there instead. */
export type Address = ReadCell | { several: string[] } | { fault: string }

/** Reads an address as mail programs, lists and people write one: "Bea Fox <bea@x>", "mailto:bea@x", "bea@x;". */
export function readAddress(cell: string): Address {
  const text = plainCell(cell)
  if (text === '') return { value: '' }
  const found = [...new Set(text.split(/[\s<>()[\]{},;:"“”„|/\\]+/).flatMap(addressIn))]
  if (found.length > 1) return { several: found }
  const [address] = found
  if (address !== undefined)
    return address === foldEmail(text) ? { value: address } : { value: address, note: `“${shown(text)}” was read as ${address}` }
  return !text.includes('@') && saysNothing(text)
    ? { value: '', note: `“${shown(text)}” is no address: nobody is written to by it` }
    : { fault: `“${shown(text)}” is not an email address` }
}

const EDGES = `.'‘’\`*?!-–`

function addressIn(word: string): string[] {
  if (!word.includes('@')) return []
  const asked = word.indexOf('?')
  let from = 0
  let to = asked < 0 ? word.length : asked
  while (from < to && EDGES.includes(word.charAt(from))) from += 1
  while (to > from && EDGES.includes(word.charAt(to - 1))) to -= 1
  const address = foldEmail(
    word
      .slice(from, to)
      .replace(/[\u200c\u200d]/g, '')
      .replace(/[‘’]/g, "'"),
  )
  return z.email().max(254).safeParse(address).success ? [address] : []
}

const LONGEST_PHONE = 40

/** Reads a telephone number. One that cannot be read is left out and said: it stops nobody. */
export function readPhone(cell: string): ReadCell {
  const text = plainCell(cell).replace(/[‐‑‒–—−]/g, '-')
  if (text === '' || saysNothing(text)) return { value: '' }
  const number = numberIn(text)
  if (number === undefined) return { value: '', note: `the telephone number “${shown(text)}” cannot be read and is left out` }
  const lost = lostZero(number)
  if (lost !== undefined) return { value: lost, note: `“${shown(text)}” has lost its 0 and was read as ${lost}` }
  return number === text ? { value: text } : { value: number, note: `only ${number} is kept of “${shown(text)}”` }
}

function numberIn(text: string): string | undefined {
  if (text.length <= LONGEST_PHONE && /^[\d\s()+.extEXT-]*$/.test(text) && !/e\+/i.test(text) && digits(text) >= 5 && digits(text) <= 20)
    return text
  for (const piece of text.slice(0, 300).split(/[/,;|]| or | and /)) {
    const number = /\+?[\d(][\d\s().-]*/.exec(piece)?.[0].replace(/^[().\s-]*(?=\d)/, match => (match.includes('(') ? '(' : '')) ?? ''
    const extension = /(?:ext|extension|x)[.:\s]{0,3}(\d{1,6})/i.exec(piece)?.[1]
    const trimmed = withoutTail(number)
    if (digits(trimmed) < 9 || digits(trimmed) > 15 || /\de\+/i.test(piece)) continue
    return extension === undefined ? trimmed : `${trimmed} ext ${extension}`
  }
  return undefined
}

function withoutTail(number: string): string {
  let to = number.length
  while (to > 0 && !/\d/.test(number.charAt(to - 1))) to -= 1
  return number.slice(0, to)
}

const digits = (text: string): number => text.replace(/\D/g, '').length

/** Reads a day as people write it. Null for none, undefined for what is no day. */
export function readDay(cell: string): string | null | undefined {
  const text = plainCell(cell)
  if (text === '' || saysNothing(text)) return null
  const words = text.toLowerCase().replace(/^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? /, '')
  const numbers = /^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{2}|\d{4})$/.exec(words)
  if (numbers) return day(`${numbers[1] ?? ''}/${numbers[2] ?? ''}/${wholeYear(numbers[3] ?? '')}`)
  const named = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?)?([a-z]{3,9})[., -]{1,2}(\d{2}|\d{4})$/.exec(words)
  const month = monthNamed((named?.[2] ?? '').slice(0, 3))
  if (named && month > 0) return day(`${named[1] ?? '1'}/${month}/${wholeYear(named[3] ?? '')}`)
  return day(words)
}

const wholeYear = (year: string): string => (year.length === 2 ? `20${year}` : year)

export const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text).replaceAll('\0', '�')
