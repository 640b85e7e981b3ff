import type { Id } from '../../platform/id.ts'
import { type Db, rows, changed } from '../../platform/db.ts'
import { standingSql } from '../returns/index.ts'
import type { DeliveryFacts } from '../messages/index.ts'
import { holdsOnSql } from '../establishments/index.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'

/** A sample in which the return was drawn, and for which its evidence was asked in areas of these keys. */
export type EvidenceRequest = { areas: string[]; requestedAt: Date; dueAt: Date }

/** For what the partnership asks this return's evidence, the latest first. An establishment may answer after it submitted. */
export async function evidenceRequestsTo(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<EvidenceRequest[]> {
  return rows(
    db,
    `select array(select area.value ->> 'key' from jsonb_array_elements(s.areas) area) as areas, m.requested_at as "requestedAt",
       m.request_due_at as "dueAt"
     from dip_sample_members m join dip_samples s on s.id = m.sample_id
     where m.partnership_id = ? and m.return_id = ? and ${standingSql.ASKED_FOR_EVIDENCE} order by m.id desc`,
    [partnershipId, returnId],
  )
}

/** Another date than the one before counts as another request. */
export async function markRequested(
  trx: Db,
  partnershipId: Id<'partnership'>,
  memberIds: readonly Id<'member'>[],
  dueAt: Date,
): Promise<void> {
  await changed(
    trx,
    `update dip_sample_members set requested_at = now(), request_due_at = :dueAt,
       requests = requests + (request_due_at is distinct from :dueAt::timestamptz)::integer
     where partnership_id = :partnershipId and id = any(:memberIds::bigint[])`,
    { partnershipId, memberIds: [...memberIds], dueAt },
  )
}

export type SentLetter = { id: Id<'message'>; toName: string; toEmail: string; at: Date } & DeliveryFacts

/** The letters of one kind that were written about a return, the newest first. */
export async function lettersOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  kind: 'evidence_request' | 'outcome',
): Promise<SentLetter[]> {
  return rows(
    db,
    `select id, to_name as "toName", to_email as "toEmail", status, error, coalesce(sent_at, created_at) as at from messages
     where partnership_id = ? and return_id = ? and kind = ? order by id desc`,
    [partnershipId, returnId, kind],
  )
}

/** Those of these returns that share a DSL's email address, by return, and with which: an evidence request may reach one person for several. */
export async function sharedContacts(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
): Promise<Map<Id<'return'>, string[]>> {
  const found = await rows<{ returnId: Id<'return'>; others: string[] }>(
    db,
    `with reached as (
       select distinct r.id as return_id, r.establishment_name as name, c.email
       from returns r join contacts c on c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id
       where r.partnership_id = ? and r.id = any(?::bigint[]) and c.role = 'dsl' and c.email <> ''
         and ${holdsOnSql('c', LONDON_TODAY_SQL)}
     )
     select a.return_id as "returnId", array_agg(distinct b.name order by b.name) as others
     from reached a join reached b on b.email = a.email and b.return_id <> a.return_id group by a.return_id`,
    [partnershipId, [...returnIds]],
  )
  return new Map(found.map(({ returnId, others }) => [returnId, others]))
}

/** The other sample of the round that asked for evidence of an establishment, and by when. */
export type AskedElsewhere = { sampleName: string; dueAt: Date }

/** Members of a sample whom another sample of the round has asked already, by member; of several, the last that asked. */
export async function askedElsewhere(
  db: Db,
  partnershipId: Id<'partnership'>,
  sampleId: Id<'sample'>,
): Promise<Map<Id<'member'>, AskedElsewhere>> {
  const found = await rows<AskedElsewhere & { memberId: Id<'member'> }>(
    db,
    `select distinct on (mine.id) mine.id as "memberId", s.name as "sampleName", m.request_due_at as "dueAt"
     from dip_sample_members mine
     join dip_sample_members m on m.return_id = mine.return_id and m.partnership_id = mine.partnership_id and m.sample_id <> mine.sample_id
     join dip_samples s on s.id = m.sample_id
     where mine.partnership_id = ? and mine.sample_id = ? and mine.replaced_at is null and ${standingSql.ASKED_FOR_EVIDENCE}
     order by mine.id, m.requested_at desc, m.id desc`,
    [partnershipId, sampleId],
  )
  return new Map(found.map(({ memberId, ...asked }) => [memberId, asked]))
}
