import { changed, row, rows, type Db } from '../../platform/db.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { holdsOnSql } from '../establishments/index.ts'
import type { ContactRole } from '../history/index.ts'
import type { Json } from '../questionnaires/index.ts'
import type { Outcome, StoredVerdict, VerdictWrite } from './review.ts'

/** Holds a member against change until the transaction ends, so that two reviewers take turns. */
export async function lockMember(trx: Db, partnershipId: number, sampleId: number, id: number): Promise<boolean> {
  return (
    (await changed(trx, `select 1 from dip_sample_members where partnership_id = ? and sample_id = ? and id = ? for update`, [
      partnershipId,
      sampleId,
      id,
    ])) === 1
  )
}

export async function lockSample(trx: Db, partnershipId: number, id: number): Promise<void> {
  await changed(trx, `select 1 from dip_samples where partnership_id = ? and id = ? for update`, [partnershipId, id])
}

/** The verdicts on one member, by question. */
export async function verdictsOf(db: Db, partnershipId: number, memberId: number): Promise<Map<string, StoredVerdict>> {
  const found = await rows<StoredVerdict>(
    db,
    `select question_key as "questionKey", verdict, note, reviewer_name as "reviewerName", at, version
     from verdicts where partnership_id = ? and member_id = ?`,
    [partnershipId, memberId],
  )
  return new Map(found.map(verdict => [verdict.questionKey, verdict]))
}

/** Writes a reviewer's verdicts in one statement; those taken away are removed. Call it with the member locked. */
export async function writeVerdicts(
  trx: Db,
  partnershipId: number,
  member: { id: number; returnId: number },
  writes: readonly VerdictWrite[],
  reviewer: { name: string; accountId: number | null },
): Promise<void> {
  await changed(
    trx,
    `with given as (
       select g."questionKey" as question_key, g.verdict, g.note
       from jsonb_to_recordset(:writes::jsonb) as g ("questionKey" text, verdict text, note text)
     ), gone as (
       delete from verdicts v using given g
       where v.partnership_id = :partnershipId and v.member_id = :memberId and v.question_key = g.question_key and g.verdict is null
     )
     insert into verdicts (partnership_id, member_id, return_id, question_key, verdict, note, account_id, reviewer_name)
     select :partnershipId, :memberId, :returnId, question_key, verdict, note, :accountId::bigint, :name from given where verdict is not null
     on conflict (member_id, question_key) do update set verdict = excluded.verdict, note = excluded.note, account_id = excluded.account_id,
       reviewer_name = excluded.reviewer_name, at = now(), version = verdicts.version + 1`,
    { partnershipId, memberId: member.id, returnId: member.returnId, writes: JSON.stringify(writes), ...reviewer },
  )
}

/** Stores what a review came to, when the member is still at the version that the form was rendered with. */
export async function writeOutcome(
  trx: Db,
  partnershipId: number,
  memberId: number,
  { outcome, note, by, version }: { outcome: Outcome; note: string; by: string; version: number },
): Promise<boolean> {
  return (
    (await changed(
      trx,
      `update dip_sample_members set outcome = :outcome, outcome_note = :note, outcome_by = :by, outcome_at = now(), version = version + 1
       where partnership_id = :partnershipId and id = :memberId and version = :version`,
      { partnershipId, memberId, outcome, note, by, version },
    )) === 1
  )
}

/** The returns of a round that are not expected any more. */
export async function excusedReturns(db: Db, partnershipId: number, roundId: number): Promise<Set<number>> {
  const found = await rows<{ id: number }>(db, `select id from returns where partnership_id = ? and round_id = ? and status = 'excused'`, [
    partnershipId,
    roundId,
  ])
  return new Set(found.map(({ id }) => id))
}

export async function markReplaced(trx: Db, partnershipId: number, memberId: number, reason: string): Promise<void> {
  await changed(
    trx,
    `update dip_sample_members set replaced_at = now(), replaced_reason = :reason, version = version + 1
     where partnership_id = :partnershipId and id = :memberId and replaced_at is null`,
    { partnershipId, memberId, reason },
  )
}

/** Another date than the one before counts as another request. */
export async function markRequested(trx: Db, partnershipId: number, memberIds: readonly number[], dueAt: Date): Promise<void> {
  await changed(
    trx,
    `update dip_sample_members set requested_at = now(), request_due_at = :dueAt,
       requests = requests + (request_due_at is distinct from :dueAt::timestamptz)::integer
     where partnership_id = :partnershipId and id = any(:memberIds::bigint[])`,
    { partnershipId, memberIds: [...memberIds], dueAt },
  )
}

/** The returns that these messages are about. */
export async function returnsOfMessages(db: Db, partnershipId: number, messageIds: readonly number[]): Promise<Set<number>> {
  const found = await rows<{ returnId: number }>(
    db,
    `select distinct return_id as "returnId" from messages where partnership_id = ? and id = any(?::bigint[]) and return_id is not null`,
    [partnershipId, [...messageIds]],
  )
  return new Set(found.map(({ returnId }) => returnId))
}

