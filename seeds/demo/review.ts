import { type Direction, type Verdict } from '../../src/features/verdicts/index.ts'
import { rows, type Db } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Id } from '../../src/platform/id.ts'
import type { StaffActor } from '../../src/features/history/index.ts'
import {
  answerTo,
  areasToReview,
  finishReview,
  moderate,
  previewSharing,
  recordOutcome,
  recordVerdicts,
  shareOutSample,
  whyNotOut,
} from '../../src/features/reviewing/index.ts'
import { createSample, membersOf, type DipSample, type Outcome, type SampleMember } from '../../src/features/sampling/index.ts'
import { answersOf } from '../../src/features/questionnaires/index.ts'
import type { Json, Question } from '../../src/features/questions/index.ts'
import { findReturn, responsesOf, returnDocument } from '../../src/features/returns/index.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'
import { inventEvidence } from './reference.ts'
import { AREAS, type InventedReturn } from './round.ts'
import type { Dice } from './random.ts'
import { REFERENCE } from './story.ts'

/** What a reviewer spends on one establishment. */
const REVIEW_MILLISECONDS = 20 * 60_000
/** How many are read twice, in percent: of the reference round all, of the one that is going on some. */
const TWICE = { reference: 100, goingOn: 40 }
/** How often the second reader does not see the same: about once in each establishment. */
const DIFFERS = 0.03

type SamplePlan = DipSample['plan']
type OfSample = { roundId: Id<'round'>; sampleId: Id<'sample'> }

