export { createSample, sampleFacts, type NewSample } from './actions.ts'
export { recordOutcome, recordVerdicts, replaceMember, requestEvidence, sendOutcome, type MemberPath } from './reviewActions.ts'
export { drawSample, type Candidate, type Draw, type DrawMethod, type SampleSize } from './draw.ts'
export { BASES, TARGETS, STRATA, type SamplePlan } from './population.ts'
export {
  OUTCOME_WORDS,
  OUTCOMES,
  VERDICT_WORDS,
  VERDICTS,
  type Outcome,
  type StoredVerdict,
  type Verdict,
  type VerdictEntry,
} from './review.ts'
export { evidenceRequestsOf, verdictsOf, type EvidenceRequest } from './reviewStore.ts'
export { roundDocuments, type RoundDocuments } from './roundDocuments.ts'
export { findSample, membersOf, samplesOf, type DipSample, type SampleCounts, type SampleMember } from './store.ts'
export { sayPlan } from './words.ts'
export { routes } from './routes.ts'
