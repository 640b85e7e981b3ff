import type { Route } from '../../platform/http/routes.ts'
import { get, post } from './route.ts'
import { homePage } from './pages/home.ts'
import { passwordPage, signInPage } from './pages/signIn.ts'
import { checkCodePage, codePage } from './pages/signInCode.ts'
import { demonstrationLinkPage, useDemonstrationLinkPage } from './pages/signInLink.ts'
import { choosePartnershipPage, partnershipChosenPage } from './pages/signInPartnership.ts'
import { signedOutPage, signOutPage } from './pages/signOut.ts'

export const routes: readonly Route[] = [
  get('/', 'public', homePage),
  get('/sign-in', 'public', signInPage),
  post('/sign-in', 'public', passwordPage),
  get('/sign-in/partnership', 'public', choosePartnershipPage),
  post('/sign-in/partnership', 'public', partnershipChosenPage),
  get('/sign-in/code', 'public', codePage),
  post('/sign-in/code', 'public', checkCodePage),
  get('/sign-in/link/:token', 'public', demonstrationLinkPage),
  post('/sign-in/link/:token', 'public', useDemonstrationLinkPage),
  get('/sign-out', 'public', signedOutPage),
  post('/sign-out', 'public', signOutPage),
]
