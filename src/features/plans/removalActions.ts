import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { held, progressOf, type Action, type PlacesOf } from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { forgetting, markOf } from '../sheetImports/index.ts'
import type { PlanRows } from './document.ts'
import { actionsOnlyIn, placesOf } from './placeStore.ts'
import { partName, type Plan } from './plan.ts'
import { inPlan } from './planActions.ts'
import { planRows } from './readingActions.ts'
import { refuse } from './refusals.ts'
import { plansLinkedWith, removePlan } from './store.ts'
import { versionsOf } from './versionStore.ts'

/** What goes with a plan that is removed, and what stays. */
export type Removal = Pick<PlanRows, 'plan' | 'parts' | 'measures' | 'values'> & {
  /** The actions that stand nowhere else, and how many notes of progress they have. */
  going: Action[]
  notes: number
  /** How many of its actions stand somewhere else, and stay. */
  staying: number
  /** The plans that are linked with it. */
  linked: Plan[]
  /** The mark of exactly that. */
  mark: string
}

/**
 * What would go with a plan.
 *
 * @param elsewhere where an action stands besides plans, as each feature tells it
 * @throws Refusal not found; conflict where a version of it was approved
 */
export async function removalOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  { planId, elsewhere }: { planId: Id<'plan'>; elsewhere: readonly PlacesOf[] },
): Promise<Removal> {
  const [approved] = await versionsOf(db, partnershipId, planId)
  if (approved) throw refuse.wasApproved(planId, approved.label)
  const { plan, parts, measures, values, actions } = await planRows(db, partnershipId, planId)
  const going: Action[] = []
  for (const id of await actionsOnlyIn(db, partnershipId, planId)) {
    const action = actions.get(id)
    if (action && !(await standsIn(db, partnershipId, id, elsewhere))) going.push(action)
  }
  const ids = going.map(({ id }) => id)
  const notes = (await progressOf(db, partnershipId, ids)).length
  const linked = await plansLinkedWith(db, partnershipId, planId)
  const lists = [parts, measures, values, linked].map(list => list.map(({ id }) => id))
  const mark = markOf([plan.id, ...lists, ids, notes, actions.size])
  return { plan, parts, measures, values, going, notes, staying: actions.size - going.length, linked, mark }
}

/**
 * Removes a plan of which no version was approved, with the actions that stand nowhere else.
 *
 * @param said.mark that of what the person saw would go
 * @param said.elsewhere where an action stands besides plans, as each feature tells it
 * @returns false when something else would go by now: nothing was removed then
 * @throws Refusal not found; conflict where a version of it was approved
 */
export function removeUnapproved(
  db: Db,
  actor: PartnershipActor,
  { planId, reason, mark, elsewhere }: { planId: Id<'plan'>; reason: string; mark: string; elsewhere: readonly PlacesOf[] },
): Promise<boolean> {
  const { partnershipId } = actor
  return inPlan(db, partnershipId, planId, async trx => {
    const places = await placesOf(trx, partnershipId, planId)
    // Held, so that none is given a place elsewhere while it goes.
    const ids = places.map(({ actionId }) => actionId)
    await held.lockActions(trx, partnershipId, ids)
    const { plan, parts, measures, going, ...removal } = await removalOf(trx, partnershipId, { planId, elsewhere })
    if (removal.mark !== mark) return false
    await forgetting.forgetPlan(trx, partnershipId, planId)
    await removePlan(trx, partnershipId, planId, actor.name)
    const goingIds = going.map(({ id }) => id)
    await held.removeActions(trx, partnershipId, goingIds)
    const details = { planId, plan: plan.title, reason, parts: parts.map(partName), measures: measures.map(({ words }) => words) }
    await recordEvent(trx, actor, { verb: 'plan.removed', details: { ...details, actions: going.map(({ what }) => what) } })
    return true
  })
}

async function standsIn(db: Db, partnershipId: Id<'partnership'>, id: Id<'action'>, elsewhere: readonly PlacesOf[]): Promise<boolean> {
  for (const placesOfAction of elsewhere) if ((await placesOfAction(db, partnershipId, id)).length > 0) return true
  return false
}
