import { row, rows, type Db } from '../../platform/db.ts'
import type { RegisteredFields } from '../establishments/index.ts'
import type { Action, Json, SetCode } from '../questionnaires/index.ts'
import type { CountedAnswers, Source } from '../findings/index.ts'
import { DISPOSITION_OF_R, FLAG_SQL, IN_STATEMENT, type Disposition, type ReturnStatus } from '../returns/index.ts'
import type { OfReturn } from './sheet.ts'

/** A round of a partnership: the scope of everything that is read here. */
export type Scope = { partnershipId: number; roundId: number }

/** One response as it is read: key, answer, comment, action, version, who, and when in milliseconds. */
export type SourceResponse = [
  key: string,
  answer: Json,
  comment: string | null,
  action: Action | null,
  version: number,
  by: string,
  at: number,
]

/** A return with everything that was given in it. */
export type SourceReturn = OfReturn &
  RegisteredFields & {
    identifier: string
    dfeNumber: string | null
    laCode: number | null
    laName: string
    typeName: string
    typeGroupName: string
    phaseName: string
    boardersName: string
    religiousCharacter: string
    trustName: string
    federationName: string
    pupils: number | null
    district: string
    ward: string
    postcode: string
    establishmentStatus: string
    openedOn: string | null
    closedOn: string | null
    setCode: SetCode
    setReason: string
    versionId: number
    status: ReturnStatus
    disposition: Disposition | null
    overdue: boolean
    sampled: boolean
    reference: string | null
    firstDueAt: Date
    dueAt: Date
    extensions: number
    issuedAt: Date | null
    openedAt: Date | null
    startedAt: Date | null
    lastSavedAt: Date | null
    submittedAt: Date | null
    submittedVia: string | null
    receivedAt: Date | null
    acceptedAt: Date | null
    returnedAt: Date | null
    returnedReason: string | null
    excusedAs: string | null
    excusedOn: string | null
    excusedReason: string | null
    coveredBy: string | null
    submittedBy: string | null
    submissions: number
    headName: string | null
    headAt: Date | null
    chairName: string | null
    chairAt: Date | null
    contributors: number
    evidenceFiles: number
    filesByQuestion: Record<string, number>
    responses: SourceResponse[]
  }

const OF_RETURN = `r.id as "returnId", r.establishment_name as "establishmentName",
  case when e.scheme = 'urn' and e.identifier ~ '^[0-9]{1,9}$' then e.identifier::bigint end as urn`
const JOIN_RETURN = (
  of: string,
) => `join returns r on r.id = ${of}.return_id and r.partnership_id = :partnershipId and r.round_id = :roundId
  join establishments e on e.id = r.establishment_id`

/** About 1,000 responses: of 100 returns at once so many lived long enough to count as old that 90 MB of them waited to be collected. */
const RETURNS_AT_ONCE = 8
const ROWS_AT_ONCE = 500

/** Every return of the round with its responses, in the order of the names. */
export async function* returnsOfRound(db: Db, scope: Scope): AsyncGenerator<SourceReturn[]> {
  let after = { name: '', id: 0 }
  let next: Promise<SourceReturn[]> | undefined = returnsAfter(db, scope, after)
  while (next) {
    const batch: SourceReturn[] = await next
    const last = batch.at(-1)
    if (!last) return
    after = { name: last.establishmentName, id: last.returnId }
    // The database gathers the next returns while these are written.
    next = batch.length < RETURNS_AT_ONCE ? undefined : returnsAfter(db, scope, after)
    next?.catch(() => undefined)
    yield batch
  }
}

