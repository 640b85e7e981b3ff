import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { addAnswerPage, changeAnswerPage, editAnswerPage, newAnswerPage, placeAnswerPage } from './pages/answerForm.ts'
import { doRemoveAnswerPage, moveAnswerPage, removeAnswerPage } from './pages/changeAnswer.ts'
import { doRemoveThemePage, moveThemePage, removeThemePage } from './pages/changeTheme.ts'
import { saidDidPage } from './pages/list.ts'
import { addThemePage, changeThemePage, editThemePage, newThemePage } from './pages/themeForm.ts'

const SAID_DID = '/rounds/:roundId/said-did'
const THEME = `${SAID_DID}/themes/:themeId`
const ANSWER = `${THEME}/answers/:actionId`

export const routes: readonly Route[] = [
  get(SAID_DID, 'saidDid.view', saidDidPage),
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
