import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Placement } from './answer.ts'

/**
 * What an answer says and who leads it, as a print: by it is known that somebody agreed to what stands there now. A change of the action
 * anywhere else, by whoever never saw the tick, makes it another. Over a row `a` of actions.
 */
const PRINT = `encode(sha256(convert_to(jsonb_build_array(a.what, a.timescale, (
    select jsonb_agg(jsonb_build_array(l.kind, l.name, l.organisation) order by l.position, l.id) from action_leads l
    where l.partnership_id = a.partnership_id and l.action_id = a.id))::text, 'UTF8')), 'hex')`

/** Where the answers of a round stand, theme by theme, in their order. */
export async function placementsOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Placement[]> {
  return rows<Placement>(
    db,
    `select x.theme_id as "themeId", x.action_id as "actionId", coalesce(x.names_agreed = ${PRINT}, false) as "namesPublic"
     from themes t join theme_actions x on x.theme_id = t.id join actions a on a.id = x.action_id and a.partnership_id = x.partnership_id
     where t.partnership_id = ? and t.round_id = ? order by t.position, t.id, x.position, x.action_id`,
    [partnershipId, roundId],
  )
}

/** The themes of any round that an action answers. */
export async function themesOfAction(
  db: Db,
  partnershipId: Id<'partnership'>,
  actionId: Id<'action'>,
): Promise<{ themeId: Id<'theme'>; roundId: Id<'round'>; title: string }[]> {
  return rows<{ themeId: Id<'theme'>; roundId: Id<'round'>; title: string }>(
    db,
    `select t.id as "themeId", t.round_id as "roundId", t.title from theme_actions x join themes t on t.id = x.theme_id
     where x.partnership_id = ? and x.action_id = ? order by t.round_id, t.position`,
    [partnershipId, actionId],
  )
}

/** Places actions as the last answers of a theme; what stands there already stays where it is. */
export async function placeAnswers(
  trx: Db,
  partnershipId: Id<'partnership'>,
  themeId: Id<'theme'>,
  answers: readonly Omit<Placement, 'themeId'>[],
): Promise<void> {
  if (answers.length === 0) return
  await changed(
    trx,
    `insert into theme_actions (theme_id, action_id, partnership_id, position, names_agreed)
     select :themeId, a.id, :partnershipId,
       g.at + (select coalesce(max(position), 0) from theme_actions where partnership_id = :partnershipId and theme_id = :themeId),
       case when g."namesPublic" then ${PRINT} end
     from rows from (jsonb_to_recordset(:answers::jsonb) as ("actionId" bigint, "namesPublic" boolean)) with ordinality as g ("actionId", "namesPublic", at)
       join actions a on a.id = g."actionId" and a.partnership_id = :partnershipId
     on conflict do nothing`,
    { partnershipId, themeId, answers: JSON.stringify(answers) },
  )
}

/** Whether the people who lead this action, as it stands now, may be named, wherever in the round it is an answer. */
export async function setNamesPublic(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { roundId, actionId, namesPublic }: { roundId: Id<'round'>; actionId: Id<'action'>; namesPublic: boolean },
): Promise<void> {
  await changed(
    trx,
    `update theme_actions x set names_agreed = case when :namesPublic then ${PRINT} end from themes t, actions a
     where t.id = x.theme_id and a.id = x.action_id and a.partnership_id = :partnershipId and x.partnership_id = :partnershipId
       and t.round_id = :roundId and x.action_id = :actionId`,
    { partnershipId, roundId, actionId, namesPublic },
  )
}

/** The answers of a theme in this order. */
export async function renumberAnswers(
  trx: Db,
  partnershipId: Id<'partnership'>,
  themeId: Id<'theme'>,
  ids: readonly Id<'action'>[],
): Promise<void> {
  await changed(
    trx,
    `update theme_actions x set position = g.at from unnest(:ids::bigint[]) with ordinality as g (id, at)
     where x.partnership_id = :partnershipId and x.theme_id = :themeId and x.action_id = g.id`,
    { partnershipId, themeId, ids: [...ids] },
  )
}

export async function takeOut(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { themeId, actionId }: Omit<Placement, 'namesPublic'>,
): Promise<void> {
  await changed(trx, `delete from theme_actions where partnership_id = ? and theme_id = ? and action_id = ?`, [
    partnershipId,
    themeId,
    actionId,
  ])
}
