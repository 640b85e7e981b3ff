import { prepared, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Action, Json } from '../questions/index.ts'
import type { SetCode } from '../questionnaires/index.ts'
import { RETURNS_SQL, type Disposition, type ReturnStatus } from '../returns/index.ts'
import { ordered } from './codeOrder.ts'
import { amongChosen, OF_RETURN, type Scope } from './scope.ts'
import type { Veil } from './veil.ts'
import type { OfReturn } from './whoseRow.ts'

/** One response as it is read: key, answer, comment, action, version, who, when in milliseconds, and whether staff keyed it in. */
export type SourceResponse = [
  key: string,
  answer: Json,
  comment: string | null,
  action: Action | null,
  version: number,
  by: string,
  at: number,
  keyed: boolean,
]

/** A return with everything that was given in it. */
export type SourceReturn = OfReturn & {
  identifier: string
  dfeNumber: string | null
  laCode: number | null
  laName: string | null
  typeName: string | null
  typeGroupName: string
  phaseName: string | null
  lowAge: number | null
  highAge: number | null
  /** The same in the register of today; those above are of the day of issue. */
  dfeNumberToday: string | null
  laCodeToday: number | null
  laNameToday: string
  typeNameToday: string
  phaseNameToday: string
  lowAgeToday: number | null
  highAgeToday: number | null
  expected: boolean
  coveredOutstanding: boolean
  /** Whether an offline return came by its last due date; null of any other. */
  offlineInTime: boolean | null
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
  versionId: Id<'version'>
  /** The facts that hold of the establishment, as the return keeps them. */
  facts: string[]
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
  coveringEstablishmentId: Id<'establishment'> | null
  /** Numbers of the establishments that it followed. */
  predecessors: string[]
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

/** About 1,000 responses: of 100 returns at once so many lived long enough to count as old that 90 MB of them waited to be collected. */
const RETURNS_AT_ONCE = 8

/** The number of the Department for Education, as it is written. */
const dfeSql = (laCode: string, number: string): string =>
  `case when ${laCode} is not null and ${number} is not null
         then lpad(${laCode}::text, 3, '0') || '/' || lpad(${number}::text, 4, '0') end`

/** Every return of the round with its responses, in the order of the names; in an export that is pseudonymised, of the codes. */
export async function* returnsOfRound(db: Db, scope: Scope, veil: Veil | null): AsyncGenerator<SourceReturn[]> {
  const ids = await returnIds(db, scope, veil)
  const read = (from: number): Promise<SourceReturn[]> | undefined =>
    from < ids.length ? rows(db, RETURNS, { partnershipId: scope.partnershipId, ids: ids.slice(from, from + RETURNS_AT_ONCE) }) : undefined
  let next = read(0)
  for (let from = RETURNS_AT_ONCE; next; from += RETURNS_AT_ONCE) {
    const batch: SourceReturn[] = await next
    // The database gathers the next returns while these are written.
    next = read(from)
    next?.catch(() => undefined)
    yield batch
  }
}

async function returnIds(db: Db, scope: Scope, veil: Veil | null): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'>; establishmentId: Id<'establishment'> }>(
    db,
    `select t.id, t.establishment_id as "establishmentId" from returns t
     where t.partnership_id = :partnershipId and t.round_id = :roundId and ${amongChosen('t')} order by t.establishment_name, t.id`,
    { ...scope },
  )
  return ordered(found, veil).map(({ id }) => id)
}