const returnsAfter = (db: Db, scope: Scope, after: { name: string; id: number }): Promise<SourceReturn[]> =>
  rows(
    db,
    `with batch as (
       select * from returns where partnership_id = :partnershipId and round_id = :roundId and (establishment_name, id) > (:name, :id)
       order by establishment_name, id limit ${RETURNS_AT_ONCE}
     )
     select ${OF_RETURN}, e.scheme, e.identifier,
       case when e.la_code is not null and e.establishment_number is not null
         then lpad(e.la_code::text, 3, '0') || '/' || lpad(e.establishment_number::text, 4, '0') end as "dfeNumber",
       e.la_code as "laCode", e.la_name as "laName", e.type_code as "typeCode", e.type_name as "typeName",
       e.type_group_code as "typeGroupCode", e.type_group_name as "typeGroupName", e.phase_code as "phaseCode",
       e.phase_name as "phaseName", e.low_age as "lowAge", e.high_age as "highAge", e.boarders_code as "boardersCode",
       e.boarders_name as "boardersName", e.sixth_form_code as "sixthFormCode", e.nursery,
       e.further_education_type as "furtherEducationType", e.religious_character as "religiousCharacter",
       e.trust_name as "trustName", e.federation_name as "federationName", e.pupils, e.district, e.ward, e.postcode,
       e.status_name as "establishmentStatus", e.opened_on as "openedOn", e.closed_on as "closedOn",
       r.set_code as "setCode", r.set_reason as "setReason", r.questionnaire_version_id as "versionId", r.status,
       case when ${IN_STATEMENT} then ${DISPOSITION_OF_R} end as disposition,
       (${FLAG_SQL.overdue}) as overdue, (${FLAG_SQL.sampled}) as sampled, r.reference,
       r.first_due_at as "firstDueAt", r.due_at as "dueAt", r.issued_at as "issuedAt", r.opened_at as "openedAt",
       r.started_at as "startedAt", r.last_saved_at as "lastSavedAt", r.submitted_at as "submittedAt",
       r.submitted_via as "submittedVia", r.received_at as "receivedAt", r.accepted_at as "acceptedAt",
       r.returned_at as "returnedAt", r.returned_reason as "returnedReason", r.excused_as as "excusedAs",
       r.excused_on as "excusedOn", r.excused_reason as "excusedReason", covering.name as "coveredBy",
       (select count(*) from extensions x where x.return_id = r.id) as extensions,
       sent.by_name as "submittedBy", coalesce(sent.sequence, 0) as submissions,
       head.name as "headName", head.at as "headAt", chair.name as "chairName", chair.at as "chairAt",
       (select count(*) from contributors c where c.return_id = r.id) as contributors,
       (select count(*) from evidence f where f.return_id = r.id and f.removed_at is null) as "evidenceFiles",
       coalesce((select json_object_agg(q.question_key, q.files) from (
         select question_key, count(*) as files from evidence_questions q join evidence f on f.id = q.evidence_id and f.removed_at is null
         where q.return_id = r.id group by 1) q), '{}') as "filesByQuestion",
       coalesce((select json_agg(json_build_array(s.question_key, s.answer, s.comment, s.action, s.version, s.by_name,
           floor(extract(epoch from s.at) * 1000)))
         from responses s where s.return_id = r.id), '[]') as responses
     from batch r
     join establishments e on e.id = r.establishment_id
     left join establishments covering on covering.id = r.covered_by_establishment_id
     left join lateral (select by_name, sequence from submissions s where s.return_id = r.id order by sequence desc limit 1) sent on true
     left join sign_offs head on head.return_id = r.id and head.role = 'head' and head.withdrawn_at is null
     left join lateral (select name, at from sign_offs s where s.return_id = r.id and s.role <> 'head' and s.withdrawn_at is null
       order by at limit 1) chair on true
     order by r.establishment_name, r.id`,
    { ...scope, ...after },
  )

export type SourceEvidence = OfReturn & {
  id: number
  fileName: string
  mediaType: string
  bytes: number
  sha256: string
  receivedVia: string
  receivedOn: string
  note: string
  by: string
  at: Date
  questions: string[]
}

/** What is held of evidence; files that were taken away again are not. */
export const evidenceOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceEvidence[]> =>
  keyset(
    db,
    scope,
    `select ${OF_RETURN}, f.id, f.original_name as "fileName", f.media_type as "mediaType", f.bytes, f.sha256,
       f.received_via as "receivedVia", f.received_on as "receivedOn", f.note, f.by_name as by, f.created_at as at,
       array(select q.question_key from evidence_questions q where q.evidence_id = f.id order by 1) as questions
     from evidence f ${JOIN_RETURN('f')}
     where f.partnership_id = :partnershipId and f.removed_at is null and f.id > :after order by f.id limit ${ROWS_AT_ONCE}`,
  )

export type SourceExtension = OfReturn & {
  id: number
  batchId: number
  fromDueAt: Date
  toDueAt: Date
  reasonCode: string
  reason: string
  by: string
  at: Date
}

export const extensionsOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceExtension[]> =>
  keyset(
    db,
    scope,
    `select ${OF_RETURN}, x.id, x.batch_id as "batchId", x.from_due_at as "fromDueAt", x.to_due_at as "toDueAt",
       x.reason_code as "reasonCode", x.reason, x.granted_by as by, x.granted_at as at
     from extensions x ${JOIN_RETURN('x')}
     where x.partnership_id = :partnershipId and x.round_id = :roundId and x.id > :after order by x.id limit ${ROWS_AT_ONCE}`,
  )

export type SourceChase = OfReturn & {
  id: number
  kind: string
  at: Date
  by: string
  said: string
  nextOn: string | null
  mail: string | null
}

export const chasesOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceChase[]> =>
  keyset(
    db,
    scope,
    `select ${OF_RETURN}, c.id, c.kind, c.at, c.by_name as by, c.said, c.next_on as "nextOn", m.status as mail
     from chases c ${JOIN_RETURN('c')} left join messages m on m.id = c.message_id
     where c.partnership_id = :partnershipId and c.round_id = :roundId and c.id > :after order by c.id limit ${ROWS_AT_ONCE}`,
  )

export type SourceMember = OfReturn & {
  id: number
  sampleId: number
  sampleName: string
  seed: string
  population: number
  drawnAt: Date
  drawnBy: string
  position: number
  stratum: string
  reason: string
  requestedAt: Date | null
  replacedAt: Date | null
  replacedReason: string | null
  evidenceFiles: number
  verdicts: number
  outcome: string | null
  outcomeNote: string
  outcomeBy: string | null
  outcomeAt: Date | null
}

