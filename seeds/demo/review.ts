import { row, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { createFinding, type FindingKind } from '../../src/features/findings/index.ts'
import { recordOutcome, recordVerdicts, answerTo, type Direction, type Verdict } from '../../src/features/reviewing/index.ts'
import { createSample, membersOf, type Outcome, type SampleMember } from '../../src/features/sampling/index.ts'
import type { Json } from '../../src/features/questions/index.ts'
import { responsesOf } from '../../src/features/returns/index.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'
import { AREAS } from './round.ts'
import type { Dice } from './random.ts'
import { REFERENCE } from './story.ts'

/** Questions of the three areas that every set with evidence areas asks, and on which the documents say something. */
const REVIEWED = [
  'policies_child_protection_current',
  'policies_staff_behaviour',
  'training_induction',
  'training_updates',
  'governors_annual_report',
]

/** What a reviewer spends on one establishment. */
const REVIEW_MILLISECONDS = 20 * 60_000

/**
 * The dip sample of the reference round: all thirteen whose return is outstanding, with the documents that they sent;
 * nine are reviewed and concluded, four wait for a reviewer.
 */
export async function inventReview(trx: Db, cast: Cast, roundId: Id<'round'>, dice: Dice): Promise<void> {
  const { sampleId } = await dated(trx, REFERENCE.drawn, () =>
    createSample(trx, cast.administrator, {
      roundId,
      name: 'All outstanding returns',
      plan: { base: 'outstanding', targets: [], fastMinutes: 20, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' },
      seed: 'northmoor-2022',
      areas: AREAS.map(({ key }) => key),
    }),
  )
  await trx.raw(`update dip_samples set drawn_at = ? where id = ?`, [REFERENCE.drawn, sampleId])
  await trx.raw(`update dip_sample_members set requested_at = ?, request_due_at = ?, requests = 1 where sample_id = ?`, [
    REFERENCE.drawn,
    new Date(`${REFERENCE.documentsReceived}T17:00:00Z`),
    sampleId,
  ])
  const members = await membersOf(trx, cast.partnership.id, sampleId)
  const reviewed = members.slice(0, 9)
  for (const [place, member] of reviewed.entries()) {
    const at = new Date(REFERENCE.reviewed.getTime() - (reviewed.length - 1 - place) * REVIEW_MILLISECONDS)
    await dated(trx, at, () => review(trx, cast, { roundId, sampleId, memberId: member.id }, { member, dice }))
    await trx.raw(`update verdicts set at = ? where member_id = ?`, [at, member.id])
    await trx.raw(`update dip_sample_members set outcome_at = ? where id = ?`, [at, member.id])
  }
}

async function review(
  trx: Db,
  { reviewer }: Cast,
  path: { roundId: Id<'round'>; sampleId: Id<'sample'>; memberId: Id<'member'> },
  { member, dice }: { member: SampleMember; dice: Dice },
): Promise<void> {
  const responses = await responsesOf(trx, reviewer.partnershipId, member.returnId)
  const entries = new Map(REVIEWED.map(key => [key, { ...verdict(dice, answerTo(responses, key) !== null), baseVersion: 0 }]))
  await recordVerdicts(trx, reviewer, { ...path, entries })
  await recordOutcome(trx, reviewer, {
    ...path,
    given: { ...outcomeOf([...entries.values()].map(entry => entry.verdict)), version: member.version, partial: true },
  })
}

function verdict(dice: Dice, answered: boolean): { verdict: Verdict; direction: Direction | null; note: string } {
  if (dice.chance(0.7)) return { verdict: answered ? 'agrees' : 'shown', direction: null, note: '' }
  const found = dice.pick([
    { verdict: 'partly', note: 'The policy is current, but the website still has last year’s.' },
    { verdict: 'partly', note: 'A record is there; some dates are missing.' },
    { verdict: 'cannot_tell', note: 'The minutes say that a report was given, not what it said.' },
    { verdict: 'does_not_agree', note: 'The document is three years old and names a lead who has left.' },
  ] as const)
  if (found.verdict === 'cannot_tell') return { ...found, direction: null }
  if (answered) return { ...found, direction: 'over' }
  return { verdict: found.verdict === 'partly' ? 'partly_shown' : 'not_shown', direction: null, note: found.note }
}

function outcomeOf(verdicts: readonly Verdict[]): { outcome: Outcome; note: string } {
  if (verdicts.every(one => one === 'agrees' || one === 'shown'))
    return { outcome: 'assured', note: 'The documents bear out what we asked about. Thank you for sending them so promptly.' }
  if (verdicts.some(one => one === 'does_not_agree' || one === 'not_shown'))
    return { outcome: 'not_assured', note: 'Some documents are out of date. Please send the current ones; we will help if that is useful.' }
  return { outcome: 'partly_assured', note: 'Most is in place. Please mend the points in our notes and tell us when it is done.' }
}

const FINDINGS: readonly [area: string, kind: FindingKind, statement: string, question: string, values: Json[]][] = [
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

/** What the reference round found, area by area, counted from its answers. */
export async function inventFindings(trx: Db, cast: Cast, roundId: Id<'round'>): Promise<void> {
  await dated(trx, REFERENCE.counted, async () => {
    for (const [partKey, kind, statement, question, values] of FINDINGS)
      await createFinding(trx, cast.administrator, {
        roundId,
        part: 'area',
        partKey,
        kind,
        statement,
        source: 'completed',
        counted: [{ question, values }],
      })
  })
  await trx.raw(`update findings set counted_at = ? where round_id = ?`, [REFERENCE.counted, roundId])
  const made = await row<{ made: number }>(trx, `select count(*) as made from findings where round_id = ?`, [roundId])
  if (made?.made !== FINDINGS.length) throw new Error('a finding is missing')
}
