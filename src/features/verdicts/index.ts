export { endReviews, insertReviews, markFinished } from './reviewStore.ts'
export { agree, byQuestion, isDisputed, settled, type Readings } from './settled.ts'
export {
  DIRECTION_WORDS,
  DIRECTIONS,
  hasDirection,
  READING_WORDS,
  READINGS,
  sayVerdict,
  tellVerdict,
  VERDICT_WORDS,
  VERDICTS,
  verdictsOn,
  type Direction,
  type Finding,
  type Reading,
  type StoredVerdict,
  type Verdict,
} from './verdict.ts'
export { differingVerdicts, forgetReading, SETTLED_VERDICTS_SQL, stillBlindSql, verdictsOf, writeVerdicts } from './verdictStore.ts'
