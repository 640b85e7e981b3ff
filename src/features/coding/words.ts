import { STOP_WORDS } from './stopWords.ts'
import { wordsIn } from './tokens.ts'

/** How many comments of each question hold a word, or two words next to each other. */
export type Tally = { comments: Map<string, number>; terms: Map<string, Map<string, number>> }

export const newTally = (): Tally => ({ comments: new Map(), terms: new Map() })

/** What is read of a comment: who writes more says it before. */
export const READ_OF_COMMENT = 1_500
const SHORTEST = 3

/** The words of a text that say something, each once, and those that stand next to each other. */
export function termsIn(text: string): Set<string> {
  const terms = new Set<string>()
  let before = { folded: '', end: -1 }
  for (const { folded, start, end } of wordsIn(text.slice(0, READ_OF_COMMENT))) {
    const tells = folded.length >= SHORTEST && folded.length <= 40 && !STOP_WORDS.has(folded) && !/\d/.test(folded)
    if (tells) terms.add(folded)
    if (tells && before.folded !== '' && start === before.end + 1) terms.add(`${before.folded} ${folded}`)
    before = { folded: tells ? folded : '', end }
  }
  return terms
}

/** Adds comments to a tally. */
export function count(tally: Tally, comments: readonly { question: string; body: string }[]): void {
  for (const { question, body } of comments) {
    tally.comments.set(question, (tally.comments.get(question) ?? 0) + 1)
    for (const term of termsIn(body)) {
      const of = tally.terms.get(term) ?? new Map<string, number>()
      of.set(question, (of.get(question) ?? 0) + 1)
      tally.terms.set(term, of)
    }
  }
}

/** A word is offered from so many comments on: of fewer, a number says nothing. */
export const LEAST_COMMENTS = 5
/** How many standard errors a word has to be more frequent than elsewhere. */
export const LEAST_Z = 2
const MOST_WORDS = 25
const MOST_PAIRS = 12

export type Frequent = { words: string[]; pairs: string[] }

/**
 * The words and pairs that most comments hold; of one question, those that its comments hold clearly more often than others: by the
 * difference of the log-odds, at least two of its standard errors (half a comment is added to each count, so that none is nought).
 */
export function frequent({ comments, terms }: Tally, question = ''): Frequent {
  const all = sumOf(comments)
  const here = comments.get(question) ?? 0
  const ranked = [...terms].flatMap(([term, of]) => {
    const n = question === '' ? sumOf(of) : (of.get(question) ?? 0)
    if (n < LEAST_COMMENTS) return []
    const rank = question === '' ? n : zOf({ n, of: here }, { n: sumOf(of) - n, of: all - here })
    return question !== '' && rank < LEAST_Z ? [] : [{ term, rank }]
  })
  const order = ranked.sort((one, other) => other.rank - one.rank || (one.term < other.term ? -1 : 1)).map(({ term }) => term)
  const isPair = (term: string) => term.includes(' ')
  return {
    words: withoutEndings(order.filter(term => !isPair(term))).slice(0, MOST_WORDS),
    pairs: order.filter(isPair).slice(0, MOST_PAIRS),
  }
}

type Share = { n: number; of: number }

/** How many standard errors the log-odds of one share are above those of another. */
export function zOf(one: Share, other: Share): number {
  const counts = [one.n, one.of - one.n, other.n, other.of - other.n].map(n => Math.max(0, n) + 0.5) as [number, number, number, number]
  const [yes, no, otherYes, otherNo] = counts
  const difference = Math.log(yes / no) - Math.log(otherYes / otherNo)
  return difference / Math.sqrt(counts.reduce((sum, n) => sum + 1 / n, 0))
}

/** A search for "carer" finds "carers" as well: the shorter of the two stands for both. */
function withoutEndings(words: readonly string[]): string[] {
  const known = new Set(words)
  return words.filter(word => !ENDINGS.some(ending => word.endsWith(ending) && known.has(word.slice(0, -ending.length))))
}

const ENDINGS = ['s', 'es']
const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0)
