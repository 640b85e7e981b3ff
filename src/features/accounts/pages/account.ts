import { renderPage } from '../../../platform/http/renderPage.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { sayDay } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { endOtherSessions } from '../ownAccountActions.ts'
import { RECOVERY_CODES } from '../recoveryCodes.ts'
import { ROLE_WORDS } from '../roles.ts'
import { findAccount, type Account } from '../store.ts'
import { goOn } from './entering.ts'

/** GET /account: what a member of staff may know and change of their own account. */
export const accountPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  const account = await findAccount(db, actor.partnershipId, actor.accountId)
  if (!account) throw notFound()
  renderPage(res, 'accounts/account', {
    title: 'Your account',
    who: rows([
      ['Name', account.name],
      ['Email address', account.email],
      ['Role', `${ROLE_WORDS[account.role].name}. ${ROLE_WORDS[account.role].may}.`],
    ]),
    security: account.hasPassword ? securityRows(account) : undefined,
  })
}

/** POST /account/sign-out-elsewhere */
export const signOutElsewherePage: Page<StaffActor> = async (deps, req, res) => {
  await goOn(deps, req, await endOtherSessions(deps, deps.actor))
  req.session.notice = { text: 'You are signed out everywhere else.' }
  await saveSession(req)
  res.redirect(303, '/account')
}

const securityRows = ({ secondFactorSince, recoveryCodesLeft }: Account) =>
  rows([
    ['Password', 'Set', { text: 'Change', hidden: 'password', href: '/account/password' }],
    [
      'Authenticator app',
      secondFactorSince === null ? 'Not set up' : `Set up on ${sayDay(secondFactorSince)}`,
      { text: 'Set up again', hidden: 'authenticator app', href: '/account/second-factor' },
    ],
    [
      'Recovery codes',
      `${recoveryCodesLeft} of ${RECOVERY_CODES} left`,
      { text: 'Make new ones', hidden: 'recovery codes', href: '/account/recovery-codes' },
    ],
  ])

type Row = [key: string, value: string, action?: { text: string; hidden: string; href: string }]

/** The parameters of `govuk.summaryList`. */
export const rows = (all: readonly Row[]) => ({
  rows: all.map(([key, value, action]) => ({
    key: { text: key },
    value: { text: value },
    ...(action ? { actions: { items: [{ text: action.text, href: action.href, visuallyHiddenText: action.hidden }] } } : {}),
  })),
})
