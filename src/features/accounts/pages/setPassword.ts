import type { Response } from 'express'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { Actor } from '../../history/index.ts'
import { passwordLinkFor, setPasswordByLink } from '../ownAccountActions.ts'
import { linkParams, newPasswordForm } from '../schemas.ts'
import type { SigningIn } from '../signInStore.ts'
import { goHalfway, stepAfterPassword } from './entering.ts'
import { newPasswordFields } from './newPasswordFields.ts'

/** GET /account/set-password/:token: changes nothing, whoever or whatever opens the link. */
export const setPasswordPage: Page<Actor | null> = async (deps, req, res) => {
  const { token } = linkParams.parse(req.params)
  show(res, token, await passwordLinkFor(deps, token), [])
}

/** POST /account/set-password/:token: sets the password, uses the link up and goes on to the second factor. */
export const passwordSetPage: Page<Actor | null> = async (deps, req, res) => {
  const { token } = linkParams.parse(req.params)
  const holder = await passwordLinkFor(deps, token)
  const form = parseForm(newPasswordForm(holder), req.body)
  if (!form.ok) {
    show(res.status(422), token, holder, form.errors)
    return
  }
  const account = await setPasswordByLink(deps, token, form.values.password)
  await goHalfway(deps, req, [account], undefined)
  res.redirect(303, await stepAfterPassword(deps, [account]))
}

function show(res: Response, token: string, holder: SigningIn, errors: FormError[]): void {
  renderPage(res, 'accounts/setPassword', {
    title: 'Choose a password',
    layout: 'plain',
    errors: summaryOf(errors),
    action: `/account/set-password/${token}`,
    who: `For ${holder.name} (${holder.email}) at ${holder.partnershipName}.`,
    fields: newPasswordFields(errors),
  })
}
