/** The steps of the scale, from all to none. */
export const QUANTIFIERS = [
  'all',
  'almost_all',
  'most',
  'more_than_half',
  'half',
  'nearly_half',
  'about_a_third',
  'some',
  'a_few',
  'one',
  'none',
] as const
export type Quantifier = (typeof QUANTIFIERS)[number]

/** A number put into words, always with the number itself. */
export type Quantity = {
  /** The word of the scale; none where too few were counted for one. */
  quantifier: Quantifier | null
  n: number
  of: number
  /** "96 of 101" */
  count: string
  /** True when exactly one is spoken of, so that a verb after it is singular. */
  singular: boolean
  /** The share by which the word was chosen, where it is not n divided by N: each stratum of a sample by its size. */
  weighted: number | null
}

/** One step of the scale as it is published. */
export type ScaleStep = { quantifier: Quantifier; words: string; rule: string; example: string }

/** The one scale of this program from numbers to words (docs/decisions/0011-published-scale.md). */
export const SCALE: readonly ScaleStep[] = [
  { quantifier: 'all', words: 'All', rule: 'every one of them', example: '101 of 101' },
  { quantifier: 'almost_all', words: 'Almost all', rule: '90% or more, but not all', example: '96 of 101' },
  { quantifier: 'most', words: 'Most', rule: '75% or more, but less than 90%', example: '80 of 101' },
  { quantifier: 'more_than_half', words: 'More than half', rule: 'more than 50%, but less than 75%', example: '60 of 101' },
  { quantifier: 'half', words: 'Half', rule: 'exactly 50%', example: '50 of 100' },
  { quantifier: 'nearly_half', words: 'Nearly half', rule: '40% or more, but less than 50%', example: '45 of 101' },
  { quantifier: 'about_a_third', words: 'About a third', rule: '25% or more, but less than 40%', example: '30 of 101' },
  { quantifier: 'some', words: 'Some', rule: '10% or more, but less than 25%', example: '15 of 101' },
  { quantifier: 'a_few', words: 'A few', rule: 'two or more, but less than 10%', example: '6 of 101' },
  { quantifier: 'one', words: 'One', rule: 'exactly one, of three or more', example: '1 of 101' },
  { quantifier: 'none', words: 'None', rule: 'not one of them', example: '0 of 101' },
]

/**
 * The step of the scale that n of `of` stands on, with its number.
 *
 * @param more.least how many have to be counted for a word; below that the number speaks for itself
 * @param more.weighted the share that decides the word, where strata of a sample weigh differently
 * @throws RangeError unless both are whole numbers and 0 <= n <= of
 */
export function quantify(n: number, of: number, { least, weighted = null }: { least: number; weighted?: number | null }): Quantity {
  if (!Number.isInteger(n) || !Number.isInteger(of) || n < 0 || n > of) throw new RangeError(`${n} of ${of} is not a count`)
  const quantifier = of === 0 || of < least ? null : stepOf(n, of, weighted)
  return { quantifier, n, of, count: `${n} of ${of}`, singular: n === 1, weighted }
}

/** Compared in whole numbers, so that a boundary is exact; a weighted share is not a whole number of anybody. */
function stepOf(n: number, of: number, weighted: number | null): Quantifier {
  if (n === 0) return 'none'
  if (n === of) return 'all'
  if (weighted === null && 2 * n === of) return 'half'
  // One is one, however much it weighs.
  if (n === 1) return 'one'
  if (weighted !== null) return shareStep(weighted, 1)
  return shareStep(n, of)
}

function shareStep(n: number, of: number): Quantifier {
  if (10 * n >= 9 * of) return 'almost_all'
  if (4 * n >= 3 * of) return 'most'
  if (2 * n > of) return 'more_than_half'
  if (2 * n === of) return 'half'
  if (10 * n >= 4 * of) return 'nearly_half'
  if (4 * n >= of) return 'about_a_third'
  return 10 * n >= of ? 'some' : 'a_few'
}

/** "Almost all" */
export const wordsOf = (quantifier: Quantifier): string => SCALE.find(step => step.quantifier === quantifier)?.words ?? quantifier

/** Whom a number is about, singular and plural: "establishments that have sent theirs". */
export type Whom = { one: string; many: string }

/** "Almost all (96) of the 101 establishments that have sent theirs" */
export function sayQuantity(quantity: Quantity, whom: Whom): string {
  const { quantifier, n, of, weighted } = quantity
  const all = ofThe(of, whom)
  if (of === 0) return `Nothing to count yet among the ${whom.many}:`
  if (quantifier === null) return `${n === 0 ? 'None' : n} ${all}`
  const number = WITHOUT_NUMBER.includes(quantifier) ? '' : ` (${n})`
  const share = weighted === null || quantifier === 'all' || quantifier === 'none' ? '' : ` (${Math.round(100 * weighted)}% when weighted)`
  return `${wordsOf(quantifier)}${number} ${all}${share}`
}

/** "of the 101 establishments that have sent theirs" */
export const ofThe = (of: number, whom: Whom): string => `of the ${of} ${of === 1 ? whom.one : whom.many}`

/** Words that are their number. */
const WITHOUT_NUMBER: readonly Quantifier[] = ['all', 'one', 'none']

/** The steps whose meaning cannot be guessed. */
const IN_SHORT: readonly Quantifier[] = ['almost_all', 'most', 'about_a_third', 'some', 'a_few']

/** The scale under a list of findings. */
export const scaleInShort = (least: number): string =>
  `In this scale, ${SCALE.filter(({ quantifier }) => IN_SHORT.includes(quantifier))
    .map(({ words, rule }) => `“${words.toLowerCase()}” means ${rule}`)
    .join('; ')}. Of fewer than ${least} establishments, the numbers are given without a word.`
