import { routesFor, type Route } from '../../platform/http/routes.ts'
import type { StaffActor } from './actor.ts'
import { historyPage, roundHistoryPage } from './pages/history.ts'

// Accounts stand on history, so the permission is named here and not imported from there.
const { get } = routesFor<{ 'history.view': StaffActor }>()

export const routes: readonly Route[] = [
  get('/history', 'history.view', historyPage),
  get('/rounds/:roundId/history', 'history.view', roundHistoryPage),
]
