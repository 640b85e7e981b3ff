import { prepared, changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { type Actor, actorId } from '../history/index.ts'
import { factsFrom } from '../establishments/index.ts'
import { type Progress } from '../questionnaires/index.ts'
import type { AuditReturn, ChosenOver, PartsBy, ResponseWrite, StoredResponse } from './auditReturn.ts'
import type { ReturnStatus } from './lifecycle.ts'

export const RETURN_COLUMNS = `r.id, r.partnership_id as "partnershipId", r.round_id as "roundId", o.name as "roundName", o.status as "roundStatus",
  o.has_clarifications as "roundHasClarifications",
  o.opens_at as "roundOpensAt",  coalesce(o.opened_at, o.created_at) as "roundOpenedAt", o.closed_at as "roundClosedAt", o.chair_sign_off as "chairSignOff", r.establishment_id as "establishmentId", r.establishment_name as "establishmentName",
  r.set_code as "setCode", r.questionnaire_version_id as "questionnaireVersionId", r.status, r.reference, r.first_due_at as "firstDueAt",
  r.due_at as "dueAt", r.extensions, r.issued_at as "issuedAt", r.opened_at as "openedAt", r.started_at as "startedAt",
  r.last_saved_at as "lastSavedAt", r.submitted_at as "submittedAt", r.submitted_via as "submittedVia", r.received_at as "receivedAt",
  r.recorded_at as "recordedAt", r.accepted_at as "acceptedAt", r.returned_at as "returnedAt", r.returned_reason as "returnedReason",
  r.returned_questions as "returnedQuestions", r.returned_due_on as "returnedDueOn", r.excused_as as "excusedAs",
  r.excused_on as "excusedOn", r.excused_reason as "excusedReason", r.excused_from as "excusedFrom",
  r.covered_by_establishment_id as "coveredByEstablishmentId", r.asked, r.answered, r.missing, r.files, r.version, r.facts,
  r.answers_deleted_at as "answersDeletedAt"`

export const RETURN_FROM = `from returns r join rounds o on o.id = r.round_id`

/** What somebody chose their own text over: which part of which question, and whose the other text was. */
export type Overruled = Pick<ChosenOver, 'part' | 'byName' | 'contributorId'> & { key: string; label: string }

/** Whose the parts are of a response that came as JSON. */
export const partsFrom = (partsBy: PartsByRow | null): PartsBy | null =>
  partsBy && Object.fromEntries(Object.entries(partsBy).map(([part, giver]) => [part, { ...giver, at: new Date(giver.at) }]))

/** Whose the parts are, as JSON says it. */
export type PartsByRow = { [Part in keyof PartsBy]: AsJson<NonNullable<PartsBy[Part]>> }

/** A response as a statement gives it. */
export type ResponseRow = Omit<StoredResponse, 'partsBy'> & { partsBy: PartsByRow | null }

export type ReturnRow = Omit<AuditReturn, 'facts'> & { facts: string[] }

/** What a row is once it went through JSON, in which a moment is a text. */
export type AsJson<Row> = { [Column in keyof Row]: Row[Column] extends Date | null ? string | Exclude<Row[Column], Date> : Row[Column] }

/** A return of the partnership; undefined when there is none such. */
export async function findReturn(db: Db, partnershipId: Id<'partnership'>, id: Id<'return'>): Promise<AuditReturn | undefined> {
  const found = await row<ReturnRow>(db, `select ${RETURN_COLUMNS} ${RETURN_FROM} where r.partnership_id = ? and r.id = ?`, [
    partnershipId,
    id,
  ])
  return found && toReturn(found)
}

/** The same, locked until the caller's transaction ends, so that what is decided about it stays true. */
export async function lockReturn(trx: Db, partnershipId: Id<'partnership'>, id: Id<'return'>): Promise<AuditReturn | undefined> {
  await changed(trx, `select 1 from returns where partnership_id = ? and id = ? for update`, [partnershipId, id])
  // A second statement: the first one's snapshot may be older than the lock that it waited for.
  return findReturn(trx, partnershipId, id)
}

/** Holds these returns until the caller's transaction ends. Everybody locks in the order of the ids, so that nobody locks another out. */
export async function lockReturns(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'return'>[]): Promise<void> {
  await changed(trx, `select 1 from returns where partnership_id = ? and id = any(?::bigint[]) order by id for update`, [
    partnershipId,
    [...ids],
  ])
}

/** The responses of one return, by question key. */
export async function responsesOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Map<string, StoredResponse>> {
  const found = await rows<ResponseRow & { key: string }>(
    db,
    `select question_key as key, version, answer, comment, action, by_name as "byName", contributor_id as "contributorId", at, parts_by as "partsBy"
     from responses where partnership_id = ? and return_id = ?`,
    [partnershipId, returnId],
  )
  return new Map(found.map(({ key, ...stored }) => [key, { ...stored, partsBy: partsFrom(stored.partsBy) }]))
}

/**
 * Writes a save in one statement, so that it costs one round trip and one commit: the return moves on from the version
 * that the save was planned on, the responses are written, signatures under what was there before are cancelled, and the
 * history has its event, once a sitting. A text that is replaced is kept, unless this sitting wrote it.
 *
 * @returns false when the return has moved on since, or somebody's link was ended or their round closed: nothing was written then
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
    /** Whether the same person was at this section just before: see `continuesSitting`. */
    goesOn: boolean
    /** Texts of others over which the person chose their own. */
    over: readonly Overruled[]
    details: { section: string } & Record<string, unknown>
  },
): Promise<boolean> {
  const { verb, status, progress, writes, goesOn, over, details } = save
  const written = await rows(db, over.length === 0 ? WRITE_SAVE : WRITE_SAVE_OVER, {
    partnershipId: auditReturn.partnershipId,
    returnId: auditReturn.id,
    version: auditReturn.version,
    status,
    asked: progress.asked,
    answered: progress.answered,
    missing: progress.missing,
    writes: JSON.stringify(writes),
    ...(over.length === 0 ? {} : { over: JSON.stringify(over) }),
    contributorId: actor.kind === 'contributor' ? actor.contributorId : null,
    actorKind: actor.kind,
    actorId: actorId(actor),
    actorName: actor.name,
    verb,
    goesOn,
    section: details.section,
    details: JSON.stringify(details),
  })
  return written.length === 1
}

