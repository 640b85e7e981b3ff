import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { shortened } from '../../../platform/say.ts'
import type { PlacesOf } from '../../actions/index.ts'
import { earlier } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { planHref } from '../paths.ts'
import { placesOfAction } from '../placeStore.ts'
import { partName, type Plan } from '../plan.ts'
import { findPlan } from '../store.ts'
import { findVersion, type PlanVersion } from '../versionStore.ts'

/** The plan of the address. @throws Refusal: not found when the partnership has none such; gone, with who did it, when it was removed */
export async function visiblePlan(db: Db, actor: { partnershipId: Id<'partnership'>; name: string }, req: Request): Promise<Plan> {
  const planId = idParam<'plan'>(req, 'planId')
  const plan = await findPlan(db, actor.partnershipId, planId)
  if (plan) return plan
  const by = await earlier.doneBy(db, actor, {}, ['plan.removed'], { planId })
  throw by === '' ? notFound() : refuse.removed(by)
}

/** The approved version of the address, and its plan. @throws Refusal as above */
export async function visibleVersion(db: Db, actor: { partnershipId: Id<'partnership'>; name: string }, req: Request) {
  const plan = await visiblePlan(db, actor, req)
  const version = await findVersion(db, actor.partnershipId, plan.id, idParam(req, 'planVersionId'))
  if (!version) throw notFound()
  return { plan, version }
}

export const versionHref = ({ planId, id }: Pick<PlanVersion, 'planId' | 'id'>): string => `${planHref(planId)}/versions/${id}`
export { planHref }
export const partHref = (planId: Id<'plan'>, partId: Id<'planPart'>): string => `${planHref(planId)}#part-${partId}`

/** Where a page of a plan stands. */
export const planTrail = (plan: Plan, ...below: { text: string; href?: string }[]) => [
  { text: 'Plans', href: '/plans' },
  ...(below.length === 0 ? [{ text: shortened(plan.title) }] : [{ text: shortened(plan.title), href: planHref(plan.id) }, ...below]),
]

/** Where an action stands in plans, as its page lists it. */
export const placesInPlans: PlacesOf = async (db, partnershipId, actionId) =>
  (await placesOfAction(db, partnershipId, actionId)).map(({ planId, plan, partId, ...part }) => ({
    text: `${plan}: ${shortened(partName(part), 100)}`,
    href: partHref(planId, partId),
  }))
