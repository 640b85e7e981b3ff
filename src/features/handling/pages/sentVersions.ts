import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import type { StaffActor } from '../../history/index.ts'
import { openReturn, sections, submissions } from '../../returns/index.ts'
import { changesView, returnFrame, sentView } from '../../returnPages/index.ts'
import { visibleReturnId } from './visibleReturn.ts'

/** What the establishment changed since its return was sent back, or between the last two times that it was sent. */
export const changesPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const open = await openReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))
  const compared = await sections.comparedVersions(db, open)
  if (!compared) throw notFound()
  const base = `/returns/${open.auditReturn.id}`
  renderPage(res, 'handling/changes', {
    ...returnFrame(actor, open.auditReturn, { below: 'What changed' }),
    title: 'What changed',
    changes: changesView(open.document, compared, now()),
    whole: [
      { text: 'Read all of what was sent first', href: `${base}/sent/${compared.before.sequence}` },
      { text: 'Read all the answers as they are now', href: `${base}/answers` },
    ],
  })
}

/** A return as it was sent one time. @throws Refusal (not found) when it was not sent so often */
export const sentPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const open = await openReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))
  const sequence = wholeNumberIn(req.params.sequence, 10_000)
  const sent = (await submissions.submissionsOf(db, actor.partnershipId, open.auditReturn.id)).find(one => one.sequence === sequence)
  if (!sent) throw notFound()
  const responses = await submissions.sentResponses(db, actor.partnershipId, open.auditReturn.id, sent.sequence)
  renderPage(res, 'handling/sent', {
    ...returnFrame(actor, open.auditReturn, { below: 'What was sent' }),
    title: 'What was sent',
    sent: sentView(open, { sent, responses, now: now() }),
  })
}
