import { type Direction, type Verdict } from '../../src/features/verdicts/index.ts'
import { rows, type Db } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Id } from '../../src/platform/id.ts'
import type { StaffActor } from '../../src/features/history/index.ts'
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
import { createSample, membersOf, type DipSample, type Outcome, type SampleMember } from '../../src/features/sampling/index.ts'
import type { Json } from '../../src/features/questions/index.ts'
import { responsesOf } from '../../src/features/returns/index.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'
import { inventEvidence } from './reference.ts'
import { AREAS, type InventedReturn } from './round.ts'
import type { Dice } from './random.ts'
import { REFERENCE } from './story.ts'

/** Questions of the three areas that every set with evidence areas asks, and on which the documents say something. */
const REVIEWED = [
  'policies_child_protection_current',
  'policies_local_procedures',
  'training_induction',
  'training_updates',
  'governors_annual_report',
]

/** What a reviewer spends on one establishment. */
const REVIEW_MILLISECONDS = 20 * 60_000
/** How many are read twice, in percent. */
const TWICE = 40

type SamplePlan = DipSample['plan']
type OfSample = { roundId: Id<'round'>; sampleId: Id<'sample'> }

/**
 * The dip sample of the reference round: all thirteen whose return is outstanding, with the documents that they sent, shared out between
 * two reviewers, some of them to both. All are reviewed and concluded, the two on which the readers differ settled.
 */
export async function inventReview(trx: Db, cast: Cast, roundId: Id<'round'>, dice: Dice): Promise<void> {
  const sample = { name: 'All outstanding returns', seed: 'northmoor-2022' }
  const plan: SamplePlan = { ...ANYBODY, base: 'outstanding', method: 'all', size: null }
  const of = { roundId, sampleId: await drawn(trx, cast, roundId, { ...sample, plan, at: REFERENCE.drawn }) }
  await trx.raw(`update dip_sample_members set requested_at = ?, request_due_at = ?, requests = 1 where sample_id = ?`, [
    REFERENCE.drawn,
    new Date(`${REFERENCE.documentsReceived}T17:00:00Z`),
    of.sampleId,
  ])
  await sharedOut(trx, cast, of, { seed: sample.seed, at: REFERENCE.sharedOut })
  const members = await membersOf(trx, cast.partnership.id, of.sampleId)
  await reviewed(trx, cast, of, { members, until: REFERENCE.reviewed, differing: 2, dice })
}

/** The dip sample of the round that is going on: ten of those that are in, with documents; two are reviewed, the others wait in a queue. */
export async function inventReviewGoingOn(
  trx: Db,
  { files, now }: Pick<Deps, 'files' | 'now'>,
  cast: Cast,
  { roundId, returns }: { roundId: Id<'round'>; returns: readonly InventedReturn[] },
  dice: Dice,
): Promise<void> {
  const sample = { name: 'Ten of the first returns', seed: 'northmoor-now', at: now() }
  const plan: SamplePlan = { ...ANYBODY, base: 'completed', method: 'stratified', size: { count: 10 } }
  const of = { roundId, sampleId: await drawn(trx, cast, roundId, { ...sample, plan }) }
  const members = await membersOf(trx, cast.partnership.id, of.sampleId)
  const drawnIds = new Set(members.map(({ returnId }) => returnId))
  await inventEvidence(
    trx,
    files,
    cast,
    returns.filter(({ id }) => drawnIds.has(id)),
    () => null,
  )
  await sharedOut(trx, cast, of, sample)
  await reviewed(trx, cast, of, { members: members.slice(0, 2), until: sample.at, differing: 0, dice })
}

const ANYBODY = { targets: [], fastMinutes: 20, leaveOutSampled: false, strata: 'phase' } as const satisfies Partial<SamplePlan>

async function drawn(
  trx: Db,
  cast: Cast,
  roundId: Id<'round'>,
  { name, plan, seed, at }: { name: string; plan: SamplePlan; seed: string; at: Date },
): Promise<Id<'sample'>> {
  const areas = AREAS.map(({ key }) => key)
  const { sampleId } = await dated(trx, at, () => createSample(trx, cast.administrator, { roundId, name, plan, seed, areas }))
  await trx.raw(`update dip_samples set drawn_at = ? where id = ?`, [at, sampleId])
  return sampleId
}

