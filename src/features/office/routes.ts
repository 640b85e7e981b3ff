import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { acceptPage } from './pages/accept.ts'
import { answersPage } from './pages/answers.ts'
import { chooseExcusePage, excusePage, excuseReturnPage, reinstatePage, reinstateReturnPage } from './pages/excuse.ts'
import { sendBackPage, sendBackReturnPage } from './pages/sendBack.ts'
import { summaryPage } from './pages/summary.ts'

/** What staff see of one return, and what they decide about it. */
export const routes: readonly Route[] = [
  get('/returns/:returnId', 'return.view', summaryPage),
  get('/returns/:returnId/answers', 'return.view', answersPage),
  post('/returns/:returnId/accept', 'return.manage', acceptPage),
  get('/returns/:returnId/send-back', 'return.manage', sendBackPage),
  post('/returns/:returnId/send-back', 'return.manage', sendBackReturnPage),
  get('/returns/:returnId/excuse', 'return.manage', chooseExcusePage),
  get('/returns/:returnId/excuse/:as', 'return.manage', excusePage),
  post('/returns/:returnId/excuse/:as', 'return.manage', excuseReturnPage),
  get('/returns/:returnId/reinstate', 'return.manage', reinstatePage),
  post('/returns/:returnId/reinstate', 'return.manage', reinstateReturnPage),
]
