import { changed, row, rows, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { SetCode } from '../questionnaires/index.ts'
import type { Round, RoundPlan, RoundQuestionnaire } from './round.ts'

const COLUMNS = `o.id, o.partnership_id as "partnershipId", o.code, o.name, o.mode, o.status, o.opens_at as "opensAt", o.due_at as "dueAt",
  o.introduction, o.legal_basis as "legalBasis", o.evidence_areas as "evidenceAreas", o.chair_sign_off as "chairSignOff",
  o.opened_at as "openedAt", o.closed_at as "closedAt", o.created_by as "createdBy", o.version`

/** A round of a partnership. */
export async function findRound(db: Db, partnershipId: number, id: number): Promise<Round | undefined> {
  return row<Round>(db, `select ${COLUMNS} from rounds o where o.partnership_id = ? and o.id = ?`, [partnershipId, id])
}

/** A round by the code that command lines and exports use. */
export async function roundByCode(db: Db, partnershipId: number, code: string): Promise<Round | undefined> {
  return row<Round>(db, `select ${COLUMNS} from rounds o where o.partnership_id = ? and o.code = ?`, [partnershipId, code])
}

/** The round, held against change until the transaction ends. @throws Refusal (not found) */
export async function lockRound(trx: Db, partnershipId: number, id: number): Promise<Round> {
  const round = await row<Round>(trx, `select ${COLUMNS} from rounds o where o.partnership_id = ? and o.id = ? for update`, [
    partnershipId,
    id,
  ])
  if (!round) throw notFound()
  return round
}

export async function codesLike(db: Db, partnershipId: number, code: string): Promise<string[]> {
  const found = await rows<{ code: string }>(db, `select code from rounds where partnership_id = ? and left(code, 36) = left(?, 36)`, [
    partnershipId,
    code,
  ])
  return found.map(entry => entry.code)
}

const bindings = (plan: RoundPlan) => ({ ...plan, evidenceAreas: JSON.stringify(plan.evidenceAreas) })

export async function insertRound(trx: Db, partnershipId: number, plan: RoundPlan, createdBy: string): Promise<Round> {
  const made = await row<Round>(
    trx,
    `insert into rounds as o (partnership_id, code, name, mode, opens_at, due_at, introduction, legal_basis, evidence_areas, chair_sign_off, created_by)
     values (:partnershipId, :code, :name, :mode, :opensAt, :dueAt, :introduction, :legalBasis, :evidenceAreas, :chairSignOff, :createdBy)
     returning ${COLUMNS}`,
    { ...bindings(plan), partnershipId, createdBy },
  )
  if (!made) throw new Error('the round was not stored')
  return made
}

/** Writes a draft's plan, and its due date to its returns. */
export async function updatePlan(trx: Db, round: Round, plan: RoundPlan): Promise<void> {
  await changed(
    trx,
    `update rounds set code = :code, name = :name, mode = :mode, opens_at = :opensAt, due_at = :dueAt, introduction = :introduction,
       legal_basis = :legalBasis, evidence_areas = :evidenceAreas, chair_sign_off = :chairSignOff, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { ...bindings(plan), partnershipId: round.partnershipId, id: round.id },
  )
  await changed(
    trx,
    `update returns set first_due_at = :dueAt, due_at = :dueAt
     where partnership_id = :partnershipId and round_id = :id and first_due_at <> :dueAt`,
    { dueAt: plan.dueAt, partnershipId: round.partnershipId, id: round.id },
  )
}

export async function updateWords(trx: Db, round: Round, words: { name: string; introduction: string }): Promise<void> {
  await changed(
    trx,
    `update rounds set name = :name, introduction = :introduction, version = version + 1 where partnership_id = :partnershipId and id = :id`,
    { ...words, partnershipId: round.partnershipId, id: round.id },
  )
}

export async function markOpen(trx: Db, round: Round): Promise<void> {
  await changed(
    trx,
    `update rounds set status = 'open', opened_at = coalesce(opened_at, now()), closed_at = null, opens_at = least(opens_at, now()), version = version + 1
     where partnership_id = ? and id = ?`,
    [round.partnershipId, round.id],
  )
}

export async function markClosed(trx: Db, round: Round): Promise<void> {
  await changed(trx, `update rounds set status = 'closed', closed_at = now(), version = version + 1 where partnership_id = ? and id = ?`, [
    round.partnershipId,
    round.id,
  ])
}

/** Removes a draft with the returns that were never issued. */
export async function deleteRound(trx: Db, round: Round): Promise<void> {
  await changed(trx, `delete from returns where partnership_id = ? and round_id = ? and status = 'not_issued'`, [
    round.partnershipId,
    round.id,
  ])
  await changed(trx, `delete from rounds where partnership_id = ? and id = ?`, [round.partnershipId, round.id])
}

/** Which version of each set a round uses, beside the newest there is. */
export async function questionnairesOf(db: Db, partnershipId: number, roundId: number): Promise<RoundQuestionnaire[]> {
  return rows<RoundQuestionnaire>(
    db,
    `select q.set_code as "setCode", q.questionnaire_version_id as "versionId", v.version, v.title,
       (select max(n.version) from questionnaire_versions n where n.partnership_id = q.partnership_id and n.set_code = q.set_code) as "newestVersion"
     from round_questionnaires q join questionnaire_versions v on v.id = q.questionnaire_version_id
     where q.partnership_id = ? and q.round_id = ? order by q.set_code`,
    [partnershipId, roundId],
  )
}

export async function insertQuestionnaires(trx: Db, round: Round, versions: readonly { setCode: SetCode; id: number }[]): Promise<void> {
  await changed(
    trx,
    `insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id)
     select :roundId, :partnershipId, v.set_code, v.id from unnest(:sets::text[], :ids::bigint[]) as v (set_code, id)`,
    { roundId: round.id, partnershipId: round.partnershipId, sets: versions.map(v => v.setCode), ids: versions.map(v => v.id) },
  )
}

/** Sets that no return of the round has leave it. */
export async function dropUnusedSets(trx: Db, round: Round): Promise<void> {
  await changed(
    trx,
    `delete from round_questionnaires q where q.partnership_id = ? and q.round_id = ?
       and not exists (select from returns r where r.round_id = q.round_id and r.set_code = q.set_code)`,
    [round.partnershipId, round.id],
  )
}

/** A draft takes the newest version of each of its sets, and so do its returns. */
export async function takeNewestVersions(trx: Db, round: Round): Promise<void> {
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  await changed(
    trx,
    `update round_questionnaires q set questionnaire_version_id = v.id
     from (select distinct on (set_code) set_code, id from questionnaire_versions where partnership_id = :partnershipId order by set_code, version desc) v
     where q.partnership_id = :partnershipId and q.round_id = :roundId and q.set_code = v.set_code`,
    of,
  )
  await changed(
    trx,
    `update returns r set questionnaire_version_id = q.questionnaire_version_id from round_questionnaires q
     where r.partnership_id = :partnershipId and r.round_id = :roundId and r.status = 'not_issued'
       and q.round_id = r.round_id and q.set_code = r.set_code`,
    of,
  )
}

/** A round with the sums that its card shows. */
export type RoundCard = Round & {
  total: number
  issued: number
  completed: number
  awaitingSignOff: number
  excused: number
  outstanding: number
}

/**
 * Every round of a partnership, the newest first. Completed is what was submitted and not sent back, with what the chair has still to sign; outstanding what was issued
 * and is neither completed nor excused. The same conditions stand behind the filters of the live list, which the numbers open.
 */
export async function roundCards(db: Db, partnershipId: number): Promise<RoundCard[]> {
  return rows<RoundCard>(
    db,
    `select ${COLUMNS}, coalesce(c.total, 0) as total, coalesce(c.issued, 0) as issued, coalesce(c.completed, 0) as completed,
       coalesce(c."awaitingSignOff", 0) as "awaitingSignOff",
       coalesce(c.excused, 0) as excused, coalesce(c.outstanding, 0) as outstanding
     from rounds o
     left join lateral (
       select count(*) as total, count(*) filter (where status <> 'not_issued') as issued,
         count(*) filter (where submitted_at is not null and status not in ('returned', 'excused')) as completed,
         count(*) filter (where status = 'awaiting_sign_off') as "awaitingSignOff",
         count(*) filter (where status = 'excused') as excused,
         count(*) filter (where status in ('issued', 'opened', 'in_progress', 'returned')) as outstanding
       from returns r where r.round_id = o.id
     ) c on true
     where o.partnership_id = ? order by o.opens_at desc, o.id desc`,
    [partnershipId],
  )
}
