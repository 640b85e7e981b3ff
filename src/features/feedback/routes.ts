import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { answerPage, readPage } from './pages/byLink.ts'
import { feedbackPage } from './pages/list.ts'
import { ownCopyPage } from './pages/ownCopy.ts'
import { draftOnePage, onePage, saveRemarkPage, sendAgainPage, sendOnePage } from './pages/one.ts'
import { doSendAgainPage, doSendPage, draftAllPage, sendAllAgainPage, sendPage } from './pages/orders.ts'
import { answerReplyPage, tickReplyPage, untickReplyPage } from './pages/replies.ts'
import { saveTextsPage, textsPage } from './pages/texts.ts'

const ROUND = '/rounds/:roundId/feedback'
const ONE = `${ROUND}/:returnId`

/** Feedback to every establishment of a round; and the establishment's own: by its link alone, and with its copy of the return. */
export const routes: readonly Route[] = [
  get(ROUND, 'feedback.manage', feedbackPage),
  get(`${ROUND}/texts`, 'feedback.manage', textsPage),
  post(`${ROUND}/texts`, 'feedback.manage', saveTextsPage),
  post(`${ROUND}/draft`, 'feedback.manage', draftAllPage),
  get(`${ROUND}/send`, 'feedback.manage', sendPage),
  post(`${ROUND}/send`, 'feedback.manage', doSendPage),
  get(`${ROUND}/send-again`, 'feedback.manage', sendAllAgainPage),
  post(`${ROUND}/send-again`, 'feedback.manage', doSendAgainPage),
  get(ONE, 'feedback.manage', onePage),
  post(ONE, 'feedback.manage', saveRemarkPage),
  post(`${ONE}/draft`, 'feedback.manage', draftOnePage),
  post(`${ONE}/send`, 'feedback.manage', sendOnePage),
  post(`${ONE}/send-again`, 'feedback.manage', sendAgainPage),
  post(`${ONE}/replies/:replyId`, 'feedback.manage', answerReplyPage),
  post(`${ONE}/replies/:replyId/no-answer`, 'feedback.manage', tickReplyPage),
  post(`${ONE}/replies/:replyId/undo`, 'feedback.manage', untickReplyPage),
  get('/return/feedback', 'return.complete', ownCopyPage),
  get('/feedback/:token', 'public', readPage),
  post('/feedback/:token', 'public', answerPage),
]
