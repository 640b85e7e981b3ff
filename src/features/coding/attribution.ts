/** The kind of an establishment, in general words: nobody is to be known by it. */
export function kindWords({ type, phase }: { type: string; phase: string }): string {
  const words = `${type} `.toLowerCase()
  if (words.includes('special')) return 'a special school'
  if (words.includes('pupil referral') || words.includes('alternative provision')) return 'an alternative provision'
  if (words.includes('independent')) return 'an independent school'
  if (words.includes('further education') || words.includes('sixth form') || words.includes('college')) return 'a college'
  if (words.includes('nursery')) return 'a nursery'
  return PHASES.get(phase.toLowerCase()) ?? ANYONE
}

const PHASES = new Map([
  ['nursery', 'a nursery'],
  ['primary', 'a primary school'],
  ['middle deemed primary', 'a primary school'],
  ['secondary', 'a secondary school'],
  ['middle deemed secondary', 'a secondary school'],
  ['all-through', 'an all-through school'],
  ['16 plus', 'a college'],
])

const ANYONE = 'an establishment'

/** How many returns that are in are of establishments of one type and phase. */
export type KindCount = { type: string; phase: string; returns: number }

/**
 * Who is said to have written something: the kind of establishment, where at least as many of the kind are in as a small number is not;
 * "an establishment" otherwise. Undefined where even of all there are fewer: then nothing can be quoted.
 */
export function sayWho(own: { type: string; phase: string }, all: readonly KindCount[], threshold: number): string | undefined {
  const words = kindWords(own)
  const ofKind = all.filter(kind => kindWords(kind) === words).reduce((sum, { returns }) => sum + returns, 0)
  const total = all.reduce((sum, { returns }) => sum + returns, 0)
  if (total < threshold) return undefined
  return ofKind >= threshold ? words : ANYONE
}
