import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { reachesSection, type ContributorActor } from '../../history/index.ts'
import { unanswered } from '../../questionnaires/index.ts'
import { canNow } from '../../returns/index.ts'
import { openFor } from '../openActions.ts'
import { missingBySection } from '../../returnPages/index.ts'
import { signsAs } from '../signOff.ts'
import { leftLine } from './leftLine.ts'
import { savedLine } from './afterSave.ts'
import { deskOf } from './sectionDesk.ts'
import { doubtsHtml } from './doubtsView.ts'
import { toldView } from './toldView.ts'

/** What stands between the return and its submission; each line leads to the question. */
export const checkPage: Page<ContributorActor> = async ({ db, actor, now }, req, res) => {
  const open = await openFor(db, actor)
  const { auditReturn, document, responses, evidenceCounts } = open
  if (!canNow('save', auditReturn)) {
    res.redirect(303, '/return')
    return
  }
  const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).filter(({ sectionKey }) =>
    reachesSection(actor.reach, sectionKey),
  )
  const isWhole = actor.reach.sections === 'all'
  renderPage(res, 'answering/check', {
    told: toldView(open, deskOf(actor, auditReturn), { now: now() }),
    isWhole,
    title:
      missing.length === 0
        ? isWhole
          ? 'Nothing is missing'
          : 'Nothing is missing in your sections'
        : missing.length === 1
          ? 'One answer is missing'
          : `${missing.length} answers are missing`,
    backLink: { text: 'All sections', href: '/return' },
    saved: savedLine(open, req.query),
    left: leftLine(open),
    sections: missingBySection(document, missing),
    doubts: doubtsHtml(open, now()),
    ready: missing.length === 0,
    advice: !isWhole
      ? 'There is nothing more for you to do here. You can change an answer until the return is submitted.'
      : signsAs(actor, auditReturn) === 'head'
        ? 'Read the whole return once more, then sign and submit it.'
        : 'Read the whole return once more. Then the headteacher signs and submits it.',
  })
}
