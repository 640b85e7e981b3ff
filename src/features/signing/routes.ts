import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { askBoardPage } from './pages/askBoard.ts'
import { sendCodePage } from './pages/code.ts'
import { signOffPage, signPage, submitPage } from './pages/signOff.ts'

/** Where a return is read, signed and submitted, and where staff see whose its signatures are. */
export const routes: Route[] = [
  get('/return/sign-off', 'return.complete', signOffPage),
  post('/return/sign-off', 'return.complete', signPage),
  post('/return/sign-off/code', 'return.complete', sendCodePage),
  post('/return/ask-board', 'return.complete', askBoardPage),
  post('/return/submit', 'return.complete', submitPage),
]
