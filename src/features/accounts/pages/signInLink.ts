import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Actor } from '../../history/index.ts'
import { homeOf } from '../permissions.ts'
import { ROLE_WORDS } from '../roles.ts'
import { linkParams } from '../schemas.ts'
import { linkHolder, signInByLink } from '../signInLinkActions.ts'
import { enter } from './entering.ts'

/** GET /sign-in/link/:token: says whom the link signs in, and changes nothing: programs that look at links use none up. */
export const demonstrationLinkPage: Page<Actor | null> = async (deps, req, res) => {
  const { token } = linkParams.parse(req.params)
  const holder = await linkHolder(deps, token)
  renderPage(res, 'accounts/signInLink', {
    title: `Look around as ${holder.name}`,
    layout: 'plain',
    action: `/sign-in/link/${token}`,
    who: `${holder.name} is an invented person: ${ROLE_WORDS[holder.role].name.toLowerCase()} at ${holder.partnershipName}.`,
  })
}

/** POST /sign-in/link/:token: signs in, once. */
export const useDemonstrationLinkPage: Page<Actor | null> = async (deps, req, res) => {
  const { token } = linkParams.parse(req.params)
  const { role } = await linkHolder(deps, token)
  await enter(deps, req, await signInByLink(deps, token))
  res.redirect(303, homeOf(role))
}
