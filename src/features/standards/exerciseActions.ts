import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor, type Verb } from '../history/index.ts'
import { secretLinks } from '../messages/index.ts'
import { askAgencies, exerciseAgencies, insertExercise, lockExercise, stopAsking, updateExercise } from './exerciseStore.ts'
import { lockLinkOf } from './linkStore.ts'
import { hasRated } from './ratingStore.ts'
import { refuse } from './refusals.ts'
import type { RollUp } from './rollUp.ts'
import type { Agency, Exercise } from './standard.ts'
import { lockedSet } from './setActions.ts'
import { standardsOf } from './store.ts'

/**
 * Begins to rate a set: its standards, scale and rule are kept as they are now, and these agencies are asked. Nobody is written to yet.
 *
 * @throws Refusal when the set has no standards, or was removed
 */
export function startExercise(
  db: Db,
  actor: PartnershipActor,
  {
    setId,
    title,
    dueAt,
    agencies,
    key,
  }: { setId: Id<'set'>; title: string; dueAt: Date; agencies: readonly string[]; key?: string | undefined },
): Promise<{ exerciseId: Id<'exercise'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'rating_exercise.start' }, async () => {
      const set = await lockedSet(trx, actor, setId)
      if ((await standardsOf(trx, partnershipId, setId)).length === 0) throw refuse.noStandards(setId)
      const exerciseId = await insertExercise(trx, set, { title, dueAt, by: actor.name })
      await askAgencies(trx, partnershipId, exerciseId, agencies)
      await recordEvent(trx, actor, {
        verb: 'rating_exercise.started',
        details: { setId, exerciseId, set: set.title, exercise: title, agencies },
      })
      return { exerciseId }
    }),
  )
}

/** What staff may change of an exercise once it has begun. */
export type ExerciseText = { title: string; dueAt: Date; rollUp: RollUp; shared: boolean }

/** Changes an exercise. @returns the exercise as somebody else left it, when it has changed since: nothing was written then */
export function changeExercise(
  db: Db,
  actor: PartnershipActor,
  { exerciseId, text, version }: { exerciseId: Id<'exercise'>; text: ExerciseText; version: number },
): Promise<{ changedSince: Exercise | null }> {
  return inTransaction(db, async trx => {
    const exercise = await lockedExercise(trx, actor, exerciseId)
    const changed = [
      ...(exercise.title === text.title ? [] : ['title']),
      ...(exercise.dueAt.getTime() === text.dueAt.getTime() ? [] : ['due date']),
      ...(exercise.rollUp === text.rollUp ? [] : ['rule']),
      ...(exercise.shared === text.shared ? [] : ['whether ratings are shared']),
    ]
    if (changed.length === 0) return { changedSince: null }
    if (exercise.version !== version) return { changedSince: exercise }
    await updateExercise(trx, { ...exercise, ...text })
    await tell(trx, actor, { verb: 'rating_exercise.changed', about: { ...exercise, title: text.title }, changed })
    return { changedSince: null }
  })
}

/**
 * Closes an exercise, so that nothing more is rated, or opens it again. Doing it twice is not an error.
 *
 * @throws Refusal when it is to be opened again and its set was removed
 */
export function setStatus(
  db: Db,
  actor: PartnershipActor,
  { exerciseId, status }: { exerciseId: Id<'exercise'>; status: Exercise['status'] },
): Promise<void> {
  return inTransaction(db, async trx => {
    const exercise = await lockedExercise(trx, actor, exerciseId)
    if (exercise.status === status) return
    if (status === 'open') await lockedSet(trx, actor, exercise.setId)
    await updateExercise(trx, { ...exercise, status })
    const verb = status === 'closed' ? 'rating_exercise.closed' : 'rating_exercise.reopened'
    await tell(trx, actor, { verb, about: exercise })
  })
}

/** Asks more agencies. One that is asked already is not asked twice. */
export function addAgencies(
  db: Db,
  actor: PartnershipActor,
  { exerciseId, names }: { exerciseId: Id<'exercise'>; names: readonly string[] },
): Promise<void> {
  return inTransaction(db, async trx => {
    const exercise = await openExercise(trx, actor, exerciseId)
    const before = await exerciseAgencies(trx, actor.partnershipId, exerciseId)
    await askAgencies(trx, actor.partnershipId, exerciseId, names)
    const after = await exerciseAgencies(trx, actor.partnershipId, exerciseId)
    const agencies = after.filter(({ id }) => !before.some(agency => agency.id === id)).map(({ name }) => name)
    if (agencies.length > 0) await tell(trx, actor, { verb: 'rating_exercise.agencies_added', about: exercise, agencies })
  })
}

/** Stops asking an agency, and ends its link. @throws Refusal when it has rated something */
export function removeAgency(
  db: Db,
  actor: PartnershipActor,
  { exerciseId, agencyId }: { exerciseId: Id<'exercise'>; agencyId: Id<'agency'> },
): Promise<void> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const exercise = await openExercise(trx, actor, exerciseId)
    const agency = (await exerciseAgencies(trx, partnershipId, exerciseId)).find(({ id }) => id === agencyId)
    if (!agency) return
    if (await hasRated(trx, partnershipId, exerciseId, agencyId)) throw refuse.hasRated(exerciseId, agency.name)
    const link = await lockLinkOf(trx, partnershipId, exerciseId, agencyId)
    if (link) await secretLinks.forgetSecretLink(trx, partnershipId, link.nonce)
    await stopAsking(trx, partnershipId, exerciseId, agencyId)
    await tell(trx, actor, { verb: 'rating_exercise.agency_removed', about: exercise, agency: agency.name })
  })
}

export async function lockedExercise(trx: Db, { partnershipId }: PartnershipActor, exerciseId: Id<'exercise'>): Promise<Exercise> {
  const exercise = await lockExercise(trx, partnershipId, exerciseId)
  if (!exercise) throw notFound()
  return exercise
}

/** @throws Refusal when the exercise was closed */
export async function openExercise(trx: Db, actor: PartnershipActor, exerciseId: Id<'exercise'>): Promise<Exercise> {
  const exercise = await lockedExercise(trx, actor, exerciseId)
  if (exercise.status === 'closed') throw refuse.closed(exerciseId)
  return exercise
}

/** One of the agencies that an exercise asks. Look with the exercise held: an agency can be taken out of it. @throws Refusal when it is none */
export async function askedAgency(
  trx: Db,
  { partnershipId }: PartnershipActor,
  of: { exerciseId: Id<'exercise'>; agencyId: Id<'agency'> },
): Promise<Agency> {
  const agency = (await exerciseAgencies(trx, partnershipId, of.exerciseId)).find(({ id }) => id === of.agencyId)
  if (!agency) throw refuse.notAsked(of.exerciseId)
  return agency
}

/** Records an event about an exercise. */
export async function tell(
  trx: Db,
  actor: PartnershipActor,
  { verb, about, ...more }: { verb: Verb; about: Exercise } & Record<string, unknown>,
): Promise<void> {
  const { id: exerciseId, setId, setTitle: set, title: exercise } = about
  await recordEvent(trx, actor, { verb, details: { setId, exerciseId, set, exercise, ...more } })
}
