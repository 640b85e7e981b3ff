import { clearPages, endSession, saveSession } from '../../../platform/http/session.ts'
import { namePersonInPaths } from '../../../platform/http/personInPath.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { inBrowser } from '../../links/index.ts'
import { leavingView, unsentLeft } from './leaving.ts'
import { forgetBrowser } from './unsent.ts'

/** Leaves the return in this browser, and says how to come back. Somebody signed in as staff as well stays so. */
export const leavePage: Page<ContributorActor> = async (context, req, res) => {
  const { actor } = context
  const left = await unsentLeft(context, req)
  if (left) {
    renderPage(res.status(left.wasSent ? 409 : 200), 'answering/leaving', leavingView(left))
    return
  }
  const isOneOfSeveral = inBrowser.isOneOfSeveral(req, actor)
  if (req.session.staff) {
    delete req.session.contributor
    delete req.session.people
    await saveSession(req)
    clearPages(res)
  } else await endSession(req, res)
  forgetBrowser(res)
  // The frame of the page is a visitor's again.
  namePersonInPaths(res, undefined)
  Object.assign(res.locals, {
    actorName: undefined,
    signOutHref: undefined,
    respondent: undefined,
    csrfToken: undefined,
    homeHref: undefined,
  })
  renderPage(res, 'answering/left', {
    layout: 'page',
    title: 'You have left the return',
    paragraphs: [
      'Everything that was saved is kept.',
      // Whoever leaves one return leaves all that are open in the browser.
      ...(isOneOfSeveral ? ['You have also left the other returns that were open in this browser.'] : []),
      'To come back, open the link in your email again, on this or any other device, and say who you are.',
      'If other people use this computer, close the browser window.',
    ],
  })
}
