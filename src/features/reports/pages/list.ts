import { randomUUID } from 'node:crypto'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { DataTable, StatusTag } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { sayBytes } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { requestReport } from '../actions.ts'
import { AUDIENCE_WORDS, AUDIENCES } from '../report.ts'
import { reportForm } from '../schemas.ts'
import { reportsOf, type ListedReport } from '../store.ts'
import { audiencesFor, reportHref, reportsHref, reportsTrail, REPORTS_TITLE } from './visible.ts'

/** The reports of a round, and a form that makes another. */
export const reportsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  renderPage(res, 'reports/list', reportsView(round, await reportsOf(db, actor.partnershipId, round.id, audiencesFor(actor)), actor))
}

/** POST: asks for one. */
export const makeReportPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = parseForm(reportForm, req.body)
  if (!form.ok) {
    const reports = await reportsOf(db, actor.partnershipId, round.id, audiencesFor(actor))
    renderPage(res.status(422), 'reports/list', reportsView(round, reports, actor, form.errors))
    return
  }
  const { reportId } = await requestReport(db, actor, { round, ...form.values })
  res.redirect(303, reportHref(round.id, reportId))
}

function reportsView(round: Round, reports: readonly ListedReport[], actor: StaffActor, errors: readonly FormError[] = []) {
  const makes = roleHolds(actor.role, 'report.make')
  return {
    title: REPORTS_TITLE,
    layout: 'staff' as const,
    breadcrumbs: reportsTrail(round),
    roundName: round.name,
    errors: summaryOf(errors),
    form: makes ? { action: reportsHref(round.id), key: randomUUID(), audience: audienceField(errors) } : null,
    table: reports.length === 0 ? null : reportsTable(round, reports),
    empty: {
      heading: 'No report has been made yet',
      text: makes
        ? 'Make one when the board meets: it stays as it was, whatever changes afterwards.'
        : 'Whoever looks after the round makes it. It will be listed here.',
    },
  }
}

function audienceField(errors: readonly FormError[]) {
  const error = errors.find(({ field }) => field === 'audience')
  return {
    idPrefix: 'audience',
    name: 'audience',
    fieldset: { legend: { text: 'Who is it for?', classes: 'govuk-fieldset__legend--m' } },
    items: AUDIENCES.map(value => ({
      value,
      text: AUDIENCE_WORDS[value].words,
      hint: { text: AUDIENCE_WORDS[value].hint },
      checked: value === 'covered',
    })),
    ...(error ? { errorMessage: { text: error.message } } : {}),
  }
}

function reportsTable(round: Round, reports: readonly ListedReport[]): DataTable {
  return {
    id: 'reports',
    caption: 'Reports of this round, the newest first',
    columns: [{ text: 'Made' }, { text: 'By' }, { text: 'For' }, { text: 'State' }, { text: 'Word file', numeric: true }],
    rows: reports.map(found => [
      { text: sayShortInstant(found.readyAt ?? found.createdAt), href: reportHref(round.id, found.id) },
      { text: found.requestedBy },
      { text: AUDIENCE_WORDS[found.audience].short },
      { tag: stateOf(found) },
      { text: found.bytes === null ? '' : sayBytes(found.bytes), numeric: true },
    ]),
  }
}

function stateOf({ status }: Pick<ListedReport, 'status'>): StatusTag {
  if (status === 'ready') return { text: 'Ready', colour: 'green' }
  if (status === 'failed') return { text: 'Could not be made', colour: 'red' }
  return { text: 'Being made', colour: 'blue' }
}