/**
 * The dip sample of the reference round: all thirteen whose return is outstanding, with the documents that they sent. Two review each,
 * all that is asked of it in the three areas; what they differ about is settled, and all are concluded.
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
  await sharedOut(trx, cast, of, { seed: sample.seed, at: REFERENCE.sharedOut, twice: TWICE.reference })
  const members = await membersOf(trx, cast.partnership.id, of.sampleId)
  await reviewed(trx, cast, of, { members, until: REFERENCE.reviewed, dice })
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
  await sharedOut(trx, cast, of, { ...sample, twice: TWICE.goingOn })
  await reviewed(trx, cast, of, { members: members.slice(0, 2), until: sample.at, dice })
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

async function sharedOut(trx: Db, cast: Cast, of: OfSample, { seed, at, twice }: { seed: string; at: Date; twice: number }): Promise<void> {
  const wanted = { accountIds: [cast.coordinator.accountId, cast.reviewer.accountId], percent: twice }
  const { print } = await previewSharing(trx, cast.partnership.id, { id: of.sampleId, seed }, wanted)
  await dated(trx, at, () => shareOutSample(trx, cast.administrator, { ...of, ...wanted, expected: print }))
  await trx.raw(`update reviews set given_at = ? where member_id in (select id from dip_sample_members where sample_id = ?)`, [
    at,
    of.sampleId,
  ])
}

/** Reviews and concludes members one after the other, the last of them at `until`. */
async function reviewed(
  trx: Db,
  cast: Cast,
  of: OfSample,
  { members, until, dice }: { members: readonly SampleMember[]; until: Date; dice: Dice },
): Promise<void> {
  for (const [place, member] of members.entries()) {
    const at = new Date(until.getTime() - (members.length - 1 - place) * REVIEW_MILLISECONDS)
    const path = { ...of, memberId: member.id }
    const readers = await readersOf(trx, cast, member.id)
    await dated(trx, at, () => review(trx, cast, path, { member, dice, readers }))
    await trx.raw(`update verdicts set at = :at, said_at = :at where member_id = :id`, { at, id: member.id })
    await trx.raw(
      `update reviews set finished_at = :at, unblinded_at = case when unblinded_at is not null then :at::timestamptz end where member_id = :id`,
      { at, id: member.id },
    )
    await trx.raw(`update dip_sample_members set outcome_at = ? where id = ?`, [at, member.id])
  }
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
type Asked = { question: Question; area: AreaKey; answer: Json }

/** All that is asked of a member in the three areas, each question once, with what it answered. */
async function askedOf(trx: Db, { partnership }: Cast, { returnId }: SampleMember): Promise<Asked[]> {
  const auditReturn = await findReturn(trx, partnership.id, returnId)
  if (!auditReturn) throw new Error('a member of the sample has no return')
  const responses = await responsesOf(trx, partnership.id, returnId)
  const areas = areasToReview(await returnDocument(trx, auditReturn), auditReturn.facts, answersOf(responses), AREAS)
  const asked = areas.flatMap(({ key, questions }) =>
    questions.map(question => ({ question, area: key as AreaKey, answer: answerTo(responses, question.key) })),
  )
  return [...new Map(asked.map(one => [one.question.key, one])).values()]
}

async function review(
  trx: Db,
  cast: Cast,
  path: { roundId: Id<'round'>; sampleId: Id<'sample'>; memberId: Id<'member'> },
  { member, dice, readers }: { member: SampleMember; dice: Dice; readers: StaffActor[] },
): Promise<void> {
  const [first, second] = readers
  if (!first) throw new Error('nobody reviews a member of the sample')
  const asked = await askedOf(trx, cast, member)
  const found = new Map(asked.map((one): [string, Found] => [one.question.key, verdict(dice, one)]))
  const others = second ? asked.filter(() => dice.chance(DIFFERS)) : []
  const differing = new Map(others.map((one): [string, Found] => [one.question.key, otherThan(found.get(one.question.key), one)]))
  const record = async (by: StaffActor, said: ReadonlyMap<string, Found>) => {
    const entries = new Map([...said].map(([key, one]) => [key, { ...one, baseVersion: 0 }]))
    const { written } = await recordVerdicts(trx, by, { ...path, entries })
    if (written.length !== said.size) throw new Error('a verdict does not fit its answer')
  }
  await record(first, found)
  if (second) await record(second, new Map([...found, ...differing]))
  for (const reader of readers) await finishReview(trx, reader, { ...path, missing: 0 })
  for (const [question, other] of differing) {
    const given = { ...other, note: 'Looked at the document again: the second reader is right.', baseVersion: 0, seen: '1.1' }
    const { written } = await moderate(trx, cast.administrator, { ...path, question, given })
    if (!written) throw new Error('a question was not settled')
    found.set(question, other)
  }
  const outcome = outcomeOf([...found.values()].map(one => one.verdict))
  await recordOutcome(trx, first, { ...path, given: { ...outcome, version: member.version, partial: false } })
}

/** What a second reader says who does not see the same. */
function otherThan(found: Found | undefined, { question, answer, area }: Asked): Found {
  if (found?.verdict === 'agrees' && whyNotOut(question, answer, 'over') === '')
    return { verdict: 'partly', direction: 'over', note: NOTES[area].partly }
  if (found?.verdict === 'shown') return { verdict: 'partly_shown', direction: null, note: NOTES[area].partly }
  if (found?.verdict === 'cannot_tell')
    return { verdict: answer === null ? 'shown' : 'agrees', direction: null, note: 'The second page says it.' }
  return { verdict: 'cannot_tell', direction: null, note: 'Two copies were sent, and nothing says which of them holds.' }
}

type AreaKey = 'policies' | 'training' | 'governors'
const NOTES: Record<AreaKey, Record<'partly' | 'cannot_tell' | 'does_not_agree', string>> = {
  policies: {
    partly: 'The policy says it, but the copy on the website is last year’s.',
    cannot_tell: 'The policy refers to an appendix that was not sent.',
    does_not_agree: 'The policy is three years old and names a lead who has left.',
  },
  training: {
    partly: 'A record is there; some dates are missing.',
    cannot_tell: 'The record has initials and no roles, so nobody can tell who was trained.',
    does_not_agree: 'The newest date in the record is from the year before last.',
  },
  governors: {
    partly: 'A report is in the minutes, without what governors said to it.',
    cannot_tell: 'The minutes say that a report was given, not what it said.',
    does_not_agree: 'The minutes that were sent are of meetings at which it did not come up.',
  },
}

function verdict(dice: Dice, { question, answer, area }: Asked): Found {
  const answered = answer !== null
  const bears = { verdict: answered ? 'agrees' : 'shown', direction: null, note: '' } as const
  if (dice.chance(0.9)) return bears
  const found = dice.pick(['partly', 'partly', 'cannot_tell', 'does_not_agree'] as const)
  const note = NOTES[area][found]
  if (found === 'cannot_tell') return { verdict: found, direction: null, note }
  if (!answered) return { verdict: found === 'partly' ? 'partly_shown' : 'not_shown', direction: null, note }
  return whyNotOut(question, answer, 'over') === '' ? { verdict: found, direction: 'over', note } : bears
}

function outcomeOf(verdicts: readonly Verdict[]): { outcome: Outcome; note: string } {
  const out = verdicts.filter(one => one === 'does_not_agree' || one === 'not_shown').length
  const borne = verdicts.filter(one => one === 'agrees' || one === 'shown').length
  if (out > 1)
    return { outcome: 'not_assured', note: 'Some documents are out of date. Please send the current ones; we will help if that is useful.' }
  if (out === 0 && borne > 0.9 * verdicts.length)
    return { outcome: 'assured', note: 'The documents bear out what we asked about. Thank you for sending them so promptly.' }
  return { outcome: 'partly_assured', note: 'Most is in place. Please mend the points in our notes and tell us when it is done.' }
}
