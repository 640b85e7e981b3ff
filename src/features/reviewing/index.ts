export { answerTo, recordOutcome, recordVerdicts } from './actions.ts'
export type { VerdictEntry } from './merge.ts'
export { sendOutcome } from './outcomeActions.ts'
export {
  DIRECTION_WORDS,
  READING_WORDS,
  sayVerdict,
  VERDICT_WORDS,
  VERDICTS,
  type Direction,
  type StoredVerdict,
  type Verdict,
} from './verdict.ts'
export { SETTLED_VERDICTS_SQL, stillBlindSql, verdictsOf } from './verdictStore.ts'
export { giveReview } from './assignActions.ts'
export { finishReview } from './finishActions.ts'
export { moderate } from './moderateActions.ts'
export { previewSharing, shareOutSample } from './shareActions.ts'
export { questionsToReview } from './progressStore.ts'
export { routes } from './routes.ts'
