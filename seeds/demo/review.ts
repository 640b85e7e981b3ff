import { type Direction, type Verdict } from '../../src/features/verdicts/index.ts'
import { row, rows, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { StaffActor } from '../../src/features/history/index.ts'
import { createFinding, type FindingKind } from '../../src/features/findings/index.ts'
import {
  answerTo,
  finishReview,
  moderate,
  previewSharing,
  recordOutcome,
  recordVerdicts,
  shareOutSample,
  questionsToReview,
} from '../../src/features/reviewing/index.ts'
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
const SEED = 'northmoor-2022'
/** How many of the thirteen are read twice, in percent. */
const TWICE = 40

/**
 * The dip sample of the reference round: all thirteen whose return is outstanding, with the documents that they sent, shared out between
 * two reviewers, some of them to both. Nine are reviewed, the two on which the readers differ settled, and concluded; four wait in a queue.
 */
export async function inventReview(trx: Db, cast: Cast, roundId: Id<'round'>, dice: Dice): Promise<void> {
  const areas = AREAS.map(({ key }) => key)
  const { sampleId } = await dated(trx, REFERENCE.drawn, () =>
    createSample(trx, cast.administrator, {
      roundId,
      name: 'All outstanding returns',
      plan: { base: 'outstanding', targets: [], fastMinutes: 20, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' },
      seed: SEED,
      areas,
    }),
  )
  await trx.raw(`update dip_samples set drawn_at = ? where id = ?`, [REFERENCE.drawn, sampleId])
  await trx.raw(`update dip_sample_members set requested_at = ?, request_due_at = ?, requests = 1 where sample_id = ?`, [
    REFERENCE.drawn,
    new Date(`${REFERENCE.documentsReceived}T17:00:00Z`),
    sampleId,
  ])
  await shareOut(trx, cast, { roundId, sampleId })
  const members = await membersOf(trx, cast.partnership.id, sampleId)
  const counts = await questionsToReview(trx, cast.partnership.id, { roundId, areas: [...AREAS] }, members)
  const reviewed = members.slice(0, 9)
  let differing = 2
  for (const [place, member] of reviewed.entries()) {
    const at = new Date(REFERENCE.reviewed.getTime() - (reviewed.length - 1 - place) * REVIEW_MILLISECONDS)
    const path = { roundId, sampleId, memberId: member.id }
    const readers = await readersOf(trx, cast, member.id)
    const differs = readers.length > 1 && differing > 0
    if (differs) differing -= 1
    await dated(trx, at, () => review(trx, cast, path, { member, dice, readers, differs, asked: counts.get(member.id) ?? 0 }))
    await trx.raw(`update verdicts set at = ? where member_id = ?`, [at, member.id])
    await trx.raw(`update reviews set finished_at = ? where member_id = ?`, [at, member.id])
    await trx.raw(`update dip_sample_members set outcome_at = ? where id = ?`, [at, member.id])
  }
  if (differing > 0) throw new Error('two disagreements were to be invented')
}

async function shareOut(trx: Db, cast: Cast, path: { roundId: Id<'round'>; sampleId: Id<'sample'> }): Promise<void> {
  const wanted = { accountIds: [cast.coordinator.accountId, cast.reviewer.accountId], percent: TWICE }
  const { print } = await previewSharing(trx, cast.partnership.id, { id: path.sampleId, seed: SEED }, wanted)
  await dated(trx, REFERENCE.sharedOut, () => shareOutSample(trx, cast.administrator, { ...path, ...wanted, expected: print }))
  await trx.raw(`update reviews set given_at = ? where partnership_id = ?`, [REFERENCE.sharedOut, cast.partnership.id])
}

/** Who reviews a member: the first, and the second where there is one. */
async function readersOf(trx: Db, { coordinator, reviewer }: Cast, memberId: Id<'member'>): Promise<StaffActor[]> {
  const held = await rows<{ accountId: Id<'account'> }>(
    trx,
    `select account_id as "accountId" from reviews where member_id = ? and ended_at is null order by reading`,
    [memberId],
  )
  return held.map(({ accountId }) => (accountId === reviewer.accountId ? reviewer : coordinator))
}

type Found = { verdict: Verdict; direction: Direction | null; note: string }

async function review(
  trx: Db,
  { administrator }: Cast,
  path: { roundId: Id<'round'>; sampleId: Id<'sample'>; memberId: Id<'member'> },
  { member, dice, readers, differs, asked }: { member: SampleMember; dice: Dice; readers: StaffActor[]; differs: boolean; asked: number },
): Promise<void> {
  const [first, second] = readers
  if (!first) throw new Error('nobody reviews a member of the sample')
  const responses = await responsesOf(trx, first.partnershipId, member.returnId)
  const found = new Map(REVIEWED.map((key): [string, Found] => [key, verdict(dice, answerTo(responses, key) !== null)]))
  const record = (by: StaffActor, said: ReadonlyMap<string, Found>) =>
    recordVerdicts(trx, by, { ...path, entries: new Map([...said].map(([key, one]) => [key, { ...one, baseVersion: 0 }])) })
  await record(first, found)
  const [question = ''] = REVIEWED
  const other = otherThan(found.get(question))
  if (second) await record(second, differs ? new Map([...found, [question, other]]) : found)
  for (const reader of readers) await finishReview(trx, reader, { ...path, missing: asked - REVIEWED.length })
  if (differs) {
    const given = { ...other, note: 'Looked at the document again: the second reader is right.', baseVersion: 0, seen: '1.1' }
    await moderate(trx, administrator, { ...path, question, given })
    found.set(question, other)
  }
  await recordOutcome(trx, first, {
    ...path,
    given: { ...outcomeOf([...found.values()].map(one => one.verdict)), version: member.version, partial: true },
  })
}

/** What a second reader says who does not see the same. */
function otherThan(found: Found | undefined): Found {
  const note = 'The copy on the website is a year older than the one that was sent.'
  if (found?.verdict === 'agrees') return { verdict: 'partly', direction: 'over', note }
  if (found?.verdict === 'shown') return { verdict: 'partly_shown', direction: null, note }
  return { verdict: 'cannot_tell', direction: null, note: 'Two copies were sent, and nothing says which of them holds.' }
}

function verdict(dice: Dice, answered: boolean): Found {
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
