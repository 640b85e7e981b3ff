import type { Route } from '../../platform/http/routes.ts'
import { get, post } from './route.ts'
import { accountPage, signOutElsewherePage } from './pages/account.ts'
import { accountsPage } from './pages/accounts.ts'
import { homePage } from './pages/home.ts'
import { addAccountPage, newAccountPage } from './pages/newAccount.ts'
import { confirmSetUpPage, setUpPage } from './pages/newApp.ts'
import {
  changeAccountPage,
  disableAccountPage,
  enableAccountPage,
  oneAccountPage,
  resetSecondFactorPage,
  sendLinkPage,
} from './pages/oneAccount.ts'
import {
  appRenewalPage,
  changePasswordPage,
  codesRenewedPage,
  confirmNewAppPage,
  newAppPage,
  passwordChangedPage,
  renewAppPage,
  renewCodesPage,
} from './pages/ownSecurity.ts'
import { passwordSetPage, setPasswordPage } from './pages/setPassword.ts'
import { passwordPage, signInPage } from './pages/signIn.ts'
import { checkCodePage, checkRecoveryCodePage, codePage, recoveryCodePage } from './pages/signInCode.ts'
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
  get('/sign-in/recovery-code', 'public', recoveryCodePage),
  post('/sign-in/recovery-code', 'public', checkRecoveryCodePage),
  get('/sign-in/set-up', 'public', setUpPage),
  post('/sign-in/set-up', 'public', confirmSetUpPage),
  get('/sign-in/link/:token', 'public', demonstrationLinkPage),
  post('/sign-in/link/:token', 'public', useDemonstrationLinkPage),
  get('/sign-out', 'public', signedOutPage),
  post('/sign-out', 'public', signOutPage),

  get('/account/set-password/:token', 'public', setPasswordPage),
  post('/account/set-password/:token', 'public', passwordSetPage),
  get('/account', 'self', accountPage),
  post('/account/sign-out-elsewhere', 'self', signOutElsewherePage),
  get('/account/password', 'self', changePasswordPage),
  post('/account/password', 'self', passwordChangedPage),
  get('/account/second-factor', 'self', renewAppPage),
  post('/account/second-factor', 'self', appRenewalPage),
  get('/account/second-factor/new', 'self', newAppPage),
  post('/account/second-factor/new', 'self', confirmNewAppPage),
  get('/account/recovery-codes', 'self', renewCodesPage),
  post('/account/recovery-codes', 'self', codesRenewedPage),

  get('/accounts', 'account.manage', accountsPage),
  get('/accounts/new', 'account.manage', newAccountPage),
  post('/accounts', 'account.manage', addAccountPage),
  get('/accounts/:accountId', 'account.manage', oneAccountPage),
  post('/accounts/:accountId', 'account.manage', changeAccountPage),
  post('/accounts/:accountId/send-link', 'account.manage', sendLinkPage),
  post('/accounts/:accountId/reset-second-factor', 'account.manage', resetSecondFactorPage),
  post('/accounts/:accountId/disable', 'account.manage', disableAccountPage),
  post('/accounts/:accountId/enable', 'account.manage', enableAccountPage),
]
