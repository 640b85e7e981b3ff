import { clearPages, endSession, saveSession } from '../../../platform/http/session.ts'
import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayList } from '../../../platform/say.ts'
import type { ContributorActor } from '../../history/index.ts'
import { returnsOf } from '../../links/index.ts'
import { forgetBrowser } from './unsent.ts'

/** Whoever leaves one return leaves all that are open in the browser, and reads which. */
async function othersLeft(db: Db, { returnId }: ContributorActor, req: Request): Promise<string[]> {
  const others = (req.session.people ?? []).filter(other => other.returnId !== returnId)
  if (others.length === 0) return []
  const open = await returnsOf(
    db,
    others.map(({ contributorId }) => contributorId),
  )
  const names = [...new Set(open.map(({ establishment }) => establishment))]
  return names.length === 0 ? [] : [`You have also left ${sayList(names)}, open in this browser until now.`]
}

/** Leaves the return in this browser, and says how to come back. Somebody signed in as staff as well stays so. */
export const leavePage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const others = await othersLeft(db, actor, req)
  if (req.session.staff) {
    delete req.session.contributor
    delete req.session.people
    await saveSession(req)
    clearPages(res)
  } else await endSession(req, res)
  forgetBrowser(res)
  // The frame of the page is a visitor's again.
  Object.assign(res.locals, {
    pathsNamePerson: undefined,
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
      ...others,
      'To come back, open the link in your email again, on this or any other device, and say who you are.',
      'If other people use this computer, close the browser window.',
    ],
  })
}
