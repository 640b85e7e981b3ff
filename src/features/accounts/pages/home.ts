import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Actor } from '../../history/index.ts'
import { homeOf } from '../permissions.ts'

/** GET /: people who are known go on to their work; visitors are shown the two ways in. */
export const homePage: Page<Actor | null> = ({ actor }, req, res) => {
  if (actor?.kind === 'staff') res.redirect(303, homeOf(actor.role))
  else if (req.session.contributor) res.redirect(303, '/return')
  else renderPage(res, 'accounts/home', { title: 'The yearly safeguarding audit for schools, colleges and nurseries' })
}
