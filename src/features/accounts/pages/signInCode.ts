import type { Response } from 'express'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { Actor } from '../../history/index.ts'
import { codeForm, recoveryCodeForm } from '../schemas.ts'
import { signInWithCode, signInWithRecoveryCode } from '../signInActions.ts'
import { enterWithBothFactors, guessOf, halfwayAccount } from './entering.ts'
import { textField } from './textField.ts'

/** GET /sign-in/code */
export const codePage: Page<Actor | null> = async (deps, req, res) => {
  const account = await halfwayAccount(deps, req, res)
  if (account) showCode(res, account.email, [])
}

/** POST /sign-in/code: the second factor, which lets in. */
export const checkCodePage: Page<Actor | null> = async (deps, req, res) => {
  const account = await halfwayAccount(deps, req, res)
  if (!account) return
  const form = parseForm(codeForm, req.body)
  if (!form.ok) {
    showCode(res, account.email, form.errors)
    return
  }
  const signedIn = await signInWithCode(deps, account, guessOf(deps, req, account.email), form.values.code)
  if (signedIn) res.redirect(303, await enterWithBothFactors(deps, req, res, account, signedIn))
  else
    showCode(res, account.email, [
      { field: 'code', message: 'That code is not right, or was used already. Wait for the next one and enter it' },
    ])
}

/** GET /sign-in/recovery-code: for somebody whose authenticator app is not at hand. */
export const recoveryCodePage: Page<Actor | null> = async (deps, req, res) => {
  if (await halfwayAccount(deps, req, res)) showRecoveryCode(res, [])
}

/** POST /sign-in/recovery-code */
export const checkRecoveryCodePage: Page<Actor | null> = async (deps, req, res) => {
  const account = await halfwayAccount(deps, req, res)
  if (!account) return
  const form = parseForm(recoveryCodeForm, req.body)
  if (!form.ok) {
    showRecoveryCode(res, form.errors)
    return
  }
  const signedIn = await signInWithRecoveryCode(deps, account, guessOf(deps, req, account.email), form.values.code)
  if (!signedIn) {
    showRecoveryCode(res, [{ field: 'code', message: 'That is not one of your recovery codes, or it was used already' }])
    return
  }
  const next = await enterWithBothFactors(deps, req, res, account, signedIn)
  req.session.notice = {
    kind: 'information',
    text: 'You used a recovery code, which does not work again. If you no longer have your authenticator app, set up a new one.',
    link: { text: 'Your account', href: '/account' },
  }
  await saveSession(req)
  res.redirect(303, next)
}

function showCode(res: Response, email: string, errors: FormError[]): void {
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/signInCode', {
    title: 'Enter the code from your authenticator app',
    backLink: { href: '/sign-in' },
    errors: summaryOf(errors),
    code: codeField(errors, `6 numbers, shown for “Safeguarding Audit” and ${email}`),
  })
}

/** A box for six digits. */
export const codeField = (errors: readonly FormError[], hint: string) =>
  textField('code', 'Code', errors, {
    hint: { text: hint },
    classes: 'govuk-input--width-10 govuk-input--extra-letter-spacing',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    spellcheck: false,
  })

function showRecoveryCode(res: Response, errors: FormError[]): void {
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/signInRecoveryCode', {
    title: 'Sign in with a recovery code',
    backLink: { href: '/sign-in/code' },
    errors: summaryOf(errors),
    code: textField('code', 'Recovery code', errors, {
      hint: { text: 'One of the ten that you were shown when you set up your authenticator app, like 7kq2m-xw9fd' },
      classes: 'govuk-input--width-20',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: false,
    }),
  })
}
