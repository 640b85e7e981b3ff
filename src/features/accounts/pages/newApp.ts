import type { Request, Response } from 'express'
import qrcode from 'qrcode'
import type { Deps } from '../../../platform/deps.ts'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { Actor } from '../../history/index.ts'
import { offeredSecret, signInWithNewApp } from '../ownAccountActions.ts'
import { codeForm } from '../schemas.ts'
import { totpUri } from '../secondFactor.ts'
import type { SigningIn } from '../signInStore.ts'
import { enterWithBothFactors, guessOf, halfwayAccount } from './entering.ts'
import { codeField } from './signInCode.ts'

/** GET /sign-in/set-up: for somebody whose password was right and who has no authenticator app yet. */
export const setUpPage: Page<Actor | null> = async (deps, req, res) => {
  const account = await accountWithoutApp(deps, req, res)
  if (account) await showNewApp(deps, res, account, SIGNING_IN, [])
}

/** POST /sign-in/set-up: a first code of the app, which lets in; the page that answers shows the recovery codes, once. */
export const confirmSetUpPage: Page<Actor | null> = async (deps, req, res) => {
  const account = await accountWithoutApp(deps, req, res)
  if (!account) return
  const form = parseForm(codeForm, req.body)
  const done = form.ok && (await signInWithNewApp(deps, account, guessOf(deps, req, account.email), form.values.code))
  if (!done) {
    await showNewApp(deps, res, account, SIGNING_IN, form.ok ? WRONG_CODE : form.errors)
    return
  }
  showRecoveryCodes(res, done.recoveryCodes, await enterWithBothFactors(deps, req, res, account, done.signedIn))
}

/** The account that is signing in. One that has an app is sent to give its code: whoever only knows the password must not see the next secret. */
async function accountWithoutApp(deps: Deps, req: Request, res: Response): Promise<SigningIn | undefined> {
  const account = await halfwayAccount(deps, req, res)
  if (!account || account.totpSecret === null) return account
  res.redirect(303, '/sign-in/code')
  return undefined
}

export const WRONG_CODE: FormError[] = [
  { field: 'code', message: 'That code is not right. Check that you scanned this picture, and enter the code that is shown now' },
]

/** Where the form of the page posts, and where its back link leads. */
type Place = { action: string; back: string }
const SIGNING_IN: Place = { action: '/sign-in/set-up', back: '/sign-in' }

/** The QR code of an authenticator app that is to be set up, with the same as text. Goes back when none is waiting. */
export async function showNewApp(deps: Deps, res: Response, account: SigningIn, place: Place, errors: FormError[]): Promise<void> {
  const secret = offeredSecret(deps, account)
  if (secret === null) {
    res.redirect(303, place.back)
    return
  }
  const uri = totpUri(secret, account.email)
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/newApp', {
    title: 'Set up your authenticator app',
    backLink: { href: place.back },
    errors: summaryOf(errors),
    action: place.action,
    uri,
    qr: await qrcode.toString(uri, { type: 'svg', margin: 2 }),
    secret: secret.match(/.{1,4}/g)?.join(' '),
    email: account.email,
    code: codeField(errors, '6 numbers, which change every half minute'),
  })
}

/** Ten codes, shown this once: the answer to a form, so that they stay in no address and in no session. */
export function showRecoveryCodes(res: Response, codes: readonly string[], next: string): void {
  renderPage(res, 'accounts/recoveryCodes', { title: 'Keep your recovery codes', codes, next })
}
