import { markFinished, verdictsOf } from '../verdicts/index.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import { memberHref, type MemberPath } from '../sampling/index.ts'
import { askedOf, ofReading, reviewedMember } from './actions.ts'
import { interestsIn } from './interestStore.ts'
import { refuse } from './refusals.ts'
import type { Review } from './review.ts'
import { reviewsOf } from './reviewStore.ts'

/**
 * Says that someone is through with a member: its verdicts are locked then.
 *
 * @param request.missing how many questions the person was told have no verdict
 * @returns `missing`: how many have none by now, where that is another number; nothing was written then
 * @throws Refusal not found; conflict when the review is not theirs
 */
export function finishReview(
  db: Db,
  actor: StaffActor,
  { missing: told, ...path }: MemberPath & { missing: number },
): Promise<{ missing: number | undefined; written: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { sample, member } = await reviewedMember(trx, partnershipId, path)
    const own = await ownReview(trx, actor, path)
    if (own.finishedAt) return { missing: undefined, written: false }
    const said = ofReading(await verdictsOf(trx, partnershipId, member.id), own.reading)
    const asked = await askedOf(trx, partnershipId, { sample, member })
    const missing = asked.filter(key => !said.has(key)).length
    if (missing !== told) return { missing, written: false }
    await markFinished(trx, partnershipId, own, true)
    await recordEvent(trx, actor, {
      verb: 'review.finished',
      roundId: path.roundId,
      returnId: member.returnId,
      establishmentId: member.establishmentId,
      details: { sampleId: path.sampleId, reading: own.reading, asked: asked.length, missing },
    })
    return { missing: undefined, written: true }
  })
}

/**
 * Opens a finished review again, so that its reviewer can change verdicts.
 *
 * @throws Refusal not found; conflict when the review is not theirs, they have an interest in it, or what two differed about has been settled
 */
export function reopenReview(db: Db, actor: StaffActor, path: MemberPath): Promise<{ written: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { member } = await reviewedMember(trx, partnershipId, path)
    const own = await ownReview(trx, actor, path)
    if (!own.finishedAt) return { written: false }
    if ((await interestsIn(trx, partnershipId, [actor.accountId], [member.establishmentId])).length > 0)
      throw refuse.hasInterest(memberHref(path))
    const verdicts = await verdictsOf(trx, partnershipId, member.id)
    if (verdicts.some(({ reading }) => reading === 'moderated')) throw refuse.moderated(memberHref(path))
    await markFinished(trx, partnershipId, own, false)
    await recordEvent(trx, actor, {
      verb: 'review.opened_again',
      roundId: path.roundId,
      returnId: member.returnId,
      establishmentId: member.establishmentId,
      details: { sampleId: path.sampleId, reading: own.reading },
    })
    return { written: true }
  })
}

async function ownReview(
  trx: Db,
  { partnershipId, accountId }: { partnershipId: Id<'partnership'>; accountId: Id<'account'> },
  path: MemberPath,
): Promise<Review> {
  const own = (await reviewsOf(trx, partnershipId, [path.memberId])).find(review => review.accountId === accountId)
  if (!own) throw refuse.notYours(memberHref(path))
  return own
}