async function sharedOut(trx: Db, cast: Cast, of: OfSample, { seed, at }: { seed: string; at: Date }): Promise<void> {
  const wanted = { accountIds: [cast.coordinator.accountId, cast.reviewer.accountId], percent: TWICE }
  const { print } = await previewSharing(trx, cast.partnership.id, { id: of.sampleId, seed }, wanted)
  await dated(trx, at, () => shareOutSample(trx, cast.administrator, { ...of, ...wanted, expected: print }))
  await trx.raw(`update reviews set given_at = ? where member_id in (select id from dip_sample_members where sample_id = ?)`, [
    at,
    of.sampleId,
  ])
}

/** Reviews and concludes members one after the other, the last of them at `until`. @param differing on how many the two who read them differ */
async function reviewed(
  trx: Db,
  cast: Cast,
  of: OfSample,
  { members, until, differing, dice }: { members: readonly SampleMember[]; until: Date; differing: number; dice: Dice },
): Promise<void> {
  const counts = await questionsToReview(trx, cast.partnership.id, { roundId: of.roundId, areas: [...AREAS] }, members)
  let left = differing
  for (const [place, member] of members.entries()) {
    const at = new Date(until.getTime() - (members.length - 1 - place) * REVIEW_MILLISECONDS)
    const path = { ...of, memberId: member.id }
    const readers = await readersOf(trx, cast, member.id)
    const differs = readers.length > 1 && left > 0
    if (differs) left -= 1
    await dated(trx, at, () => review(trx, cast, path, { member, dice, readers, differs, asked: counts.get(member.id) ?? 0 }))
    await trx.raw(`update verdicts set at = :at, said_at = :at where member_id = :id`, { at, id: member.id })
    await trx.raw(
      `update reviews set finished_at = :at, unblinded_at = case when unblinded_at is not null then :at::timestamptz end where member_id = :id`,
      {
        at,
        id: member.id,
      },
    )
    await trx.raw(`update dip_sample_members set outcome_at = ? where id = ?`, [at, member.id])
  }
  if (left > 0) throw new Error(`${differing} disagreements were to be invented`)
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
  const found = new Map(REVIEWED.map((key): [string, Found] => [key, verdict(dice, answerTo(responses, key))]))
  const record = (by: StaffActor, said: ReadonlyMap<string, Found>) =>
    recordVerdicts(trx, by, { ...path, entries: new Map([...said].map(([key, one]) => [key, { ...one, baseVersion: 0 }])) })
  await record(first, found)
  const [question = ''] = REVIEWED
  const other = otherThan(found.get(question), answerTo(responses, question))
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
function otherThan(found: Found | undefined, answer: Json): Found {
  const note = 'The copy on the website is a year older than the one that was sent.'
  if (found?.verdict === 'agrees' && !WORST.has(answer)) return { verdict: 'partly', direction: 'over', note }
  if (found?.verdict === 'shown') return { verdict: 'partly_shown', direction: null, note }
  return { verdict: 'cannot_tell', direction: null, note: 'Two copies were sent, and nothing says which of them holds.' }
}

/** The worst answers of the scales: none of them is over-rated. */
const WORST = new Set<Json>(['no', 'not_met', 'red', 4])

function verdict(dice: Dice, answer: Json): Found {
  const answered = answer !== null
  if (dice.chance(0.7)) return { verdict: answered ? 'agrees' : 'shown', direction: null, note: '' }
  const found = dice.pick([
    { verdict: 'partly', note: 'The policy is current, but the website still has last year’s.' },
    { verdict: 'partly', note: 'A record is there; some dates are missing.' },
    { verdict: 'cannot_tell', note: 'The minutes say that a report was given, not what it said.' },
    { verdict: 'does_not_agree', note: 'The document is three years old and names a lead who has left.' },
  ] as const)
  if (found.verdict === 'cannot_tell') return { ...found, direction: null }
  if (answered && WORST.has(answer)) return { verdict: 'agrees', direction: null, note: found.note }
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
