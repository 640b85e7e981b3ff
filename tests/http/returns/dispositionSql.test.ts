import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { DISPOSITION_SQL, dispositionOf, RETURN_STATUSES, type DispositionFacts } from '../../../src/features/returns/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { inRollback } from '../../support/app.ts'

const instant = fc.integer({ min: 0, max: 6 }).map(day => new Date(Date.UTC(2026, 2, 20 + day)))
const anyFacts: fc.Arbitrary<DispositionFacts> = fc.record({
  status: fc.constantFrom(...RETURN_STATUSES),
  excusedAs: fc.constantFrom(null, 'closed', 'covered', 'not_applicable', 'declined'),
  submittedAt: fc.option(instant),
  submittedVia: fc.constantFrom(null, 'online', 'offline'),
  firstDueAt: instant,
  dueAt: instant,
  startedAt: fc.option(instant),
})

test(
  'the rule in SQL and the rule in code agree on every combination of facts',
  inRollback(async ({ db }) => {
    const cases = fc.sample(anyFacts, { numRuns: 3000, seed: 7 })
    const found = await rows<{ disposition: string }>(
      db,
      `select ${DISPOSITION_SQL} as disposition
       from jsonb_to_recordset(?::jsonb) as r (status text, excused_as text, submitted_at timestamptz, submitted_via text,
         first_due_at timestamptz, due_at timestamptz, started_at timestamptz, place int)
       order by r.place`,
      [
        JSON.stringify(
          cases.map((facts, place) => ({
            place,
            status: facts.status,
            excused_as: facts.excusedAs,
            submitted_at: facts.submittedAt,
            submitted_via: facts.submittedVia,
            first_due_at: facts.firstDueAt,
            due_at: facts.dueAt,
            started_at: facts.startedAt,
          })),
        ),
      ],
    )
    expect(found.map(({ disposition }) => disposition)).toEqual(cases.map(dispositionOf))
  }),
)
