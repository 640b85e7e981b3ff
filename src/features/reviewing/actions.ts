import { areasToReview, questionIn, questionKeys } from './reviewQuestions.ts'
import {
  byQuestion,
  type Direction,
  isDisputed,
  type Reading,
  settled,
  type StoredVerdict,
  verdictsOf,
  writeVerdicts,
} from '../verdicts/index.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { isBlank, type Json } from '../questions/index.ts'
import { answersOf } from '../questionnaires/index.ts'
import { findReturn, responsesOf, returnDocument } from '../returns/index.ts'
import {
  sampleLocks,
  memberHref,
  sampleHref,
  writeOutcome,
  type DipSample,
  type MemberPath,
  type Outcome,
  type SampleMember,
} from '../sampling/index.ts'
import { interestsIn } from './interestStore.ts'
import { mergeVerdicts, type OneWay, type VerdictConflict, type VerdictEntry, type VerdictWrite } from './merge.ts'
import { refuse } from './refusals.ts'
import { isBlind, readingOf } from './review.ts'
import { reviewsOf } from './reviewStore.ts'
import { whyNotOut } from './whichWay.ts'

/**
 * Records what a reviewer found, question by question; where another reviewer has recorded something else since the form
 * was rendered, nothing is written for that question and both are handed back. Somebody who reviews the member as the second writes
 * verdicts of their own, beside those of the first.
 *
 * @returns `takenBack`: of so many that were written, a verdict that stood there is gone; `unfit`: the questions whose verdict does not fit whether they are answered, and `oneWay`: those whose answer cannot be out in
 *   the way that was given. Nothing was written for either
 * @throws Refusal not found; conflict when it has left the sample, when the actor has an interest in it, or said that they have finished
 */
export function recordVerdicts(
  db: Db,
  actor: PartnershipActor,
  { entries, ...path }: MemberPath & { entries: ReadonlyMap<string, VerdictEntry> },
): Promise<{ written: VerdictWrite[]; takenBack: number; conflicts: VerdictConflict[]; unfit: string[]; oneWay: OneWay[] }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { member } = await reviewedMember(trx, partnershipId, path)
    const accountId = actor.kind === 'staff' ? actor.accountId : null
    const reading = await readingToWrite(trx, partnershipId, { member, path, accountId })
    const verdicts = await verdictsOf(trx, partnershipId, member.id)
    const responses = await responsesOf(trx, partnershipId, member.returnId)
    const stored = ofReading(verdicts, reading)
    const answered = (key: string) => answerTo(responses, key)
    const { writes, conflicts, unfit, oneWay } = mergeVerdicts(stored, entries, {
      isAnswered: key => answered(key) !== null,
      whyNotOut: await whyNotOutIn(trx, partnershipId, member.returnId, answered),
    })
    if (writes.length > 0) {
      const about = writes.map(write => ({ ...write, aboutAnswer: answered(write.questionKey) }))
      await writeVerdicts(trx, partnershipId, member, about, { reading, name: actor.name, accountId })
      await recordEvent(trx, actor, {
        verb: 'review.recorded',
        roundId: path.roundId,
        returnId: member.returnId,
        establishmentId: member.establishmentId,
        details: {
          sampleId: path.sampleId,
          reading,
          questions: writes.map(({ questionKey, verdict, direction }) => ({
            key: questionKey,
            from: stored.get(questionKey)?.verdict ?? null,
            to: verdict,
            direction,
          })),
        },
      })
    }
    const takenBack = writes.filter(({ questionKey, verdict }) => verdict === null && stored.get(questionKey)?.verdict).length
    return { written: writes, takenBack, conflicts, unfit, oneWay }
  })
}

/** The verdicts of one reading, by question. */
export const ofReading = (verdicts: readonly StoredVerdict[], reading: Reading): Map<string, StoredVerdict> =>
  new Map(verdicts.filter(verdict => verdict.reading === reading).map(verdict => [verdict.questionKey, verdict]))

/** What an establishment answered to a question; null when nothing. */
export function answerTo(responses: ReadonlyMap<string, { answer: Json }>, key: string): Json {
  const answer = responses.get(key)?.answer ?? null
  return isBlank(answer) ? null : answer
}

/** Why the answer of a return to a question cannot be out in a direction; empty where it can. */
export async function whyNotOutIn(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  answered: (key: string) => Json,
): Promise<(key: string, direction: Direction) => string> {
  const auditReturn = await findReturn(db, partnershipId, returnId)
  if (!auditReturn) throw new Error(`there is no return ${returnId}`)
  const document = await returnDocument(db, auditReturn)
  return (key, direction) => {
    const question = questionIn(document, key)
    return question ? whyNotOut(question, answered(key), direction) : ''
  }
}

