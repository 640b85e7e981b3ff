export { publishLibrary, publishVersion } from './actions.ts'
export { doubtsIn } from './checks.ts'
export { askedSql, type VersionedDocument } from './askedSql.ts'
export { chooseSet, factsOf, type RegisteredEstablishment } from './chooseSet.ts'
export {
  actionIsFull,
  answersOf,
  askedOfReturn,
  isRequired,
  type Missing,
  missingFrom,
  type Progress,
  progressOfSections,
  type Responses,
  returnProgress,
  SECTION_STATES,
  sectionProgress,
  type SectionProgress,
  unanswered,
} from './completeness.ts'
export { type Answers, askedSections, conditionWords, holds, questionsOf } from './conditions.ts'
export {
  documentSchema,
  type EvidenceArea,
  isSetCode,
  type QuestionnaireDocument,
  type Section,
  setCode,
  type SetCode,
} from './document.ts'
export { answersForSection, isEnough } from './kept.ts'
export { LIBRARY } from './library/index.ts'
export { documentOf, freezeVersions, newestVersions } from './store.ts'
