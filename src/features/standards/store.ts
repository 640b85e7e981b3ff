import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { RollUp } from './rollUp.ts'
import type { Scale } from './scale.ts'
import type { PastedStandard } from './pasted.ts'
import type { Standard, StandardSet } from './standard.ts'

type Partnership = Id<'partnership'>

const SET = `id, partnership_id as "partnershipId", title, introduction, scale, roll_up as "rollUp", shared, changed_by as "changedBy",
  changed_at as "changedAt", removed_at as "removedAt", removed_by as "removedBy", version`

/** Every set of a partnership by title, those that are removed too. */
export const setsOf = (db: Db, partnershipId: Partnership): Promise<StandardSet[]> =>
  rows<StandardSet>(db, `select ${SET} from standard_sets where partnership_id = ? order by title, id`, [partnershipId])

export const findSet = (db: Db, partnershipId: Partnership, id: Id<'set'>): Promise<StandardSet | undefined> =>
  row<StandardSet>(db, `select ${SET} from standard_sets where partnership_id = ? and id = ?`, [partnershipId, id])

/** The set, held until the transaction ends: whoever changes its standards or begins an exercise waits. */
export const lockSet = (trx: Db, partnershipId: Partnership, id: Id<'set'>): Promise<StandardSet | undefined> =>
  row<StandardSet>(trx, `select ${SET} from standard_sets where partnership_id = ? and id = ? for update`, [partnershipId, id])

/** What staff write of a set. */
export type SetText = { title: string; introduction: string; scale: Scale; rollUp: RollUp; shared: boolean }

/** @returns its id */
export async function insertSet(trx: Db, partnershipId: Partnership, set: SetText, by: string): Promise<Id<'set'>> {
  const made = await row<{ id: Id<'set'> }>(
    trx,
    `insert into standard_sets (partnership_id, title, introduction, scale, roll_up, shared, created_by, changed_by)
     values (:partnershipId, :title, :introduction, :scale, :rollUp, :shared, :by, :by) returning id`,
    { ...set, partnershipId, by, scale: JSON.stringify(set.scale) },
  )
  return stored(made, 'the set').id
}

export async function updateSet(trx: Db, partnershipId: Partnership, id: Id<'set'>, set: SetText, by: string): Promise<void> {
  await changed(
    trx,
    `update standard_sets set title = :title, introduction = :introduction, scale = :scale, roll_up = :rollUp, shared = :shared,
       changed_by = :by, changed_at = now(), version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { ...set, partnershipId, id, by, scale: JSON.stringify(set.scale) },
  )
}

/** Removes a set, or restores it. @param by who removes it; null restores it */
export async function markSetRemoved(trx: Db, partnershipId: Partnership, id: Id<'set'>, by: string | null): Promise<void> {
  await changed(
    trx,
    `update standard_sets set removed_at = case when :by::text is not null then now() end, removed_by = coalesce(:by, '')
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, by },
  )
}

const STANDARD = `id, set_id as "setId", code, title, text, position, version`

/** The standards of a set in their order, without those that were removed. */
export const standardsOf = (db: Db, partnershipId: Partnership, setId: Id<'set'>): Promise<Standard[]> =>
  rows<Standard>(
    db,
    `select ${STANDARD} from standards where partnership_id = ? and set_id = ? and removed_at is null order by position, id`,
    [partnershipId, setId],
  )

/** How many standards each set of a partnership has. */
export const standardCounts = (db: Db, partnershipId: Partnership): Promise<{ setId: Id<'set'>; standards: number }[]> =>
  rows(
    db,
    `select set_id as "setId", count(*) as standards from standards where partnership_id = ? and removed_at is null group by set_id`,
    [partnershipId],
  )

/** Adds standards at the end of their set. */
export async function insertStandards(
  trx: Db,
  partnershipId: Partnership,
  setId: Id<'set'>,
  standards: readonly PastedStandard[],
): Promise<void> {
  await changed(
    trx,
    `insert into standards (partnership_id, set_id, code, title, text, position)
     select :partnershipId, :setId, n.code, n.title, n.text,
       n.at + coalesce((select max(position) from standards where partnership_id = :partnershipId and set_id = :setId), 0)
     from rows from (jsonb_to_recordset(:standards::jsonb) as (code text, title text, text text)) with ordinality as n (code, title, text, at)`,
    { partnershipId, setId, standards: JSON.stringify(standards) },
  )
}

/** @returns false when the standard is no longer at this version, or was removed: nothing was written then */
export async function updateStandard(
  trx: Db,
  partnershipId: Partnership,
  id: Id<'standard'>,
  standard: PastedStandard & { version: number },
): Promise<boolean> {
  const done = await changed(
    trx,
    `update standards set code = :code, title = :title, text = :text, version = version + 1
     where partnership_id = :partnershipId and id = :id and version = :version and removed_at is null`,
    { ...standard, partnershipId, id },
  )
  return done === 1
}

/** A standard stands in no exercise from here on; what was rated of it stays. @returns whether this removed it */
export async function markRemoved(trx: Db, partnershipId: Partnership, id: Id<'standard'>): Promise<boolean> {
  const done = await changed(
    trx,
    `update standards set removed_at = now(), version = version + 1 where partnership_id = ? and id = ? and removed_at is null`,
    [partnershipId, id],
  )
  return done === 1
}

/** The standards of a set in this order. */
export async function renumber(trx: Db, partnershipId: Partnership, ids: readonly Id<'standard'>[]): Promise<void> {
  await changed(
    trx,
    `update standards s set position = g.at from unnest(:ids::bigint[]) with ordinality as g (id, at)
     where s.partnership_id = :partnershipId and s.id = g.id`,
    { partnershipId, ids: [...ids] },
  )
}
