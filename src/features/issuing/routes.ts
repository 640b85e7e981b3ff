import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { addColleaguePage, colleaguesPage, endColleaguePage, endColleagueQuestionPage, showColleagueLinkPage } from './pages/colleagues.ts'
import { changeGoToPage, goToPage } from './pages/goTo.ts'
import { chooseToIssuePage, issuePage, issueTextPage } from './pages/issue.ts'
import { byHandPage, colleaguePage, handOverPage, linksPage, moveLinkPage, resendPage, revokePage, showLinkPage } from './pages/links.ts'
import { linksToMovePage, moveAllPage } from './pages/linksToMove.ts'
import { returnsOfAddressPage, startOnePage } from './pages/ofAddress.ts'
import { askForLinkPage, lostLinkPage, newLinkPage } from './pages/lostLink.ts'
import { handOverReturnPage, handOverToPage, renewMainPage, renewMainQuestionPage } from './pages/mainLink.ts'
import { resendManyPage, resendTextPage } from './pages/resend.ts'

/** Sending audit links: to a round, again to many, to whoever lost theirs, and looking after those of one return. */
export const routes: Route[] = [
  get('/rounds/:roundId/issue', 'round.manage', chooseToIssuePage),
  get('/rounds/:roundId/issue/text', 'round.manage', issueTextPage),
  post('/rounds/:roundId/issue', 'round.manage', issuePage),
  get('/rounds/:roundId/links-go-to', 'round.manage', goToPage),
  post('/rounds/:roundId/links-go-to', 'round.manage', changeGoToPage),
  get('/rounds/:roundId/resend', 'return.manage', resendTextPage),
  post('/rounds/:roundId/resend', 'return.manage', resendManyPage),
  get('/rounds/:roundId/links-to-move', 'return.manage', linksToMovePage),
  post('/rounds/:roundId/links-to-move', 'return.manage', moveAllPage),
  get('/audit/all/:token', 'public', returnsOfAddressPage),
  post('/audit/all/:token', 'public', startOnePage),
  get('/audit/lost-link', 'public', lostLinkPage),
  post('/audit/lost-link', 'public', askForLinkPage),
  post('/audit/:token/new-link', 'public', newLinkPage),
  get('/returns/:returnId/links', 'return.manage', linksPage),
  post('/returns/:returnId/links/resend', 'return.manage', resendPage),
  post('/returns/:returnId/links/revoke', 'return.manage', revokePage),
  post('/returns/:returnId/links/move', 'return.manage', moveLinkPage),
  post('/returns/:returnId/links/hand-over', 'return.manage', handOverPage),
  post('/returns/:returnId/links/by-hand', 'return.manage', byHandPage),
  post('/returns/:returnId/links/show', 'return.manage', showLinkPage),
  post('/returns/:returnId/links/colleague', 'return.manage', colleaguePage),
  get('/return/colleagues', 'return.complete', colleaguesPage),
  post('/return/colleagues', 'return.complete', addColleaguePage),
  post('/return/colleagues/show', 'return.complete', showColleagueLinkPage),
  get('/return/colleagues/:invitationId/end', 'return.complete', endColleagueQuestionPage),
  get('/return/colleagues/new-main-link', 'return.complete', renewMainQuestionPage),
  post('/return/colleagues/new-main-link', 'return.complete', renewMainPage),
  get('/return/colleagues/hand-over', 'return.complete', handOverReturnPage),
  post('/return/colleagues/hand-over', 'return.complete', handOverToPage),
  post('/return/colleagues/end', 'return.complete', endColleaguePage),
]
