import { get, post } from '../accounts/index.ts'
import type { Route } from '../../platform/http/routes.ts'
import { addPage, removePage, setsPage, versionsPage } from './pages/changeEstablishments.ts'
import { establishmentsPage } from './pages/establishments.ts'
import { changeRoundPage, createRoundPage, editRoundPage, newRoundPage } from './pages/form.ts'
import { jobRunPage } from './pages/jobRun.ts'
import { listPage } from './pages/list.ts'
import {
  closePage,
  closeRoundPage,
  discardPage,
  discardRoundPage,
  openPage,
  openRoundPage,
  reopenPage,
  reopenRoundPage,
} from './pages/openAndClose.ts'

/** Preparing rounds, saying who is asked, opening and closing them. */
export const routes: Route[] = [
  get('/rounds', 'round.view', listPage),
  get('/rounds/new', 'round.manage', newRoundPage),
  post('/rounds/new', 'round.manage', createRoundPage),
  get('/rounds/:roundId/edit', 'round.manage', editRoundPage),
  post('/rounds/:roundId/edit', 'round.manage', changeRoundPage),
  get('/rounds/:roundId/establishments', 'return.list', establishmentsPage),
  post('/rounds/:roundId/establishments/add', 'round.manage', addPage),
  post('/rounds/:roundId/establishments/remove', 'round.manage', removePage),
  post('/rounds/:roundId/establishments/sets', 'round.manage', setsPage),
  post('/rounds/:roundId/establishments/versions', 'round.manage', versionsPage),
  get('/rounds/:roundId/open', 'round.manage', openPage),
  post('/rounds/:roundId/open', 'round.manage', openRoundPage),
  get('/rounds/:roundId/close', 'round.manage', closePage),
  post('/rounds/:roundId/close', 'round.manage', closeRoundPage),
  get('/rounds/:roundId/reopen', 'round.manage', reopenPage),
  post('/rounds/:roundId/reopen', 'round.manage', reopenRoundPage),
  get('/rounds/:roundId/discard', 'round.manage', discardPage),
  post('/rounds/:roundId/discard', 'round.manage', discardRoundPage),
  get('/jobs/:runId', 'self', jobRunPage),
]
