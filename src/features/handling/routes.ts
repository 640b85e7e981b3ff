import type { Route } from '../../platform/http/routes.ts'
import { file, get, post, upload, uploadJson } from '../accounts/index.ts'
import { listPages } from '../answering/index.ts'
import { accepted } from '../evidence/index.ts'
import type { Events } from '../history/index.ts'
import { returnPlanPage } from './pages/actionPlan.ts'
import { returnPlanActionPage, turnReturnRemindersPage } from './pages/planAction.ts'
import { acceptPage } from './pages/accept.ts'
import { answersPage } from './pages/answers.ts'
import { chooseExcusePage, excusePage, excuseReturnPage, reinstatePage, reinstateReturnPage } from './pages/excuse.ts'
import { documentsPage, downloadPage, removeDocumentPage, confirmRemovalPage, restoreDocumentPage } from './pages/documents.ts'
import { explainDocumentPage, heldDocumentPage } from './pages/heldDocument.ts'
import { confirmPurgePage, purgeDocumentPage } from './pages/purge.ts'
import { conversionsPage, coverConversionsPage } from './pages/conversions.ts'
import { returnHistoryPage } from './pages/history.ts'
import { keyedSectionPage, keyInSectionPage, keyingPage } from './pages/keying.ts'
import { lookPage, picturePage } from './pages/lookAt.ts'
import { offlinePage, recordOfflinePage, sendOfflineFilePage } from './pages/offline.ts'
import { addDocumentsPage, newDocumentsPage, sendDocumentPage } from './pages/emailedDocuments.ts'
import { changesPage, sentPage } from './pages/sentVersions.ts'
import { chooseQuestionsPage } from './pages/chooseQuestions.ts'
import { sendBackPage, sendBackReturnPage } from './pages/sendBack.ts'
import { summaryPage } from './pages/summary.ts'
import { answerVersionsPage, dismissToldPage } from './pages/versions.ts'

const files = { field: 'files', files: accepted.FILES_AT_ONCE, each: true } as const

/** What staff see of one return, and what they decide about it. @param events every verb of the history with its words */
export const routes = (events: Events): readonly Route[] => [
  get('/returns/:returnId', 'return.view', summaryPage(events)),
  get('/returns/:returnId/answers', 'return.view', answersPage),
  get('/returns/:returnId/answers/:question/versions', 'return.view', answerVersionsPage),
  post('/returns/:returnId/told', 'return.manage', dismissToldPage),
  get('/returns/:returnId/actions', 'return.view', returnPlanPage),
  get('/returns/:returnId/actions/:question', 'return.view', returnPlanActionPage),
  post('/returns/:returnId/actions/:question/reminders', 'return.manage', turnReturnRemindersPage),
  get('/returns/:returnId/evidence', 'return.view', documentsPage),
  get('/returns/:returnId/evidence/new', 'return.manage', newDocumentsPage),
  upload('/returns/:returnId/evidence', 'return.manage', files, addDocumentsPage),
  uploadJson('/returns/:returnId/evidence/files', 'return.manage', { ...files, files: 1 }, sendDocumentPage),
  file('/returns/:returnId/evidence/:evidenceId', 'return.view', downloadPage),
  get('/returns/:returnId/evidence/:evidenceId/view', 'return.view', lookPage),
  file('/returns/:returnId/evidence/:evidenceId/pages/:page', 'return.view', picturePage),
  get('/returns/:returnId/evidence/:evidenceId/held', 'return.view', heldDocumentPage),
  post('/returns/:returnId/evidence/:evidenceId/held', 'return.manage', explainDocumentPage),
  get('/returns/:returnId/evidence/:evidenceId/remove', 'return.manage', confirmRemovalPage),
  post('/returns/:returnId/evidence/:evidenceId/remove', 'return.manage', removeDocumentPage),
  post('/returns/:returnId/evidence/:evidenceId/restore', 'return.manage', restoreDocumentPage),
  get('/returns/:returnId/evidence/:evidenceId/remove-for-good', 'return.manage', confirmPurgePage),
  post('/returns/:returnId/evidence/:evidenceId/remove-for-good', 'return.manage', purgeDocumentPage),
  get('/returns/:returnId/offline', 'return.manage', offlinePage),
  upload('/returns/:returnId/offline', 'return.manage', files, recordOfflinePage),
  uploadJson('/returns/:returnId/offline/files', 'return.manage', { ...files, files: 1 }, sendOfflineFilePage),
  get('/returns/:returnId/keyed-answers', 'return.manage', keyingPage),
  get('/returns/:returnId/keyed-answers/:section', 'return.manage', keyedSectionPage),
  post('/returns/:returnId/keyed-answers/:section', 'return.manage', keyInSectionPage),
  get('/returns/:returnId/keyed-answers/:section/lists/:question', 'return.manage', listPages.listPage),
  get('/returns/:returnId/keyed-answers/:section/lists/:question/:row', 'return.manage', listPages.rowPage),
  post('/returns/:returnId/keyed-answers/:section/lists/:question/:row', 'return.manage', listPages.saveRowPage),
  get('/returns/:returnId/keyed-answers/:section/lists/:question/:row/remove', 'return.manage', listPages.askRemovalPage),
  post('/returns/:returnId/keyed-answers/:section/lists/:question/:row/remove', 'return.manage', listPages.removeRowPage),
  get('/returns/:returnId/history', 'history.view', returnHistoryPage(events)),
  post('/returns/:returnId/accept', 'return.manage', acceptPage),
  get('/returns/:returnId/send-back', 'return.manage', sendBackPage),
  get('/returns/:returnId/send-back/questions', 'return.manage', chooseQuestionsPage),
  post('/returns/:returnId/send-back', 'return.manage', sendBackReturnPage),
  get('/returns/:returnId/changes', 'return.view', changesPage),
  get('/returns/:returnId/sent/:sequence', 'return.view', sentPage),
  get('/returns/:returnId/excuse', 'return.manage', chooseExcusePage),
  get('/returns/:returnId/excuse/:as', 'return.manage', excusePage),
  post('/returns/:returnId/excuse/:as', 'return.manage', excuseReturnPage),
  get('/rounds/:roundId/conversions', 'round.manage', conversionsPage),
  post('/rounds/:roundId/conversions', 'round.manage', coverConversionsPage),
  get('/returns/:returnId/reinstate', 'return.manage', reinstatePage),
  post('/returns/:returnId/reinstate', 'return.manage', reinstateReturnPage),
]
