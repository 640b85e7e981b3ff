import type { Route } from '../../platform/http/routes.ts'
import { file, get, post, postJson, upload, uploadJson } from '../accounts/index.ts'
import { accepted } from '../evidence/index.ts'
import { describePage, downloadPage, filePage, removePage, restorePage, restoreQuestionPage } from './pages/evidenceFile.ts'
import { addEvidencePage, evidencePage } from './pages/evidence.ts'
import { addAnyFilePage, anyFilePage, sendAnyFilePage } from './pages/anyFile.ts'
import { sendFilePage } from './pages/sendFile.ts'
import { saveSectionWithFilesPage } from './pages/sectionWithFiles.ts'
import { explainPage, sendReplacementPage, replacePage } from './pages/heldFile.ts'
import { actionCalendarPage, actionPlanPage } from './pages/actionPlan.ts'
import { askHeadPage } from './pages/askHead.ts'
import { checkPage } from './pages/check.ts'
import { lastYearActionsPage, lastYearPage } from './pages/lastYear.ts'
import { lastYearAnswersPage, useSectionsPage } from './pages/lastYearAnswers.ts'
import { lastYearSectionPage, useTogetherPage } from './pages/lastYearSection.ts'
import { askRemovalPage, listPage, removeRowPage, rowPage, saveRowPage, saveTypedRowPage } from './pages/list.ts'
import { leavePage } from './pages/leave.ts'
import { planActionPage, serveAlsoPage, serveNoMorePage, tellProgressPage, turnRemindersPage } from './pages/planAction.ts'
import { receiptPage } from './pages/receipt.ts'
import { backToSection, saveSectionPage, sectionPage } from './pages/section.ts'
import { changesPage, sentPage } from './pages/sentVersions.ts'
import { taskListPage } from './pages/taskList.ts'
import { readThroughPage } from './pages/readThrough.ts'
import { dropUnsentPage, keepSection } from './pages/unsent.ts'
import { saveTypedPage } from './pages/typing.ts'
import { dismissPage, versionsPage } from './pages/versions.ts'

const files = { field: 'files', files: accepted.FILES_AT_ONCE, each: true } as const

/** The pages of an establishment’s own return. */
export const routes: Route[] = [
  get('/return', 'return.complete', taskListPage),
  { ...get('/return/sections/:section', 'return.complete', sectionPage), withReturn: 'section' },
  { ...post('/return/sections/:section', 'return.complete', saveSectionPage), withReturn: 'whole', keeps: keepSection },
  { ...postJson('/return/sections/:section/typed', 'return.complete', saveTypedPage), withReturn: 'whole' },
  { ...upload('/return/sections/:section/evidence', 'return.complete', files, saveSectionWithFilesPage), keeps: keepSection },
  get('/return/sections/:section/lists/:question', 'return.complete', listPage),
  get('/return/sections/:section/lists/:question/:row', 'return.complete', rowPage),
  { ...post('/return/sections/:section/lists/:question/:row', 'return.complete', saveRowPage), keeps: keepSection },
  postJson('/return/sections/:section/lists/:question/:row/typed', 'return.complete', saveTypedRowPage),
  get('/return/sections/:section/lists/:question/:row/remove', 'return.complete', askRemovalPage),
  post('/return/sections/:section/lists/:question/:row/remove', 'return.complete', removeRowPage),
  post('/return/sections/:section/drop-unsent', 'return.complete', dropUnsentPage),
  get('/return/sections/:section/evidence', 'return.complete', backToSection),
  get('/return/evidence', 'return.complete', evidencePage),
  upload('/return/evidence', 'return.complete', files, addEvidencePage),
  uploadJson('/return/evidence/files', 'return.complete', { ...files, files: 1 }, sendFilePage),
  get('/return/evidence/new', 'return.complete', anyFilePage),
  upload('/return/evidence/new', 'return.complete', files, addAnyFilePage),
  uploadJson('/return/evidence/new/files', 'return.complete', { ...files, files: 1 }, sendAnyFilePage),
  file('/return/evidence/:id', 'return.complete', downloadPage),
  get('/return/evidence/:id/change', 'return.complete', filePage),
  post('/return/evidence/:id/change', 'return.complete', describePage),
  post('/return/evidence/:id/explanation', 'return.complete', explainPage),
  upload('/return/evidence/:id/replacement', 'return.complete', { ...files, files: 1 }, replacePage),
  uploadJson('/return/evidence/:id/replacement/file', 'return.complete', { ...files, files: 1 }, sendReplacementPage),
  post('/return/evidence/:id/remove', 'return.complete', removePage),
  get('/return/evidence/:id/restore', 'return.complete', restoreQuestionPage),
  post('/return/evidence/:id/restore', 'return.complete', restorePage),
  get('/return/versions/:question', 'return.complete', versionsPage),
  post('/return/told', 'return.complete', dismissPage),
  get('/return/last-year', 'return.complete', lastYearPage),
  get('/return/last-year-actions', 'return.complete', lastYearActionsPage),
  get('/return/last-year-answers', 'return.complete', lastYearAnswersPage),
  post('/return/last-year-answers', 'return.complete', useSectionsPage),
  get('/return/last-year/:section', 'return.complete', lastYearSectionPage),
  post('/return/last-year/:section', 'return.complete', useTogetherPage),
  get('/return/actions', 'return.progress', actionPlanPage),
  file('/return/actions/calendar.ics', 'return.progress', actionCalendarPage),
  get('/return/actions/:question', 'return.progress', planActionPage),
  post('/return/actions/:question/progress', 'return.progress', tellProgressPage),
  post('/return/actions/:question/reminders', 'return.progress', turnRemindersPage),
  post('/return/actions/:question/questions', 'return.complete', serveAlsoPage),
  post('/return/actions/:question/take-out', 'return.complete', serveNoMorePage),
  get('/return/changes', 'return.complete', changesPage),
  get('/return/sent/:sequence', 'return.complete', sentPage),
  get('/return/whole', 'return.complete', readThroughPage),
  get('/return/check', 'return.complete', checkPage),
  post('/return/ask-head', 'return.complete', askHeadPage),
  get('/return/receipt', 'return.complete', receiptPage),
  post('/return/leave', 'return.complete', leavePage),
]
