import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { actionHref, nameOf, type Action } from '../action.ts'
import { findAction } from '../store.ts'

/** Where an action stands: a plan, a finding, a theme. Features above say it, each for its own. */
export type Place = { text: string; href: string }
export type PlacesOf = (db: Db, partnershipId: Id<'partnership'>, actionId: Id<'action'>) => Promise<Place[]>

/** The action of the address. @throws Refusal (not found) when the partnership has none such */
export async function visibleAction(db: Db, { partnershipId }: { partnershipId: Id<'partnership'> }, req: Request): Promise<Action> {
  const action = await findAction(db, partnershipId, idParam(req, 'actionId'))
  if (!action) throw notFound()
  return action
}

/** Where a page about actions stands. */
export const actionsTrail = (...below: { text: string; href?: string }[]) => [
  { text: 'Plans', href: '/plans' },
  ...(below.length === 0 ? [{ text: 'Actions' }] : [{ text: 'Actions', href: '/actions' }, ...below]),
]

export const trailOf = (action: Action, here: string) => actionsTrail({ text: nameOf(action), href: actionHref(action.id) }, { text: here })
