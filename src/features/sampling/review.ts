/** What a reviewer finds, question by question, in the evidence. */
export const VERDICTS = ['agrees', 'partly', 'does_not_agree', 'cannot_tell', 'no_evidence'] as const
export type Verdict = (typeof VERDICTS)[number]

export const VERDICT_WORDS: Record<Verdict, string> = {
  agrees: 'Agrees: the evidence shows it',
  partly: 'Partly: the evidence shows some of it',
  does_not_agree: 'Does not agree: the evidence shows otherwise',
  cannot_tell: 'Cannot tell from this evidence',
  no_evidence: 'No evidence was sent',
}

/** What the review of an establishment comes to. */
export const OUTCOMES = ['assured', 'partly_assured', 'not_assured', 'no_evidence'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const OUTCOME_WORDS: Record<Outcome, string> = {
  assured: 'Assured',
  partly_assured: 'Partly assured',
  not_assured: 'Not assured',
  no_evidence: 'No evidence received',
}
