import { changed, row, rows, type Db } from '../../platform/db.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { holdsOnSql } from '../establishments/index.ts'
import type { ContributorActor } from '../history/index.ts'
import type { Message } from '../messages/index.ts'
import type { SignOffRole } from './auditReturn.ts'
import type { ReturnStatus } from './lifecycle.ts'

/** Keeps a signature; a second one in the same capacity changes nothing. @returns whether it is new */
export async function insertSignOff(trx: Db, actor: ContributorActor, role: SignOffRole, jobTitle: string): Promise<boolean> {
  const made = await changed(
    trx,
    `insert into sign_offs (return_id, partnership_id, role, name, job_title, contributor_id)
     values (:returnId, :partnershipId, :role, :name, :jobTitle, :contributorId)
     on conflict (return_id, role) where withdrawn_at is null do nothing`,
    { returnId: actor.returnId, partnershipId: actor.partnershipId, role, name: actor.name, jobTitle, contributorId: actor.contributorId },
  )
  return made === 1
}

/** What a submission is made of. */
export type Sending = {
  returnId: number
  partnershipId: number
  status: ReturnStatus
  reference: string
  byName: string
  contributorId: number | null
} & ({ via: 'online' } | { via: 'offline'; receivedAt: Date })

/**
 * Marks a return as submitted and keeps a copy of every response as it was then. An online return is in at the moment
 * of its transaction, by the database's clock; an offline one on the day it was received. It is recorded when this is
 * written, not when its transaction began: a file that was added while it waited for the lock belongs to what was sent.
 */
export async function writeSubmission(trx: Db, sending: Sending): Promise<{ sequence: number; submittedAt: Date }> {
  const written = await row<{ sequence: number; submittedAt: Date }>(
    trx,
    `with sent as (
       update returns set status = :status, submitted_at = coalesce(:receivedAt::timestamptz, now()), submitted_via = :via,
         received_at = :receivedAt::timestamptz, recorded_at = clock_timestamp(), reference = coalesce(reference, :reference), accepted_at = null, version = version + 1
       where id = :returnId and partnership_id = :partnershipId
       returning id, partnership_id, reference, submitted_at
     )
     insert into submissions (return_id, partnership_id, sequence, reference, via, submitted_at, by_name, contributor_id, responses)
     select s.id, s.partnership_id, 1 + (select count(*) from submissions b where b.return_id = s.id), s.reference, :via, s.submitted_at,
       :byName, :contributorId::bigint,
       coalesce((select jsonb_object_agg(a.question_key, jsonb_build_object('answer', a.answer, 'comment', a.comment, 'action', a.action,
         'version', a.version, 'byName', a.by_name, 'at', a.at)) from responses a where a.return_id = s.id), '{}')
     from sent s returning sequence, submitted_at as "submittedAt"`,
    { ...sending, receivedAt: sending.via === 'offline' ? sending.receivedAt : null },
  )
  if (!written) throw new Error('the submission was not stored')
  return written
}

/** One time that a return was sent. */
export type Submission = { sequence: number; reference: string; via: 'online' | 'offline'; submittedAt: Date; byName: string }

/** Every time that a return was sent, the latest first. */
export async function submissionsOf(db: Db, partnershipId: number, returnId: number): Promise<Submission[]> {
  return rows(
    db,
    `select sequence, reference, via, submitted_at as "submittedAt", by_name as "byName"
     from submissions where partnership_id = ? and return_id = ? order by sequence desc`,
    [partnershipId, returnId],
  )
}

/** What a reference is made of. */
export async function namesForReference(db: Db, partnershipId: number, returnId: number): Promise<{ shortName: string; opensAt: Date }> {
  const found = await row<{ shortName: string; opensAt: Date }>(
    db,
    `select p.short_name as "shortName", o.opens_at as "opensAt" from returns r join rounds o on o.id = r.round_id
     join partnerships p on p.id = r.partnership_id where r.partnership_id = ? and r.id = ?`,
    [partnershipId, returnId],
  )
  if (!found) throw new Error(`there is no return ${returnId}`)
  return found
}

/** Somebody to whom a message about a return can go, with the link that they hold. */
export type Addressee = { name: string; email: string; invitationId: number | null }

/**
 * Everybody to whom a message about a return can go, each address once, whoever answers for the return first: the holder of
 * its main link, a DSL or head with a link of their own, the DSL and the head in the register, then those who only help.
 */
export async function addresseesOf(db: Db, partnershipId: number, returnId: number): Promise<Addressee[]> {
  return rows(
    db,
    `select name, email, "invitationId" from (
       select distinct on (lower(email)) name, email, "invitationId", turn, within from (
         select i.name, i.email, i.id as "invitationId",
           case when i.main then 0 when i.role in ('dsl', 'head') then 1 else 4 end as turn, -i.id as within
         from invitations i where i.partnership_id = :partnershipId and i.return_id = :returnId and i.revoked_at is null
         union all
         select c.name, c.email, null, case c.role when 'dsl' then 2 else 3 end, c.id from contacts c
         join returns r on r.establishment_id = c.establishment_id and r.partnership_id = c.partnership_id
         where r.partnership_id = :partnershipId and r.id = :returnId and c.role in ('dsl', 'head')
           and ${holdsOnSql('c', LONDON_TODAY_SQL)}
       ) everybody where email <> '' order by lower(email), turn, within
     ) a order by turn, within`,
    { partnershipId, returnId },
  )
}

/** The one to whom a receipt goes: who answers for the return first, of those who have an address. */
export async function addresseeOf(db: Db, partnershipId: number, returnId: number): Promise<Addressee | undefined> {
  const [first] = await addresseesOf(db, partnershipId, returnId)
  return first
}

/** The message that took the receipt of a submission to the establishment. */
export type ReceiptMail = { name: string } & Pick<Message, 'status' | 'driver' | 'error'>

/** The message with the receipt of a submission; undefined when there was no address. */
export async function receiptMail(db: Db, partnershipId: number, returnId: number, sequence: number): Promise<ReceiptMail | undefined> {
  return row(db, `select to_name as name, status, driver, error from messages where partnership_id = ? and key in (?, ?)`, [
    partnershipId,
    `receipt:${returnId}:${sequence}`,
    `taken_in:${returnId}:${sequence}`,
  ])
}

/** The names under which a DSL is known here: among the contacts of the establishment and the contributors to the return. */
export async function leadNames(db: Db, partnershipId: number, returnId: number): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select c.name from contributors c where c.partnership_id = :partnershipId and c.return_id = :returnId and c.role = 'dsl'
     union
     select c.name from contacts c join returns r on r.establishment_id = c.establishment_id
     where r.partnership_id = :partnershipId and r.id = :returnId and c.role = 'dsl' and (c.to_on is null or c.to_on >= ${LONDON_TODAY_SQL})`,
    { partnershipId, returnId },
  )
  return found.map(({ name }) => name)
}

/** Moves a return to another status and nothing else. */
export async function setStatus(trx: Db, partnershipId: number, returnId: number, status: ReturnStatus): Promise<void> {
  await changed(trx, `update returns set status = ?, version = version + 1 where partnership_id = ? and id = ?`, [
    status,
    partnershipId,
    returnId,
  ])
}
