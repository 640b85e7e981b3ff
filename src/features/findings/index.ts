export { actionLinksOf } from './actionLinkStore.ts'
export { changeFinding, createFinding, deleteFinding } from './actions.ts'
export { currentFindings } from './currentActions.ts'
export { countFindingsJob } from './jobs.ts'
export {
  KIND_WORDS,
  sentenceOf,
  SOURCE_WORDS,
  type Count,
  type CountedAnswers,
  type Finding,
  type FindingKind,
  type PartOfAudit,
  type Source,
} from './finding.ts'
export { findingsOf } from './store.ts'
export { quantify, wordsOf } from './quantifier.ts'
export { sentencesToPublish } from './publicationActions.ts'
export { findingsPublication } from './pages/publication.ts'
export { answersForReport, type ReportedAnswers, type ReportedFinding } from './reportActions.ts'
export { placesInFindings } from './pages/actionPlaces.ts'
export { routes } from './routes.ts'
