import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { addColleaguePage, colleaguesPage, endColleaguePage } from './pages/colleagues.ts'
import { chooseToIssuePage, issuePage, issueTextPage } from './pages/issue.ts'
import { landingPage, newLinkPage, startPage } from './pages/landing.ts'
import { byHandPage, colleaguePage, handOverPage, linksPage, resendPage, revokePage, showLinkPage } from './pages/links.ts'
import { askForLinkPage, lostLinkPage } from './pages/lostLink.ts'
import { resendManyPage, resendTextPage } from './pages/resend.ts'
import { sayWhoPage, whoPage } from './pages/who.ts'

/** Issuing audit links, coming in by one, and looking after those of a return. */
export const routes: Route[] = [
  get('/rounds/:roundId/issue', 'round.manage', chooseToIssuePage),
  get('/rounds/:roundId/issue/text', 'round.manage', issueTextPage),
  post('/rounds/:roundId/issue', 'round.manage', issuePage),
  get('/rounds/:roundId/resend', 'return.manage', resendTextPage),
  post('/rounds/:roundId/resend', 'return.manage', resendManyPage),
  get('/returns/:returnId/links', 'return.manage', linksPage),
  post('/returns/:returnId/links/resend', 'return.manage', resendPage),
  post('/returns/:returnId/links/revoke', 'return.manage', revokePage),
  post('/returns/:returnId/links/hand-over', 'return.manage', handOverPage),
  post('/returns/:returnId/links/by-hand', 'return.manage', byHandPage),
  post('/returns/:returnId/links/show', 'return.manage', showLinkPage),
  post('/returns/:returnId/links/colleague', 'return.manage', colleaguePage),
  get('/audit/lost-link', 'public', lostLinkPage),
  post('/audit/lost-link', 'public', askForLinkPage),
  get('/audit/:token', 'public', landingPage),
  post('/audit/:token', 'public', startPage),
  post('/audit/:token/new-link', 'public', newLinkPage),
  get('/return/colleagues', 'return.complete', colleaguesPage),
  post('/return/colleagues', 'return.complete', addColleaguePage),
  post('/return/colleagues/end', 'return.complete', endColleaguePage),
  get('/return/who', 'public', whoPage),
  post('/return/who', 'public', sayWhoPage),
]
