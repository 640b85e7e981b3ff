import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay, sayInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, sampleHref, samplesTrail, type MemberPath } from '../../sampling/index.ts'
import { removeVisit, restoreVisit } from '../visitActions.ts'
import type { Visit } from '../visit.ts'
import { hasInterest, withoutInterest } from './interest.ts'
import { visibleVisit } from './visibleVisit.ts'

export const visitsHref = (path: MemberPath): string => `${memberHref(path)}/visits`

/** The visits to an establishment as its page lists them. @param changes whether the person may change them */
export function visitsOn(path: MemberPath, visits: readonly Visit[], changes: boolean) {
  const base = visitsHref(path)
  const line = ({ id, visitedOn, visitors, copyLeftWith }: Visit) => ({
    day: sayDay(visitedOn),
    about: `${visitors}. ${sayCopy(copyLeftWith)}`,
    href: `${base}/${id}`,
    restore: `${base}/${id}/restore`,
  })
  return {
    newHref: changes ? `${base}/new` : '',
    changes,
    lines: visits.filter(({ removedAt }) => removedAt === null).map(line),
    removed: visits.filter(({ removedAt }) => removedAt !== null).map(line),
  }
}

const sayCopy = (copyLeftWith: string): string => (copyLeftWith === '' ? 'No copy was left.' : `A copy was left with ${copyLeftWith}.`)

/** The note of a visit: to be read, and printed as the copy that is left. */
export const visitPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path, visit } = await visibleVisit(db, actor, req)
  const here = `${visitsHref(path)}/${visit.id}`
  const changes =
    roleHolds(actor.role, 'review.record') &&
    member.replacedAt === null &&
    visit.removedAt === null &&
    !(await hasInterest(db, actor, member))
  renderPage(res, 'reviewing/visit', {
    title: `Visit on ${sayDay(visit.visitedOn)}`,
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: 'Visit' },
    ),
    establishment: member.establishmentName,
    removed: visit.removedAt === null ? '' : `This note was removed at ${sayInstant(visit.removedAt)}. It is no part of the review.`,
    facts: [
      { key: { text: 'Visited by' }, value: { text: visit.visitors } },
      { key: { text: 'They met' }, value: { text: visit.met === '' ? 'Nobody is named' : visit.met } },
      { key: { text: 'A copy was left with' }, value: { text: visit.copyLeftWith === '' ? 'Nobody' : visit.copyLeftWith } },
      { key: { text: 'Part of' }, value: { text: `${sample.name}, ${round.name}` } },
    ],
    seen: visit.seen,
    by: `Recorded by ${visit.recordedBy}, ${sayInstant(visit.recordedAt)}`,
    changeHref: changes ? `${here}/change` : '',
    removeHref: changes ? `${here}/remove` : '',
    backHref: memberHref(path),
  })
}

/** GET: asks before the note of a visit is removed. */
export const removeVisitPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const visited = await visibleVisit(db, actor, req)
  const { round, sample, member, path, visit } = visited
  await withoutInterest(db, actor, visited)
  const here = `${visitsHref(path)}/${visit.id}`
  renderPage(res, 'reviewing/visitRemove', {
    title: 'Remove the note of a visit',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: 'Remove a visit' },
    ),
    establishment: member.establishmentName,
    confirm: {
      heading: `Is the visit on ${sayDay(visit.visitedOn)} the one to remove?`,
      paragraphs: [
        `Visited by ${visit.visitors}. ${sayCopy(visit.copyLeftWith)}`,
        'It is no longer part of the review. You can restore it: the note is kept, and the history says who removed it.',
      ],
      action: `${here}/remove`,
      button: { text: 'Remove this note', warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

/** POST: removes it. One that is removed already stays so. */
export const doRemoveVisitPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { path, visit } = await visibleVisit(db, actor, req)
  await removeVisit(db, actor, { ...path, visitId: visit.id })
  req.session.notice = {
    text: `The note of the visit on ${sayDay(visit.visitedOn)} is removed. Below, under “Visits”, you can restore it.`,
  }
  res.redirect(303, `${memberHref(path)}#visits`)
}

/** POST: brings it back. */
export const restoreVisitPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { path, visit } = await visibleVisit(db, actor, req)
  await restoreVisit(db, actor, { ...path, visitId: visit.id })
  req.session.notice = { text: `The note of the visit on ${sayDay(visit.visitedOn)} is back.` }
  res.redirect(303, `${memberHref(path)}#visits`)
}
