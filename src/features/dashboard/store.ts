import { inSnapshot, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { RETURNS_SQL, type Disposition } from '../returns/index.ts'
import type { RoundCounts } from './figures.ts'
import type { StatementBeside, StatementCounts } from './statement.ts'

type Whole = Pick<RoundCounts, 'in_round' | 'issued' | 'not_expected' | 'completed'>
type Parts = Pick<StatementBeside, 'covered_outstanding' | 'offline_in_time' | 'offline_late'>

/** What the statement is drawn up from: counted twice, of the same moment, also while links are being issued. */
export function statementCounts(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<StatementCounts> {
  return inSnapshot(db, async trx => {
    const ofRound = `from ${RETURNS_SQL} r where r.partnership_id = ? and r.round_id = ?`
    const counted = await rows<{ disposition: Disposition; count: number }>(
      trx,
      // Worked out once a return and counted then: the planner would sort by the rule itself, and work it out twice.
      `select disposition, count(*) as count from (select r.disposition ${ofRound} and r.issued offset 0) ended group by 1`,
      [partnershipId, roundId],
    )
    const whole = await row<Whole>(
      trx,
      `select count(*) as in_round, count(*) filter (where r.issued) as issued, count(*) filter (where r.not_expected) as not_expected,
         count(*) filter (where r.completed) as completed ${ofRound}`,
      [partnershipId, roundId],
    )
    // Few returns are covered or came offline: the others are not asked about it.
    const parts = await row<Parts>(
      trx,
      `select count(*) filter (where r.covered_outstanding) as covered_outstanding, count(*) filter (where r.offline_in_time) as offline_in_time,
         count(*) filter (where r.offline_late) as offline_late ${ofRound} and (r.excused_as = 'covered' or r.submitted_via = 'offline')`,
      [partnershipId, roundId],
    )
    if (!whole || !parts) throw new Error('a count gave no row')
    const { issued, ...beside } = whole
    return {
      counts: Object.fromEntries(counted.map(({ disposition, count }) => [disposition, count])),
      issued,
      beside: { ...beside, ...parts },
    }
  })
}

/** Asked is issued and not issued; expected is issued without those that are not expected. */
const COUNTS = `count(*) as in_round,
       count(*) filter (where r.not_issued) as not_issued,
       count(*) filter (where r.issued) as issued,
       count(*) filter (where r.not_expected) as not_expected,
       count(*) filter (where r.expected) as expected,
       count(*) filter (where r.completed) as completed`

export type RoundNumbers = Record<
  | 'in_round'
  | 'not_issued'
  | 'issued'
  | 'not_expected'
  | 'expected'
  | 'completed'
  | 'in_progress'
  | 'not_started'
  | 'not_opened'
  | 'opened_only'
  | 'overdue'
  | 'extended'
  | 'sampled'
  | 'evidence'
  | 'awaiting_chair'
  | 'no_contact'
  | 'failed_mail',
  number
>

/** All that the overview of a round counts, of one moment, so that its numbers and its charts agree. */
export function roundOverview(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>) {
  return inSnapshot(db, async trx => ({
    numbers: await roundNumbers(trx, partnershipId, roundId),
    received: await receivedByDay(trx, partnershipId, roundId),
    phases: await progressByPhase(trx, partnershipId, roundId),
  }))
}

/** The numbers at the top of a round, each with a list of the same length behind it. */
async function roundNumbers(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<RoundNumbers> {
  const numbers = await row<RoundNumbers>(
    db,
    `select ${COUNTS},
       count(*) filter (where r.started) as in_progress,
       count(*) filter (where r.not_started) as not_started,
       count(*) filter (where r.not_opened) as not_opened,
       count(*) filter (where r.opened_only) as opened_only,
       count(*) filter (where r.overdue) as overdue,
       count(*) filter (where r.extended) as extended,
       count(*) filter (where r.sampled) as sampled,
       count(*) filter (where r.evidence) as evidence,
       count(*) filter (where r.awaiting_chair) as awaiting_chair,
       count(*) filter (where r.no_contact and r.not_issued) as no_contact,
       count(*) filter (where r.failed_mail) as failed_mail
     from ${RETURNS_SQL} r where r.partnership_id = ? and r.round_id = ?`,
    [partnershipId, roundId],
  )
  if (!numbers) throw new Error('a count gave no row')
  return numbers
}

/** How many returns came in on each London day. */
async function receivedByDay(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<{ date: string; count: number }[]> {
  return rows(
    db,
    `select to_char(coalesce(received_at, submitted_at) at time zone 'Europe/London', 'YYYY-MM-DD') as date, count(*) as count
     from ${RETURNS_SQL} r where r.partnership_id = ? and r.round_id = ? and r.completed group by 1 order by 1`,
    [partnershipId, roundId],
  )
}

export type PhaseProgress = { phase: string; completed: number; in_progress: number; not_started: number; excused: number }

/** Progress of each phase of education, as the register gave it when the audit was issued, among what was issued. */
async function progressByPhase(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<PhaseProgress[]> {
  return rows(
    db,
    `select case when coalesce(r.issue_phase_name, '') in ('', 'Not applicable') then 'Special, independent and other' else r.issue_phase_name end as phase,
       count(*) filter (where r.completed) as completed,
       count(*) filter (where r.started) as in_progress,
       count(*) filter (where r.not_started) as not_started,
       count(*) filter (where r.not_expected) as excused
     from ${RETURNS_SQL} r
     where r.partnership_id = ? and r.round_id = ? and r.issued
     group by 1 order by count(*) desc, 1`,
    [partnershipId, roundId],
  )
}
