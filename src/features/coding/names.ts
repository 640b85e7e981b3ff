import { GENERIC_WORDS, STOP_WORDS } from './stopWords.ts'
import { foldWord, wordsIn, withoutPossessive, type Word } from './tokens.ts'

/** What of a text may be a name, to be looked up: words with a capital, and two words next to each other. */
export type Candidates = { words: string[]; pairs: [string, string][] }

/** Why something is marked. */
export const WHY_MARKED = {
  establishment: 'a name or place in the register',
  person: 'a person in the register',
  own: 'of this establishment, or someone there',
  staff: 'one of our staff',
  title: 'follows a title, like “Mrs”',
  address: 'an address or a number',
} as const
export type WhyMarked = keyof typeof WHY_MARKED

export type Mark = { start: number; end: number; written: string; folded: string; why: WhyMarked }

/** What is known of names: single words and pairs ("anna smith") that the register has, and those of whoever wrote. */
export type KnownNames = {
  words: ReadonlyMap<string, WhyMarked>
  pairs: ReadonlyMap<string, WhyMarked>
  /** Names of the establishment and its people: they are found without a capital too. */
  own: ReadonlySet<string>
}

const SHORTEST_NAME = 3
const TITLES = new Set('mr mrs ms miss mx dr sir dame father sister brother rev reverend canon imam rabbi prof professor'.split(' '))

const isCapital = (word: Word): boolean => /^\p{Lu}/u.test(word.written)
/** A word as it is looked up: as the register may have it, and without the "'s" of whose it is. */
const formsOf = (word: Word): string[] => [...new Set([word.folded, withoutPossessive(word.written)])]
const mayName = (folded: string): boolean => folded.length >= SHORTEST_NAME && !GENERIC_WORDS.has(folded) && !/^\d+$/.test(folded)
const ASCII = /^[a-z0-9]+$/

/** The words that names of a register can be made of: neither "primary" nor "the". */
export const wordsOfNames = (names: readonly string[]): Set<string> =>
  new Set(names.flatMap(name => wordsIn(name.slice(0, 300)).map(({ folded }) => folded)).filter(mayName))

/** The pairs of a person's name, as they stand next to each other. */
export const pairsOfNames = (names: readonly string[]): string[] =>
  names.flatMap(name => {
    const words = wordsIn(name.slice(0, 300)).map(({ folded }) => folded)
    return words.slice(1).map((word, at) => `${words[at]} ${word}`)
  })

/** What of a text is to be looked up. */
export function candidatesIn(text: string): Candidates {
  const words = wordsIn(text)
  const single = words
    .filter(isCapital)
    .flatMap(formsOf)
    .filter(form => mayName(form) && !STOP_WORDS.has(form) && ASCII.test(form))
  const pairs = new Map<string, [string, string]>()
  for (const [at, second] of words.entries()) {
    const first = words[at - 1]
    if (!first) continue
    for (const form of formsOf(second))
      if ((mayName(first.folded) || mayName(form)) && ASCII.test(first.folded) && ASCII.test(form))
        pairs.set(`${first.folded} ${form}`, [first.folded, form])
  }
  return { words: [...new Set(single)], pairs: [...pairs.values()] }
}

/**
 * What is marked in a text: names of the register and of whoever wrote, what follows a title, addresses and long numbers. What somebody
 * said is no name is not marked.
 */
export function marksIn(text: string, { words: known, pairs, own }: KnownNames, notNames: ReadonlySet<string>): Mark[] {
  const words = wordsIn(text)
  const marks = new Map<number, Mark>()
  const mark = (word: Word, why: WhyMarked) => {
    if (!notNames.has(word.folded) && !marks.has(word.start)) marks.set(word.start, { ...word, why })
  }
  for (const [at, word] of words.entries()) {
    const before = words[at - 1]
    const forms = formsOf(word)
    if (before && TITLES.has(before.folded) && isCapital(word)) mark(word, 'title')
    if (forms.some(form => own.has(form)) && (isCapital(word) || !STOP_WORDS.has(word.folded))) mark(word, 'own')
    const why = isCapital(word) ? forms.map(form => known.get(form)).find(found => found !== undefined) : undefined
    if (why) mark(word, why)
    const together = before && forms.map(form => pairs.get(`${before.folded} ${form}`)).find(found => found !== undefined)
    if (before && together)
      for (const part of [before, word]) if (!GENERIC_WORDS.has(part.folded) && !STOP_WORDS.has(part.folded)) mark(part, together)
  }
  return [...marks.values(), ...addressesIn(text, notNames)].sort((one, other) => one.start - other.start)
}

/** What stands between two spaces and holds an "@", "www." or "://", and numbers of six digits and more. */
function addressesIn(text: string, notNames: ReadonlySet<string>): Mark[] {
  const found: Mark[] = []
  for (const { 0: written, index } of text.matchAll(/\S+/g)) {
    const folded = foldWord(written)
    if (/@|www\.|:\/\//i.test(written) && !notNames.has(folded))
      found.push({ start: index, end: index + written.length, written, folded, why: 'address' })
  }
  for (const { 0: written, index } of text.matchAll(/\+?\d[\d ]{5,20}/g)) {
    const folded = foldWord(written.trim())
    if (written.replace(/\D/g, '').length >= 6 && !notNames.has(folded))
      found.push({ start: index, end: index + written.trimEnd().length, written: written.trimEnd(), folded, why: 'address' })
  }
  return found
}

/** A text in pieces, with what is marked in it. */
export type Piece = { text: string; why?: string }

export function piecesOf(text: string, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, why } of marks) {
    if (start < at) continue
    if (start > at) pieces.push({ text: text.slice(at, start) })
    pieces.push({ text: text.slice(start, end), why: WHY_MARKED[why] })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}
