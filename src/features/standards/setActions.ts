import { isDeepStrictEqual } from 'node:util'
import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { exercisesOf } from './exerciseStore.ts'
import type { PastedStandard } from './pasted.ts'
import { refuse } from './refusals.ts'
import { nameOf, type Exercise, type Standard, type StandardSet } from './standard.ts'
import {
  insertSet,
  insertStandards,
  lockSet,
  markRemoved,
  markSetRemoved,
  renumber,
  standardsOf,
  updateSet,
  updateStandard,
  type SetText,
} from './store.ts'

/** Makes a set, to which standards are then added. @returns its id */
export function createSet(
  db: Db,
  actor: PartnershipActor,
  { set, key }: { set: SetText; key?: string | undefined },
): Promise<{ setId: Id<'set'> }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'standard_set.create' }, async () => {
      const setId = await insertSet(trx, actor.partnershipId, set, actor.name)
      await recordEvent(trx, actor, { verb: 'standard_set.created', details: { setId, set: set.title } })
      return { setId }
    }),
  )
}

/**
 * Changes a set. What was rated stays as it is: an exercise has a scale and a rule of its own, from the day on which it began.
 *
 * @param change.version that of the set when the form was rendered
 * @returns the set as somebody else left it, when it has changed since: nothing was written then
 */
export function changeSet(
  db: Db,
  actor: PartnershipActor,
  { setId, set, version }: { setId: Id<'set'>; set: SetText; version: number },
): Promise<{ changedSince: StandardSet | null }> {
  return inTransaction(db, async trx => {
    const before = await lockedSet(trx, actor, setId)
    const changed = FIELDS.filter(field => !isDeepStrictEqual(before[field], set[field]))
    if (changed.length === 0) return { changedSince: null }
    if (before.version !== version) return { changedSince: before }
    await updateSet(trx, actor.partnershipId, setId, set, actor.name)
    const words = changed.map(field => FIELD_WORDS[field])
    await recordEvent(trx, actor, { verb: 'standard_set.changed', details: { setId, set: set.title, changed: words } })
    return { changedSince: null }
  })
}

const FIELD_WORDS = {
  title: 'title',
  introduction: 'introduction',
  scale: 'scale',
  rollUp: 'rule',
  shared: 'whether ratings are shared',
} as const satisfies Record<keyof SetText, string>
const FIELDS = Object.keys(FIELD_WORDS) as (keyof SetText)[]

/** Adds standards at the end of a set. Exercises that began keep the standards that they have. */
export function addStandards(
  db: Db,
  actor: PartnershipActor,
  { setId, standards, key }: { setId: Id<'set'>; standards: readonly PastedStandard[]; key?: string | undefined },
): Promise<{ added: number }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'standard.add' }, async () => {
      const { title } = await lockedSet(trx, actor, setId)
      await insertStandards(trx, actor.partnershipId, setId, standards)
      await recordEvent(trx, actor, { verb: 'standard.added', details: { setId, set: title, standards: standards.length } })
      return { added: standards.length }
    }),
  )
}

type OfStandard = { setId: Id<'set'>; standardId: Id<'standard'> }

/** Rewords a standard. @returns the standard as somebody else left it, when it has changed since: nothing was written then */
export function changeStandard(
  db: Db,
  actor: PartnershipActor,
  { standard: text, version, ...of }: OfStandard & { standard: PastedStandard; version: number },
): Promise<{ changedSince: Standard | null }> {
  return inTransaction(db, async trx => {
    const { set, standard } = await lockedStandard(trx, actor, of)
    if (standard.code === text.code && standard.title === text.title && standard.text === text.text) return { changedSince: null }
    if (!(await updateStandard(trx, actor.partnershipId, of.standardId, { ...text, version }))) return { changedSince: standard }
    const details = { ...of, set: set.title, standard: nameOf(text), before: nameOf(standard) }
    await recordEvent(trx, actor, { verb: 'standard.changed', details })
    return { changedSince: null }
  })
}

