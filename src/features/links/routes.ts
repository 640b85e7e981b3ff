import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { accessPage, endAccessPage, endAccessQuestionPage } from './pages/access.ts'
import { landingPage, startPage } from './pages/landing.ts'
import { returnsHerePage } from './pages/returnsHere.ts'
import { sayWhoPage, whoPage } from './pages/who.ts'

/** Coming in by an audit link, and who did. */
export const routes: Route[] = [
  get('/audit/:token', 'public', landingPage),
  post('/audit/:token', 'public', startPage),
  get('/return/mine', 'public', returnsHerePage),
  get('/return/who', 'public', whoPage),
  post('/return/who', 'public', sayWhoPage),
  get('/return/access', 'return.complete', accessPage),
  get('/return/access/:contributorId/end', 'return.complete', endAccessQuestionPage),
  post('/return/access/end', 'return.complete', endAccessPage),
]
