import { sayInstant } from '../../platform/london.ts'
import { can, stands, type ReturnStatus } from '../returns/index.ts'

/** What decides whether a return can be given more time. */
export type ExtendableReturn = { status: ReturnStatus; dueAt: Date; roundStatus: 'draft' | 'open' | 'closed' }

export type RefusedBecause = 'round_not_open' | 'excused' | 'submitted' | 'past' | 'not_later'

/** Who is given more time and who is not: everybody is in one of the two, in the order given. */
export type ExtensionPlan<Asked extends ExtendableReturn> = {
  granted: Asked[]
  refused: { asked: Asked; because: RefusedBecause; words: string }[]
}

/**
 * Sorts returns into those whose due date can move to `toDueAt` and those whose cannot, with the reason.
 * The same rule makes the preview and, under a lock, the grant.
 *
 * A return may be extended before and after its due date, and more than once; but only to a later moment, since whoever
 * was told one date must not find it earlier (docs/decisions/0012-extensions.md).
 *
 * @param now the moment by which it is judged; in a transaction, the database's
 */
export function planExtensions<Asked extends ExtendableReturn>(returns: readonly Asked[], toDueAt: Date, now: Date): ExtensionPlan<Asked> {
  const plan: ExtensionPlan<Asked> = { granted: [], refused: [] }
  for (const asked of returns) {
    const because = whyRefused(asked, toDueAt, now)
    if (because === null) plan.granted.push(asked)
    else plan.refused.push({ asked, because, words: refusedWords(because, asked) })
  }
  return plan
}

function whyRefused({ status, dueAt, roundStatus }: ExtendableReturn, toDueAt: Date, now: Date): RefusedBecause | null {
  if (roundStatus !== 'open') return 'round_not_open'
  if (!can('extend', status)) return stands('not_expected', status) ? 'excused' : 'submitted'
  if (toDueAt <= now) return 'past'
  return toDueAt <= dueAt ? 'not_later' : null
}

function refusedWords(because: RefusedBecause, { dueAt }: ExtendableReturn): string {
  switch (because) {
    case 'round_not_open':
      return 'The round is not open'
    case 'excused':
      return 'No return is expected any more'
    case 'submitted':
      return 'Already submitted'
    case 'past':
      return 'The new due date has passed'
    case 'not_later':
      return `Already due at ${sayInstant(dueAt)}`
  }
}
