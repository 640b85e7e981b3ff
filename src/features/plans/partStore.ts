import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Part, PartKind, PartText, TopPart } from './plan.ts'

/** The parts of a plan, in the order in which they stand under what is above them. */
export async function partsOf(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<Part[]> {
  return rows<Part>(
    db,
    `select id, plan_id as "planId", parent_id as "parentPlanPartId", kind, position, code, title, statement, outcomes, lead, officer, delivery,
       changed_by as "changedBy", version
     from plan_parts where partnership_id = ? and plan_id = ? order by position, id`,
    [partnershipId, planId],
  )
}

/** The priorities and aims of every plan. */
export async function topPartsOf(db: Db, partnershipId: Id<'partnership'>): Promise<TopPart[]> {
  return rows<TopPart>(
    db,
    `select id, plan_id as "planId", code, title, statement from plan_parts
     where partnership_id = ? and parent_id is null order by plan_id, position, id`,
    [partnershipId],
  )
}

export type NewPart = PartText & { parentPlanPartId: Id<'planPart'> | null; kind: PartKind }

/** Adds parts, each as the last under what is above it, in one statement. @returns their ids, in the same order */
export async function insertParts(
  trx: Db,
  partnershipId: Id<'partnership'>,
  planId: Id<'plan'>,
  { parts, by }: { parts: readonly NewPart[]; by: string },
): Promise<Id<'planPart'>[]> {
  const made = await rows<{ id: Id<'planPart'> }>(
    trx,
    `insert into plan_parts (partnership_id, plan_id, parent_id, kind, position, code, title, statement, outcomes, lead, officer, delivery, changed_by)
     select :partnershipId, :planId, p."parentPlanPartId", p.kind,
       coalesce((select max(s.position) from plan_parts s where s.partnership_id = :partnershipId and s.plan_id = :planId
         and s.parent_id is not distinct from p."parentPlanPartId"), 0) + p.at,
       p.code, p.title, p.statement, p.outcomes, p.lead, p.officer, p.delivery, :by
     from rows from (
       jsonb_to_recordset(:parts::jsonb) as ("parentPlanPartId" bigint, kind text, code text, title text, statement text, outcomes text, lead text,
         officer text, delivery text)
     ) with ordinality as p ("parentPlanPartId", kind, code, title, statement, outcomes, lead, officer, delivery, at)
     order by p.at returning id`,
    { partnershipId, planId, by, parts: JSON.stringify(parts) },
  )
  return made.map(({ id }) => id).toSorted((one, other) => one - other)
}

export async function updatePart(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'planPart'>,
  part: PartText & { by: string },
): Promise<void> {
  await changed(
    trx,
    `update plan_parts set code = :code, title = :title, statement = :statement, outcomes = :outcomes, lead = :lead, officer = :officer,
       delivery = :delivery, changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, ...part },
  )
}

/** Parts in this order. */
export async function renumberParts(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'planPart'>[]): Promise<void> {
  await changed(
    trx,
    `update plan_parts p set position = g.at from unnest(:ids::bigint[]) with ordinality as g (id, at)
     where p.partnership_id = :partnershipId and p.id = g.id`,
    { partnershipId, ids: [...ids] },
  )
}

/** Removes a part with what is under it; the actions stay, only their places go. */
export async function removePart(trx: Db, partnershipId: Id<'partnership'>, id: Id<'planPart'>): Promise<void> {
  await changed(trx, `delete from plan_parts where partnership_id = ? and id = ?`, [partnershipId, id])
}
