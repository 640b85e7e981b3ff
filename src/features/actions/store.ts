import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Action, ActionState, ActionText } from './action.ts'
import { readTimescale } from './timescale.ts'

const COLUMNS = `id, what, timescale, lead, outcome_measure as "outcomeMeasure", remark, timescale_kind as "timescaleKind",
  due_from as "dueFrom", due_to as "dueTo", timescale_flags as "timescaleFlags", state, dropped_reason as "droppedReason",
  state_since as "stateSince", created_by as "createdBy", created_at as "createdAt", changed_by as "changedBy", version`

/** The actions of these ids that the partnership has; all of them where none are named. */
export async function actionsOf(db: Db, partnershipId: Id<'partnership'>, ids?: readonly Id<'action'>[]): Promise<Action[]> {
  return rows<Action>(
    db,
    `select ${COLUMNS} from actions where partnership_id = :partnershipId and (:ids::bigint[] is null or id = any(:ids)) order by id`,
    { partnershipId, ids: ids === undefined ? null : [...ids] },
  )
}

export async function findAction(db: Db, partnershipId: Id<'partnership'>, id: Id<'action'>): Promise<Action | undefined> {
  return row<Action>(db, `select ${COLUMNS} from actions where partnership_id = ? and id = ?`, [partnershipId, id])
}

/** Holds an action against change until the transaction ends. */
export async function lockAction(trx: Db, partnershipId: Id<'partnership'>, id: Id<'action'>): Promise<Action | undefined> {
  return row<Action>(trx, `select ${COLUMNS} from actions where partnership_id = ? and id = ? for update`, [partnershipId, id])
}

/** Holds several actions against change until the transaction ends, always in one order, so that two who hold some wait for each other. */
export async function lockActions(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'action'>[]): Promise<void> {
  await rows<{ id: Id<'action'> }>(
    trx,
    `select id from actions where partnership_id = ? and id = any(?::bigint[]) order by id for update`,
    [partnershipId, [...ids]],
  )
}

/** An action that is not kept yet. One that was dropped has its reason. */
export type NewAction = ActionText & { state?: ActionState; droppedReason?: string }

const readOf = (timescale: string) => {
  const { kind, from, to, flags } = readTimescale(timescale)
  return { timescaleKind: kind, dueFrom: from, dueTo: to, flags: [...flags] }
}

/** Stores actions with what is read of their timescales, in one statement. @returns their ids, in the same order */
export async function insertActions(
  trx: Db,
  partnershipId: Id<'partnership'>,
  actions: readonly NewAction[],
  by: string,
): Promise<Id<'action'>[]> {
  const given = actions.map(action => ({ state: 'planned', droppedReason: '', ...action, ...readOf(action.timescale) }))
  const made = await rows<{ id: Id<'action'> }>(
    trx,
    `insert into actions (partnership_id, what, timescale, lead, outcome_measure, remark, timescale_kind, due_from, due_to, timescale_flags,
       state, dropped_reason, created_by, changed_by)
     select :partnershipId, a.what, a.timescale, a.lead, a."outcomeMeasure", a.remark, a."timescaleKind", a."dueFrom", a."dueTo",
       array(select jsonb_array_elements_text(a.flags)), a.state, a."droppedReason", :by, :by
     from rows from (
       jsonb_to_recordset(:given::jsonb) as (what text, timescale text, lead text, "outcomeMeasure" text, remark text, "timescaleKind" text,
         "dueFrom" date, "dueTo" date, flags jsonb, state text, "droppedReason" text)
     ) with ordinality as a (what, timescale, lead, "outcomeMeasure", remark, "timescaleKind", "dueFrom", "dueTo", flags, state, "droppedReason", at)
     order by a.at returning id`,
    { partnershipId, by, given: JSON.stringify(given) },
  )
  return made.map(({ id }) => id).toSorted((one, other) => one - other)
}

/** Stores what was written of an action anew, with what is read of its timescale. */
export async function updateAction(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'action'>,
  text: ActionText & { by: string },
): Promise<void> {
  const { flags, ...read } = readOf(text.timescale)
  const done = await row<{ id: Id<'action'> }>(
    trx,
    `update actions set what = :what, timescale = :timescale, lead = :lead, outcome_measure = :outcomeMeasure, remark = :remark,
       timescale_kind = :timescaleKind, due_from = :dueFrom, due_to = :dueTo, timescale_flags = :flags, changed_by = :by,
       version = version + 1
     where partnership_id = :partnershipId and id = :id returning id`,
    { partnershipId, id, ...text, ...read, flags },
  )
  stored(done, 'the action')
}

/** Moves an action on from the version that somebody saw, where only what stands beside it has changed. */
export async function touchAction(trx: Db, partnershipId: Id<'partnership'>, id: Id<'action'>, by: string): Promise<void> {
  await changed(trx, `update actions set changed_by = :by, version = version + 1 where partnership_id = :partnershipId and id = :id`, {
    partnershipId,
    id,
    by,
  })
}

export async function setState(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'action'>,
  { state, droppedReason, by }: { state: ActionState; droppedReason: string; by: string },
): Promise<void> {
  await changed(
    trx,
    `update actions set state_since = case when state = :state then state_since else now() end, state = :state,
       dropped_reason = :droppedReason, changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, state, droppedReason, by },
  )
}

/** Removes actions that stand nowhere, with their progress. */
export async function removeActions(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'action'>[]): Promise<void> {
  await changed(trx, `delete from actions where partnership_id = ? and id = any(?::bigint[])`, [partnershipId, [...ids]])
}
