import { termsIn, zOf } from './words.ts'

/** What tells the comments of a theme from others: its words, with what each of them weighs. */
export type Likeness = ReadonlyMap<string, number>

/** Fewer comments of a theme say too little of what belongs to it. */
export const LEAST_CODED = 3
const LEAST_WITH_WORD = 2
const MOST_WORDS = 40

/**
 * The words that comments of a theme hold more often than others do, by the difference of the log-odds in standard errors: the same
 * statistic as for the words of a question.
 */
export function likenessOf(coded: readonly string[], others: readonly string[]): Likeness {
  if (coded.length < LEAST_CODED) return new Map()
  const [here, elsewhere] = [inComments(coded), inComments(others)]
  const weighed = [...here].flatMap(([term, n]) => {
    const z = zOf({ n, of: coded.length }, { n: elsewhere.get(term) ?? 0, of: others.length })
    return n < LEAST_WITH_WORD || z < 1 || term.includes(' ') ? [] : [[term, z] as const]
  })
  return new Map(weighed.sort(([one, z], [other, w]) => w - z || (one < other ? -1 : 1)).slice(0, MOST_WORDS))
}

function inComments(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) for (const term of termsIn(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** How much a comment is like those of a theme: what its words weigh, for the root of how many it has, so that long ones do not always win. */
export function resembles(text: string, likeness: Likeness): number {
  const words = [...termsIn(text)].filter(term => !term.includes(' '))
  if (words.length === 0) return 0
  return words.reduce((sum, word) => sum + (likeness.get(word) ?? 0), 0) / Math.sqrt(words.length)
}

/** Those that are most like a theme, the most first. */
export const mostLike = <Of extends { body: string }>(candidates: readonly Of[], likeness: Likeness, most: number): Of[] =>
  candidates
    .map(candidate => ({ candidate, score: resembles(candidate.body, likeness) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ candidate }) => candidate)
