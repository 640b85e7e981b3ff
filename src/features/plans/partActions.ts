import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { textOfPart } from './document.ts'
import { insertParts, partsOf, removePart, renumberParts, updatePart, type NewPart } from './partStore.ts'
import { partName, STANDS_UNDER, type Part, type PartText } from './plan.ts'
import { inPlan } from './planActions.ts'
import { stepped } from './stepped.ts'

type OfPlan = { planId: Id<'plan'> }
type OfPart = OfPlan & { partId: Id<'planPart'> }

/** Adds a priority, an objective or an aim, as the last where it stands. @returns its id @throws Refusal (not found) where no such part can stand */
export function addPart(
  db: Db,
  actor: PartnershipActor,
  { planId, part, requestKey }: OfPlan & { part: NewPart; requestKey?: string | undefined },
): Promise<{ partId: Id<'planPart'> }> {
  const { partnershipId } = actor
  return inPlan(db, partnershipId, planId, (trx, plan) =>
    once(trx, { partnershipId, key: requestKey, purpose: `plan.part:${planId}` }, async () => {
      const under = part.parentPlanPartId === null ? null : await partIn(trx, partnershipId, planId, part.parentPlanPartId)
      if ((under?.kind ?? null) !== STANDS_UNDER[part.kind]) throw notFound()
      const [partId] = await insertParts(trx, partnershipId, planId, { parts: [part], by: actor.name })
      if (partId === undefined) throw new Error('the part was not stored')
      await recordEvent(trx, actor, { verb: 'plan.part_added', details: { planId, partId, plan: plan.title, name: partName(part) } })
      return { partId }
    }),
  )
}

/** A part of a plan. @throws Refusal (not found) when the plan has none such */
export async function partIn(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>, partId: Id<'planPart'>): Promise<Part> {
  const part = (await partsOf(db, partnershipId, planId)).find(({ id }) => id === partId)
  if (!part) throw notFound()
  return part
}

/**
 * Writes a part anew.
 *
 * @returns the part as somebody else left it, when it has changed since: nothing was written then
 */
export function changePart(
  db: Db,
  actor: PartnershipActor,
  { planId, partId, version, text }: OfPart & { version: number; text: PartText },
): Promise<{ changedSince: Part | null }> {
  return inPlan(db, actor.partnershipId, planId, async (trx, plan) => {
    const before = await partIn(trx, actor.partnershipId, planId, partId)
    if (isDeepStrictEqual(textOfPart(before), textOfPart(text))) return { changedSince: null }
    if (before.version !== version) return { changedSince: before }
    await updatePart(trx, actor.partnershipId, partId, { ...text, by: actor.name })
    const details = { planId, partId, plan: plan.title, name: partName(text), before: textOfPart(before) }
    await recordEvent(trx, actor, { verb: 'plan.part_changed', details })
    return { changedSince: null }
  })
}

/** Moves a part one place up or down among those next to it; at the end it stays. @returns whether it moved */
export function movePart(
  db: Db,
  actor: PartnershipActor,
  { planId, partId, direction }: OfPart & { direction: 'up' | 'down' },
): Promise<boolean> {
  return inPlan(db, actor.partnershipId, planId, async (trx, plan) => {
    const part = await partIn(trx, actor.partnershipId, planId, partId)
    const beside = (await partsOf(trx, actor.partnershipId, planId)).filter(
      ({ parentPlanPartId }) => parentPlanPartId === part.parentPlanPartId,
    )
    const ids = stepped(
      beside.map(({ id }) => id),
      partId,
      direction,
    )
    if (!ids) return false
    await renumberParts(trx, actor.partnershipId, ids)
    await recordEvent(trx, actor, { verb: 'plan.moved', details: { planId, partId, plan: plan.title, name: partName(part), direction } })
    return true
  })
}

/** Removes a part with what is under it. Its actions stay among the actions. Removing it twice is not an error. */
export function deletePart(db: Db, actor: PartnershipActor, { planId, partId }: OfPart): Promise<boolean> {
  return inPlan(db, actor.partnershipId, planId, async (trx, plan) => {
    const part = (await partsOf(trx, actor.partnershipId, planId)).find(({ id }) => id === partId)
    if (!part) return false
    await removePart(trx, actor.partnershipId, partId)
    const details = { planId, partId, plan: plan.title, name: partName(part), before: textOfPart(part) }
    await recordEvent(trx, actor, { verb: 'plan.part_removed', details })
    return true
  })
}
