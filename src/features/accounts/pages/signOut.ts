import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { beginSession, clearPages, endSession } from '../../../platform/http/session.ts'
import type { Actor } from '../../history/index.ts'

/** POST /sign-out: ends the session of this browser. A return that is open in it by an audit link stays open. */
export const signOutPage: Page<Actor | null> = async (_deps, req, res) => {
  if (req.session.contributor) {
    await beginSession(req, () => undefined)
    clearPages(res)
  } else await endSession(req, res)
  res.redirect(303, '/sign-out')
}

/** GET /sign-out */
export const signedOutPage: Page<Actor | null> = ({ actor }, _req, res) =>
  actor?.kind === 'staff'
    ? renderPage(res, 'accounts/signOut', { title: 'Sign out' })
    : renderPage(res, 'accounts/signedOut', { title: 'You have signed out', backLink: { href: '/', text: 'Home' } })
