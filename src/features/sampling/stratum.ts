import { sayPhase } from '../establishments/index.ts'
import { DISPOSITIONS, type Disposition } from '../returns/index.ts'

/** By what a sample can be shared out. */
export const STRATA = ['phase', 'set', 'type_group', 'size', 'trust', 'authority', 'self_rating'] as const
export type Strata = (typeof STRATA)[number]

export const STRATA_WORDS: Record<Strata, string> = {
  phase: 'phase of education',
  set: 'question set',
  type_group: 'type of establishment',
  size: 'number of pupils',
  trust: 'trust',
  authority: 'local authority',
  self_rating: 'self-rating',
}

/** Of these, the ones that the register and the round tell, not what an establishment answered: anyone may know who is in which group. */
export const KNOWN_STRATA = ['phase', 'set', 'type_group', 'size', 'trust', 'authority'] as const satisfies readonly Strata[]
export type KnownStrata = (typeof KNOWN_STRATA)[number]

/** What anyone may know of an establishment that groups it. */
export type KnownFacts = {
  phase: string
  setCode: string
  typeGroup: string
  /** As the register has it; null where it does not know. */
  pupils: number | null
  trust: string
  authority: string
}

/** What is known of an establishment and its return that groups it. */
export type StratumFacts = KnownFacts & {
  disposition: Disposition
  /** Every rating that it gave is the best of its scale, and there is at least one. */
  allPositive: boolean
}

const KNOWN: Record<KnownStrata, (facts: KnownFacts) => string> = {
  phase: ({ phase }) => sayPhase(phase),
  set: ({ setCode }) => `Set ${setCode}`,
  type_group: ({ typeGroup }) => typeGroup,
  size: ({ pupils }) => (pupils === null ? 'Size not known' : sizeOf(pupils)),
  trust: ({ trust }) => (trust === '' ? 'No trust' : trust),
  authority: ({ authority }) => authority,
}

const STRATUM: Record<Strata, (facts: StratumFacts) => string> = {
  ...KNOWN,
  self_rating: ({ disposition, allPositive }) =>
    DISPOSITIONS[disposition].group !== 'completed'
      ? 'Not completed'
      : allPositive
        ? 'Every rating the best of its scale'
        : 'Another rating, or none',
}

/** The group of one establishment. */
export const stratumBy = (strata: Strata, facts: StratumFacts): string => STRATUM[strata](facts) || NOT_STATED

/** The same by what anyone may know. */
export const knownStratumBy = (strata: KnownStrata, facts: KnownFacts): string => KNOWN[strata](facts) || NOT_STATED

const NOT_STATED = 'Not stated'

/** From so many pupils on. Numbered, since groups stand in the order of their names. */
const SIZES: readonly [from: number, words: string][] = [
  [1000, 'Size 5: 1,000 pupils or more'],
  [500, 'Size 4: 500 to 999 pupils'],
  [250, 'Size 3: 250 to 499 pupils'],
  [100, 'Size 2: 100 to 249 pupils'],
  [0, 'Size 1: under 100 pupils'],
]

const sizeOf = (pupils: number): string => SIZES.find(([from]) => pupils >= from)?.[1] ?? 'Size not known'
