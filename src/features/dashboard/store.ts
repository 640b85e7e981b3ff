import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { NO_PHASE, OTHER_PHASES } from '../establishments/index.ts'
import { keptCount, withKept } from '../keptCounts/index.ts'
import { timePassed } from '../liveList/index.ts'
import { RETURNS_SQL, standingSql, STATUSES } from '../returns/index.ts'
import type { StatementBeside, StatementCounts } from './statement.ts'

/**
 * What the statement is drawn up from, counted twice: by disposition, and all that were issued by their status alone. One statement,
 * so of one moment, also while links are being issued. The rules are asked of one return of each kind that there is, not of each of
 * thousands: it costs two to three looks at every return instead of five.
 */
export async function statementCounts(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<StatementCounts> {
  const counted = await row<StatementBeside & { counts: StatementCounts['counts'] | null; issued: number }>(db, STATEMENT, {
    partnershipId,
    roundId,
    statuses: Object.keys(STATUSES),
  })
  if (!counted) throw new Error('a count gave no row')
  const { counts, issued, ...beside } = counted
  return { counts: counts ?? {}, issued, beside }
}

/** The same for a page: as it was counted when nothing had moved since, or counted now. */
export const keptStatementCounts = (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<StatementCounts> =>
  keptCount(
    db,
    { partnershipId, movesWith: 'returns' },
    { what: 'statement', asked: { roundId }, work: trx => statementCounts(trx, partnershipId, roundId) },
  )

const BESIDE = ['not_expected', 'completed', 'covered_outstanding', 'offline_in_time', 'offline_late'] as const

const countOf = (flag: string): string => `coalesce(sum(alike) filter (where ${flag}), 0)::integer as ${flag}`

const STATEMENT = `with kinds as materialized (
    select min(id) as id, count(*) as alike from returns
    where partnership_id = :partnershipId and round_id = :roundId group by ${standingSql.STANDING_FACTS_SQL}
  ), stood as materialized (
    select k.alike, r.* from kinds k, lateral (select r.issued, r.disposition, ${BESIDE.map(flag => `r.${flag}`).join(', ')} from ${RETURNS_SQL} r where r.id = k.id offset 0) r
  )
  select (select json_object_agg(disposition, count) from (
      select disposition, sum(alike)::integer as count from stood where issued group by 1) ended) as counts,
    whole.*, beside.*
  from (select sum(count)::integer as in_round, coalesce(sum(count) filter (where ${standingSql.standsSql('issued')}), 0)::integer as issued
      -- Status by status, which the index of counts answers alone.
      from unnest(:statuses::text[]) s (status), lateral (select count(*) as count from returns r
        where r.partnership_id = :partnershipId and r.round_id = :roundId and r.status = s.status) of_status) whole,
    (select ${BESIDE.map(countOf).join(', ')} from stood) beside`

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
export const roundOverview = (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>) =>
  withKept(db, { partnershipId, movesWith: 'returns' }, async (trx, kept) =>
    kept({
      what: 'overview',
      asked: { roundId, ...(await timePassed(trx, partnershipId, roundId)) },
      work: async () => ({
        numbers: await roundNumbers(trx, partnershipId, roundId),
        received: await receivedByDay(trx, partnershipId, roundId),
        phases: await progressByPhase(trx, partnershipId, roundId),
      }),
    }),
  )

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
    `select case when coalesce(r.issue_phase_name, '') in ('', '${NO_PHASE}') then '${OTHER_PHASES}' else r.issue_phase_name end as phase,
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
