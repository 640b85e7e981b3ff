import { prepared, changed, row, rows, type Db } from '../../platform/db.ts'
import type { Actor, ContactRole, ContributorActor } from '../history/index.ts'
import { actorId } from '../history/index.ts'
import { factsFrom, type Json, type Progress, type Response } from '../questionnaires/index.ts'
import type { AuditReturn, EvidenceFile, ResponseWrite, SignOff, StoredResponse } from './auditReturn.ts'
import type { ReturnStatus } from './lifecycle.ts'

const RETURN_COLUMNS = `r.id, r.partnership_id as "partnershipId", r.round_id as "roundId", o.name as "roundName", o.status as "roundStatus",
  coalesce(o.opened_at, o.created_at) as "roundOpenedAt", o.closed_at as "roundClosedAt", o.chair_sign_off as "chairSignOff", r.establishment_id as "establishmentId", r.establishment_name as "establishmentName",
  r.set_code as "setCode", r.questionnaire_version_id as "questionnaireVersionId", r.status, r.reference, r.first_due_at as "firstDueAt",
  r.due_at as "dueAt", r.extensions, r.issued_at as "issuedAt", r.opened_at as "openedAt", r.started_at as "startedAt",
  r.last_saved_at as "lastSavedAt", r.submitted_at as "submittedAt", r.submitted_via as "submittedVia", r.received_at as "receivedAt",
  r.recorded_at as "recordedAt", r.accepted_at as "acceptedAt", r.returned_at as "returnedAt", r.returned_reason as "returnedReason", r.excused_as as "excusedAs",
  r.excused_on as "excusedOn", r.excused_reason as "excusedReason", r.excused_from as "excusedFrom",
  r.covered_by_establishment_id as "coveredByEstablishmentId", r.asked, r.answered, r.missing, r.files, r.version, r.facts`

const RETURN_FROM = `from returns r join rounds o on o.id = r.round_id`

type ReturnRow = Omit<AuditReturn, 'facts'> & { facts: string[] }

/** A return of the partnership; undefined when there is none such. */
export async function findReturn(db: Db, partnershipId: number, id: number): Promise<AuditReturn | undefined> {
  const found = await row<ReturnRow>(db, `select ${RETURN_COLUMNS} ${RETURN_FROM} where r.partnership_id = ? and r.id = ?`, [
    partnershipId,
    id,
  ])
  return found && toReturn(found)
}

/** The same, locked until the caller's transaction ends, so that what is decided about it stays true. */
export async function lockReturn(trx: Db, partnershipId: number, id: number): Promise<AuditReturn | undefined> {
  await changed(trx, `select 1 from returns where partnership_id = ? and id = ? for update`, [partnershipId, id])
  // A second statement: the first one's snapshot may be older than the lock that it waited for.
  return findReturn(trx, partnershipId, id)
}

/** A return with its responses and counts, as one statement saw them: `auditReturn.version` vouches for all of it. */
export async function loadAnswers(
  db: Db,
  partnershipId: number,
  id: number,
): Promise<
  | {
      auditReturn: AuditReturn
      responses: Map<string, StoredResponse>
      evidenceCounts: Map<string, number>
      signOffs: SignOff[]
    }
  | undefined
> {
  const found = await row<ReturnRow & { given: GivenRow[] | null; counts: [string, number][] | null; signed: SignOffRow[] | null }>(
    db,
    ANSWERS,
    [partnershipId, id],
  )
  if (!found) return undefined
  const { given, counts, signed, ...rest } = found
  return {
    auditReturn: toReturn(rest),
    responses: new Map((given ?? []).map(([key, ...stored]) => [key, toStored(...stored)])),
    evidenceCounts: new Map(counts ?? []),
    signOffs: (signed ?? []).map(([role, name, jobTitle, at]) => ({ role, name, jobTitle, at: new Date(at) })),
  }
}

const ANSWERS = prepared(
  'returns.answers',
  `select ${RETURN_COLUMNS},
     (select json_agg(json_build_array(a.question_key, a.version, a.answer, a.comment, a.action, a.by_name, a.contributor_id, a.at))
      from responses a where a.return_id = r.id and a.partnership_id = r.partnership_id) as given,
     (select json_agg(json_build_array(c.question_key, c.files)) from (
        select q.question_key, count(*) as files from evidence_questions q
        join evidence v on v.id = q.evidence_id and v.removed_at is null
        where q.return_id = r.id and q.partnership_id = r.partnership_id group by q.question_key) c) as counts,
     (select json_agg(json_build_array(s.role, s.name, s.job_title, s.at) order by s.id)
      from sign_offs s where s.return_id = r.id and s.partnership_id = r.partnership_id and s.withdrawn_at is null) as signed
   ${RETURN_FROM} where r.partnership_id = ? and r.id = ?`,
)

