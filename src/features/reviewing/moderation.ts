import { agree, isDisputed, type Readings } from '../verdicts/index.ts'
import type { Id } from '../../platform/id.ts'
import { sayList } from '../../platform/say.ts'
import type { Review } from './review.ts'

/** How a question stands on which two people have, or could have, given a verdict. */
export const DISAGREEMENTS = ['open', 'alone', 'settled'] as const
export type Disagreement = (typeof DISAGREEMENTS)[number]

export const DISAGREEMENT_WORDS: Record<Disagreement, { words: string; none: string }> = {
  open: { words: 'To settle', none: 'There is nothing to settle' },
  alone: { words: 'Said by the first alone', none: 'Nothing was said by the first reviewer alone' },
  settled: { words: 'Settled', none: 'Nothing has been settled' },
}

/**
 * How a question of a member that two have reviewed stands: undefined where they agree. What the first alone said counts as it is, and can be
 * settled otherwise.
 */
export function disagreementOf(readings: Readings): Disagreement | undefined {
  if (readings.moderated) return 'settled'
  if (isDisputed(readings)) return 'open'
  return readings.first && !readings.second ? 'alone' : undefined
}

/** Which verdicts of the two someone saw, so that what is settled is what they looked at. */
export const seenOf = ({ first, second }: Readings): string => `${first?.version ?? 0}.${second?.version ?? 0}`

/** Whether both say the same, or neither anything. */
export const isAgreed = ({ first, second }: Readings): boolean => (first && second ? agree(first, second) : !first && !second)

type Someone = { accountId: Id<'account'>; name: string }

/**
 * Whether someone may settle what two differ about: neither of the two, unless nobody else could.
 *
 * @param others who else may settle such things, and has no interest in the establishment
 */
export function mayModerate(
  accountId: Id<'account'>,
  {
    reviews,
    readings,
    hasInterest,
    others,
  }: {
    reviews: readonly Review[]
    readings: Readings
    hasInterest: boolean
    others: readonly Someone[]
  },
): { may: true; note: string } | { may: false; because: string } {
  if (hasInterest) return { may: false, because: 'You work there, or said that you have an interest in it.' }
  const took = new Set([...reviews, readings.first, readings.second].map(one => one?.accountId))
  if (!took.has(accountId)) return { may: true, note: '' }
  const free = others.filter(other => other.accountId !== accountId && !took.has(other.accountId))
  if (free.length === 0)
    return { may: true, note: 'You reviewed this yourself. Nobody else can settle it, so you may, and the history says that it was you.' }
  return { may: false, because: `You reviewed it yourself. ${sayList(free.slice(0, 3).map(({ name }) => name))} can settle it.` }
}
