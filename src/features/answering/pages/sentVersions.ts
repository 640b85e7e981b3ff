import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { reachesSection, type ContributorActor } from '../../history/index.ts'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { type OpenReturn, sections, submissions } from '../../returns/index.ts'
import { changesView, sentView } from '../../returnPages/index.ts'
import { openFor } from '../openActions.ts'

/** What of a return its reader may see. */
const reached = ({ document, reach }: OpenReturn) => ({
  ...document,
  sections: document.sections.filter(({ key }) => reachesSection(reach, key)),
})

/** What changed since the return was sent, or between the last two times that it was; each version leads to all of it. */
export const changesPage: Page<ContributorActor> = async ({ db, actor, now }, _req, res) => {
  const open = await openFor(db, actor)
  const compared = await sections.comparedVersions(db, open)
  if (!compared) {
    res.redirect(303, '/return')
    return
  }
  renderPage(res, 'answering/changes', {
    title: 'What changed',
    backLink: { text: 'Your return', href: '/return' },
    changes: changesView(reached(open), compared, now()),
    whole: [
      { text: 'Read all of what was sent first', href: `/return/sent/${compared.before.sequence}` },
      { text: compared.after === null ? 'Read all of what is stored now' : 'Read all of what was sent last', href: '/return/whole' },
    ],
  })
}

/** A return as it was sent one time. @throws Refusal (not found) when it was not sent so often */
export const sentPage: Page<ContributorActor> = async ({ db, actor, now }, req, res) => {
  const open = await openFor(db, actor)
  const sequence = wholeNumberIn(req.params.sequence, 10_000)
  const sent = (await submissions.submissionsOf(db, actor.partnershipId, open.auditReturn.id)).find(one => one.sequence === sequence)
  if (!sent) throw notFound()
  const responses = await submissions.sentResponses(db, actor.partnershipId, open.auditReturn.id, sent.sequence)
  renderPage(res, 'answering/sent', {
    title: 'What was sent',
    backLink: { text: 'Your return', href: '/return' },
    sent: sentView({ ...open, document: reached(open) }, { sent, responses, now: now() }),
  })
}
