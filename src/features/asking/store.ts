import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor } from '../history/index.ts'
import { lockReturns } from '../returns/index.ts'
import type { Outcome, ReturnRequest, ReturnThen } from './request.ts'

/** A request with who asked by which link, and with the return that it is about as that stands now. */
export type OpenRequest = ReturnRequest & {
  roundId: Id<'round'>
  invitationId: Id<'invitation'>
  establishmentId: Id<'establishment'>
  establishmentName: string
  identifier: string
  versionId: Id<'version'>
  /** How often its return has been given more time. */
  extensions: number
  auditReturn: ReturnThen
}

type Row = Omit<OpenRequest, 'auditReturn'> & ReturnThen

const REQUESTS = `select q.id, q.return_id as "returnId", q.round_id as "roundId", q.invitation_id as "invitationId", q.kind, q.by_name as "byName",
    q.reason, q.wanted_on as "wantedOn", q.question_key as "questionKey", q.question_label as "questionLabel", q.section_key as "sectionKey",
    q.due_at_then as "dueAtThen", q.asked_at as "askedAt", q.outcome, q.answer,
    q.granted_due_at as "grantedDueAt", q.answered_by as "answeredBy", q.answered_at as "answeredAt",
    r.establishment_id as "establishmentId", r.establishment_name as "establishmentName", e.identifier, r.questionnaire_version_id as "versionId", r.extensions, r.status, r.submitted_at as "submittedAt",
    r.due_at as "dueAt", o.status as "roundStatus"
  from requests q join returns r on r.id = q.return_id join rounds o on o.id = q.round_id join establishments e on e.id = r.establishment_id`

const opened = ({ status, submittedAt, dueAt, roundStatus, ...request }: Row): OpenRequest => ({
  ...request,
  auditReturn: { status, submittedAt, dueAt, roundStatus },
})

/** All that was asked about one return, the latest first. */
export async function requestsOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<OpenRequest[]> {
  const found = await rows<Row>(db, `${REQUESTS} where q.partnership_id = ? and q.return_id = ? order by q.id desc`, [
    partnershipId,
    returnId,
  ])
  return found.map(opened)
}

/** What nobody answered in a round, the oldest first: those that wait, and those that were overtaken. */
export async function unansweredIn(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<OpenRequest[]> {
  const found = await rows<Row>(db, `${REQUESTS} where q.partnership_id = ? and q.round_id = ? and q.outcome is null order by q.id`, [
    partnershipId,
    roundId,
  ])
  return found.map(opened)
}

/** A page of all that was asked in a round, the latest first. */
export async function requestsIn(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  page: { limit: number; offset: number },
): Promise<OpenRequest[]> {
  const found = await rows<Row>(
    db,
    `${REQUESTS} where q.partnership_id = :partnershipId and q.round_id = :roundId order by q.id desc limit :limit offset :offset`,
    { partnershipId, roundId, ...page },
  )
  return found.map(opened)
}

export async function countRequests(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<number> {
  const counted = await row<{ count: number }>(db, `select count(*) as count from requests where partnership_id = ? and round_id = ?`, [
    partnershipId,
    roundId,
  ])
  return counted?.count ?? 0
}

export async function findRequest(
  db: Db,
  { partnershipId, returnId, id }: { partnershipId: Id<'partnership'>; returnId: Id<'return'>; id: Id<'request'> },
): Promise<OpenRequest | undefined> {
  const found = await row<Row>(db, `${REQUESTS} where q.partnership_id = :partnershipId and q.return_id = :returnId and q.id = :id`, {
    ...{ partnershipId, returnId, id },
  })
  return found && opened(found)
}

/** Holds the return that a request is about, and the status of its round, until the transaction ends: nobody sends it in or closes meanwhile. */
export async function lockReturnAsked(
  trx: Db,
  { partnershipId, roundId, returnId }: { partnershipId: Id<'partnership'>; roundId: Id<'round'>; returnId: Id<'return'> },
): Promise<void> {
  await row(trx, `select id from rounds where partnership_id = ? and id = ? for share`, [partnershipId, roundId])
  await lockReturns(trx, partnershipId, [returnId])
}

/** A request, held until the caller's transaction ends: two who answer it take turns, and the second sees what the first did. */
export async function lockRequest(
  trx: Db,
  of: { partnershipId: Id<'partnership'>; returnId: Id<'return'>; id: Id<'request'> },
): Promise<OpenRequest | undefined> {
  await row(trx, `select id from requests where partnership_id = :partnershipId and return_id = :returnId and id = :id for update`, of)
  return findRequest(trx, of)
}

/** Keeps what somebody asks about their return, with when that is due now. */
export async function insertRequest(
  trx: Db,
  { partnershipId, returnId, contributorId, invitationId, name }: ContributorActor,
  asked: Pick<ReturnRequest, 'kind' | 'reason' | 'wantedOn' | 'questionKey' | 'questionLabel' | 'sectionKey'>,
): Promise<Id<'request'>> {
  const made = await row<{ id: Id<'request'> }>(
    trx,
    `insert into requests (partnership_id, round_id, return_id, kind, invitation_id, contributor_id, by_name, reason, wanted_on, question_key, question_label, section_key,
       due_at_then)
     select r.partnership_id, r.round_id, r.id, :kind, :invitationId, :contributorId, :name, :reason, :wantedOn::date, :questionKey, :questionLabel, :sectionKey, r.due_at
     from returns r where r.partnership_id = :partnershipId and r.id = :returnId returning id`,
    { partnershipId, returnId, contributorId, invitationId, name, ...asked },
  )
  return stored(made, 'the request').id
}

/** Keeps the answer to a request that has none. */
export async function writeAnswer(
  trx: Db,
  { partnershipId, id }: { partnershipId: Id<'partnership'>; id: Id<'request'> },
  answer: { outcome: Outcome; answer: string; grantedDueAt: Date | null; by: string },
): Promise<void> {
  await changed(
    trx,
    `update requests set outcome = :outcome, answer = :answer, granted_due_at = :grantedDueAt, answered_by = :by, answered_at = now()
     where partnership_id = :partnershipId and id = :id and outcome is null`,
    { partnershipId, id, ...answer },
  )
}

/** Keeps that a return was opened again as the answer to what waited for it. */
export async function writeReopened(trx: Db, of: { partnershipId: Id<'partnership'>; returnId: Id<'return'> }, by: string): Promise<void> {
  await changed(
    trx,
    `update requests set outcome = 'granted', answered_by = :by, answered_at = now()
     where partnership_id = :partnershipId and return_id = :returnId and kind = 'reopen' and outcome is null`,
    { ...of, by },
  )
}

/** Deletes what was asked about a return, when its answers are deleted. */
export async function forgetRequests(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(trx, `delete from requests where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
}
