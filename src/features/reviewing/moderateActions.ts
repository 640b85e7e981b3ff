import { byQuestion, type Readings, verdictsOf, writeVerdicts } from '../verdicts/index.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import { roleHolds } from '../accounts/index.ts'
import { recordEvent, ROLES, type StaffActor } from '../history/index.ts'
import { responsesOf } from '../returns/index.ts'
import { memberHref, sampleHref, type MemberPath, type SampleMember } from '../sampling/index.ts'
import { answerTo, reviewedMember, whyNotOutIn } from './actions.ts'
import { interestsIn } from './interestStore.ts'
import { mergeVerdicts, type VerdictConflict, type VerdictEntry } from './merge.ts'
import { isAgreed, mayModerate, seenOf } from './moderation.ts'
import { refuse } from './refusals.ts'
import { isBlind, isReadTwice, type Review } from './review.ts'
import { reviewersOf, reviewsOf } from './reviewStore.ts'

/** Whether someone may settle a question of a member, and what there is to say of it. */
export async function moderatorOf(
  db: Db,
  { partnershipId, accountId }: Pick<StaffActor, 'partnershipId' | 'accountId'>,
  of: { member: Pick<SampleMember, 'establishmentId'>; reviews: readonly Review[]; readings: Readings },
) {
  const managers = await reviewersOf(
    db,
    partnershipId,
    ROLES.filter(role => roleHolds(role, 'sample.manage')),
  )
  const accountIds = [...managers.map(one => one.accountId), accountId]
  const interests = await interestsIn(db, partnershipId, accountIds, [of.member.establishmentId])
  const interested = new Set(interests.map(interest => interest.accountId))
  const others = managers.filter(one => !interested.has(one.accountId))
  return mayModerate(accountId, { ...of, hasInterest: interested.has(accountId), others })
}

/**
 * Settles one question that two reviewers differ about, or takes back what was settled (a verdict of null).
 *
 * @param given.seen which verdicts of the two the moderator looked at
 * @returns `changed`: one of the two has said something else since; `conflict`: someone else has settled it since; `unfit`: the verdict is
 *   about an answer that is not there; `oneWay`: why the answer cannot be out in the way that was given. Nothing was written then
 * @throws Refusal not found; conflict when the outcome is recorded, nothing is to be settled, or someone else has to
 */
export function moderate(
  db: Db,
  actor: StaffActor,
  { question, given, ...path }: MemberPath & { question: string; given: VerdictEntry & { seen: string } },
): Promise<{ changed: boolean; conflict: VerdictConflict | undefined; unfit: boolean; oneWay: string; written: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { member } = await reviewedMember(trx, partnershipId, path)
    const { readings } = await toSettle(trx, actor, { path, member, question })
    if (seenOf(readings) !== given.seen) return { changed: true, conflict: undefined, unfit: false, oneWay: '', written: false }
    const answer = answerTo(await responsesOf(trx, partnershipId, member.returnId), question)
    const { seen: _, ...entry } = given
    const { writes, conflicts, unfit, oneWay } = mergeVerdicts(
      new Map(readings.moderated ? [[question, readings.moderated]] : []),
      new Map([[question, entry]]),
      { isAnswered: () => answer !== null, whyNotOut: await whyNotOutIn(trx, partnershipId, member.returnId, () => answer) },
    )
    if (writes.length > 0) {
      const about = writes.map(write => ({ ...write, aboutAnswer: answer }))
      await writeVerdicts(trx, partnershipId, member, about, { reading: 'moderated', name: actor.name, accountId: actor.accountId })
      await recordEvent(trx, actor, {
        verb: given.verdict === null ? 'review.moderation_taken_back' : 'review.moderated',
        roundId: path.roundId,
        returnId: member.returnId,
        establishmentId: member.establishmentId,
        details: {
          sampleId: path.sampleId,
          question,
          from: readings.moderated?.verdict ?? null,
          to: given.verdict,
          direction: writes[0]?.direction ?? null,
        },
      })
    }
    return { changed: false, conflict: conflicts[0], unfit: unfit.length > 0, oneWay: oneWay[0]?.why ?? '', written: writes.length > 0 }
  })
}

/** @throws Refusal when there is nothing to settle about a question, or the actor may not */
async function toSettle(
  trx: Db,
  actor: StaffActor,
  { path, member, question }: { path: MemberPath; member: SampleMember; question: string },
): Promise<{ readings: Readings; reviews: Review[] }> {
  const list = `${sampleHref(path.roundId, path.sampleId)}/disagreements`
  if (member.outcome !== null) throw refuse.concluded(memberHref(path))
  const reviews = await reviewsOf(trx, actor.partnershipId, [member.id])
  const readings = byQuestion(await verdictsOf(trx, actor.partnershipId, member.id)).get(question) ?? {}
  if (!canBeSettled(reviews, readings)) throw refuse.nothingToSettle(list)
  const judged = await moderatorOf(trx, actor, { member, reviews, readings })
  if (!judged.may) throw refuse.mayNotModerate(list, judged.because)
  return { readings, reviews }
}

/** Whether a question is one on which two are through, and do not say the same, or did not when it was settled. */
export const canBeSettled = (reviews: readonly Review[], readings: Readings): boolean =>
  isReadTwice(reviews) && !isBlind(reviews) && (readings.moderated !== undefined || !isAgreed(readings))
