import type { Route } from '../../platform/http/routes.ts'
import { file, get, post } from '../accounts/index.ts'
import { answerHerePage } from './pages/answerHere.ts'
import { askBoardPage } from './pages/askBoard.ts'
import { askBoardsPage, orderBoardsPage } from './pages/askBoards.ts'
import { sendCodePage } from './pages/code.ts'
import { signatureListPage } from './pages/list.ts'
import { copyPage, packPage, packWordPage } from './pages/pack.ts'
import { askBoardForPage, confirmPage, signaturesPage, waivePage } from './pages/staff.ts'
import { signOffPage, signPage, submitPage } from './pages/signOff.ts'

/** Where a return is read, signed and submitted, and where staff see whose its signatures are. */
export const routes: Route[] = [
  get('/return/sign-off', 'return.complete', signOffPage),
  post('/return/sign-off', 'return.complete', signPage),
  post('/return/sign-off/answers/:section', 'return.complete', answerHerePage),
  post('/return/sign-off/code', 'return.complete', sendCodePage),
  post('/return/ask-board', 'return.complete', askBoardPage),
  get('/return/pack', 'return.complete', packPage),
  file('/return/pack/word', 'return.complete', packWordPage),
  file('/return/whole/excel', 'return.complete', copyPage),
  post('/return/submit', 'return.complete', submitPage),
  get('/returns/:returnId/signatures', 'return.manage', signaturesPage),
  post('/returns/:returnId/signatures', 'return.manage', confirmPage),
  post('/returns/:returnId/signatures/ask', 'return.manage', askBoardForPage),
  post('/returns/:returnId/signatures/waive', 'return.manage', waivePage),
  get('/rounds/:roundId/signatures', 'return.manage', signatureListPage),
  get('/rounds/:roundId/signatures/ask', 'return.manage', askBoardsPage),
  post('/rounds/:roundId/signatures/ask', 'return.manage', orderBoardsPage),
]