/** Takes a standard out of its set. Exercises that asked for it keep it. Removing it twice is not an error. @returns whether this removed it */
export function removeStandard(db: Db, actor: PartnershipActor, of: OfStandard): Promise<boolean> {
  return inTransaction(db, async trx => {
    const set = await lockedSet(trx, actor, of.setId)
    const standard = (await standardsOf(trx, actor.partnershipId, of.setId)).find(({ id }) => id === of.standardId)
    if (!standard || !(await markRemoved(trx, actor.partnershipId, of.standardId))) return false
    await recordEvent(trx, actor, { verb: 'standard.removed', details: { ...of, set: set.title, standard: nameOf(standard) } })
    return true
  })
}

/** Moves a standard one place up or down; at the end of the list it stays. */
export function moveStandard(
  db: Db,
  actor: PartnershipActor,
  { direction, ...of }: OfStandard & { direction: 'up' | 'down' },
): Promise<void> {
  return inTransaction(db, async trx => {
    const { set, standard } = await lockedStandard(trx, actor, of)
    const ids = (await standardsOf(trx, actor.partnershipId, of.setId)).map(({ id }) => id)
    const at = ids.indexOf(standard.id)
    const to = at + (direction === 'up' ? -1 : 1)
    if (to < 0 || to >= ids.length) return
    ids.splice(at, 1)
    ids.splice(to, 0, standard.id)
    await renumber(trx, actor.partnershipId, ids)
    await recordEvent(trx, actor, { verb: 'standard.moved', details: { ...of, set: set.title, standard: nameOf(standard), direction } })
  })
}

/**
 * Removes a set: it is in no list of sets that are used, and nobody is asked to rate it any more. What was rated stays, and can be read.
 * Removing it twice is not an error.
 *
 * @throws Refusal while agencies are asked to rate it
 */
export function removeSet(db: Db, actor: PartnershipActor, setId: Id<'set'>): Promise<void> {
  return inTransaction(db, async trx => {
    const set = await heldSet(trx, actor, setId)
    if (set.removedAt !== null) return
    const open = openOf(await exercisesOf(trx, actor.partnershipId, setId))
    if (open.length > 0) throw refuse.stillOpen(open)
    await markSetRemoved(trx, actor.partnershipId, setId, actor.name)
    await recordEvent(trx, actor, { verb: 'standard_set.removed', details: { setId, set: set.title } })
  })
}

/** Those of its exercises for which a set cannot be removed. */
export const openOf = (exercises: readonly Exercise[]): Exercise[] => exercises.filter(({ status }) => status === 'open')

/** Restores a set that was removed. Doing it twice is not an error. */
export function restoreSet(db: Db, actor: PartnershipActor, setId: Id<'set'>): Promise<void> {
  return inTransaction(db, async trx => {
    const set = await heldSet(trx, actor, setId)
    if (set.removedAt === null) return
    await markSetRemoved(trx, actor.partnershipId, setId, null)
    await recordEvent(trx, actor, { verb: 'standard_set.restored', details: { setId, set: set.title } })
  })
}

async function heldSet(trx: Db, { partnershipId }: PartnershipActor, setId: Id<'set'>): Promise<StandardSet> {
  const set = await lockSet(trx, partnershipId, setId)
  if (!set) throw notFound()
  return set
}

/** A set that is used, held. @throws Refusal when it was removed */
export async function lockedSet(trx: Db, actor: PartnershipActor, setId: Id<'set'>): Promise<StandardSet> {
  const set = await heldSet(trx, actor, setId)
  if (set.removedAt !== null) throw refuse.setRemoved(set)
  return set
}

async function lockedStandard(trx: Db, actor: PartnershipActor, of: OfStandard): Promise<{ set: StandardSet; standard: Standard }> {
  const set = await lockedSet(trx, actor, of.setId)
  const standard = (await standardsOf(trx, actor.partnershipId, of.setId)).find(({ id }) => id === of.standardId)
  if (!standard) throw notFound()
  return { set, standard }
}
