import { summaryOf } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { StaffActor } from '../../history/index.ts'
import { addAgencies, removeAgency } from '../exerciseActions.ts'
import { linksOf } from '../linkStore.ts'
import type { Report } from '../reportReading.ts'
import { parseMoreAgencies } from '../schemas.ts'
import { agencyHref, exerciseHref, exerciseTrail, visibleAgency, visibleReport } from './visible.ts'
import { sayLink } from './linkWords.ts'

/** The agencies of an exercise: how far each is, and its link. */
export const agenciesPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  await show(db, res, await visibleReport(db, actor, req), { now: now(), agencies: '', errors: [] })
}

/** POST: more agencies are asked. */
export const addAgenciesPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const report = await visibleReport(db, actor, req)
  const parsed = parseMoreAgencies(req.body, report.agencies.length)
  if ('errors' in parsed) {
    await show(db, res.status(422), report, { now: now(), agencies: typed(req.body, 'agencies'), errors: parsed.errors })
    return
  }
  await addAgencies(db, actor, { exerciseId: report.exercise.id, names: parsed.names })
  req.session.notice = { text: 'The agencies are asked too. Now give each its link.' }
  res.redirect(303, `${exerciseHref(report.exercise.id)}/agencies`)
}

/** POST: an agency that has rated nothing is asked no more. */
export const removeAgencyPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { exercise, agency } = await visibleAgency(db, actor, req)
  await removeAgency(db, actor, { exerciseId: exercise.id, agencyId: agency.id })
  req.session.notice = { text: `${agency.name} is asked no more.` }
  res.redirect(303, `${exerciseHref(exercise.id)}/agencies`)
}

type State = { now: Date; agencies: string; errors: readonly FormError[] }

async function show(db: Db, res: Response, report: Report, { now, agencies, errors }: State): Promise<void> {
  const { exercise, matrix } = report
  const links = new Map((await linksOf(db, exercise.partnershipId, exercise.id)).map(link => [link.agencyId, link]))
  renderPage(res, 'standards/agencies', {
    title: 'Agencies and their links',
    layout: 'staff',
    breadcrumbs: exerciseTrail(exercise, { text: 'Agencies and their links' }),
    errors: summaryOf(errors),
    caption: `${exercise.setTitle}, ${exercise.title}`,
    table: {
      id: 'asked',
      caption: 'Agencies that are asked',
      captionHidden: true,
      columns: [{ text: 'Agency' }, { text: 'Rated' }, { text: 'Link' }],
      rows: report.agencies.map(({ id, name, contactName, contactEmail }, at) => {
        const counts = matrix.byAgency[at]
        return [
          { text: name, href: agencyHref(exercise.id, id), hint: contactEmail === '' ? contactName : `${contactName}, ${contactEmail}` },
          { text: `${(counts?.total ?? 0) - (counts?.missing ?? 0)} of ${counts?.total ?? 0}` },
          { text: sayLink(links.get(id), now) },
        ]
      }),
    },
    isEmpty: report.agencies.length === 0,
    add:
      exercise.status === 'open'
        ? {
            action: `${exerciseHref(exercise.id)}/agencies`,
            field: {
              id: 'agencies',
              name: 'agencies',
              limit: 10_000,
              label: { text: 'More agencies, one a line', classes: 'govuk-label--s' },
              hint: { text: 'A name can have up to 100 characters.' },
              rows: 3,
              value: agencies,
              errorMessage: errors[0] && { text: errors[0].message },
            },
          }
        : null,
  })
}
