import type { strata } from '../sampling/index.ts'
import { DIRECTION_WORDS, VERDICT_WORDS } from '../verdicts/index.ts'

/** What can come of looking at what an establishment said of itself. The first four are all that could be judged, each once. */
export const FOUND = ['agrees', 'over', 'under', 'unsaid', 'partly', 'cannot_tell', 'no_evidence'] as const
export type Found = (typeof FOUND)[number]

/** What each is called. */
export function sayFound(found: Found | 'judged'): string {
  if (found === 'judged') return 'Judged'
  if (found === 'unsaid') return 'Out, without saying which way'
  return found === 'over' || found === 'under' ? DIRECTION_WORDS[found].words : VERDICT_WORDS[found].words
}

/** How often each was found, and at how many establishments. */
export type SelfRated = Record<Found, number> & { establishments: number }

/** Verdicts that say whether a self-rating holds: only of these is a share said. */
export const judgedOf = ({ agrees, over, under, unsaid }: Pick<SelfRated, 'agrees' | 'over' | 'under' | 'unsaid'>): number =>
  agrees + over + under + unsaid

/** The counts of several returns together. */
export function together(counted: readonly SelfRated[]): SelfRated {
  const sum = (of: Found | 'establishments') => counted.reduce((all, one) => all + one[of], 0)
  return {
    agrees: sum('agrees'),
    over: sum('over'),
    under: sum('under'),
    unsaid: sum('unsaid'),
    partly: sum('partly'),
    cannot_tell: sum('cannot_tell'),
    no_evidence: sum('no_evidence'),
    establishments: sum('establishments'),
  }
}

/** Of what part of a round self-ratings are counted on a line of their page. */
export type Part = { question: string } | { section: string } | { by: strata.Strata; group: string }
