import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { ROLES, type StaffActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { addAccount } from '../actions.ts'
import { ROLE_WORDS } from '../roles.ts'
import { newAccountForm } from '../schemas.ts'
import { textField } from './textField.ts'

/** GET /accounts/new */
export const newAccountPage: Page<StaffActor> = (_context, _req, res) => show(res, {}, [])

/** POST /accounts: adds the account and writes to its holder. */
export const addAccountPage: Page<StaffActor> = async (deps, req, res) => {
  const form = parseForm(newAccountForm, req.body)
  if (!form.ok) {
    show(res, req.body, form.errors)
    return
  }
  const { _key, ...account } = form.values
  const { accountId } = await addAccount(deps, deps.actor, { ...account, key: _key })
  if (accountId === null) {
    show(res, req.body, [{ field: 'email', message: 'Someone with this email address has an account already' }])
    return
  }
  req.session.notice = { text: `${account.name} now has an account. ${linkWords(deps.mail)}` }
  await saveSession(req)
  res.redirect(303, `/accounts/${accountId}`)
}

/** How the holder of an account comes by their link: by mail, where any leaves. */
export const linkWords = (mail: { leaves: boolean }): string => {
  const written = sayQueued(mail, 'The message with a link to set a password')
  return mail.leaves ? `${written}.` : `${written}: give them the link below.`
}

function show(res: Response, body: unknown, errors: FormError[]): void {
  if (errors.length > 0) res.status(422)
  renderPage(res, 'accounts/newAccount', {
    title: 'Add an account',
    breadcrumbs: [{ text: 'Accounts', href: '/accounts' }, { text: 'Add an account' }],
    errors: summaryOf(errors),
    key: randomUUID(),
    name: textField('name', 'Name', errors, {
      limit: 100,
      value: typed(body, 'name'),
      classes: 'govuk-!-width-two-thirds',
      autocomplete: 'off',
    }),
    email: textField('email', 'Email address', errors, {
      value: typed(body, 'email'),
      type: 'email',
      classes: 'govuk-!-width-two-thirds',
      autocomplete: 'off',
      spellcheck: false,
      hint: { text: 'Their own work address: what they do here is recorded under their name' },
    }),
    role: roleField(typed(body, 'role'), errors),
  })
}

/** The choice of a role, each with what it may do. */
export const roleField = (chosen: string, errors: readonly FormError[]) => ({
  ...textField('role', 'What may they do?', errors),
  idPrefix: 'role',
  fieldset: { legend: { text: 'What may they do?', classes: 'govuk-fieldset__legend--m' } },
  items: ROLES.map(role => ({ value: role, text: ROLE_WORDS[role].name, hint: { text: ROLE_WORDS[role].may }, checked: role === chosen })),
})
