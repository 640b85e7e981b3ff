import type { Request, Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import type { Deps } from '../../../platform/deps.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { sayDay, sayInstant } from '../../../platform/london.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { lastSentTo, sayAddress, secretLinks, type LastSent } from '../../messages/index.ts'
import { changeAccount, disableAccount, enableAccount, resetSecondFactor, sendPasswordLink, type Keeper } from '../actions.ts'
import { ROLE_WORDS } from '../roles.ts'
import { accountForm, accountParams } from '../schemas.ts'
import { findAccount, type Account } from '../store.ts'
import { rows } from './account.ts'
import { accountStatus } from './accounts.ts'
import { linkWords, roleField } from './newAccount.ts'
import { textField } from './textField.ts'

/** GET /accounts/:accountId */
export const oneAccountPage: Page<StaffActor> = async (deps, req, res) => show(deps, res, await accountOf(deps, req), {}, [])

/** POST /accounts/:accountId: name and role. */
export const changeAccountPage: Page<StaffActor> = async (deps, req, res) => {
  const account = await accountOf(deps, req)
  const form = parseForm(accountForm, { role: account.role, ...(req.body as object) })
  if (!form.ok) {
    await show(deps, res, account, req.body, form.errors)
    return
  }
  await changeAccount(deps, deps.actor, { accountId: account.id, ...form.values })
  await sayAndReturn(req, res, account.id, 'The account is changed.')
}

export const sendLinkPage = changePage(sendPasswordLink, ({ name }, mail) => `There is a new link for ${name}. ${linkWords(mail)}`)
export const resetSecondFactorPage = changePage(
  resetSecondFactor,
  ({ name }) => `${name} is signed out, and sets up a new authenticator app at the next sign-in.`,
)
export const disableAccountPage = changePage(disableAccount, ({ name }) => `${name} is signed out and cannot sign in.`)
export const enableAccountPage = changePage(enableAccount, ({ name }) => `${name} can sign in again.`)

/** A page that does one thing to one account, says so and goes back to it. */
function changePage(
  change: (deps: Deps, keeper: Keeper, accountId: Id<'account'>) => Promise<void>,
  done: (account: Account, mail: { leaves: boolean }) => string,
): Page<StaffActor> {
  return async (deps, req, res) => {
    const account = await accountOf(deps, req)
    await change(deps, deps.actor, account.id)
    await sayAndReturn(req, res, account.id, done(account, deps.mail))
  }
}

async function sayAndReturn(req: Request, res: Response, accountId: Id<'account'>, text: string): Promise<void> {
  req.session.notice = { text }
  await saveSession(req)
  res.redirect(303, `/accounts/${accountId}`)
}

async function accountOf({ db, actor }: Deps & { actor: StaffActor }, req: Request): Promise<Account> {
  const account = await findAccount(db, actor.partnershipId, accountParams.parse(req.params).accountId)
  if (!account) throw notFound()
  return account
}

async function show(
  deps: Deps & { actor: StaffActor },
  res: Response,
  account: Account,
  body: unknown,
  errors: FormError[],
): Promise<void> {
  if (errors.length > 0) res.status(422)
  const sent = await lastSentTo(deps.db, deps.actor.partnershipId, [account.email])
  const own = account.id === deps.actor.accountId
  renderPage(res, 'accounts/oneAccount', {
    title: account.name,
    breadcrumbs: [{ text: 'Accounts', href: '/accounts' }, { text: account.name }],
    errors: summaryOf(errors),
    status: accountStatus(account),
    summary: summaryRows(account, sent),
    action: `/accounts/${account.id}`,
    name: textField('name', 'Name', errors, {
      limit: 100,
      value: errors.length > 0 ? typed(body, 'name') : account.name,
      classes: 'govuk-!-width-two-thirds',
    }),
    role: own ? undefined : roleField(errors.length > 0 ? typed(body, 'role') : account.role, errors),
    own,
    handOver: !deps.mail.leaves && account.linkNonce ? secretLinks.passwordLink(deps.secret, deps.baseUrl, account.linkNonce) : undefined,
    buttons: own ? [] : buttonsFor(account),
  })
}

const summaryRows = (account: Account, sent: ReadonlyMap<string, LastSent>) =>
  rows([
    ['Email address', sayAddress(account.email, sent)],
    ['Role', ROLE_WORDS[account.role].name],
    ['Last signed in', account.lastSignedInAt === null ? 'Never' : sayInstant(account.lastSignedInAt)],
    ...(account.linkUntil === null
      ? []
      : ([['Link to set a password', `Not used yet; works until ${sayInstant(account.linkUntil)}`]] as [[string, string]])),
    ...(account.secondFactorSince === null
      ? []
      : ([['Authenticator app', `Set up on ${sayDay(account.secondFactorSince)}`]] as [[string, string]])),
    ...(account.disabledAt === null ? [] : ([['Disabled', `On ${sayDay(account.disabledAt)}`]] as [[string, string]])),
  ])

/** What an administrator can do to somebody else's account, as it stands. */
function buttonsFor(account: Account) {
  const at = (change: string) => `/accounts/${account.id}/${change}`
  if (account.disabledAt !== null)
    return [
      {
        heading: 'Let them sign in again',
        text: 'With the password and the authenticator app that they had.',
        action: at('enable'),
        button: 'Enable the account',
      },
    ]
  const link = {
    heading: account.hasPassword ? 'They have forgotten their password' : 'They have not set a password yet',
    text: 'A message with a new link is written to them. It works once, within 7 days; an earlier link stops working.',
    action: at('send-link'),
    button: 'Send a link to set a password',
  }
  const reset = {
    heading: 'They no longer have their authenticator app',
    text: 'Make sure that it is them who asks: speak to them. They are signed out and set up a new app at the next sign-in, for which they need their password.',
    action: at('reset-second-factor'),
    button: 'Remove the authenticator app',
  }
  const disable = {
    heading: 'They should no longer have access',
    text: 'They are signed out at once and cannot sign in. What they did stays in the history under their name.',
    action: at('disable'),
    button: 'Disable the account',
    warning: true,
  }
  return [...(account.demonstration ? [] : [link]), ...(account.secondFactorSince === null ? [] : [reset]), disable]
}
