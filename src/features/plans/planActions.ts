import { isDeepStrictEqual } from 'node:util'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { textOfPlan } from './document.ts'
import type { Plan, PlanKind, PlanText } from './plan.ts'
import { refuse } from './refusals.ts'
import { findPlan, insertPlan, lockPlan, updatePlan } from './store.ts'

/** Does something to a plan while nobody else changes its tree. @throws Refusal (not found) when the partnership has no such plan */
export function inPlan<T>(
  db: Db,
  partnershipId: Id<'partnership'>,
  planId: Id<'plan'>,
  work: (trx: Db, plan: Plan) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async trx => {
    const plan = await lockPlan(trx, partnershipId, planId)
    if (!plan) throw notFound()
    return work(trx, plan)
  })
}

type Written = PlanText & { linkedPlanId: Id<'plan'> | null }

/** Begins a plan. @returns its id */
export function createPlan(
  db: Db,
  actor: PartnershipActor,
  { requestKey, ...plan }: Written & { kind: PlanKind; requestKey?: string | undefined },
): Promise<{ planId: Id<'plan'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'plan.create' }, async () => {
      await linkedIn(trx, partnershipId, plan.linkedPlanId)
      const planId = await insertPlan(trx, partnershipId, { ...plan, by: actor.name })
      await recordEvent(trx, actor, { verb: 'plan.created', details: { planId, plan: plan.title } })
      return { planId }
    }),
  )
}

/**
 * Writes the head of a plan anew.
 *
 * @returns the plan as somebody else left it, when it has changed since: nothing was written then
 */
export function changePlan(
  db: Db,
  actor: PartnershipActor,
  { planId, version, ...written }: Written & { planId: Id<'plan'>; version: number },
): Promise<{ changedSince: Plan | null }> {
  return inPlan(db, actor.partnershipId, planId, async (trx, before) => {
    const same = isDeepStrictEqual(textOfPlan(before), textOfPlan(written)) && before.linkedPlanId === written.linkedPlanId
    if (same) return { changedSince: null }
    if (before.version !== version) return { changedSince: before }
    if (written.linkedPlanId === planId) throw refuse.notUnderItself(planId)
    await linkedIn(trx, actor.partnershipId, written.linkedPlanId)
    await updatePlan(trx, actor.partnershipId, planId, { ...written, by: actor.name })
    await recordEvent(trx, actor, { verb: 'plan.changed', details: { planId, plan: written.title, before: textOfPlan(before) } })
    return { changedSince: null }
  })
}

async function linkedIn(trx: Db, partnershipId: Id<'partnership'>, id: Id<'plan'> | null): Promise<void> {
  if (id !== null && !(await findPlan(trx, partnershipId, id))) throw notFound()
}
