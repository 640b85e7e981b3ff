import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { changedIn } from '../merge.ts'
import { saveForAgency } from '../ratingActions.ts'
import { parseRatings, partsOf } from '../ratingForm.ts'
import { refuse } from '../refusals.ts'
import { lineField, partIn, ratePart } from './rateView.ts'
import type { Posted } from './ratingBox.ts'
import { refusalOf, showHeld } from './held.ts'
import { agencyHref, exerciseHref, exerciseTrail, visibleAgency, visibleReport } from './visible.ts'

const FROM = {
  name: 'from',
  label: 'Where does it come from?',
  hint: 'For example, “email of Jo Field, 3 March”. It is kept with each rating.',
  missing: 'Enter where these ratings come from',
}

/** GET: staff enter what an agency told them. */
export const enterPage: Page<StaffActor> = async ({ db, actor }, req, res) => show(db, actor, req, res, undefined)

/** POST: what can be saved is saved; the rest is shown again. */
export const doEnterPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const report = await visibleReport(db, actor, req)
  const { exercise, standards, ratings } = report
  const agencyId = idParam<'agency'>(req, 'agencyId')
  const agency = report.agencies.find(({ id }) => id === agencyId)
  if (!agency || exercise.status === 'closed') {
    showHeld(req, res, report, agency ? refuse.closed(exercise.id) : refuse.notAsked(exercise.id))
    return
  }
  const part = partIn(req.params.part, standards)
  const from = lineField(FROM, req.body, '')
  const own = ratings.filter(rating => rating.agencyId === agency.id)
  const parsed = parseRatings(req.body, partsOf(standards)[part - 1] ?? [], { scale: exercise.scale, ratings: own })
  if (from.errors.length > 0) {
    const faulty = new Set([...parsed.faulty, ...changedIn(parsed.entries, own)])
    await show(db, actor, req, res.status(422), { body: req.body, errors: [...from.errors, ...parsed.errors], faulty, conflicts: [] })
    return
  }
  const what = { exerciseId: exercise.id, agencyId: agency.id, from: from.value, entries: parsed.entries }
  const outcome = await refusalOf(saveForAgency(db, actor, what))
  if (outcome instanceof Refusal) {
    showHeld(req, res, report, outcome)
    return
  }
  const { saved, conflicts } = outcome
  if (conflicts.length > 0 || parsed.errors.length > 0) {
    await show(db, actor, req, res.status(conflicts.length > 0 ? 409 : 422), { body: req.body, ...parsed, conflicts })
    return
  }
  req.session.notice = { text: `${sayCount(saved, 'rating is', 'ratings are')} saved for ${agency.name}.` }
  const here = agencyHref(exercise.id, agency.id)
  const goesOn = typed(req.body, 'intent') !== 'overview' && part < partsOf(standards).length
  res.redirect(303, goesOn ? `${here}/ratings/${part + 1}` : here)
}

async function show(db: Db, actor: StaffActor, req: Request, res: Response, posted: Posted | undefined): Promise<void> {
  const { exercise, agency, standards, ratings } = await visibleAgency(db, actor, req)
  if (exercise.status === 'closed') throw refuse.closed(exercise.id)
  const part = partIn(req.params.part, standards)
  const view = ratePart({ exercise, standards, ratings: ratings.filter(({ agencyId }) => agencyId === agency.id), part, posted })
  const here = agencyHref(exercise.id, agency.id)
  renderPage(res, 'standards/rate', {
    title: `Enter ratings for ${agency.name}`,
    layout: 'staff',
    breadcrumbs: exerciseTrail(
      exercise,
      { text: 'Agencies and their links', href: `${exerciseHref(exercise.id)}/agencies` },
      { text: agency.name, href: here },
      { text: view.of.words },
    ),
    ...view,
    caption: `${exercise.setTitle}, ${exercise.title}`,
    action: `${here}/ratings/${part}`,
    saved: '',
    line: lineField(FROM, posted?.body ?? null, '').field,
    pages: pagesOf(view.of, to => `${here}/ratings/${to}`),
    backHref: here,
    backText: `Back to ${agency.name}`,
  })
}

/** Links to the other pages of the form. */
export const pagesOf = ({ part, parts }: { part: number; parts: number }, href: (part: number) => string) =>
  Array.from({ length: parts }, (_, at) => ({ number: at + 1, href: href(at + 1), current: at + 1 === part }))
