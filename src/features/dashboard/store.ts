import { inSnapshot, row, rows, type Db } from '../../platform/db.ts'
import { DISPOSITION_OF_R, FLAG_SQL, IN_STATEMENT, type Disposition } from '../returns/index.ts'
import type { StatementCounts } from './statement.ts'

/** What the statement is drawn up from: counted twice, of the same moment, also while links are being issued. */
export function statementCounts(db: Db, partnershipId: number, roundId: number): Promise<StatementCounts> {
  return inSnapshot(db, async trx => {
    const counted = await rows<{ disposition: Disposition; count: number }>(
      trx,
      `select (${DISPOSITION_OF_R}) as disposition, count(*) as count from returns r
       where r.partnership_id = ? and r.round_id = ? and ${IN_STATEMENT} group by 1`,
      [partnershipId, roundId],
    )
    const whole = await row<{ issued: number; establishments: number }>(
      trx,
      `select count(*) as issued, count(distinct establishment_id) as establishments from returns r
       where r.partnership_id = ? and r.round_id = ? and ${IN_STATEMENT}`,
      [partnershipId, roundId],
    )
    return {
      counts: Object.fromEntries(counted.map(({ disposition, count }) => [disposition, count])),
      issued: whole?.issued ?? 0,
      establishments: whole?.establishments ?? 0,
    }
  })
}

export type RoundNumbers = Record<
  | 'in_round'
  | 'not_issued'
  | 'issued'
  | 'completed'
  | 'in_progress'
  | 'not_started'
  | 'overdue'
  | 'extended'
  | 'sampled'
  | 'evidence'
  | 'awaiting_sign_off'
  | 'no_contact'
  | 'failed_mail',
  number
>

/** All that the overview of a round counts, of one moment, so that its numbers and its charts agree. */
export function roundOverview(db: Db, partnershipId: number, roundId: number) {
  return inSnapshot(db, async trx => ({
    numbers: await roundNumbers(trx, partnershipId, roundId),
    received: await receivedByDay(trx, partnershipId, roundId),
    phases: await progressByPhase(trx, partnershipId, roundId),
  }))
}

/** The numbers at the top of a round, each with a list of the same length behind it. */
async function roundNumbers(db: Db, partnershipId: number, roundId: number): Promise<RoundNumbers> {
  const numbers = await row<RoundNumbers>(
    db,
    `select count(*) as in_round,
       count(*) filter (where r.status = 'not_issued') as not_issued,
       count(*) filter (where ${IN_STATEMENT}) as issued,
       count(*) filter (where ${FLAG_SQL.completed}) as completed,
       count(*) filter (where ${FLAG_SQL.started}) as in_progress,
       count(*) filter (where ${FLAG_SQL.not_started}) as not_started,
       count(*) filter (where ${FLAG_SQL.overdue}) as overdue,
       count(*) filter (where ${FLAG_SQL.extended}) as extended,
       count(*) filter (where ${FLAG_SQL.sampled}) as sampled,
       count(*) filter (where ${FLAG_SQL.evidence}) as evidence,
       count(*) filter (where r.status = 'awaiting_sign_off') as awaiting_sign_off,
       count(*) filter (where ${FLAG_SQL.no_contact} and r.status = 'not_issued') as no_contact,
       count(*) filter (where ${FLAG_SQL.failed_mail}) as failed_mail
     from returns r where r.partnership_id = ? and r.round_id = ?`,
    [partnershipId, roundId],
  )
  if (!numbers) throw new Error('a count gave no row')
  return numbers
}

/** How many returns came in on each London day. */
async function receivedByDay(db: Db, partnershipId: number, roundId: number): Promise<{ date: string; count: number }[]> {
  return rows(
    db,
    `select to_char(coalesce(received_at, submitted_at) at time zone 'Europe/London', 'YYYY-MM-DD') as date, count(*) as count
     from returns r where r.partnership_id = ? and r.round_id = ? and ${FLAG_SQL.completed} group by 1 order by 1`,
    [partnershipId, roundId],
  )
}

export type PhaseProgress = { phase: string; completed: number; in_progress: number; not_started: number; excused: number }

/** Progress of each phase of education, among what was issued. */
async function progressByPhase(db: Db, partnershipId: number, roundId: number): Promise<PhaseProgress[]> {
  return rows(
    db,
    `select case when e.phase_name in ('', 'Not applicable') then 'Special, independent and other' else e.phase_name end as phase,
       count(*) filter (where ${FLAG_SQL.completed}) as completed,
       count(*) filter (where ${FLAG_SQL.started}) as in_progress,
       count(*) filter (where ${FLAG_SQL.not_started}) as not_started,
       count(*) filter (where r.status = 'excused') as excused
     from returns r join establishments e on e.id = r.establishment_id
     where r.partnership_id = ? and r.round_id = ? and ${IN_STATEMENT}
     group by 1 order by count(*) desc, 1`,
    [partnershipId, roundId],
  )
}