/** @param also what else the statement writes of the return that `moved`; most saves write nothing else */
const saveSql = (also = '') => `
  with held as materialized (
    select case when :contributorId::bigint is null then 'open' else hold_for_contributor(:partnershipId, :contributorId::bigint) end as round
  ), moved as (
    update returns set status = :status, started_at = coalesce(started_at, now()), last_saved_at = now(), asked = :asked,
      answered = :answered, missing = :missing, version = version + 1
    from held where id = :returnId and partnership_id = :partnershipId and version = :version and held.round = 'open'
    returning id, partnership_id, round_id, establishment_id
  ), given as (
    select m.id as return_id, m.partnership_id, g.key, g.answer, g.comment, g.action, g.version, g."partsBy" as parts_by
    from moved m, jsonb_to_recordset(:writes::jsonb) as g (key text, version integer, answer jsonb, comment text, action jsonb, "partsBy" jsonb)
  ), kept as (
    insert into responses (return_id, partnership_id, question_key, answer, comment, action, version, parts_by, contributor_id, by_name)
    select return_id, partnership_id, key, answer, comment, action, version, parts_by, :contributorId::bigint, :actorName from given
    on conflict (return_id, question_key) do update set answer = excluded.answer, comment = excluded.comment, action = excluded.action,
      version = excluded.version, parts_by = excluded.parts_by, contributor_id = excluded.contributor_id, by_name = excluded.by_name, at = now()
  ), replaced as (
    insert into response_changes (return_id, partnership_id, question_key, version, answer, comment, action, parts_by, contributor_id, by_name, at)
    select a.return_id, a.partnership_id, a.question_key, a.version, a.answer, a.comment, a.action, a.parts_by, a.contributor_id, a.by_name, a.at
    from given g join responses a on a.return_id = g.return_id and a.question_key = g.key
    where not (:goesOn::boolean and a.contributor_id is not distinct from :contributorId::bigint and a.by_name = :actorName
      and a.at >= (select max(e.at) from events e where e.return_id = :returnId and e.verb = :verb and e.actor_name = :actorName
        and e.details ->> 'section' = :section))
    on conflict (return_id, question_key, version) do nothing
  ), cancelled as (
    update sign_offs s set withdrawn_at = now() from moved m where s.return_id = m.id and s.withdrawn_at is null
  ), told as (
    insert into events (partnership_id, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details)
    select partnership_id, :actorKind, :actorId::bigint, :actorName, :verb, establishment_id, round_id, id, :details::jsonb from moved where not :goesOn::boolean
  )${also}
  select id from moved`

