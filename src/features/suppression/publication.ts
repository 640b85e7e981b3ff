/**
 * A count of establishments in a publication.
 *
 * - `shown`: it is printed, and may be covered
 * - `fixed`: it is known whatever is covered: a population of the statement, what an earlier publication printed
 * - `hidden`: it is not printed, but follows from what is: a difference, the rest of a sample
 */
export type Cell = {
  id: string
  value: number
  as: 'shown' | 'fixed' | 'hidden'
  /** What is covered whole where covering single counts does not help: a question, or one table of it. */
  block: string
  /** What a reader is told of a count that is not printed: "fewer than 5", or the same of an earlier publication. */
  told?: Bounds
}

export type Bounds = { least: number; most: number }

/** One count is the sum of others. */
export type Relation = {
  total: string
  parts: readonly string[]
  /** Parts that say something of each when all of the total are in one of them: where a group is small, that is what each of them said. */
  telling?: readonly string[]
}

/** Counts, and how they hang together: whatever can be worked out from what is printed can be worked out by these relations. */
export type Publication = { cells: readonly Cell[]; relations: readonly Relation[] }

export type Rule = {
  /** Counts from 1 to one below are covered. */
  threshold: number
  /** A group of fewer, all of whom said the same, is covered. */
  minimum: number
}

/**
 * Why a count is covered.
 *
 * - `small`: from 1 to one below the threshold
 * - `same`: all of a small group said it
 * - `beside`: a covered count could be worked out from it
 * - `whole`: covering single counts was not enough, so the whole question, or the whole table, is covered
 */
export type Why = 'small' | 'same' | 'beside' | 'whole'

export const WHY_WORDS: Record<Why, string> = {
  small: 'small numbers',
  same: 'numbers that would say what each of a small group answered',
  beside: 'numbers from which a covered one could be worked out',
  whole: 'numbers of a question or table that had to be covered whole',
}

const ANYTHING: Bounds = { least: 0, most: Infinity }

/**
 * Between what a count that is not read can be for all that a page says of it, to whoever knows this program, its rule, and which counts
 * were covered first. Pages say no more, proofs leave no less open: of a table that is covered whole, and of a small group, nothing is known.
 */
export function leftOpen(value: number, why: Why | undefined, { threshold }: Pick<Rule, 'threshold'>): Bounds {
  if (why !== 'small' && why !== 'beside') return ANYTHING
  return isSmall(value, { threshold }) ? { least: 1, most: threshold - 1 } : { least: threshold, most: Infinity }
}

/** What is covered first: it could say something of somebody. The rest is covered because of it. */
export const isFirst = (why: Why): boolean => why === 'small' || why === 'same'

export const isSmall = (count: number, { threshold }: Pick<Rule, 'threshold'>): boolean => count > 0 && count < threshold

/** Some publications as one: what is counted in several of them is one count. */
export const joined = (all: readonly Publication[]): Publication => ({
  cells: [...new Map(all.flatMap(({ cells }) => cells.map(cell => [cell.id, cell]))).values()],
  relations: all.flatMap(({ relations }) => relations),
})
