import type { Bounds } from '../suppression/index.ts'

/**
 * The published scale (0011) as it is told without a number: its steps are wide, and what is exact in it ("all", "half", "one", "none") is
 * told with the step beside it.
 */
const STEPS: readonly { words: string; holds: (n: number, of: number) => boolean }[] = [
  { words: 'Almost all', holds: (n, of) => 10 * n >= 9 * of },
  { words: 'Most', holds: (n, of) => 4 * n >= 3 * of },
  { words: 'More than half', holds: (n, of) => 2 * n > of },
  { words: 'About half', holds: (n, of) => 10 * n >= 4 * of },
  { words: 'About a third', holds: (n, of) => 4 * n >= of },
  { words: 'Fewer than a quarter', holds: () => true },
]

/** The scale, for a reader of its words. */
export const SHARE_SCALE = '“Almost all” means 90% or more, “most” 75% or more, “about half” 40% to 50%, and “about a third” 25% or more.'

/** The words that a half, or less, is told in. */
export const isHalfOrLess = (words: string): boolean => STEPS.slice(3).some(step => step.words === words)

/** A share in words, and between which numbers of them that leaves it. @param of how many there are, one at least */
export function shareWords(n: number, of: number): { words: string } & Bounds {
  const stepOf = (count: number) => STEPS.find(({ holds }) => holds(count, of))
  const step = stepOf(n)
  const counts = Array.from({ length: of + 1 }, (_, count) => count).filter(count => stepOf(count) === step)
  return { words: step?.words ?? '', least: counts[0] ?? 0, most: counts.at(-1) ?? of }
}
