export { actionLinksOf } from './actionLinkStore.ts'
export { createFinding } from './actions.ts'
export { currentFindings } from './currentActions.ts'
export { countFindingsJob } from './jobs.ts'
export {
  KIND_WORDS,
  sentenceOf,
  SOURCE_WORDS,
  UNWRITTEN,
  type Count,
  type CountedAnswers,
  type Finding,
  type FindingKind,
  type PartOfAudit,
  type Source,
} from './finding.ts'
export { findingsOf } from './store.ts'
export { countingIn } from './actions.ts'
export { coverFindings } from './figureActions.ts'
export { atomsOf } from './groupActions.ts'
export { groupSlice, OUTCOME, together, type Atom, type Grouped } from './grouped.ts'
export { inOrderOfParts, titledQuestions, type TitledQuestion } from './partQuestions.ts'
export * as behind from './returnsStore.ts'
export { textOf } from './textOf.ts'
export * as publishing from './publicationActions.ts'
export * as shares from './shareWords.ts'
export * as telling from './tellingActions.ts'
export { sayCovered } from './published.ts'
export { quantify, wordsOf } from './quantifier.ts'
export { findingsPublication } from './pages/publication.ts'
export { answersForReport, type ReportedAnswers, type ReportedFinding } from './reportActions.ts'
export { placesInFindings } from './pages/actionPlaces.ts'
export { routes } from './routes.ts'