const WRITE_SAVE = prepared('returns.save', saveSql())

/** The same, with the texts over which another was chosen: whose they were is told, once on their next page and in the history. */
const WRITE_SAVE_OVER = prepared(
  'returns.saveOver',
  saveSql(`, chosen as (
    insert into chosen_over (return_id, partnership_id, question_key, part, contributor_id, by_name, chosen_by)
    select m.id, m.partnership_id, o.key, o.part, o."contributorId", o."byName", :actorName
    from moved m, jsonb_to_recordset(:over::jsonb) as o (key text, part text, "contributorId" bigint, "byName" text)
  ), told_of_choice as (
    insert into events (partnership_id, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details)
    select m.partnership_id, :actorKind, :actorId::bigint, :actorName, 'return.chosen_over', m.establishment_id, m.round_id, m.id,
      jsonb_build_object('section', :section::text, 'question', o.key, 'label', o.label, 'part', o.part)
    from moved m, jsonb_to_recordset(:over::jsonb) as o (key text, part text, label text)
  )`),
)

/** Keeps the counts of a return in step with its files, of which there are so many; with `status` the upload counts as a save of the establishment's. */
export async function writeCounts(
  trx: Db,
  auditReturn: Pick<AuditReturn, 'id' | 'partnershipId' | 'files'>,
  counts: { progress: Progress; status: ReturnStatus | null },
): Promise<void> {
  const { progress, status } = counts
  await changed(
    trx,
    `update returns set asked = :asked, answered = :answered, missing = :missing, version = version + 1,
       files = :files, status = coalesce(:status::text, status),
       started_at = case when :status::text is null then started_at else coalesce(started_at, now()) end,
       last_saved_at = case when :status::text is null then last_saved_at else now() end
     where id = :returnId and partnership_id = :partnershipId`,
    {
      returnId: auditReturn.id,
      partnershipId: auditReturn.partnershipId,
      files: auditReturn.files,
      asked: progress.asked,
      answered: progress.answered,
      missing: progress.missing,
      status,
    },
  )
}

/** A return from its row, whether that came as columns or as JSON. */
export function toReturn(row: ReturnRow | AsJson<ReturnRow>): AuditReturn {
  const moments = Object.fromEntries(MOMENTS.map(name => [name, row[name] === null ? null : new Date(row[name])]))
  return { ...row, ...moments, facts: factsFrom(row.facts) } as AuditReturn
}

type Moment = { [Column in keyof AuditReturn]: Date extends AuditReturn[Column] ? Column : never }[keyof AuditReturn]

const MOMENTS = Object.keys({
  roundOpensAt: true,
  roundOpenedAt: true,
  roundClosedAt: true,
  firstDueAt: true,
  dueAt: true,
  issuedAt: true,
  openedAt: true,
  startedAt: true,
  lastSavedAt: true,
  submittedAt: true,
  receivedAt: true,
  recordedAt: true,
  acceptedAt: true,
  returnedAt: true,
  answersDeletedAt: true,
} satisfies Record<Moment, true>) as Moment[]
