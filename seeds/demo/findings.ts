import type { Id } from '../../src/platform/id.ts'
import { londonInstant } from '../../src/platform/london.ts'
import { row, type Db } from '../../src/platform/db.ts'
import { publishedStatement } from '../../src/features/dashboard/index.ts'
import { createFinding, findingsPublication, type FindingKind } from '../../src/features/findings/index.ts'
import type { Json } from '../../src/features/questions/index.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'
import { publishAt } from './publishAt.ts'
import { REFERENCE } from './story.ts'

const PUBLISHED = londonInstant('2022-03-23', '16:00')

type Said = [key: string, kind: FindingKind, statement: string, question: string, values: Json[]]

/** Of its three evidence areas. */
const OF_AREAS: readonly Said[] = [
  [
    'policies',
    'strength',
    'have a child protection policy that is up to date with this year’s guidance',
    'policies_child_protection_current',
    ['yes'],
  ],
  ['policies', 'strength', 'have the current child protection policy on their website', 'policies_child_protection_published', ['yes']],
  ['policies', 'development', 'rated their staff behaviour policy amber or red', 'policies_staff_behaviour', ['amber', 'red']],
  [
    'policies',
    'clarification',
    'do not fully meet the local procedures and thresholds in their policy',
    'policies_local_procedures',
    ['partly', 'not_met'],
  ],
  [
    'training',
    'strength',
    'give every new starter a safeguarding induction before they work with children alone',
    'training_induction',
    ['met'],
  ],
  ['training', 'strength', 'have trained the DSL and all deputies within two years', 'training_dsl_two_yearly', ['yes']],
  ['training', 'development', 'say that not all their governors are trained', 'training_governors', ['partly', 'not_met']],
  ['governors', 'strength', 'gave their board a full yearly report on safeguarding', 'governors_annual_report', ['yes']],
  [
    'governors',
    'good_practice',
    'minute the questions that governors ask about safeguarding, and the answers',
    'governors_challenge_minuted',
    ['met'],
  ],
  [
    'governors',
    'development',
    'do not always write up the link governor’s visits for the next meeting',
    'governors_link_visits_recorded',
    ['partly', 'no'],
  ],
]

/** Of sections of the questionnaire. */
const OF_SECTIONS: readonly Said[] = [
  ['leadership', 'development', 'rated the time that their DSL has amber or red', 'leadership_dsl_time', ['amber', 'red']],
  ['managing_concerns', 'strength', 'tell all staff that anyone can refer a child', 'concerns_anyone_can_refer', ['yes']],
  ['online_safety', 'strength', 'have reviewed their filtering and monitoring this year', 'online_review_done', ['yes']],
  ['online_safety', 'development', 'rated their monitoring amber or red', 'online_monitoring', ['amber', 'red']],
  ['safer_recruitment', 'strength', 'had their single central record checked', 'recruitment_record_checked', ['yes']],
]

/** What the reference round found, area by area and in five sections, counted from its answers; and published. */
export async function inventFindings(trx: Db, cast: Cast, roundId: Id<'round'>): Promise<void> {
  const all = [...OF_AREAS.map(said => ({ part: 'area' as const, said })), ...OF_SECTIONS.map(said => ({ part: 'section' as const, said }))]
  await dated(trx, REFERENCE.counted, async () => {
    for (const { part, said } of all) {
      const [partKey, kind, statement, question, values] = said
      const counted = [{ question, values }]
      await createFinding(trx, cast.administrator, { roundId, part, partKey, kind, statement, source: 'completed', counted })
    }
  })
  await trx.raw(`update findings set counted_at = ? where round_id = ?`, [REFERENCE.counted, roundId])
  const made = await row<{ made: number }>(trx, `select count(*) as made from findings where round_id = ?`, [roundId])
  if (made?.made !== all.length) throw new Error('a finding is missing')
  await publishAt(trx, cast, PUBLISHED, { roundId, kind: 'findings', publishable: findingsPublication(publishedStatement) })
}
