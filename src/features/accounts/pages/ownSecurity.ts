import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { changeApp, changePassword, offerSecondFactor, ownAccount, provePassword, renewRecoveryCodes } from '../ownAccountActions.ts'
import { noPassword } from '../refusals.ts'
import { codeForm, currentPasswordForm, newPasswordForm } from '../schemas.ts'
import { goOn } from './entering.ts'
import { showNewApp, showRecoveryCodes, WRONG_CODE } from './newApp.ts'
import { newPasswordFields } from './newPasswordFields.ts'
import { textField } from './textField.ts'

/** How long a password given again counts. */
const PROOF_LASTS = 10 * 60_000
const ACCOUNT = { href: '/account' }

/** GET /account/password */
export const changePasswordPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  await refuseWithoutPassword(db, actor)
  showChangePassword(res, [])
}

/** POST /account/password */
export const passwordChangedPage: Page<StaffActor> = async (deps, req, res) => {
  const form = parseForm(newPasswordForm(deps.actor), req.body)
  const wrong = await currentPasswordFaults(deps, req)
  if (!form.ok || wrong.length > 0) {
    showChangePassword(res, [...wrong, ...(form.ok ? [] : form.errors)])
    return
  }
  await goOn(deps, req, await changePassword(deps, deps.actor, form.values.password))
  req.session.notice = { text: 'Your password is changed. You are signed out everywhere else.' }
  await saveSession(req)
  res.redirect(303, '/account')
}

/** GET /account/second-factor */
export const renewAppPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  await refuseWithoutPassword(db, actor)
  askForPassword(res, RENEW_APP, [])
}

/** POST /account/second-factor: makes a secret for the new app; the old one counts until the new one has shown a code. */
export const appRenewalPage: Page<StaffActor> = async (deps, req, res) => {
  const wrong = await currentPasswordFaults(deps, req)
  if (wrong.length > 0) {
    askForPassword(res, RENEW_APP, wrong)
    return
  }
  await offerSecondFactor(deps, await ownAccount(deps.db, deps.actor), true)
  req.session.proved = deps.now().getTime()
  await saveSession(req)
  res.redirect(303, '/account/second-factor/new')
}

/** GET /account/second-factor/new */
export const newAppPage: Page<StaffActor> = async (deps, req, res) => {
  if (hasProved(deps, req)) await showNewApp(deps, res, await ownAccount(deps.db, deps.actor), NEW_APP, [])
  else res.redirect(303, '/account/second-factor')
}

/** POST /account/second-factor/new: the new app shows a code, and the page that answers shows new recovery codes, once. */
export const confirmNewAppPage: Page<StaffActor> = async (deps, req, res) => {
  if (!hasProved(deps, req)) {
    res.redirect(303, '/account/second-factor')
    return
  }
  const form = parseForm(codeForm, req.body)
  const done = form.ok && (await changeApp(deps, deps.actor, form.values.code))
  if (!done) {
    await showNewApp(deps, res, await ownAccount(deps.db, deps.actor), NEW_APP, form.ok ? WRONG_CODE : form.errors)
    return
  }
  await goOn(deps, req, done.signedIn)
  showRecoveryCodes(res, done.recoveryCodes, '/account')
}

/** GET /account/recovery-codes */
export const renewCodesPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  await refuseWithoutPassword(db, actor)
  askForPassword(res, RENEW_CODES, [])
}

/** POST /account/recovery-codes: answers with the new codes, which are shown this once. */
export const codesRenewedPage: Page<StaffActor> = async (deps, req, res) => {
  const wrong = await currentPasswordFaults(deps, req)
  if (wrong.length > 0) askForPassword(res, RENEW_CODES, wrong)
  else showRecoveryCodes(res, await renewRecoveryCodes(deps, deps.actor), '/account')
}

const NEW_APP = { action: '/account/second-factor/new', back: '/account/second-factor' }
const RENEW_APP = {
  title: 'Set up your authenticator app again',
  action: '/account/second-factor',
  text: 'For a new phone or another app. The old one stops working once the new one has shown a code, and you get new recovery codes.',
  button: 'Continue',
}
const RENEW_CODES = {
  title: 'Make new recovery codes',
  action: '/account/recovery-codes',
  text: 'The codes that you have now stop working. The new ones are shown once.',
  button: 'Make new codes',
}

async function currentPasswordFaults(deps: Deps & { actor: StaffActor }, req: Request): Promise<FormError[]> {
  const form = parseForm(currentPasswordForm, { current: typed(req.body, 'current') })
  if (!form.ok) return form.errors
  const right = await provePassword(deps, deps.actor, form.values.current)
  return right ? [] : [{ field: 'current', message: 'Your current password is not right' }]
}

async function refuseWithoutPassword(db: Deps['db'], actor: StaffActor): Promise<void> {
  if ((await ownAccount(db, actor)).passwordHash === null) throw noPassword()
}

const hasProved = (deps: Deps, req: Request): boolean => deps.now().getTime() - (req.session.proved ?? 0) < PROOF_LASTS

const currentField = (errors: readonly FormError[]) =>
  textField('current', 'Your current password', errors, { autocomplete: 'current-password' })

function showChangePassword(res: Response, errors: FormError[]): void {
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/changePassword', {
    title: 'Change your password',
    backLink: ACCOUNT,
    errors: summaryOf(errors),
    current: currentField(errors),
    fields: newPasswordFields(errors),
  })
}

function askForPassword(res: Response, words: typeof RENEW_APP, errors: FormError[]): void {
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/provePassword', { ...words, backLink: ACCOUNT, errors: summaryOf(errors), current: currentField(errors) })
}
