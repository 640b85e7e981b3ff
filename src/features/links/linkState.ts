import { stands, type ReturnStatus } from '../returns/index.ts'

/** What decides how an audit link is answered. */
export type LinkFacts = {
  revokedAt: Date | null
  /** Whether another link of the same return took this one's place. */
  replaced: boolean
  roundStatus: 'draft' | 'open' | 'closed'
  status: ReturnStatus
  /** Whether a sample asks for the return's evidence, which may be sent after the round closed. */
  evidenceAsked: boolean
  /** Whether this establishment is asked in a round that is open, when this round is not. */
  hasLaterReturn: boolean
}

/** A link that leads on: `start` to the return; in a closed round `read` to what was sent or typed, `evidence` to one whose evidence is asked for. */
export type LeadingState = (typeof LEADING_STATES)[number]
export const LEADING_STATES = ['start', 'read', 'evidence'] as const

/** What a link leads to; where it leads nowhere, to a page that says why. `last_year` is a closed round whose establishment is asked again now. */
export type LinkState = LeadingState | 'revoked' | 'replaced' | 'closed' | 'last_year' | 'excused'

export function linkState(facts: LinkFacts): LinkState {
  if (facts.revokedAt !== null) return facts.replaced ? 'replaced' : 'revoked'
  if (stands('not_expected', facts.status)) return 'excused'
  if (facts.roundStatus === 'open') return 'start'
  if (stands('completed', facts.status)) return 'read'
  if (facts.evidenceAsked) return 'evidence'
  if (stands('started', facts.status)) return 'read'
  return facts.hasLaterReturn ? 'last_year' : 'closed'
}
