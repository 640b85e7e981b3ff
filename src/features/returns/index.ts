export * from './lifecycle.ts'
export * from './disposition.ts'
export { isExpected, isOverdue, type DueFacts, type DueLine } from './dueDate.ts'
export type { AuditReturn, EvidenceFile, ExcuseAs, OpenReturn, SignOff, SignOffRole, StoredResponse } from './auditReturn.ts'
export {
  EVIDENCE_ASKED_SQL,
  evidenceOf,
  evidenceRequestsTo,
  findReturn,
  LINK_LEADS_SQL,
  lockReturn,
  responsesOf,
  type Colleague,
  type EvidenceRequest,
} from './store.ts'
export {
  filesChanged,
  isOpenForAnswers,
  isOpenForKeying,
  keyedStatus,
  mayChangeFile,
  openReturn,
  returnDocument,
  saveSection,
  type SaveOutcome,
} from './actions.ts'
export type { Conflict, Entry } from './merge.ts'
export { appliedFilters, FLAGS, listHref, listQuery, type ListQuery, type Sort } from './listFilters.ts'
export { DISPOSITION_OF_R, FLAG_SQL, IN_STATEMENT, listReturns, PAGE_SIZE, selectedReturns, type ListedReturn } from './listStore.ts'
export { moveDueDate } from './moveDueDate.ts'
export { acceptReturn, excuseReturn, officeActionsOn, reinstateReturn, sendBack, takeInOffline } from './officeActions.ts'
export { addresseeOf, submissionsOf, type Addressee, type Submission } from './submitStore.ts'
export { referenceOf } from './reference.ts'
export { readThrough, responseLines, type ReadThrough, type ReadThroughOptions } from './readThrough.ts'
export {
  ACCEPTED_FILES,
  evidenceBox,
  FILES_AT_ONCE,
  NO_CHILDREN,
  NO_CHILDREN_OR_WORDS,
  sayBytes,
  type EvidenceBox,
  type UploadReport,
} from './pages/evidenceBox.ts'
export { answerPosted, backToSection, savedLine, showSectionAsked } from './pages/section.ts'
export { deskOf } from './pages/sectionDesk.ts'
export { sectionItem } from './pages/taskList.ts'
export { askedOf, takeSection, type PostedSection } from './pages/sectionForm.ts'
export { returnFrame, type ReturnPart } from './returnFrame.ts'
export { overlayWords, sayTimes, statusTag } from './statusTag.ts'
export { routes } from './routes.ts'
