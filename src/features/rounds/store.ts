import { changed, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { LinksGoTo } from '../establishments/index.ts'
import { withKept } from '../keptCounts/index.ts'
import { membership, RETURNS_SQL } from '../returns/index.ts'
import type { Round, RoundPlan } from './round.ts'

const COLUMNS = `o.id, o.partnership_id as "partnershipId", o.code, o.name, o.mode, o.status, o.opens_at as "opensAt", o.due_at as "dueAt",
  o.introduction, o.legal_basis as "legalBasis", o.evidence_areas as "evidenceAreas", o.chair_sign_off as "chairSignOff",
  o.opened_at as "openedAt", o.closed_at as "closedAt", o.answers_deleted_at as "answersDeletedAt", o.created_by as "createdBy",
  o.links_go_to as "linksGoTo", o.version`

/** A round of a partnership. */
export async function findRound(db: Db, partnershipId: Id<'partnership'>, id: Id<'round'>): Promise<Round | undefined> {
  return row<Round>(db, `select ${COLUMNS} from rounds o where o.partnership_id = ? and o.id = ?`, [partnershipId, id])
}

/** A round by the code that command lines and exports use. */
export async function roundByCode(db: Db, partnershipId: Id<'partnership'>, code: string): Promise<Round | undefined> {
  return row<Round>(db, `select ${COLUMNS} from rounds o where o.partnership_id = ? and o.code = ?`, [partnershipId, code])
}

/** The round, held against change until the transaction ends. @throws Refusal (not found) */
export async function lockRound(trx: Db, partnershipId: Id<'partnership'>, id: Id<'round'>): Promise<Round> {
  await row(trx, `select pg_advisory_xact_lock(round_lock(?))`, [id])
  const round = await row<Round>(trx, `select ${COLUMNS} from rounds o where o.partnership_id = ? and o.id = ? for update`, [
    partnershipId,
    id,
  ])
  if (!round) throw notFound()
  return round
}

export async function codesLike(db: Db, partnershipId: Id<'partnership'>, code: string): Promise<string[]> {
  const found = await rows<{ code: string }>(db, `select code from rounds where partnership_id = ? and left(code, 36) = left(?, 36)`, [
    partnershipId,
    code,
  ])
  return found.map(entry => entry.code)
}

const bindings = (plan: RoundPlan) => ({ ...plan, evidenceAreas: JSON.stringify(plan.evidenceAreas) })

export async function insertRound(trx: Db, partnershipId: Id<'partnership'>, plan: RoundPlan, createdBy: string): Promise<Round> {
  const made = await row<Round>(
    trx,
    `insert into rounds as o (partnership_id, code, name, mode, opens_at, due_at, introduction, legal_basis, evidence_areas, chair_sign_off, created_by)
     values (:partnershipId, :code, :name, :mode, :opensAt, :dueAt, :introduction, :legalBasis, :evidenceAreas, :chairSignOff, :createdBy)
     returning ${COLUMNS}`,
    { ...bindings(plan), partnershipId, createdBy },
  )
  return stored(made, 'the round')
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
  await membership.setFirstDueDate(trx, { partnershipId: round.partnershipId, roundId: round.id }, plan.dueAt)
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

/** Remembers who is given the links of the round. */
export async function setLinksGoTo(trx: Db, round: Pick<Round, 'id' | 'partnershipId'>, goTo: LinksGoTo): Promise<void> {
  await changed(trx, `update rounds set links_go_to = ? where partnership_id = ? and id = ? and links_go_to <> ?`, [
    goTo,
    round.partnershipId,
    round.id,
    goTo,
  ])
}

export async function markClosed(trx: Db, round: Round): Promise<void> {
  await changed(trx, `update rounds set status = 'closed', closed_at = now(), version = version + 1 where partnership_id = ? and id = ?`, [
    round.partnershipId,
    round.id,
  ])
}

/** Removes a draft with the returns that were never issued. */
export async function deleteRound(trx: Db, round: Round): Promise<void> {
  await membership.discardReturns(trx, { partnershipId: round.partnershipId, roundId: round.id })
  await changed(trx, `delete from rounds where partnership_id = ? and id = ?`, [round.partnershipId, round.id])
}

/** The sums that the card of a round shows. */
export type RoundSums = {
  roundId: Id<'round'>
  total: number
  issued: number
  completed: number
  awaitingSignOff: number
  excused: number
  outstanding: number
}

/** A round with its sums. */
export type RoundCard = Round & Omit<RoundSums, 'roundId'>

/**
 * Every round of a partnership, the newest first. Completed is what was submitted and not sent back, with what the chair has still to sign; outstanding what was issued
 * and is neither completed nor excused. The same conditions stand behind the filters of the live list, which the numbers open.
 */
export const roundCards = (db: Db, partnershipId: Id<'partnership'>): Promise<RoundCard[]> =>
  withKept(db, { partnershipId, movesWith: 'returns' }, async (trx, kept) => {
    const rounds = await rows<Round>(
      trx,
      `select ${COLUMNS} from rounds o where o.partnership_id = ? order by o.opens_at desc, o.id desc`,
      [partnershipId],
    )
    const sums = new Map(
      (await kept({ what: 'rounds', asked: null, work: () => sumsOfRounds(trx, partnershipId) })).map(({ roundId, ...one }) => [
        roundId,
        one,
      ]),
    )
    return rounds.map(round => ({ ...round, ...(sums.get(round.id) ?? NO_SUMS) }))
  })

const NO_SUMS = { total: 0, issued: 0, completed: 0, awaitingSignOff: 0, excused: 0, outstanding: 0 }

/** The sums of every round that has returns, as they are now. */
export const sumsOfRounds = (db: Db, partnershipId: Id<'partnership'>): Promise<RoundSums[]> =>
  rows<RoundSums>(
    db,
    `select r.round_id as "roundId", count(*) as total, count(*) filter (where r.issued) as issued,
       count(*) filter (where r.completed) as completed, count(*) filter (where r.awaiting_chair) as "awaitingSignOff",
       count(*) filter (where r.not_expected) as excused, count(*) filter (where r.outstanding) as outstanding
     from ${RETURNS_SQL} r where r.partnership_id = ? group by 1`,
    [partnershipId],
  )

/** Writes down that the answers of the rounds of these returns are deleted: they are counted and opened no more. */
export async function markAnswersDeleted(trx: Db, partnershipId: Id<'partnership'>, returnIds: readonly Id<'return'>[]): Promise<void> {
  await changed(
    trx,
    `update rounds o set answers_deleted_at = now() where o.partnership_id = :partnershipId and o.answers_deleted_at is null
       and o.id in (select r.round_id from returns r where r.partnership_id = :partnershipId and r.id = any(:returnIds::bigint[]))`,
    { partnershipId, returnIds: [...returnIds] },
  )
}
