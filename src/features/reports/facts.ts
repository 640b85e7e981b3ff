import type { Action, Lead } from '../actions/index.ts'
import type { ApprovedQuotation, CountedTheme } from '../coding/index.ts'
import type { PhaseProgress, Statement } from '../dashboard/index.ts'
import type { FeedbackCounts } from '../feedback/index.ts'
import type { ReportedAnswers } from '../findings/index.ts'
import type { ReportedReviews } from '../reviewing/index.ts'
import type { Round } from '../rounds/index.ts'
import type { SaidDid } from '../saidDid/index.ts'
import type { DipSample, SampleStratum } from '../sampling/index.ts'
import type { Rule } from '../suppression/index.ts'
import type { Audience } from './report.ts'

/** A sample with how far it has come. */
export type ReportedSample = DipSample & { drawn: number; withEvidence: number; withOutcome: number; replaced: number }

/** An action about findings of the round, with who leads it and the sentences of those findings. */
export type ReportedAction = { action: Action; leads: readonly Lead[]; about: readonly string[] }

/** All that a report is composed of, as the pages of each feature count it. */
export type Facts = {
  partnership: string
  round: Round
  audience: Audience
  at: Date
  rule: Rule & { least: number }
  statement: Statement
  phases: readonly PhaseProgress[]
  answers: ReportedAnswers
  /** What establishments wrote, as people put it into themes: of `wrote` returns with a comment, of `completed` that are in. */
  comments: { themes: readonly CountedTheme[]; wrote: number; completed: number; quotations: readonly ApprovedQuotation[] }
  samples: readonly ReportedSample[]
  strata: readonly SampleStratum[]
  reviews: ReportedReviews
  actions: readonly ReportedAction[]
  saidDid: SaidDid
  feedback: FeedbackCounts
}
