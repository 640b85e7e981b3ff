import { typed } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { publishLibrary, publishVersion } from '../actions.ts'
import { LIBRARY } from '../library/index.ts'

/** A new partnership takes all sets of the library. */
export const publishAllPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const published = await publishLibrary(db, actor)
  req.session.notice =
    published === 0
      ? { text: 'You have questionnaires already.', kind: 'information' }
      : { text: `${published} question sets are published.` }
  res.redirect(303, '/questionnaires')
}

/** The library's words become the next version of one set. */
export const publishSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const document = LIBRARY.find(({ set }) => set === typed(req.body, 'set'))
  if (!document) throw notFound()
  const version = await publishVersion(db, actor, document)
  req.session.notice = {
    text: `Set ${version.setCode} has a version ${version.version}.`,
    link: { text: 'Read it', href: `/questionnaires/${version.id}` },
  }
  res.redirect(303, '/questionnaires')
}
