import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { answerPage, requestPage } from './pages/answer.ts'
import { askedPage } from './pages/asked.ts'
import { askQuestionPage, questionPage } from './pages/askQuestion.ts'
import { askToReopenPage, reopeningPage } from './pages/askReopening.ts'
import { askForTimePage, moreTimePage } from './pages/askTime.ts'
import { changeClarificationPage, clarificationPage, clarificationsPage } from './pages/clarification.ts'
import { requestsPage } from './pages/requests.ts'

/** What establishments ask of the partnership about their returns, and what they are answered. */
export const routes: readonly Route[] = [
  get('/return/requests', 'return.complete', askedPage),
  get('/return/requests/more-time', 'return.complete', moreTimePage),
  post('/return/requests/more-time', 'return.complete', askForTimePage),
  get('/return/requests/reopening', 'return.complete', reopeningPage),
  post('/return/requests/reopening', 'return.complete', askToReopenPage),
  get('/return/requests/questions/:question', 'return.complete', questionPage),
  post('/return/requests/questions/:question', 'return.complete', askQuestionPage),
  get('/rounds/:roundId/clarifications', 'return.manage', clarificationsPage),
  get('/rounds/:roundId/clarifications/:versionId/:question', 'return.manage', clarificationPage),
  post('/rounds/:roundId/clarifications/:versionId/:question', 'return.manage', changeClarificationPage),
  get('/rounds/:roundId/requests', 'return.manage', requestsPage),
  get('/returns/:returnId/requests/:requestId', 'return.manage', requestPage),
  post('/returns/:returnId/requests/:requestId', 'return.manage', answerPage),
]