export const membersOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceMember[]> =>
  keyset(
    db,
    scope,
    `select ${OF_RETURN}, m.id, m.sample_id as "sampleId", s.name as "sampleName", s.seed, s.population, s.drawn_at as "drawnAt",
       s.drawn_by as "drawnBy", m.position, m.stratum, m.reason, m.requested_at as "requestedAt",
       m.replaced_at as "replacedAt", m.replaced_reason as "replacedReason",
       (select count(*) from evidence f where f.return_id = r.id and f.removed_at is null) as "evidenceFiles",
       (select count(*) from verdicts v where v.member_id = m.id) as verdicts,
       m.outcome, m.outcome_note as "outcomeNote", m.outcome_by as "outcomeBy", m.outcome_at as "outcomeAt"
     from dip_sample_members m join dip_samples s on s.id = m.sample_id ${JOIN_RETURN('m')}
     where m.partnership_id = :partnershipId and m.round_id = :roundId and m.id > :after order by m.id limit ${ROWS_AT_ONCE}`,
  )

export type SourceVerdict = OfReturn & {
  id: number
  sampleId: number
  sampleName: string
  versionId: number
  setCode: string
  question: string
  answer: Json
  verdict: string
  note: string
  reviewer: string
  at: Date
}

export const verdictsOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceVerdict[]> =>
  keyset(
    db,
    scope,
    `select ${OF_RETURN}, v.id, m.sample_id as "sampleId", s.name as "sampleName", r.questionnaire_version_id as "versionId",
       r.set_code as "setCode", v.question_key as question, a.answer, v.verdict, v.note, v.reviewer_name as reviewer, v.at
     from verdicts v join dip_sample_members m on m.id = v.member_id join dip_samples s on s.id = m.sample_id ${JOIN_RETURN('m')}
     left join responses a on a.return_id = r.id and a.question_key = v.question_key
     where v.partnership_id = :partnershipId and m.round_id = :roundId and v.id > :after order by v.id limit ${ROWS_AT_ONCE}`,
  )

export type SourceFinding = {
  id: number
  area: string
  kind: string
  statement: string
  population: Source
  questions: string[]
  counted: CountedAnswers[]
  n: number
  of: number
  countedAt: Date
  position: number
  by: string
}

export const findingsOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceFinding[]> =>
  keyset(
    db,
    scope,
    `select id, area_key as area, kind, statement, population, question_keys as questions, counted_values as counted, n, of,
       counted_at as "countedAt", position, created_by as by
     from findings where partnership_id = :partnershipId and round_id = :roundId and id > :after order by id limit ${ROWS_AT_ONCE}`,
  )

/** The versions of questionnaires that the returns of a round answer, with how many do. */
export const versionsInRound = (
  db: Db,
  scope: Scope,
): Promise<{ id: number; setCode: SetCode; version: number; title: string; edition: string; returns: number }[]> =>
  rows(
    db,
    `select v.id, v.set_code as "setCode", v.version, v.title, v.edition, count(r.id) as returns
     from questionnaire_versions v join returns r on r.questionnaire_version_id = v.id and r.round_id = :roundId
     where v.partnership_id = :partnershipId group by v.id order by v.set_code, v.version`,
    scope,
  )

/** How many of everything there are, counted on its own, so that it can disagree with what was written. */
export type Counted = Record<
  'returns' | 'issued' | 'answers' | 'actions' | 'evidence' | 'extensions' | 'chases' | 'members' | 'verdicts' | 'findings',
  number
>

export async function countRound(db: Db, scope: Scope): Promise<Counted> {
  const ofRound = (table: string, more = '') =>
    `(select count(*) from ${table} t where t.partnership_id = :partnershipId and t.round_id = :roundId ${more})`
  const ofReturns = (table: string, more = '') =>
    `(select count(*) from ${table} t join returns r on r.id = t.return_id where r.partnership_id = :partnershipId and r.round_id = :roundId ${more})`
  const counted = await row<Counted>(
    db,
    `select ${ofRound('returns')} as returns, ${ofRound('returns', `and t.status <> 'not_issued'`)} as issued,
       ${ofReturns('responses', `and t.answer is not null and t.answer not in ('null', '""', '[]')`)} as answers,
       ${ofReturns('responses', `and t.action is not null and t.action <> 'null'`)} as actions,
       ${ofReturns('evidence', 'and t.removed_at is null')} as evidence,
       ${ofRound('extensions')} as extensions, ${ofRound('chases')} as chases, ${ofRound('dip_sample_members')} as members,
       (select count(*) from verdicts v join dip_sample_members m on m.id = v.member_id
         where m.partnership_id = :partnershipId and m.round_id = :roundId) as verdicts,
       ${ofRound('findings')} as findings`,
    scope,
  )
  if (!counted) throw new Error('a count gave no row')
  return counted
}

async function* keyset<Row extends { id: number }>(db: Db, scope: Scope, sql: string): AsyncGenerator<Row[]> {
  for (let after = 0; ;) {
    const found = await rows<Row>(db, sql, { ...scope, after })
    if (found.length > 0) yield found
    const last = found.at(-1)
    if (!last || found.length < ROWS_AT_ONCE) return
    after = last.id
  }
}
