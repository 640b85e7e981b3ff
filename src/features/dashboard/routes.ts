import type { Route } from '../../platform/http/routes.ts'
import { get } from '../accounts/index.ts'
import { overviewPage } from './pages/overview.ts'
import { returnsListPage } from './pages/returnsList.ts'
import { statementPage } from './pages/statement.ts'

export const routes: readonly Route[] = [
  get('/rounds/:roundId', 'round.view', overviewPage),
  get('/rounds/:roundId/returns', 'return.view', returnsListPage),
  get('/rounds/:roundId/statement', 'return.view', statementPage),
]
