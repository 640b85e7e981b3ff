import type { ReturnStatus } from '../returns/index.ts'

/** What decides how an audit link is answered. */
export type LinkFacts = {
  revokedAt: Date | null
  /** Whether another link of the same return took this one's place. */
  replaced: boolean
  roundStatus: 'draft' | 'open' | 'closed'
  status: ReturnStatus
  submittedAt: Date | null
  /** Whether this establishment is asked in a round that is open, when this round is not. */
  hasLaterReturn: boolean
}

/**
 * What a link leads to: `start` to the return; `read` to a submitted return of a closed round; the others to a page that says why not.
 * `last_year` is a closed round whose establishment is asked again now.
 */
export type LinkState = 'start' | 'read' | 'revoked' | 'replaced' | 'closed' | 'last_year' | 'excused'

export function linkState(facts: LinkFacts): LinkState {
  if (facts.revokedAt !== null) return facts.replaced ? 'replaced' : 'revoked'
  if (facts.status === 'excused') return 'excused'
  if (facts.roundStatus === 'open') return 'start'
  if (facts.submittedAt !== null && facts.status !== 'returned') return 'read'
  return facts.hasLaterReturn ? 'last_year' : 'closed'
}
