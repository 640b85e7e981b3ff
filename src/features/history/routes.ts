import { routesFor, type Route } from '../../platform/http/routes.ts'
import type { StaffActor } from './actor.ts'
import type { Events } from './eventWords.ts'
import { historyPage, roundHistoryPage } from './pages/history.ts'

// Accounts stand on history, so the permission is named here and not imported from there.
const { get } = routesFor<{ 'history.view': StaffActor }>()

/** @param events every verb with its words */
export const routes = (events: Events): readonly Route[] => [
  get('/history', 'history.view', historyPage(events)),
  get('/rounds/:roundId/history', 'history.view', roundHistoryPage(events)),
]
