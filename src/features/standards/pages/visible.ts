import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Id } from '../../../platform/id.ts'
import { findExercise } from '../exerciseStore.ts'
import { refuse } from '../refusals.ts'
import { readReport, type Report } from '../reportReading.ts'
import type { Agency, Exercise, Standard, StandardSet } from '../standard.ts'
import { findSet, standardsOf } from '../store.ts'

type Partner = { partnershipId: Id<'partnership'> }

/** @throws Refusal not found */
export async function visibleSet(db: Db, { partnershipId }: Partner, req: Request): Promise<StandardSet> {
  const set = await findSet(db, partnershipId, idParam(req, 'setId'))
  if (!set) throw notFound()
  return set
}

/** The set that a path names, to be changed or rated. @throws Refusal not found; conflict when it was removed */
export async function setToChange(db: Db, actor: Partner, req: Request): Promise<StandardSet> {
  const set = await visibleSet(db, actor, req)
  if (set.removedAt !== null) throw refuse.setRemoved(set)
  return set
}

/** A standard of the set that a path names. @throws Refusal not found; conflict when the set was removed */
export async function visibleStandard(
  db: Db,
  actor: Partner,
  req: Request,
): Promise<{ set: StandardSet; standard: Standard; all: Standard[] }> {
  const set = await setToChange(db, actor, req)
  const all = await standardsOf(db, actor.partnershipId, set.id)
  const standardId = idParam(req, 'standardId')
  const standard = all.find(({ id }) => id === standardId)
  if (!standard) throw notFound()
  return { set, standard, all }
}

/** @throws Refusal not found */
export async function visibleExercise(db: Db, { partnershipId }: Partner, req: Request): Promise<Exercise> {
  const exercise = await findExercise(db, partnershipId, idParam(req, 'exerciseId'))
  if (!exercise) throw notFound()
  return exercise
}

/** The exercise that a path names with all that was said in it. @throws Refusal not found */
export const visibleReport = async (db: Db, actor: Partner, req: Request): Promise<Report> =>
  readReport(db, await visibleExercise(db, actor, req))

/** The agency that a path names, among those that the exercise asks. @throws Refusal not found */
export async function visibleAgency(db: Db, actor: Partner, req: Request): Promise<Report & { agency: Agency }> {
  const report = await visibleReport(db, actor, req)
  const agencyId = idParam(req, 'agencyId')
  const agency = report.agencies.find(({ id }) => id === agencyId)
  if (!agency) throw notFound()
  return { ...report, agency }
}

export const setHref = (setId: Id<'set'>): string => `/standards/${setId}`
export const exerciseHref = (exerciseId: Id<'exercise'>): string => `/standards/exercises/${exerciseId}`
export const agencyHref = (exerciseId: Id<'exercise'>, agencyId: Id<'agency'>): string => `${exerciseHref(exerciseId)}/agencies/${agencyId}`

type Crumb = { text: string; href?: string }
const HOME: Crumb = { text: 'Standards', href: '/standards' }

/** Where a page of a set stands. */
export const setTrail = ({ id, title }: { id: Id<'set'>; title: string }, ...below: Crumb[]): Crumb[] =>
  below.length === 0 ? [HOME, { text: title }] : [HOME, { text: title, href: setHref(id) }, ...below]

/** Where a page of an exercise stands. */
export const exerciseTrail = ({ id, setId, setTitle, title }: Exercise, ...below: Crumb[]): Crumb[] =>
  setTrail(
    { id: setId, title: setTitle },
    ...(below.length === 0 ? [{ text: title }] : [{ text: title, href: exerciseHref(id) }, ...below]),
  )
