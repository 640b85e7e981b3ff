import { EXCUSE_CODES, EXCUSES } from './excuses.ts'
import { RETURN_STATUSES, STANDINGS, stands, TRANSITIONS, type ReturnAction, type Standing } from './lifecycle.ts'

const quoted = (codes: readonly string[]): string => codes.map(code => `'${code}'`).join(', ')

/** `stands`, over the columns of `returns`. */
export const standsSql = (standing: Standing): string => `status in (${quoted(RETURN_STATUSES.filter(status => stands(standing, status)))})`

/** `advance`, over the columns of `returns`: the status after an action, null where the action is refused. */
export const advanceSql = (action: ReturnAction): string =>
  `case status ${Object.entries(TRANSITIONS[action])
    .map(([from, to]) => `when '${from}' then '${to}'`)
    .join(' ')} end`

/** `coveredByOutstanding`, beside the status and the first save of the return that covers this one. */
const COVERED_OUTSTANDING_SQL = `case when ${standsSql('excused')} and excused_as = 'covered'
  then coalesce(not covering_${standsSql('completed')}, false) else false end`

/** `countsAs`. */
function countsSql(standing: Standing): string {
  const own = standsSql(standing)
  if (standing === 'outstanding') return `(${own} or ${COVERED_OUTSTANDING_SQL})`
  if (standing === 'not_expected') return `(${own} and not ${COVERED_OUTSTANDING_SQL})`
  if (standing === 'started') return `(${own} or (${COVERED_OUTSTANDING_SQL} and covering_${own}))`
  if (standing === 'not_started') return `(${own} or (${COVERED_OUTSTANDING_SQL} and not covering_${standsSql('started')}))`
  return own
}

/** `dispositionOf`. */
const DISPOSITION_SQL = `case
  when excused_as is not null then case
    when ${COVERED_OUTSTANDING_SQL} then case when covering_started_at is null then 'outstanding_missing' else 'outstanding_incomplete' end
    ${EXCUSE_CODES.map(as => `when excused_as = '${as}' then '${EXCUSES[as].disposition}'`).join('\n    ')} end
  when submitted_at is not null and ${standsSql('completed')} then case
    when submitted_via = 'offline' then 'completed_offline'
    when submitted_at <= first_due_at then 'completed_on_time'
    when submitted_at <= due_at then 'completed_in_extension'
    else 'completed_late' end
  when started_at is null then 'outstanding_missing'
  else 'outstanding_incomplete' end`

/** `cameInTime`, of what came offline. */
const offlineSql = (inTime: 'in_time' | 'late'): string =>
  `coalesce(${standsSql('completed')} and excused_as is null and submitted_via = 'offline' and submitted_at ${inTime === 'in_time' ? '<=' : '>'} greatest(first_due_at, due_at), false)`

/**
 * The rules over one return in SQL, for sums and lists of many thousands. A property test holds them equal to the functions.
 *
 * @param of where `covering_status` and `covering_started_at`, of the return that covers this one, come from
 */
export const standingColumns = (of: { coveringStatus: string; coveringStartedAt: string }): string =>
  `${STANDINGS.map(standing => `${countsSql(standing)} as ${standing}`).join(', ')},
  ${countsSql('issued')} and not ${countsSql('not_expected')} as expected,
  ${COVERED_OUTSTANDING_SQL} as covered_outstanding,
  ${offlineSql('in_time')} as offline_in_time, ${offlineSql('late')} as offline_late,
  ${standsSql('outstanding')} and due_at < now() as overdue, extensions > 0 as extended, ${DISPOSITION_SQL} as disposition`
    .replaceAll('covering_status', of.coveringStatus)
    .replaceAll('covering_started_at', of.coveringStartedAt)

/** The two parts of those that have not started: whose link nobody opened, and who opened it and wrote nothing. */
export const openedColumns = (of: { coveringStatus: string }): string =>
  `${countsSql('not_started')} and opened_at is null as not_opened, ${countsSql('not_started')} and opened_at is not null as opened_only`.replaceAll(
    'covering_status',
    of.coveringStatus,
  )

/**
 * All that a return's disposition, its `Standing`s and how it came depend on: returns that are alike in these stand alike, so a sum
 * over thousands asks the rules of one of each kind. The last column tells the moments of `DISPOSITION_SQL` and `offlineSql` apart.
 */
export const STANDING_FACTS_SQL = `status, excused_as, covered_by_establishment_id, submitted_via,
  case when submitted_at is null then 0 when submitted_at <= first_due_at then 1 when submitted_at <= due_at then 2 else 3 end
    + case when started_at is null then 0 else 4 end`

/** A member of a sample (`m`) whose evidence was asked for, and still is. */
export const ASKED_FOR_EVIDENCE = `m.requested_at is not null and m.replaced_at is null`
