import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { idParam } from '../../../platform/http/params.ts'
import { visibleRound } from '../../rounds/index.ts'
import { removeReport } from '../actions.ts'
import { AUDIENCE_WORDS } from '../report.ts'
import { reportHref, reportsHref, reportsTrail, visibleReport } from './visible.ts'

/** GET: asks before a report is removed. */
export const removeReportPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, found } = await visibleReport(db, actor, req)
  const here = reportHref(round.id, found.id)
  renderPage(res, 'reports/remove', {
    title: 'Remove a report',
    layout: 'staff',
    breadcrumbs: reportsTrail(round, { text: 'Remove a report' }),
    roundName: round.name,
    confirm: {
      heading: 'Is this the report to remove?',
      paragraphs: [
        `${AUDIENCE_WORDS[found.audience].words}. ${found.requestedBy} asked for it at ${sayInstant(found.createdAt)}.`,
        'It is removed with its Word file. The numbers of the round stay as they are, and the history keeps that it was made.',
        ...(found.audience === 'covered'
          ? ['What you publish next is no longer held against it. Remove it only if nobody outside the office has received it.']
          : []),
      ],
      action: `${here}/remove`,
      button: { text: 'Remove the report', warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

/** POST: removes it. */
export const doRemoveReportPage: Page<StaffActor> = async ({ db, files, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const reportId = idParam(req, 'reportId')
  const removed = await removeReport({ db, files }, actor, { round, reportId })
  const by = removed ? '' : await earlier.doneBy(db, actor, { roundId: round.id }, ['report.removed'], { reportId })
  req.session.notice = { text: `The report is removed. ${by}`.trim() }
  res.redirect(303, reportsHref(round.id))
}
