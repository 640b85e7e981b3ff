import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { PlacedAction } from './document.ts'

/** Where actions stand in a plan, in the order in which they stand there. */
export async function placesOf(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<PlacedAction[]> {
  return rows<PlacedAction>(
    db,
    `select id, part_id as "partId", action_id as "actionId", linked, position from plan_places
     where partnership_id = ? and plan_id = ? order by position, id`,
    [partnershipId, planId],
  )
}

/** Which actions stand in which plans, each once for each plan. */
export async function actionsInPlans(
  db: Db,
  partnershipId: Id<'partnership'>,
): Promise<{ planId: Id<'plan'>; actionId: Id<'action'>; linked: boolean }[]> {
  return rows<{ planId: Id<'plan'>; actionId: Id<'action'>; linked: boolean }>(
    db,
    `select plan_id as "planId", action_id as "actionId", bool_and(linked) as linked from plan_places
     where partnership_id = ? group by plan_id, action_id`,
    [partnershipId],
  )
}

/** The places of an action, with what they are called. */
export async function placesOfAction(
  db: Db,
  partnershipId: Id<'partnership'>,
  actionId: Id<'action'>,
): Promise<{ planId: Id<'plan'>; plan: string; partId: Id<'planPart'>; code: string; title: string; statement: string }[]> {
  return rows<{ planId: Id<'plan'>; plan: string; partId: Id<'planPart'>; code: string; title: string; statement: string }>(
    db,
    `select p.id as "planId", p.title as plan, t.id as "partId", t.code, t.title, t.statement
     from plan_places a join plans p on p.id = a.plan_id and p.partnership_id = a.partnership_id
     join plan_parts t on t.id = a.part_id and t.partnership_id = a.partnership_id
     where a.partnership_id = ? and a.action_id = ? order by p.id, t.position`,
    [partnershipId, actionId],
  )
}

/** The actions of a plan that stand in no other plan. */
export async function actionsOnlyIn(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<Id<'action'>[]> {
  const found = await rows<{ actionId: Id<'action'> }>(
    db,
    `select distinct a.action_id as "actionId" from plan_places a where a.partnership_id = :partnershipId and a.plan_id = :planId
       and not exists (select from plan_places o
         where o.partnership_id = :partnershipId and o.action_id = a.action_id and o.plan_id <> :planId)
     order by 1`,
    { partnershipId, planId },
  )
  return found.map(({ actionId }) => actionId)
}

export type NewPlace = { partId: Id<'planPart'>; actionId: Id<'action'>; linked: boolean }

/** Gives actions a place, each as the last of its part; one that stands there already stays. @returns how many are new */
export async function insertPlaces(
  trx: Db,
  partnershipId: Id<'partnership'>,
  planId: Id<'plan'>,
  places: readonly NewPlace[],
): Promise<number> {
  return changed(
    trx,
    `insert into plan_places (partnership_id, plan_id, part_id, action_id, linked, position)
     select :partnershipId, :planId, p."partId", p."actionId", p.linked,
       coalesce((select max(s.position) from plan_places s where s.partnership_id = :partnershipId and s.part_id = p."partId"), 0) + p.at
     from rows from (
       jsonb_to_recordset(:places::jsonb) as ("partId" bigint, "actionId" bigint, linked boolean)
     ) with ordinality as p ("partId", "actionId", linked, at)
     order by p.at on conflict (part_id, action_id) do nothing`,
    { partnershipId, planId, places: JSON.stringify(places) },
  )
}

/** Places in this order. */
export async function renumberPlaces(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'planPlace'>[]): Promise<void> {
  await changed(
    trx,
    `update plan_places p set position = g.at from unnest(:ids::bigint[]) with ordinality as g (id, at)
     where p.partnership_id = :partnershipId and p.id = g.id`,
    { partnershipId, ids: [...ids] },
  )
}

/** Takes an action out of its place; the action stays. */
export async function removePlace(trx: Db, partnershipId: Id<'partnership'>, id: Id<'planPlace'>): Promise<void> {
  await changed(trx, `delete from plan_places where partnership_id = ? and id = ?`, [partnershipId, id])
}

/** Moves an action under another part of its plan, as the last there. @returns false where it stands there already */
export async function moveToPart(trx: Db, partnershipId: Id<'partnership'>, id: Id<'planPlace'>, partId: Id<'planPart'>): Promise<boolean> {
  const moved = await changed(
    trx,
    `update plan_places p set part_id = :partId,
       position = coalesce((select max(s.position) from plan_places s where s.partnership_id = :partnershipId and s.part_id = :partId), 0) + 1
     where p.partnership_id = :partnershipId and p.id = :id and not exists (
       select from plan_places o where o.partnership_id = :partnershipId and o.part_id = :partId and o.action_id = p.action_id)`,
    { partnershipId, id, partId },
  )
  return moved === 1
}
