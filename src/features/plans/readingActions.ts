import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { actionsOf } from '../actions/index.ts'
import type { PlanRows } from './document.ts'
import { measuresOf, valuesOf } from './measureStore.ts'
import { partsOf } from './partStore.ts'
import { placesOf } from './placeStore.ts'
import { findPlan } from './store.ts'

/** All rows of a plan, as it is now. @throws Refusal (not found) when the partnership has no such plan */
export async function planRows(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<PlanRows> {
  const plan = await findPlan(db, partnershipId, planId)
  if (!plan) throw notFound()
  const parts = await partsOf(db, partnershipId, planId)
  const places = await placesOf(db, partnershipId, planId)
  const measures = await measuresOf(db, partnershipId, planId)
  const values = await valuesOf(db, partnershipId, planId)
  const ids = [...new Set(places.map(({ actionId }) => actionId))]
  const actions = ids.length === 0 ? [] : await actionsOf(db, partnershipId, ids)
  return { plan, parts, places, measures, values, actions: new Map(actions.map(action => [action.id, action])) }
}
