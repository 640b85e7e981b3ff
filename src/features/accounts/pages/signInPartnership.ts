import type { Response } from 'express'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Actor } from '../../history/index.ts'
import { partnershipForm } from '../schemas.ts'
import type { SigningIn } from '../signInStore.ts'
import { goHalfway, halfwayAccounts, stepAfterPassword } from './entering.ts'

/** GET /sign-in/partnership: for people who work for several, once their password is known to be right. */
export const choosePartnershipPage: Page<Actor | null> = async (deps, req, res) => show(res, await halfwayAccounts(deps, req))

/** POST /sign-in/partnership */
export const partnershipChosenPage: Page<Actor | null> = async (deps, req, res) => {
  const accounts = await halfwayAccounts(deps, req)
  const chosen = accounts.find(({ id }) => id === partnershipForm.parse(req.body).account)
  if (!chosen) {
    show(res.status(422), accounts, 'Choose the partnership that you are working for')
    return
  }
  await goHalfway(deps, req, [chosen], req.session.halfway?.next)
  res.redirect(303, await stepAfterPassword(deps, [chosen]))
}

function show(res: Response, accounts: readonly SigningIn[], error?: string): void {
  const title = 'Which partnership are you working for?'
  renderPage(res, 'accounts/signInPartnership', {
    title,
    backLink: { href: '/sign-in' },
    errors: error === undefined ? [] : [{ text: error, href: '#account' }],
    choice: {
      idPrefix: 'account',
      name: 'account',
      fieldset: { legend: { text: title, isPageHeading: true, classes: 'govuk-fieldset__legend--l' } },
      items: accounts.map(({ id, partnershipName }) => ({ value: String(id), text: partnershipName })),
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
    },
  })
}
