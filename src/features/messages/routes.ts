import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { mailPage } from './pages/mail.ts'
import { messagePage, retryPage } from './pages/message.ts'

/** The outbox. Not exported from index.ts: accounts write mail, and these pages need what accounts may do. */
export const routes: Route[] = [
  get('/mail', 'mail.view', mailPage),
  get('/mail/:messageId', 'mail.view', messagePage),
  post('/mail/:messageId/retry', 'return.manage', retryPage),
]
