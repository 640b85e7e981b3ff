import type { Route } from '../../platform/http/routes.ts'
import { get } from '../accounts/index.ts'
import { findPage } from './pages/find.ts'
import { overviewPage } from './pages/overview.ts'
import { returnsListPage } from './pages/returnsList.ts'
import { statementPage } from './pages/statement.ts'

export const routes: readonly Route[] = [
  get('/find', 'register.view', findPage),
  get('/rounds/:roundId', 'round.view', overviewPage),
  get('/rounds/:roundId/returns', 'return.list', returnsListPage),
  get('/rounds/:roundId/statement', 'statement.view', statementPage),
]
