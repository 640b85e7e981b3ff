import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { addTablePage, removeTablePage } from './pages/change.ts'
import { groupsPage } from './pages/list.ts'
import { answeringReturnsPage } from './pages/returns.ts'

const GROUPS = '/rounds/:roundId/groups'

export const routes: readonly Route[] = [
  get(GROUPS, 'finding.numbers', groupsPage),
  get(`${GROUPS}/returns`, 'finding.numbers', answeringReturnsPage),
  post(`${GROUPS}/tables`, 'publication.manage', addTablePage),
  post(`${GROUPS}/tables/:groupTableId/remove`, 'publication.manage', removeTablePage),
]
