import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { shortened } from '../../../platform/say.ts'
import type { PlacesOf } from '../../actions/index.ts'
import { placesOfAction } from '../placeStore.ts'
import { partName, type Plan } from '../plan.ts'
import { findPlan } from '../store.ts'

/** The plan of the address. @throws Refusal (not found) when the partnership has none such */
export async function visiblePlan(db: Db, { partnershipId }: { partnershipId: Id<'partnership'> }, req: Request): Promise<Plan> {
  const plan = await findPlan(db, partnershipId, idParam(req, 'planId'))
  if (!plan) throw notFound()
  return plan
}

export const planHref = (id: Id<'plan'>): string => `/plans/${id}`
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
