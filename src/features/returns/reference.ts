import type { Id } from '../../platform/id.ts'

/** Without letters that are read as another or as a digit (I, L, O, U, V): 31 are left, a prime number of them. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTWXYZ'
const BASE = ALPHABET.length

/**
 * The reference of a return as people read it out: `NM-2026-7F3K-Q`. Prefix of the partnership, year of the round, the
 * return's own number in letters that do not follow one another, and a check character that catches a misheard one.
 *
 * The number is scrambled one to one, so two returns never share a reference and none needs to be looked up first.
 */
export function referenceOf(partnershipName: string, year: number, returnId: Id<'return'>): string {
  let length = 4
  while (returnId >= BASE ** length) length += 1
  const body = `${prefixOf(partnershipName)}-${year}-${scrambled(returnId, length)}`
  return `${body}-${checkCharacter(body)}`
}

/** A reference as it was typed, in its proper form; null when it is none or a character of it is wrong. */
export function readReference(typed: string): string | null {
  const text = typed
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]+/g, '-')
    .replace(/^-|-$/g, '')
  const match = /^([A-Z]{2}-\d{4}-)([0-9A-Z]{4,})-([0-9A-Z])$/.exec(text)
  if (!match) return null
  const body = `${match[1] ?? ''}${asMeant(match[2] ?? '')}`
  if (Array.from(asMeant(match[2] ?? '')).some(character => !ALPHABET.includes(character))) return null
  return checkCharacter(body) === asMeant(match[3] ?? '') ? `${body}-${checkCharacter(body)}` : null
}

/** Multiplying by a number that shares no factor with the size turns the numbers below it among themselves: no two meet. */
function scrambled(id: Id<'return'>, length: number): string {
  const size = BigInt(BASE) ** BigInt(length)
  let rest = (BigInt(id) * 618_033_989n + 40_503n) % size
  let text = ''
  for (let at = 0; at < length; at += 1) {
    text = (ALPHABET[Number(rest % BigInt(BASE))] ?? '') + text
    rest /= BigInt(BASE)
  }
  return text
}

/** Weighted by place, modulo a prime: one wrong character, or two neighbours that changed places, never fit. */
function checkCharacter(body: string): string {
  const [prefix = '', ...rest] = body.split('-')
  const letters = Array.from(prefix).map(letter => letter.charCodeAt(0) - 'A'.charCodeAt(0))
  const values = [...letters, ...Array.from(rest.join('')).map(character => ALPHABET.indexOf(character))]
  const sum = values.reduce((total, value, at) => total + value * (at + 2), 0)
  return ALPHABET[sum % BASE] ?? ''
}

const asMeant = (text: string): string => text.replaceAll('O', '0').replace(/[IL]/g, '1')

/** Two letters: the initials of two words, or else the first letter and the next consonant. */
function prefixOf(name: string): string {
  const words =
    name
      .normalize('NFD')
      .toUpperCase()
      .match(/[A-Z]+/g) ?? []
  const [first = 'S', second] = words
  const next = second?.[0] ?? /[^AEIOU]/.exec(first.slice(1))?.[0] ?? 'A'
  return `${first[0] ?? 'S'}${next}`
}
