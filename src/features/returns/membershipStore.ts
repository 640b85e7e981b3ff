import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { EstablishmentFact } from '../establishments/index.ts'
import type { SetCode } from '../questionnaires/index.ts'
import { standsSql } from './standingSql.ts'

type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** What a return is to be: its set and the version of it that its round uses, the facts that hold of its establishment, and how much the set asks then before anything is answered. */
export type Membership = {
  set: SetCode
  versionId: Id<'version'>
  reason: 'by type' | 'chosen by staff'
  facts: readonly EstablishmentFact[]
  asked: number
  missing: number
}

/** One return for each establishment, not issued, due when the round is. @returns how many are new */
export async function insertReturns(
  trx: Db,
  of: OfRound & { dueAt: Date },
  members: readonly (Membership & { establishmentId: Id<'establishment'> })[],
): Promise<number> {
  return changed(
    trx,
    `insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, set_reason, questionnaire_version_id,
       first_due_at, due_at, facts, asked, missing)
     select :partnershipId, :roundId, e.id, e.name, n.set, n.reason, n.version_id, :dueAt, :dueAt, n.facts, n.asked, n.missing
     from ${MEMBERS_SQL}
     join establishments e on e.id = n.id and e.partnership_id = :partnershipId
     on conflict (round_id, establishment_id) do nothing`,
    { ...of, members: membersJson(members.map(member => ({ ...member, id: member.establishmentId }))) },
  )
}

/** Gives returns that were not issued their sets, and takes the facts of their establishments down with them. @returns how many */
export async function updateSets(trx: Db, of: OfRound, changes: readonly (Membership & { id: Id<'return'> })[]): Promise<number> {
  return changed(
    trx,
    `update returns r set set_code = n.set, set_reason = n.reason, questionnaire_version_id = n.version_id,
       facts = n.facts, asked = n.asked, missing = n.missing
     from ${MEMBERS_SQL}
     where r.partnership_id = :partnershipId and r.round_id = :roundId and r.id = n.id and ${standsSql('not_issued')}`,
    { ...of, members: membersJson(changes) },
  )
}

const MEMBERS_SQL = `jsonb_to_recordset(:members::jsonb) as n (id bigint, set text, reason text, version_id bigint, facts text[], asked integer, missing integer)`

const membersJson = (members: readonly (Membership & { id: Id<'return'> | Id<'establishment'> })[]): string =>
  JSON.stringify(
    members.map(({ id, set, reason, versionId, facts, asked, missing }) => ({
      id,
      set,
      reason,
      version_id: versionId,
      facts,
      asked,
      missing,
    })),
  )

/** A draft that is due at another time, with all its returns. */
export async function setFirstDueDate(trx: Db, of: OfRound, dueAt: Date): Promise<void> {
  await changed(
    trx,
    `update returns set first_due_at = :dueAt, due_at = :dueAt
     where partnership_id = :partnershipId and round_id = :roundId and first_due_at <> :dueAt`,
    { ...of, dueAt },
  )
}

/** What is kept about a return before it is issued: it cannot be taken out of its round then, since nothing of that may be lost. */
const HAS_RECORDS_SQL = ['chases', 'extensions', 'evidence', 'invitations', 'messages', 'dip_sample_members', 'excuses_ahead']
  .map(table => `exists (select from ${table} x where x.return_id = r.id)`)
  .join(' or ')

/** Those of these returns that can leave their round: not issued, and nothing is kept about them. */
export async function removableReturns(
  trx: Db,
  { partnershipId, returnIds }: { partnershipId: Id<'partnership'>; returnIds: readonly Id<'return'>[] },
): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    trx,
    `select r.id from returns r where r.partnership_id = :partnershipId and r.id = any(:returnIds::bigint[]) and ${standsSql('not_issued')}
       and not (${HAS_RECORDS_SQL}) order by r.id`,
    { partnershipId, returnIds: [...returnIds] },
  )
  return found.map(({ id }) => id)
}

/**
 * Takes returns that were not issued out of their round, but for those about which something is kept.
 *
 * @returns how many went, and the names of those that stay though they were not issued
 */
export async function deleteReturns(
  trx: Db,
  { partnershipId, returnIds }: { partnershipId: Id<'partnership'>; returnIds: readonly Id<'return'>[] },
): Promise<{ removed: number; kept: string[] }> {
  const meant = `r.partnership_id = :partnershipId and r.id = any(:returnIds::bigint[]) and ${standsSql('not_issued')}`
  const bindings = { partnershipId, returnIds: [...returnIds] }
  const kept = await rows<{ name: string }>(
    trx,
    `select r.establishment_name as name from returns r where ${meant} and (${HAS_RECORDS_SQL}) order by 1`,
    bindings,
  )
  const removed = await changed(trx, `delete from returns r where ${meant} and not (${HAS_RECORDS_SQL})`, bindings)
  return { removed, kept: kept.map(({ name }) => name) }
}

/** Takes all returns that were not issued out of their round, whatever is kept about them: the foreign keys say no where something is. */
export async function discardReturns(trx: Db, of: OfRound): Promise<void> {
  await changed(trx, `delete from returns where partnership_id = :partnershipId and round_id = :roundId and ${standsSql('not_issued')}`, of)
}
