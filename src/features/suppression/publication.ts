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
  /** The parts are all that each of the total said: where a group is small and all said the same, it says what each of them said. */
  spread?: boolean
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

/** What is covered first: it could say something of somebody. The rest is covered because of it. */
export const isFirst = (why: Why): boolean => why === 'small' || why === 'same'

export const isSmall = (count: number, { threshold }: Pick<Rule, 'threshold'>): boolean => count > 0 && count < threshold
