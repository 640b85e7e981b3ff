import type { Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { Actor } from '../../history/index.ts'
import { localPath } from '../nextPath.ts'
import { homeOf } from '../permissions.ts'
import { signInForm } from '../schemas.ts'
import { openedByPassword } from '../signInActions.ts'
import { goHalfway, guessOf, stepAfterPassword } from './entering.ts'
import { textField } from './textField.ts'

/** One sentence for every way to be wrong: it must not tell which addresses have accounts. */
const WRONG = 'The email address or the password is not right. Check both and try again'

/** GET /sign-in: for staff; those who are signed in already go on. */
export const signInPage: Page<Actor | null> = ({ actor }, req, res) => {
  const next = localPath(req.query.next)
  if (actor?.kind === 'staff') res.redirect(303, next ?? homeOf(actor.role))
  else show(res, { email: '', next })
}

/** POST /sign-in: the first factor. */
export const passwordPage: Page<Actor | null> = async (deps, req, res) => {
  const next = localPath(typed(req.body, 'next'))
  const form = parseForm(signInForm, req.body)
  if (!form.ok) {
    show(res, { email: typed(req.body, 'email'), next, errors: form.errors })
    return
  }
  const { email, password } = form.values
  const opened = await openedByPassword(deps, guessOf(deps, req, email), password)
  if (opened.length === 0) {
    deps.log.warn('a sign-in was refused')
    show(res, { email, next, errors: [{ field: 'email', message: WRONG }] })
    return
  }
  await goHalfway(deps, req, opened, next)
  res.redirect(303, await stepAfterPassword(deps, opened))
}

function show(res: Response, form: { email: string; next: string | undefined; errors?: FormError[] }): void {
  const errors = form.errors ?? []
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/signIn', {
    title: 'Sign in',
    backLink: { href: '/' },
    errors: summaryOf(errors),
    next: form.next,
    email: textField('email', 'Email address', errors, { value: form.email, type: 'email', autocomplete: 'username', spellcheck: false }),
    password: textField('password', 'Password', errors, { autocomplete: 'current-password' }),
  })
}