type GivenRow = [key: string, ...StoredRow]
type StoredRow = [
  version: number,
  answer: Json,
  comment: string | null,
  action: Response['action'],
  byName: string,
  contributorId: number | null,
  at: string,
]
type SignOffRow = [role: SignOff['role'], name: string, jobTitle: string, at: string]

const toStored = (...[version, answer, comment, action, byName, contributorId, at]: StoredRow): StoredResponse => ({
  version,
  answer,
  comment,
  action,
  byName,
  contributorId,
  at: new Date(at),
})

/** The responses of one return, by question key. */
export async function responsesOf(db: Db, partnershipId: number, returnId: number): Promise<Map<string, StoredResponse>> {
  const found = await rows<StoredResponse & { key: string }>(
    db,
    `select question_key as key, version, answer, comment, action, by_name as "byName", contributor_id as "contributorId", at
     from responses where partnership_id = ? and return_id = ?`,
    [partnershipId, returnId],
  )
  return new Map(found.map(({ key, ...stored }) => [key, stored]))
}

/** Responses as they were at earlier versions. */
export async function responsesAt(
  db: Db,
  partnershipId: number,
  returnId: number,
  wanted: readonly { key: string; version: number }[],
): Promise<(Response & { key: string; version: number })[]> {
  if (wanted.length === 0) return []
  return rows(
    db,
    `select c.question_key as key, c.version, c.answer, c.comment, c.action
     from jsonb_to_recordset(:wanted::jsonb) as w (key text, version integer)
     join response_changes c on c.return_id = :returnId and c.partnership_id = :partnershipId
       and c.question_key = w.key and c.version = w.version`,
    { partnershipId, returnId, wanted: JSON.stringify(wanted) },
  )
}

/**
 * Writes a save in one statement, so that it costs one round trip and one commit: the return moves on from the version
 * that the save was planned on, the responses and their history are written, sign-offs of what was there before fall,
 * and the history has its event.
 *
 * @returns false when the return has moved on since: nothing was written then
 */
export async function writeSave(
  db: Db,
  actor: Actor,
  auditReturn: Pick<AuditReturn, 'id' | 'partnershipId' | 'version'>,
  save: {
    verb: 'return.saved' | 'return.keyed_in'
    status: ReturnStatus
    progress: Progress
    writes: readonly ResponseWrite[]
    details: Record<string, unknown>
  },
): Promise<boolean> {
  const { verb, status, progress, writes, details } = save
  const written = await rows(db, WRITE_SAVE, {
    partnershipId: auditReturn.partnershipId,
    returnId: auditReturn.id,
    version: auditReturn.version,
    status,
    asked: progress.asked,
    answered: progress.answered,
    missing: progress.missing,
    writes: JSON.stringify(writes),
    contributorId: actor.kind === 'contributor' ? actor.contributorId : null,
    actorKind: actor.kind,
    actorId: actorId(actor),
    actorName: actor.name,
    verb,
    details: JSON.stringify(details),
  })
  return written.length === 1
}

const WRITE_SAVE = prepared(
  'returns.save',
  `
  with moved as (
    update returns set status = :status, started_at = coalesce(started_at, now()), last_saved_at = now(), asked = :asked,
      answered = :answered, missing = :missing, version = version + 1
    where id = :returnId and partnership_id = :partnershipId and version = :version
    returning id, partnership_id, round_id, establishment_id
  ), given as (
    select m.id as return_id, m.partnership_id, g.key, g.answer, g.comment, g.action, g.version
    from moved m, jsonb_to_recordset(:writes::jsonb) as g (key text, version integer, answer jsonb, comment text, action jsonb)
  ), kept as (
    insert into responses (return_id, partnership_id, question_key, answer, comment, action, version, contributor_id, by_name)
    select return_id, partnership_id, key, answer, comment, action, version, :contributorId::bigint, :actorName from given
    on conflict (return_id, question_key) do update set answer = excluded.answer, comment = excluded.comment, action = excluded.action,
      version = excluded.version, contributor_id = excluded.contributor_id, by_name = excluded.by_name, at = now()
  ), traced as (
    insert into response_changes (return_id, partnership_id, question_key, version, answer, comment, action, contributor_id, by_name)
    select return_id, partnership_id, key, version, answer, comment, action, :contributorId::bigint, :actorName from given
  ), fallen as (
    update sign_offs s set withdrawn_at = now() from moved m where s.return_id = m.id and s.withdrawn_at is null
  ), told as (
    insert into events (partnership_id, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details)
    select partnership_id, :actorKind, :actorId::bigint, :actorName, :verb, establishment_id, round_id, id, :details::jsonb from moved
  )
  select id from moved`,
)

