import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { countTry } from '../../platform/rateLimit.ts'
import type { PartnershipActor } from '../history/index.ts'
import { askedAgency, openExercise, tell } from './exerciseActions.ts'
import { exerciseStandards } from './exerciseStore.ts'
import { SAVES } from './limits.ts'
import { isOver } from './link.ts'
import { findLink } from './linkStore.ts'
import { planSave, type Conflict, type Entry } from './merge.ts'
import { agencyRatings, writeRatings, type Rater } from './ratingStore.ts'
import { refuse } from './refusals.ts'
import { nameOf, type Exercise } from './standard.ts'

export type Saved = { saved: number; conflicts: Conflict[] }

/**
 * Saves what an agency says by its link, as far as nobody else has changed it meanwhile. The link is looked at again here: what was typed
 * may have been sent long after it was opened.
 *
 * @throws Refusal when the link or the exercise has ended, or what is rated is none of its standards and values
 */
export async function saveByLink(
  db: Db,
  { tokenHash, person, entries, now }: { tokenHash: Buffer; person: string; entries: readonly Entry[]; now: Date },
): Promise<Saved> {
  const known = await findLink(db, tokenHash)
  if (known) {
    const wait = await countTry(db, SAVES, String(known.id))
    if (wait !== null) throw refuse.tooManySaves(wait)
  }
  return inTransaction(db, async trx => {
    if (!known) throw refuse.linkUnknown()
    const { partnershipId, exerciseId, agencyId, agency } = known
    const actor = { kind: 'system' as const, partnershipId, name: `${person}, ${agency}` }
    // The exercise before its link, as everywhere: whoever ends the link at this moment holds the exercise first.
    const exercise = await openExercise(trx, actor, exerciseId)
    const link = await findLink(trx, tokenHash)
    if (!link) throw refuse.notAsked(exerciseId)
    if (isOver(link, now)) throw refuse.linkOver(link.endedAt)
    return save(trx, actor, { partnershipId, exerciseId, agencyId, byName: person, enteredFrom: null }, { exercise, entries, agency })
  })
}

/** Saves what staff were told by an agency: who entered it, and where it comes from, is kept with each rating. */
export function saveForAgency(
  db: Db,
  actor: PartnershipActor,
  { exerciseId, agencyId, from, entries }: { exerciseId: Id<'exercise'>; agencyId: Id<'agency'>; from: string; entries: readonly Entry[] },
): Promise<Saved> {
  return inTransaction(db, async trx => {
    const rater = { partnershipId: actor.partnershipId, exerciseId, agencyId, byName: actor.name, enteredFrom: from }
    const exercise = await openExercise(trx, actor, exerciseId)
    const { name: agency } = await askedAgency(trx, actor, { exerciseId, agencyId })
    return save(trx, actor, rater, { exercise, entries, agency })
  })
}

/** Sets the rating of a standard that was agreed. */
export function saveAgreed(
  db: Db,
  actor: PartnershipActor,
  { exerciseId, entry }: { exerciseId: Id<'exercise'>; entry: Entry },
): Promise<Saved> {
  return inTransaction(db, async trx => {
    const rater = { partnershipId: actor.partnershipId, exerciseId, agencyId: null, byName: actor.name, enteredFrom: null }
    const exercise = await openExercise(trx, actor, exerciseId)
    return save(trx, actor, rater, { exercise, entries: [entry], agency: null })
  })
}

/** @param what.exercise open, and held */
async function save(
  trx: Db,
  actor: PartnershipActor,
  rater: Rater,
  { exercise, entries, agency }: { exercise: Exercise; entries: readonly Entry[]; agency: string | null },
): Promise<Saved> {
  const { partnershipId, exerciseId, agencyId, enteredFrom: from } = rater
  const standards = await exerciseStandards(trx, partnershipId, exerciseId)
  const known = new Map(standards.map(standard => [standard.id, standard]))
  const values = new Set(exercise.scale.map(({ key }) => key))
  if (entries.some(({ standardId, said }) => !known.has(standardId) || (said.value !== null && !values.has(said.value))))
    throw refuse.changedScale(exerciseId)
  const stored = new Map((await agencyRatings(trx, partnershipId, exerciseId, agencyId)).map(rating => [rating.standardId, rating]))
  const { writes, conflicts } = planSave(entries, stored)
  await writeRatings(trx, rater, writes)
  const [first] = writes
  if (first && agency === null)
    await tell(trx, actor, { verb: 'rating.agreed', about: exercise, standard: named(known.get(first.standardId)) })
  else if (first) await tell(trx, actor, { verb: 'rating.saved', about: exercise, agency, ratings: writes.length, from: from ?? undefined })
  return { saved: writes.length, conflicts }
}

const named = (standard: Parameters<typeof nameOf>[0] | undefined): string => (standard ? nameOf(standard) : '')
