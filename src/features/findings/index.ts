export { changeFinding, createFinding, deleteFinding, recountFindings, staleFindings } from './actions.ts'
export {
  FINDING_KINDS,
  KIND_WORDS,
  sentenceOf,
  SOURCE_WORDS,
  type CountedAnswers,
  type Finding,
  type FindingKind,
  type Source,
} from './finding.ts'
export { quantify, sayPublishable, sayQuantity, SCALE, SMALL_NUMBER, wordsOf, type Quantifier, type Quantity } from './quantifier.ts'
export { cautions, type Caution } from './publication.ts'
export { findingsOf } from './store.ts'
export { routes } from './routes.ts'
