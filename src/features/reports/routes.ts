import type { Route } from '../../platform/http/routes.ts'
import { file, get, post } from '../accounts/index.ts'
import { makeReportPage, reportsPage } from './pages/list.ts'
import { doRemoveReportPage, removeReportPage } from './pages/remove.ts'
import { reportFilePage, reportPage } from './pages/report.ts'

export const routes: readonly Route[] = [
  get('/rounds/:roundId/report', 'report.view', reportsPage),
  post('/rounds/:roundId/report', 'report.make', makeReportPage),
  get('/rounds/:roundId/report/:reportId', 'report.view', reportPage),
  file('/rounds/:roundId/report/:reportId/word', 'report.view', reportFilePage),
  get('/rounds/:roundId/report/:reportId/remove', 'report.make', removeReportPage),
  post('/rounds/:roundId/report/:reportId/remove', 'report.make', doRemoveReportPage),
]
