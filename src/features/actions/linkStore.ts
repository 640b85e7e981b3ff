import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** A link by which a lead reports progress on one action. */
export type ActionLink = {
  id: Id<'actionLink'>
  partnershipId: Id<'partnership'>
  actionId: Id<'action'>
  leadId: Id<'actionLead'> | null
  name: string
  email: string
  endedAt: Date | null
}

/** The link that a token opens, ended or not. */
export async function linkByHash(db: Db, hash: Buffer): Promise<ActionLink | undefined> {
  return row<ActionLink>(
    db,
    `select id, partnership_id as "partnershipId", action_id as "actionId", lead_id as "leadId", name, email, ended_at as "endedAt"
     from action_links where token_hash = ?`,
    [hash],
  )
}

/** The nonce of the link that a lead has, where it has one. */
export async function liveNonce(db: Db, partnershipId: Id<'partnership'>, leadId: Id<'actionLead'>): Promise<Buffer | undefined> {
  const found = await row<{ nonce: Buffer }>(
    db,
    `select nonce from action_links where partnership_id = ? and lead_id = ? and ended_at is null`,
    [partnershipId, leadId],
  )
  return found?.nonce
}

/** The leads of an action that have a link. */
export async function leadsWithLink(db: Db, partnershipId: Id<'partnership'>, actionId: Id<'action'>): Promise<Id<'actionLead'>[]> {
  const found = await rows<{ leadId: Id<'actionLead'> }>(
    db,
    `select lead_id as "leadId" from action_links where partnership_id = ? and action_id = ? and ended_at is null and lead_id is not null`,
    [partnershipId, actionId],
  )
  return found.map(({ leadId }) => leadId)
}

export async function insertLink(
  trx: Db,
  partnershipId: Id<'partnership'>,
  link: { actionId: Id<'action'>; leadId: Id<'actionLead'>; name: string; email: string; nonce: Buffer; hash: Buffer },
): Promise<void> {
  await changed(
    trx,
    `insert into action_links (partnership_id, action_id, lead_id, name, email, nonce, token_hash)
     values (:partnershipId, :actionId, :leadId, :name, :email, :nonce, :hash)`,
    { partnershipId, ...link },
  )
}

/** Ends the links of these leads. @returns how many were not ended before */
export async function endLinksOfLeads(
  trx: Db,
  partnershipId: Id<'partnership'>,
  leadIds: readonly Id<'actionLead'>[],
  by: string,
): Promise<number> {
  if (leadIds.length === 0) return 0
  return changed(
    trx,
    `update action_links set ended_at = now(), ended_by = :by
     where partnership_id = :partnershipId and lead_id = any(:ids::bigint[]) and ended_at is null`,
    { partnershipId, by, ids: [...leadIds] },
  )
}

/** The actions of all partnerships that are due between two days and not finished. */
export async function actionsDue(
  db: Db,
  { from, to }: { from: string; to: string },
): Promise<{ id: Id<'action'>; partnershipId: Id<'partnership'> }[]> {
  return rows<{ id: Id<'action'>; partnershipId: Id<'partnership'> }>(
    db,
    `select id, partnership_id as "partnershipId" from actions
     where due_to between :from and :to and state in ('planned', 'under_way') order by partnership_id, id`,
    { from, to },
  )
}

/** Which letters about actions hold no more: their link was ended, or their action is done. */
export async function lettersOver(
  db: Db,
  partnershipId: Id<'partnership'>,
  messageIds: readonly Id<'message'>[],
): Promise<{ id: Id<'message'>; isEnded: boolean }[]> {
  return rows<{ id: Id<'message'>; isEnded: boolean }>(
    db,
    `select m.id, (l.id is null or l.ended_at is not null) as "isEnded" from messages m
     left join action_links l on l.nonce = m.action_nonce and l.partnership_id = m.partnership_id
     left join actions a on a.id = l.action_id and a.partnership_id = l.partnership_id
     where m.partnership_id = :partnershipId and m.id = any(:ids::bigint[]) and m.kind = 'action_due'
       and (l.id is null or l.ended_at is not null or a.state in ('done', 'dropped'))`,
    { partnershipId, ids: [...messageIds] },
  )
}