/** @throws Refusal when they must not review the member, or have finished */
async function readingToWrite(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { member, path, accountId }: { member: SampleMember; path: MemberPath; accountId: Id<'account'> | null },
): Promise<'first' | 'second'> {
  const reviews = await reviewsOf(trx, partnershipId, [member.id])
  if (accountId !== null && (await interestsIn(trx, partnershipId, [accountId], [member.establishmentId])).length > 0)
    throw refuse.hasInterest(memberHref(path))
  const reading = readingOf(reviews, accountId)
  const own = reviews.find(review => review.reading === reading)
  if (own?.finishedAt) throw refuse.finished(memberHref(path))
  return reading
}

/** The member that is reviewed, held. @throws Refusal not found; conflict when another was drawn in its place */
export async function reviewedMember(trx: Db, partnershipId: Id<'partnership'>, path: MemberPath) {
  const locked = await sampleLocks.lockedMember(trx, partnershipId, path)
  if (locked.member.replacedAt !== null) throw refuse.leftTheSample(sampleHref(path.roundId, path.sampleId))
  return locked
}

/**
 * Records what the review of an establishment came to, with how many of the questions had a verdict that counts.
 *
 * @param given.version that of the member when the form was rendered
 * @param given.partial whether the reviewer said that some of them stay without a verdict
 * @returns `changedSince`: the member as somebody else left it, when it has changed since; `missing`: how many questions have no verdict that
 *   counts, where nobody said that they stay so, or where there is none at all to conclude from; `unasked`: evidence cannot be missing, since
 *   nobody asked for any. Nothing was written then
 * @throws Refusal conflict while two reviewers differ, or one of two has not finished
 */
export function recordOutcome(
  db: Db,
  actor: PartnershipActor,
  { given, ...path }: MemberPath & { given: { outcome: Outcome; note: string; version: number; partial: boolean } },
): Promise<{ changedSince: SampleMember | null; missing: number; asked: number; unasked: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { sample, member } = await reviewedMember(trx, partnershipId, path)
    const accountId = actor.kind === 'staff' ? actor.accountId : null
    if (accountId !== null && (await interestsIn(trx, partnershipId, [accountId], [member.establishmentId])).length > 0)
      throw refuse.hasInterest(memberHref(path))
    const counts = await countReviewed(trx, partnershipId, path, { sample, member })
    const { reviewed, asked } = counts
    const missing = asked - reviewed
    if (member.outcome === given.outcome && member.outcomeNote === given.note && member.outcomeReviewed === reviewed)
      return { changedSince: null, missing: 0, asked, unasked: false }
    if (given.outcome === 'no_evidence' && !canLackEvidence(member)) return { changedSince: null, missing: 0, asked, unasked: true }
    if (needsMore(given.outcome, counts, given.partial)) return { changedSince: null, missing, asked, unasked: false }
    if (!(await writeOutcome(trx, partnershipId, member.id, { ...given, ...counts, by: actor.name })))
      return { changedSince: member, missing: 0, asked, unasked: false }
    await recordEvent(trx, actor, {
      verb: 'review.concluded',
      roundId: path.roundId,
      returnId: member.returnId,
      establishmentId: member.establishmentId,
      details: { sampleId: path.sampleId, outcome: given.outcome, ...counts },
    })
    return { changedSince: null, missing: 0, asked, unasked: false }
  })
}

/** Whether evidence of a member can be missing: it was asked for, or what came cannot be looked at. */
export const canLackEvidence = ({ requestedAt, files }: Pick<SampleMember, 'requestedAt' | 'files'>): boolean =>
  requestedAt !== null || files > 0

/** "No evidence" can be said of what nobody could review; everything else is concluded from a verdict at least. */
function needsMore(outcome: Outcome, { reviewed, asked }: { reviewed: number; asked: number }, partial: boolean): boolean {
  if (asked === 0 || outcome === 'no_evidence') return false
  return reviewed === 0 || (reviewed < asked && !partial)
}

/** How many of the questions that are asked of a member have a verdict that counts. @throws Refusal conflict while reviewers differ or are not through */
async function countReviewed(
  trx: Db,
  partnershipId: Id<'partnership'>,
  path: MemberPath,
  { sample, member }: { sample: DipSample; member: SampleMember },
): Promise<{ reviewed: number; asked: number }> {
  const reviews = await reviewsOf(trx, partnershipId, [member.id])
  if (isBlind(reviews)) throw refuse.notFinished(memberHref(path))
  const questions = byQuestion(await verdictsOf(trx, partnershipId, member.id))
  if ([...questions.values()].some(isDisputed)) throw refuse.disputed(sampleHref(path.roundId, path.sampleId))
  const asked = await askedOf(trx, partnershipId, { sample, member })
  return { asked: asked.length, reviewed: asked.filter(key => settled(questions.get(key) ?? {}) !== undefined).length }
}

/** The questions that there are to review at a member, each once. */
export async function askedOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  { sample, member }: { sample: DipSample; member: SampleMember },
): Promise<string[]> {
  const auditReturn = await findReturn(db, partnershipId, member.returnId)
  const responses = await responsesOf(db, partnershipId, member.returnId)
  if (!auditReturn) throw new Error(`member ${member.id} has no return`)
  const document = await returnDocument(db, auditReturn)
  return questionKeys(areasToReview(document, auditReturn.facts, answersOf(responses), sample.areas))
}