/** Prepared, since it is run for every few returns, and planning it takes longer than running it. */
const RETURNS = prepared(
  'datasets.returns',
  `with batch as (
       select t.id, array_position(:ids::bigint[], t.id) as place from returns t
       where t.partnership_id = :partnershipId and t.id = any(:ids::bigint[])
     )
     select ${OF_RETURN}, e.identifier,
       ${dfeSql('r.issue_la_code', 'r.issue_number')} as "dfeNumber",
       r.issue_la_code as "laCode", r.issue_la_name as "laName", r.issue_type_name as "typeName", e.type_group_name as "typeGroupName",
       r.issue_phase_name as "phaseName", r.issue_low_age as "lowAge", r.issue_high_age as "highAge",
       ${dfeSql('e.la_code', 'e.establishment_number')} as "dfeNumberToday",
       e.la_code as "laCodeToday", e.la_name as "laNameToday", e.type_name as "typeNameToday", e.phase_name as "phaseNameToday",
       e.low_age as "lowAgeToday", e.high_age as "highAgeToday",
       r.expected, r.covered_outstanding as "coveredOutstanding",
       case when r.offline_in_time then true when r.offline_late then false end as "offlineInTime",
       e.boarders_name as "boardersName",
       e.religious_character as "religiousCharacter",
       e.trust_name as "trustName", e.federation_name as "federationName", e.pupils, e.district, e.ward, e.postcode,
       e.status_name as "establishmentStatus", e.opened_on as "openedOn", e.closed_on as "closedOn",
       r.set_code as "setCode", r.set_reason as "setReason", r.questionnaire_version_id as "versionId", r.facts, r.status,
       case when r.issued then r.disposition end as disposition,
       r.overdue, r.sampled, r.reference,
       r.first_due_at as "firstDueAt", r.due_at as "dueAt", r.issued_at as "issuedAt", r.opened_at as "openedAt",
       r.started_at as "startedAt", r.last_saved_at as "lastSavedAt", r.submitted_at as "submittedAt",
       r.submitted_via as "submittedVia", r.received_at as "receivedAt", r.accepted_at as "acceptedAt",
       r.returned_at as "returnedAt", r.returned_reason as "returnedReason", r.excused_as as "excusedAs",
       r.excused_on as "excusedOn", r.excused_reason as "excusedReason", covering.name as "coveredBy", covering.id as "coveringEstablishmentId",
       array(select distinct l.link_identifier from establishment_links l where l.establishment_id = e.id and l.link_type ~* 'predecessor' order by 1) as predecessors,
       (select count(*) from extensions x where x.return_id = r.id) as extensions,
       sent.by_name as "submittedBy", coalesce(sent.sequence, 0) as submissions,
       head.name as "headName", head.at as "headAt", chair.name as "chairName", chair.at as "chairAt",
       (select count(*) from contributors c where c.return_id = r.id) as contributors,
       (select count(*) from evidence f where f.return_id = r.id and f.removed_at is null) as "evidenceFiles",
       coalesce((select json_object_agg(q.question_key, q.files) from (
         select question_key, count(*) as files from evidence_questions q join evidence f on f.id = q.evidence_id and f.removed_at is null
         where q.return_id = r.id group by 1) q), '{}') as "filesByQuestion",
       coalesce((select json_agg(json_build_array(s.question_key, s.answer, s.comment, s.action, s.version, coalesce(s.parts_by -> 'answer' ->> 'byName', s.by_name),
           floor(extract(epoch from s.at) * 1000), 
           case when s.parts_by -> 'answer' is null then s.contributor_id is null else s.parts_by -> 'answer' ->> 'contributorId' is null end))
         from responses s where s.return_id = r.id), '[]') as responses
     from batch join ${RETURNS_SQL} r on r.id = batch.id
     join establishments e on e.id = r.establishment_id
     left join establishments covering on covering.id = r.covered_by_establishment_id
     left join lateral (select by_name, sequence from submissions s where s.return_id = r.id order by sequence desc limit 1) sent on true
     left join sign_offs head on head.return_id = r.id and head.role = 'head' and head.withdrawn_at is null
     left join lateral (select name, at from sign_offs s where s.return_id = r.id and s.role <> 'head' and s.withdrawn_at is null
       order by at limit 1) chair on true
     order by batch.place`,
)

/** What these versions of questionnaires are called. */
export const versionTitles = (
  db: Db,
  partnershipId: Id<'partnership'>,
  ids: readonly Id<'version'>[],
): Promise<{ id: Id<'version'>; setCode: SetCode; title: string }[]> =>
  rows(
    db,
    `select v.id, v.set_code as "setCode", v.title from questionnaire_versions v
     where v.partnership_id = :partnershipId and v.id = any(:ids::bigint[]) order by v.set_code, v.version`,
    { partnershipId, ids: [...ids] },
  )

/** The versions of questionnaires that the returns of a round answer, with how many do. */
export const versionsInRound = (
  db: Db,
  { partnershipId, roundId, sets }: Pick<Scope, 'partnershipId' | 'roundId' | 'sets'>,
): Promise<{ id: Id<'version'>; setCode: SetCode; version: number; title: string; edition: string; returns: number }[]> =>
  rows(
    db,
    `select v.id, v.set_code as "setCode", v.version, v.title, v.edition, count(r.id) as returns
     from questionnaire_versions v join returns r on r.questionnaire_version_id = v.id and r.round_id = :roundId
       and (:sets::text[] is null or r.set_code = any(:sets))
     where v.partnership_id = :partnershipId group by v.id order by v.set_code, v.version`,
    { partnershipId, roundId, sets },
  )
