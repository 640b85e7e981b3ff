import { idParam } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { sectionProgress } from '../../questionnaires/index.ts'
import type { Body } from '../../../platform/forms/parseForm.ts'
import { answerPosted, deskOf, savedLine, sectionItem, showSectionAsked, takeSection, toldView } from '../../answering/index.ts'
import { decisions, openReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { answeredLine, sentLines } from '../summaryLines.ts'

/** The sections of a return that came offline, each leading to the form in which its answers are keyed in. */
export const keyingPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const open = await openReturn(db, actor.partnershipId, idParam(req, 'returnId'))
  const { auditReturn, document, responses, evidenceCounts } = open
  decisions.keyedStatus(auditReturn)
  const desk = deskOf(actor, auditReturn)
  const saved = savedLine(open, req.query)
  if (saved !== null) res.locals.notice = { text: saved, title: 'Saved' }
  renderPage(res, 'handling/keying', {
    ...returnFrame(actor, auditReturn, { below: desk.all.text }),
    title: 'Key in its answers',
    told: toldView(open, desk, { now: now() }),
    mark: desk.mark,
    standing: [...sentLines(auditReturn), `Answers so far: ${answeredLine(auditReturn).toLowerCase()}`],
    sections: {
      idPrefix: 'section',
      items: sectionProgress(document, auditReturn.facts, responses, evidenceCounts).map(section =>
        sectionItem(section, desk.section(section.sectionKey)),
      ),
    },
    links: [
      { text: 'Read its answers from a workbook', href: `/returns/${auditReturn.id}/workbook` },
      { text: 'See what came with it', href: desk.documents.href },
      { text: 'Read all answers', href: `/returns/${auditReturn.id}/answers` },
      desk.home,
    ],
  })
}

/** GET: one section, in the form that the establishment would have had. */
export const keyedSectionPage: Page<StaffActor> = async (context, req, res) => {
  const open = await openReturn(context.db, context.actor.partnershipId, idParam(req, 'returnId'))
  decisions.keyedStatus(open.auditReturn)
  await showSectionAsked(context, req, res, open)
}

/** POST: what is valid is kept, as on the establishment's own pages. */
export const keyInSectionPage: Page<StaffActor> = async (context, req, res) => {
  const body = req.body as Body
  const open = await openReturn(context.db, context.actor.partnershipId, idParam(req, 'returnId'))
  const posted = await takeSection(context, open, String(req.params.section), body)
  await answerPosted(context, res, posted, body)
}
