import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { callSheetPage } from './pages/callSheet.ts'
import { chasesPage, recordChasePage } from './pages/returnChases.ts'

/** What was said to whom about outstanding returns, and whom to call next. */
export const routes: readonly Route[] = [
  get('/rounds/:roundId/chases', 'chase.view', callSheetPage),
  get('/returns/:returnId/chases', 'chase.view', chasesPage),
  post('/returns/:returnId/chases', 'chase.record', recordChasePage),
]