/** The files of a return that were not removed, each with the questions it is attached to. */
export async function evidenceOf(db: Db, partnershipId: number, returnId: number): Promise<EvidenceFile[]> {
  return rows(
    db,
    `select v.id, v.original_name as name, v.media_type as "mediaType", v.bytes, v.note, v.by_name as "byName",
       v.received_via as "receivedVia", v.received_on as "receivedOn", v.created_at as at,
       array(select q.question_key from evidence_questions q where q.evidence_id = v.id order by q.question_key) as "questionKeys"
     from evidence v where v.partnership_id = ? and v.return_id = ? and v.removed_at is null order by v.id`,
    [partnershipId, returnId],
  )
}

/** A sample in which the return was drawn, and for which its evidence was asked in areas of these keys. */
export type EvidenceRequest = { areas: string[]; requestedAt: Date; dueAt: Date }

/** A member of a sample (`m`) whose evidence was asked for, and still is. */
const ASKED_FOR_EVIDENCE = `m.requested_at is not null and m.replaced_at is null`

/** Whether the evidence of a return (`r`) is asked for. */
export const EVIDENCE_ASKED_SQL = `exists (select from dip_sample_members m where m.return_id = r.id and m.partnership_id = r.partnership_id
  and ${ASKED_FOR_EVIDENCE})`

/**
 * Whether somebody is still to come in by a link of a return (`r`, its round `o`): while the round is open; once it is closed, to send
 * the evidence that is asked for, or for the chair or the proprietor to sign.
 */
export const LINK_LEADS_SQL = `(r.status <> 'excused' and (o.status = 'open'
  or (o.status = 'closed' and (r.status = 'awaiting_sign_off' or ${EVIDENCE_ASKED_SQL}))))`

/** For what the partnership asks this return's evidence, the latest first. An establishment may answer after it submitted. */
export async function evidenceRequestsTo(db: Db, partnershipId: number, returnId: number): Promise<EvidenceRequest[]> {
  return rows(
    db,
    `select array(select area.value ->> 'key' from jsonb_array_elements(s.areas) area) as areas, m.requested_at as "requestedAt",
       m.request_due_at as "dueAt"
     from dip_sample_members m join dip_samples s on s.id = m.sample_id
     where m.partnership_id = ? and m.return_id = ? and ${ASKED_FOR_EVIDENCE} order by m.id desc`,
    [partnershipId, returnId],
  )
}

/** Keeps the counts of a return in step with its files; with `status` the upload counts as a save of the establishment's. */
export async function writeCounts(
  trx: Db,
  auditReturn: Pick<AuditReturn, 'id' | 'partnershipId'>,
  counts: { progress: Progress; status: ReturnStatus | null },
): Promise<void> {
  const { progress, status } = counts
  await changed(
    trx,
    `with moved as (
       update returns r set asked = :asked, answered = :answered, missing = :missing, version = version + 1,
         files = (select count(*) from evidence v where v.return_id = r.id and v.removed_at is null),
         status = coalesce(:status::text, status),
         started_at = case when :status::text is null then started_at else coalesce(started_at, now()) end,
         last_saved_at = case when :status::text is null then last_saved_at else now() end
       where id = :returnId and partnership_id = :partnershipId returning id
     )
     update sign_offs s set withdrawn_at = now() from moved m
     where s.return_id = m.id and s.withdrawn_at is null and :status::text is not null`,
    {
      returnId: auditReturn.id,
      partnershipId: auditReturn.partnershipId,
      asked: progress.asked,
      answered: progress.answered,
      missing: progress.missing,
      status,
    },
  )
}

/** Somebody who came by the return's link, and when they last saved something of it. */
export type Colleague = { contributorId: number; name: string; role: ContactRole; lastSavedAt: Date | null }

/** Whether somebody came by the main link of their return, whose holder gives colleagues links of their own. */
export async function cameByMainLink(db: Db, { partnershipId, contributorId }: ContributorActor): Promise<boolean> {
  const sql = `select 1 from contributors c join invitations i on i.id = c.invitation_id and i.main where c.partnership_id = ? and c.id = ?`
  return (await row(db, sql, [partnershipId, contributorId])) !== undefined
}

/** Everybody who works on a return, those who saved last first. */
export async function colleaguesOn(db: Db, partnershipId: number, returnId: number): Promise<Colleague[]> {
  return rows(
    db,
    `select c.id as "contributorId", c.name, c.role, s.at as "lastSavedAt"
     from contributors c
     left join (select contributor_id, max(at) as at from response_changes where partnership_id = :partnershipId and return_id = :returnId
                group by contributor_id) s on s.contributor_id = c.id
     where c.partnership_id = :partnershipId and c.return_id = :returnId order by s.at desc nulls last, c.id`,
    { partnershipId, returnId },
  )
}

const toReturn = ({ facts, ...rest }: ReturnRow): AuditReturn => ({ ...rest, facts: factsFrom(facts) })
