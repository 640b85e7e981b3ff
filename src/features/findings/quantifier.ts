/** A count from 1 to 4 could point at somebody: it is not published (decision 0011). */
export const SMALL_NUMBER = 5

/** The steps of the scale, from all to none. */
export const QUANTIFIERS = [
  'all',
  'almost_all',
  'most',
  'more_than_half',
  'half',
  'fewer_than_half',
  'some',
  'a_few',
  'one',
  'none',
] as const
export type Quantifier = (typeof QUANTIFIERS)[number]

/** A number put into words, always with the number itself. */
export type Quantity = {
  quantifier: Quantifier
  n: number
  of: number
  /** "96 of 101" */
  count: string
  /** True when exactly one is spoken of, so that a verb after it is singular. */
  singular: boolean
  /** True when the number must not be published as it stands: see `publishable`. */
  small: boolean
}

/** One step of the scale as it is published. */
export type ScaleStep = { quantifier: Quantifier; words: string; rule: string; example: string }

/**
 * The one scale of this program from numbers to words (docs/decisions/0011-published-scale.md). The steps are symmetrical:
 * what is "a few" of those who do is "almost all" of those who do not.
 */
export const SCALE: readonly ScaleStep[] = [
  { quantifier: 'all', words: 'All', rule: 'every one of them', example: '101 of 101' },
  { quantifier: 'almost_all', words: 'Almost all', rule: '90% or more, but not all', example: '96 of 101' },
  { quantifier: 'most', words: 'Most', rule: '75% or more, but less than 90%', example: '80 of 101' },
  { quantifier: 'more_than_half', words: 'More than half', rule: 'more than 50%, but less than 75%', example: '60 of 101' },
  { quantifier: 'half', words: 'Half', rule: 'exactly 50%', example: '50 of 100' },
  { quantifier: 'fewer_than_half', words: 'Fewer than half', rule: '25% or more, but less than 50%', example: '30 of 101' },
  { quantifier: 'some', words: 'Some', rule: '10% or more, but less than 25%', example: '15 of 101' },
  { quantifier: 'a_few', words: 'A few', rule: 'two or more, but less than 10%', example: '6 of 101' },
  { quantifier: 'one', words: 'One', rule: 'exactly one, of three or more', example: '1 of 101' },
  { quantifier: 'none', words: 'No', rule: 'none of them', example: '0 of 101' },
]

/**
 * The step of the scale that n of `of` stands on, with its number.
 *
 * @throws RangeError unless both are whole numbers and 0 <= n <= of
 */
export function quantify(n: number, of: number): Quantity {
  if (!Number.isInteger(n) || !Number.isInteger(of) || n < 0 || n > of) throw new RangeError(`${n} of ${of} is not a count`)
  const quantifier = stepOf(n, of)
  const singular = quantifier === 'one' || (n === 1 && of === 1)
  return { quantifier, n, of, count: `${n} of ${of}`, singular, small: isSmall(n) || isSmall(of - n) || isSmall(of) }
}

/** Compared in whole numbers, so that a boundary is exact. */
function stepOf(n: number, of: number): Quantifier {
  if (n === 0) return 'none'
  if (n === of) return 'all'
  if (2 * n === of) return 'half'
  if (n === 1) return 'one'
  if (10 * n >= 9 * of) return 'almost_all'
  if (4 * n >= 3 * of) return 'most'
  if (2 * n > of) return 'more_than_half'
  if (4 * n >= of) return 'fewer_than_half'
  return 10 * n >= of ? 'some' : 'a_few'
}

const isSmall = (count: number): boolean => count > 0 && count < SMALL_NUMBER

/** "Almost all" */
export const wordsOf = (quantifier: Quantifier): string => SCALE.find(step => step.quantifier === quantifier)?.words ?? quantifier

/** "Almost all establishments (96 of 101)". @param noun singular and plural */
export function sayQuantity(quantity: Quantity, noun: { one: string; many: string }): string {
  const { quantifier, count, singular, of } = quantity
  if (of === 0) return `No ${noun.many} (0 of 0: nobody was asked)`
  const words = singular && quantifier === 'all' ? 'The one' : wordsOf(quantifier)
  return `${words}${words.toLowerCase().endsWith('half') ? ' of' : ''} ${singular ? noun.one : noun.many} (${count})`
}

/**
 * The same for a reader outside the partnership: a small number is covered by a bound that names nobody. The word of the
 * scale is left out too, because "one of 13" or "a few of 13" would give the number away.
 */
export function sayPublishable(quantity: Quantity, noun: { one: string; many: string }): string {
  const { n, of, small } = quantity
  if (!small) return sayQuantity(quantity, noun)
  if (isSmall(of) || (isSmall(n) && isSmall(of - n))) return `Some ${noun.many} (too few to publish numbers)`
  const bound = SMALL_NUMBER
  return isSmall(n) ? `Fewer than ${bound} of ${of} ${noun.many}` : `All but fewer than ${bound} of ${of} ${noun.many}`
}
