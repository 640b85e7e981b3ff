import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { doRemoveThemePage, moveThemePage, removeThemePage } from './pages/changeTheme.ts'
import { saidDidPage } from './pages/list.ts'
import { addThemePage, changeThemePage, editThemePage, newThemePage } from './pages/themeForm.ts'

const SAID_DID = '/rounds/:roundId/said-did'
const THEME = `${SAID_DID}/themes/:themeId`

export const routes: readonly Route[] = [
  get(SAID_DID, 'saidDid.view', saidDidPage),
  get(`${SAID_DID}/themes/new`, 'saidDid.manage', newThemePage),
  post(`${SAID_DID}/themes`, 'saidDid.manage', addThemePage),
  get(`${THEME}/edit`, 'saidDid.manage', editThemePage),
  post(THEME, 'saidDid.manage', changeThemePage),
  post(`${THEME}/move`, 'saidDid.manage', moveThemePage),
  get(`${THEME}/remove`, 'saidDid.manage', removeThemePage),
  post(`${THEME}/remove`, 'saidDid.manage', doRemoveThemePage),
]
