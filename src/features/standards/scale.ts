import type { TagColour } from '../../platform/http/components.ts'

/** One value of a scale. What its colour says, its word says too; `meets` is whether a standard with it counts as met. */
export type ScaleValue = { key: string; word: string; colour: TagColour; meets: boolean }

/** The values of a scale from the best to the worst: the order is what "worst" means. */
export type Scale = readonly ScaleValue[]

/** The most values that a scale may have: more are no scale that people agree on. */
export const MOST_VALUES = 7

export const DEFAULT_SCALE: Scale = [
  { key: 'green', word: 'Green', colour: 'green', meets: true },
  { key: 'amber', word: 'Amber', colour: 'orange', meets: false },
  { key: 'red', word: 'Red', colour: 'red', meets: false },
]

/** What forms and lists call a rating that has no value: no value has it for its key. */
export const NO_VALUES: readonly string[] = ['na', 'missing']

/** The colours that a value may have, in words. */
export const COLOUR_WORDS = {
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  yellow: 'Yellow',
  orange: 'Orange',
  red: 'Red',
  purple: 'Purple',
  grey: 'Grey',
} as const satisfies Partial<Record<TagColour, string>>
export type Colour = keyof typeof COLOUR_WORDS
export const COLOURS = Object.keys(COLOUR_WORDS) as Colour[]

export const valueOf = (scale: Scale, key: string): ScaleValue | undefined => scale.find(value => value.key === key)

/** A key for a new value, made of its word; numbered when another has it. Keys stay when words are changed. */
export function keyFrom(word: string, taken: readonly string[]): string {
  const letters = word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 30)
  const base = /^[a-z]/.test(letters) ? letters : `value_${letters}`
  const avoided = [...taken, ...NO_VALUES]
  if (!avoided.includes(base)) return base
  for (let n = 2; ; n += 1) if (!avoided.includes(`${base}_${n}`)) return `${base}_${n}`
}

/** Whether ratings by two scales can be set side by side: the same values in the same order, whatever words and colours they have. */
export const sameScale = (one: Scale, other: Scale): boolean =>
  one.length === other.length && one.every(({ key, meets }, at) => other[at]?.key === key && other[at].meets === meets)
