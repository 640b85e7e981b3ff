import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { dayField } from '../../../platform/forms/moment.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayDay, sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import { memberHref, sampleHref, samplesTrail, visibleMember, type DipSample, type SampleMember } from '../../sampling/index.ts'
import { versioned } from '../rubric.ts'
import { keyed } from '../schemas.ts'
import { parseVisit, typedVisit, visitInBoxes, type TypedVisit, type Visit } from '../visit.ts'
import { changeVisit, recordVisit } from '../visitActions.ts'
import { withoutInterest } from './interest.ts'
import { visibleVisit } from './visibleVisit.ts'
import { visitsHref } from './visits.ts'

/** GET: a new visit. */
export const newVisitPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const visited = await visibleMember(db, actor, req)
  await withoutInterest(db, actor, visited)
  show(res, { ...visited, boxes: { ...typedVisit({}), visitors: actor.name } })
}

/** POST: records it, and shows the note, which can then be printed. */
export const recordVisitPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const visited = await visibleMember(db, actor, req)
  const boxes = typedVisit(req.body)
  const parsed = parseVisit(boxes, { today: londonDate(now()), drawnOn: londonDate(visited.sample.drawnAt) })
  if (!parsed.ok) {
    show(res.status(422), { ...visited, boxes, errors: parsed.errors })
    return
  }
  const { path } = visited
  const { visitId } = await recordVisit(db, actor, { ...path, visit: parsed.values, requestKey: keyed.parse(req.body ?? {})._key })
  req.session.notice = { text: 'The visit is recorded. Print this page for the copy that is left there.' }
  res.redirect(303, `${visitsHref(path)}/${visitId}`)
}

/** GET: a visit to be mended. */
export const changeVisitFormPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const visited = await visibleVisit(db, actor, req)
  await withoutInterest(db, actor, visited)
  show(res, { ...visited, boxes: visitInBoxes(visited.visit), version: visited.visit.version })
}

/** POST: mends it, unless somebody else has meanwhile. */
export const changeVisitPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const visited = await visibleVisit(db, actor, req)
  const { path, visit } = visited
  const boxes = typedVisit(req.body)
  const { version } = versioned.parse(req.body ?? {})
  const parsed = parseVisit(boxes, { today: londonDate(now()), drawnOn: londonDate(visited.sample.drawnAt) })
  if (!parsed.ok) {
    show(res.status(422), { ...visited, boxes, version, errors: parsed.errors })
    return
  }
  const { changedSince } = await changeVisit(db, actor, { ...path, visitId: visit.id, change: { ...parsed.values, version } })
  if (changedSince) {
    show(res.status(409), { ...visited, boxes, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The note of the visit is saved. A copy that was left before says what it said then.' }
  res.redirect(303, `${visitsHref(path)}/${visit.id}`)
}

type State = {
  round: Round
  sample: DipSample
  member: SampleMember
  path: Parameters<typeof visitsHref>[0]
  boxes: TypedVisit
  errors?: readonly FormError[]
  /** The visit that is mended, and its version; none when it is new. */
  visit?: Visit
  version?: number
  changedSince?: Visit
}

function show(res: Response, { round, sample, member, path, boxes, errors = [], visit, version, changedSince }: State): void {
  const title = visit ? 'Change the note of a visit' : 'Record a visit'
  const errorOf = errorsBy(errors)
  renderPage(res, 'reviewing/visitForm', {
    title,
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: title },
    ),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this note since you opened this page', href: '#seen' }] : []),
    ],
    establishment: member.establishmentName,
    conflict: changedSince && conflictOf(changedSince),
    action: visit ? `${visitsHref(path)}/${visit.id}` : visitsHref(path),
    hidden: visit ? { name: 'version', value: String(version ?? visit.version) } : { name: '_key', value: randomUUID() },
    on: dayField('on', 'When was the visit?', 'For example, 27 3 2026', boxes.on, errors),
    visitors: { ...lineField('visitors', 'Who visited?', '', boxes.visitors, errorOf), limit: 300 },
    met: {
      ...lineField('met', 'Who did they meet? (optional)', 'For example, “Priya Nair, Designated Safeguarding Lead”', boxes.met, errorOf),
      limit: 500,
    },
    seen: {
      id: 'seen',
      name: 'seen',
      label: { text: 'What was seen?', classes: 'govuk-label--s' },
      hint: { text: 'The establishment reads it too. Name no child.' },
      rows: 12,
      limit: 10_000,
      value: boxes.seen,
      errorMessage: errorOf('seen'),
    },
    copy: {
      ...lineField(
        'copyLeftWith',
        'Who at the establishment was a copy left with? (optional)',
        'You can print the note when it is saved, and add this afterwards.',
        boxes.copyLeftWith,
        errorOf,
      ),
      limit: 300,
    },
    cancelHref: visit ? `${visitsHref(path)}/${visit.id}` : memberHref(path),
  })
}

const lineField = (name: string, label: string, hint: string, value: string, errorOf: ReturnType<typeof errorsBy>) => ({
  id: name,
  name,
  label: { text: label, classes: 'govuk-label--s' },
  ...(hint === '' ? {} : { hint: { text: hint } }),
  value,
  errorMessage: errorOf(name),
})

const conflictOf = ({ recordedBy, recordedAt, visitedOn, visitors, met, seen, copyLeftWith }: Visit) => ({
  theirs: `${recordedBy} changed it at ${sayInstant(recordedAt)} to:`,
  lines: [
    `${sayDay(visitedOn)}. Visited by ${visitors}.`,
    met === '' ? '' : `They met ${met}.`,
    seen,
    copyLeftWith === '' ? '' : `A copy was left with ${copyLeftWith}.`,
  ].filter(line => line !== ''),
  mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
})
