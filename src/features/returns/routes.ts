import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { checkPage } from './pages/check.ts'
import { leavePage } from './pages/leave.ts'
import { receiptPage } from './pages/receipt.ts'
import { saveSectionPage, sectionPage } from './pages/section.ts'
import { signOffPage, signPage, submitPage } from './pages/signOff.ts'
import { taskListPage } from './pages/taskList.ts'
import { wholePage } from './pages/whole.ts'

export const routes: Route[] = [
  get('/return', 'return.complete', taskListPage),
  get('/return/sections/:section', 'return.complete', sectionPage),
  post('/return/sections/:section', 'return.complete', saveSectionPage),
  get('/return/whole', 'return.complete', wholePage),
  get('/return/check', 'return.complete', checkPage),
  get('/return/sign-off', 'return.complete', signOffPage),
  post('/return/sign-off', 'return.complete', signPage),
  post('/return/submit', 'return.complete', submitPage),
  get('/return/receipt', 'return.complete', receiptPage),
  post('/return/leave', 'return.complete', leavePage),
]