/** Answers to some questions of many returns at once, by return. */
export async function answersTo(
  db: Db,
  partnershipId: number,
  returnIds: readonly number[],
  keys: readonly string[],
): Promise<Map<number, Map<string, Json>>> {
  const found = await rows<{ returnId: number; key: string; answer: Json }>(
    db,
    `select return_id as "returnId", question_key as key, answer from responses
     where partnership_id = ? and return_id = any(?::bigint[]) and question_key = any(?)`,
    [partnershipId, [...returnIds], [...keys]],
  )
  const byReturn = Map.groupBy(found, ({ returnId }) => returnId)
  return new Map([...byReturn].map(([returnId, given]) => [returnId, new Map(given.map(({ key, answer }) => [key, answer]))]))
}

/** Somebody who can be written to about a return: by an audit link that still opens it, or as a contact. */
export type Addressee = { returnId: number; invitationId: number | null; name: string; email: string; role: ContactRole }

/**
 * Whom to write to about each return: everybody with an address who holds a link that opens it; where nobody does, the contact to
 * whom a link would go (the DSL, or else the head and so on). Returns without anybody are not in the list.
 */
export async function addresseesOf(db: Db, partnershipId: number, returnIds: readonly number[]): Promise<Addressee[]> {
  return rows(
    db,
    `with holders as (
       select distinct on (i.return_id, i.email) i.return_id, i.id, i.name, i.email, i.role
       from invitations i
       where i.partnership_id = :partnershipId and i.return_id = any(:returnIds::bigint[]) and i.revoked_at is null and i.email <> ''
       order by i.return_id, i.email, i.id desc
     ), others as (
       select distinct on (r.id) r.id as return_id, c.name, c.email, c.role
       from returns r join contacts c on c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id
       where r.partnership_id = :partnershipId and r.id = any(:returnIds::bigint[]) and c.email <> ''
         and ${holdsOnSql('c', LONDON_TODAY_SQL)}
         and not exists (select 1 from holders h where h.return_id = r.id)
       order by r.id, array_position(array['dsl', 'head', 'deputy_dsl', 'proprietor', 'business_manager', 'chair', 'link_governor', 'other'], c.role),
         c.from_on desc nulls last, c.id desc
     )
     select return_id as "returnId", id as "invitationId", name, email, role from holders
     union all select return_id, null, name, email, role from others
     order by 1, 4`,
    { partnershipId, returnIds: [...returnIds] },
  )
}

/** The head and the DSL of an establishment, one letter to each address. */
export async function outcomeReaders(
  db: Db,
  partnershipId: number,
  establishmentId: number,
): Promise<Omit<Addressee, 'returnId' | 'invitationId'>[]> {
  return rows(
    db,
    `select distinct on (email) name, email, role from contacts c
     where partnership_id = ? and establishment_id = ? and email <> '' and role in ('head', 'dsl') and ${holdsOnSql('c', LONDON_TODAY_SQL)}
     order by email, array_position(array['head', 'dsl'], role), id`,
    [partnershipId, establishmentId],
  )
}

export type SentLetter = { id: number; toName: string; toEmail: string; status: string; at: Date }

/** The letters of one kind that were written about a return, the newest first. */
export async function lettersOf(
  db: Db,
  partnershipId: number,
  returnId: number,
  kind: 'evidence_request' | 'outcome',
): Promise<SentLetter[]> {
  return rows(
    db,
    `select id, to_name as "toName", to_email as "toEmail", status, coalesce(sent_at, created_at) as at from messages
     where partnership_id = ? and return_id = ? and kind = ? order by id desc`,
    [partnershipId, returnId, kind],
  )
}

/** Members of one sample who share a DSL's email address, by return: an evidence request may reach one person for several. */
export async function sharedContacts(db: Db, partnershipId: number, sampleId: number): Promise<Map<number, string[]>> {
  const found = await rows<{ returnId: number; others: string[] }>(
    db,
    `with reached as (
       select distinct m.return_id, r.establishment_name as name, c.email
       from dip_sample_members m join returns r on r.id = m.return_id
       join contacts c on c.establishment_id = r.establishment_id and c.partnership_id = m.partnership_id
       where m.partnership_id = ? and m.sample_id = ? and m.replaced_at is null and c.role = 'dsl' and c.email <> ''
         and ${holdsOnSql('c', LONDON_TODAY_SQL)}
     )
     select a.return_id as "returnId", array_agg(distinct b.name order by b.name) as others
     from reached a join reached b on b.email = a.email and b.return_id <> a.return_id group by a.return_id`,
    [partnershipId, sampleId],
  )
  return new Map(found.map(({ returnId, others }) => [returnId, others]))
}

/** The next number in the order of a sample's members. */
export async function nextPosition(db: Db, partnershipId: number, sampleId: number): Promise<number> {
  const found = await row<{ last: number }>(
    db,
    `select coalesce(max(position), 0) as last from dip_sample_members where partnership_id = ? and sample_id = ?`,
    [partnershipId, sampleId],
  )
  return (found?.last ?? 0) + 1
}
