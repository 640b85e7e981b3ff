import type { Route } from '../../platform/http/routes.ts'
import { file, get, post } from '../accounts/index.ts'
import { exportFilePage, exportPage } from './pages/export.ts'
import { exportsPage, makeExportPage } from './pages/list.ts'

export const routes: readonly Route[] = [
  get('/rounds/:roundId/exports', 'export.make', exportsPage),
  post('/rounds/:roundId/exports', 'export.make', makeExportPage),
  get('/rounds/:roundId/exports/:exportId', 'export.make', exportPage),
  file('/rounds/:roundId/exports/:exportId/file', 'export.make', exportFilePage),
]
