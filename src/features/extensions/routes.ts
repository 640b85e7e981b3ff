import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { batchPage } from './pages/batch.ts'
import { newExtensionPage } from './pages/form.ts'
import { extensionsPage } from './pages/list.ts'
import { backToReturnsPage, grantPage, previewPage } from './pages/preview.ts'

/** More time, for one return and for many. */
export const routes: readonly Route[] = [
  get('/rounds/:roundId/extensions', 'return.list', extensionsPage),
  get('/rounds/:roundId/extensions/new', 'extension.grant', newExtensionPage),
  get('/rounds/:roundId/extensions/preview', 'extension.grant', backToReturnsPage),
  post('/rounds/:roundId/extensions/preview', 'extension.grant', previewPage),
  post('/rounds/:roundId/extensions', 'extension.grant', grantPage),
  get('/rounds/:roundId/extensions/:batchId', 'extension.grant', batchPage),
]
