import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  cameInTime,
  countsAs,
  coveredByOutstanding,
  dispositionOf,
  type DispositionFacts,
} from '../../../src/features/returns/disposition.ts'
import { isOverdue } from '../../../src/features/returns/dueDate.ts'
import { EXCUSE_CODES } from '../../../src/features/returns/excuses.ts'
import { advance, can, RETURN_STATUSES, STANDINGS, TRANSITIONS, type ReturnAction } from '../../../src/features/returns/lifecycle.ts'
import { advanceSql, standingColumns, STANDING_FACTS_SQL } from '../../../src/features/returns/standingSql.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { inRollback } from '../../support/app.ts'

const instant = fc.integer({ min: -3, max: 3 }).map(days => new Date(Date.now() + days * 86_400_000))
const anyFacts: fc.Arbitrary<DispositionFacts & { extensions: number }> = fc.record({
  status: fc.constantFrom(...RETURN_STATUSES),
  excusedAs: fc.constantFrom(null, ...EXCUSE_CODES),
  submittedAt: fc.option(instant),
  submittedVia: fc.constantFrom(null, 'online', 'offline'),
  firstDueAt: instant,
  dueAt: instant,
  startedAt: fc.option(instant),
  extensions: fc.nat(2),
  covering: fc.option(fc.record({ status: fc.constantFrom(...RETURN_STATUSES), startedAt: fc.option(instant) })),
})

const asRow = (facts: typeof anyFacts extends fc.Arbitrary<infer Facts> ? Facts : never) => ({
  status: facts.status,
  excused_as: facts.excusedAs,
  submitted_at: facts.submittedAt,
  submitted_via: facts.submittedVia,
  first_due_at: facts.firstDueAt,
  due_at: facts.dueAt,
  started_at: facts.startedAt,
  extensions: facts.extensions,
  // A return is covered by one establishment's: the same one, the same standing.
  covered_by_establishment_id: facts.covering && RETURN_STATUSES.indexOf(facts.covering.status) * 2 + (facts.covering.startedAt ? 1 : 0),
  other_status: facts.covering?.status ?? null,
  other_started_at: facts.covering?.startedAt ?? null,
})

/** Whether it came offline in time, or late. In the database nothing that is excused was sent: those random facts count as neither. */
function cameOffline(facts: DispositionFacts) {
  const inTime = facts.excusedAs === null && facts.submittedVia === 'offline' ? cameInTime(facts) : null
  return { offline_in_time: inTime === true, offline_late: inTime === false }
}

test(
  'where a return stands is the same in SQL and in code, on every combination of facts',
  inRollback(async ({ db }) => {
    const cases = fc.sample(anyFacts, { numRuns: 3000, seed: 7 })
    const now = (await row<{ now: Date }>(db, 'select now() as now'))?.now ?? new Date(0)
    const found = await rows<Record<string, unknown>>(
      db,
      `select ${standingColumns({ coveringStatus: 'other_status', coveringStartedAt: 'other_started_at' })}
       from jsonb_to_recordset(?::jsonb) as t (status text, excused_as text, submitted_at timestamptz, submitted_via text,
         first_due_at timestamptz, due_at timestamptz, started_at timestamptz, extensions int, place int,
         other_status text, other_started_at timestamptz)
       order by place`,
      [JSON.stringify(cases.map((facts, place) => ({ place, ...asRow(facts) })))],
    )
    expect(found).toEqual(
      cases.map(facts => ({
        ...Object.fromEntries(STANDINGS.map(standing => [standing, countsAs(standing, facts)])),
        expected: countsAs('issued', facts) && !countsAs('not_expected', facts),
        covered_outstanding: coveredByOutstanding(facts),
        ...cameOffline(facts),
        overdue: isOverdue(facts, now),
        extended: facts.extensions > 0,
        disposition: dispositionOf(facts),
      })),
    )
  }),
)

test(
  'returns that are alike in what a standing depends on stand alike, so one of them answers for all',
  inRollback(async ({ db }) => {
    const cases = fc.sample(anyFacts, { numRuns: 6000, seed: 11 })
    const columns = standingColumns({ coveringStatus: 'other_status', coveringStartedAt: 'other_started_at' })
    // Where the table itself refuses a combination, no rule has to hold. A covering return is told by its establishment.
    const kinds = await rows<{ alike: number; ways: number }>(
      db,
      `select count(*) as alike, count(distinct to_jsonb(s) - 'overdue' - 'extended') as ways
       from jsonb_to_recordset(?::jsonb) as t (status text, excused_as text, submitted_at timestamptz, submitted_via text,
         first_due_at timestamptz, due_at timestamptz, started_at timestamptz, extensions int, covered_by_establishment_id int,
         other_status text, other_started_at timestamptz), lateral (select ${columns}) s
       where due_at >= first_due_at and (status = 'excused') = (excused_as is not null)
       group by ${STANDING_FACTS_SQL}`,
      [JSON.stringify(cases.map(asRow))],
    )
    expect(kinds.filter(({ ways }) => ways !== 1)).toEqual([])
    expect(Math.max(...kinds.map(({ alike }) => alike))).toBeGreaterThan(4)
  }),
)

test(
  'an action moves a return to the same status in SQL and in code, or not at all',
  inRollback(async ({ db }) => {
    for (const action of Object.keys(TRANSITIONS) as ReturnAction[]) {
      const found = await rows<{ status: string; next: string | null }>(
        db,
        `select status, ${advanceSql(action)} as next from unnest(?::text[]) as t (status)`,
        [RETURN_STATUSES],
      )
      expect(found).toEqual(RETURN_STATUSES.map(status => ({ status, next: can(action, status) ? advance(status, action) : null })))
    }
  }),
)
