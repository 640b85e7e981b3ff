import type { Response } from 'express'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Actor } from '../../history/index.ts'
import { codeForm } from '../schemas.ts'
import { signInWithCode } from '../signIn.ts'
import { enter, guessOf, halfwayAccounts, rememberDevice } from './entering.ts'
import { summaryOf, textField } from './textField.ts'

/** GET /sign-in/code */
export const codePage: Page<Actor | null> = async (deps, req, res) => {
  const [account, ...others] = await halfwayAccounts(deps, req)
  if (others.length > 0) res.redirect(303, '/sign-in/partnership')
  else show(res, account.email, [])
}

/** POST /sign-in/code: the second factor, which lets in. */
export const checkCodePage: Page<Actor | null> = async (deps, req, res) => {
  const [account, ...others] = await halfwayAccounts(deps, req)
  if (others.length > 0) {
    res.redirect(303, '/sign-in/partnership')
    return
  }
  const form = parseForm(codeForm, req.body)
  if (!form.ok) {
    show(res, account.email, form.errors)
    return
  }
  const signedIn = await signInWithCode(deps, account, guessOf(deps, req, account.email), form.values.code)
  if (!signedIn) {
    show(res, account.email, [
      { field: 'code', message: 'That code is not right, or was used already. Wait for the next one and enter it' },
    ])
    return
  }
  const next = req.session.halfway?.next
  await enter(req, signedIn)
  rememberDevice(deps, res, account.email)
  res.redirect(303, next ?? '/rounds')
}

function show(res: Response, email: string, errors: FormError[]): void {
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/signInCode', {
    title: 'Enter the code from your authenticator app',
    backLink: { href: '/sign-in' },
    errors: summaryOf(errors),
    code: textField('code', 'Code', errors, {
      hint: { text: `6 numbers, shown for “Safeguarding Audit” and ${email}` },
      classes: 'govuk-input--width-10 govuk-input--extra-letter-spacing',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      spellcheck: false,
    }),
  })
}
