import type { Route } from '../../platform/http/routes.ts'
import { file, get, post, upload } from '../accounts/index.ts'
import { WORKBOOK } from '../sheetImports/index.ts'
import { addAnswerPage, changeAnswerPage, editAnswerPage, newAnswerPage, placeAnswerPage } from './pages/answerForm.ts'
import { doRemoveAnswerPage, moveAnswerPage, removeAnswerPage } from './pages/changeAnswer.ts'
import { doRemoveThemePage, moveThemePage, removeThemePage } from './pages/changeTheme.ts'
import { applyImportPage, importPage, importPreviewPage, saidDidWorkbookPage, uploadPage } from './pages/import.ts'
import { saidDidPage } from './pages/list.ts'
import { addThemePage, changeThemePage, editThemePage, newThemePage } from './pages/themeForm.ts'

const SAID_DID = '/rounds/:roundId/said-did'
const THEME = `${SAID_DID}/themes/:themeId`
const ANSWER = `${THEME}/answers/:actionId`

export const routes: readonly Route[] = [
  get(SAID_DID, 'saidDid.view', saidDidPage),
  file(`${SAID_DID}/workbook`, 'saidDid.view', saidDidWorkbookPage),
  get(`${SAID_DID}/import`, 'saidDid.manage', importPage),
  upload(`${SAID_DID}/import`, 'saidDid.manage', WORKBOOK, uploadPage),
  get(`${SAID_DID}/imports/:sheetImportId`, 'saidDid.manage', importPreviewPage),
  post(`${SAID_DID}/imports/:sheetImportId`, 'saidDid.manage', applyImportPage),
  get(`${SAID_DID}/themes/new`, 'saidDid.manage', newThemePage),
  post(`${SAID_DID}/themes`, 'saidDid.manage', addThemePage),
  get(`${THEME}/edit`, 'saidDid.manage', editThemePage),
  post(THEME, 'saidDid.manage', changeThemePage),
  post(`${THEME}/move`, 'saidDid.manage', moveThemePage),
  get(`${THEME}/remove`, 'saidDid.manage', removeThemePage),
  post(`${THEME}/remove`, 'saidDid.manage', doRemoveThemePage),
  get(`${THEME}/answers/new`, 'saidDid.manage', newAnswerPage),
  post(`${THEME}/answers`, 'saidDid.manage', addAnswerPage),
  post(`${THEME}/answers/choose`, 'saidDid.manage', placeAnswerPage),
  get(`${ANSWER}/edit`, 'saidDid.manage', editAnswerPage),
  post(ANSWER, 'saidDid.manage', changeAnswerPage),
  post(`${ANSWER}/move`, 'saidDid.manage', moveAnswerPage),
  get(`${ANSWER}/remove`, 'saidDid.manage', removeAnswerPage),
  post(`${ANSWER}/remove`, 'saidDid.manage', doRemoveAnswerPage),
]
