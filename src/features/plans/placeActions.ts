import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { createAction, findAction, nameOf, type NewAction } from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { PlacedAction } from './document.ts'
import { partIn } from './partActions.ts'
import { insertPlaces, moveToPart, placesOf, removePlace, renumberPlaces } from './placeStore.ts'
import { partName } from './plan.ts'
import { inPlan } from './planActions.ts'
import { stepped } from './stepped.ts'

type OfPart = { planId: Id<'plan'>; partId: Id<'planPart'> }
type OfPlace = { planId: Id<'plan'>; placeId: Id<'planPlace'> }

/** Writes an action under a part of a plan. @returns its id */
export function writeInPlan(
  db: Db,
  actor: PartnershipActor,
  { planId, partId, action, requestKey }: OfPart & { action: NewAction; requestKey?: string | undefined },
): Promise<{ actionId: Id<'action'> }> {
  const { partnershipId } = actor
  return inPlan(db, partnershipId, planId, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: `plan.write:${partId}` }, async () => {
      await partIn(trx, partnershipId, planId, partId)
      const { actionId } = await createAction(trx, actor, action)
      await insertPlaces(trx, partnershipId, planId, [{ partId, actionId, linked: false }])
      return { actionId }
    }),
  )
}

/** Gives an action that is there already a place under a part, as one of the plan or of the plan that it is linked with. */
export function placeAction(
  db: Db,
  actor: PartnershipActor,
  { planId, partId, actionId, linked }: OfPart & { actionId: Id<'action'>; linked: boolean },
): Promise<boolean> {
  return inPlan(db, actor.partnershipId, planId, async (trx, plan) => {
    const part = await partIn(trx, actor.partnershipId, planId, partId)
    const action = await findAction(trx, actor.partnershipId, actionId)
    if (!action) throw notFound()
    if ((await insertPlaces(trx, actor.partnershipId, planId, [{ partId, actionId, linked }])) === 0) return false
    const details = { planId, partId, actionId, plan: plan.title, name: `${nameOf(action)} (${partName(part)})` }
    await recordEvent(trx, actor, { verb: 'plan.action_placed', details })
    return true
  })
}

/** A place in a plan. @throws Refusal (not found) when the plan has none such */
export async function placeIn(db: Db, partnershipId: Id<'partnership'>, { planId, placeId }: OfPlace): Promise<PlacedAction> {
  const place = (await placesOf(db, partnershipId, planId)).find(({ id }) => id === placeId)
  if (!place) throw notFound()
  return place
}

/** Moves an action one step among those of its part, or under another part. @returns whether it moved */
export function movePlace(
  db: Db,
  actor: PartnershipActor,
  { planId, placeId, to }: OfPlace & { to: 'up' | 'down' | Id<'planPart'> },
): Promise<boolean> {
  const { partnershipId } = actor
  return inPlan(db, partnershipId, planId, async (trx, plan) => {
    const place = await placeIn(trx, partnershipId, { planId, placeId })
    if (!(await moved(trx, partnershipId, { planId, place, to }))) return false
    const action = await findAction(trx, partnershipId, place.actionId)
    const details = { planId, actionId: place.actionId, plan: plan.title, name: action ? nameOf(action) : '' }
    await recordEvent(trx, actor, { verb: 'plan.moved', details })
    return true
  })
}

async function moved(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { planId, place, to }: { planId: Id<'plan'>; place: PlacedAction; to: 'up' | 'down' | Id<'planPart'> },
): Promise<boolean> {
  if (typeof to === 'number') {
    await partIn(trx, partnershipId, planId, to)
    return moveToPart(trx, partnershipId, place.id, to)
  }
  const beside = (await placesOf(trx, partnershipId, planId)).filter(
    ({ partId, linked }) => partId === place.partId && linked === place.linked,
  )
  const ids = stepped(
    beside.map(({ id }) => id),
    place.id,
    to,
  )
  if (ids) await renumberPlaces(trx, partnershipId, ids)
  return ids !== undefined
}

/** Takes an action out of its place in a plan. The action stays, with its progress. Doing it twice is not an error. */
export function takeOut(db: Db, actor: PartnershipActor, { planId, placeId }: OfPlace): Promise<boolean> {
  const { partnershipId } = actor
  return inPlan(db, partnershipId, planId, async (trx, plan) => {
    const place = (await placesOf(trx, partnershipId, planId)).find(({ id }) => id === placeId)
    if (!place) return false
    const action = await findAction(trx, partnershipId, place.actionId)
    await removePlace(trx, partnershipId, placeId)
    const details = { planId, actionId: place.actionId, plan: plan.title, name: action ? nameOf(action) : '' }
    await recordEvent(trx, actor, { verb: 'plan.action_taken_out', details })
    return true
  })
}
