import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findEstablishment } from '../establishments/index.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { lockSamplesWith, sampleLocks } from '../sampling/index.ts'
import { takeAway } from './assignActions.ts'
import { findInterest, insertInterest, markInterestEnded } from './interestStore.ts'
import { reviewsHeldOf, settledHere } from './reviewStore.ts'
import { possibleReviewers } from './shareActions.ts'

/**
 * Declares that someone has an interest in an establishment, and so may not review it. What they review of it ends; what was concluded or
 * settled already stays, and is counted.
 *
 * @returns `isNew`: whether it was not declared before; `ended`: how many reviews ended; `kept`: how many were concluded or settled before
 * @throws Refusal not found when there is no such establishment, or nobody who reviews by that account
 */
export function declareInterest(
  db: Db,
  actor: StaffActor,
  { accountId, establishmentId, reason }: { accountId: Id<'account'>; establishmentId: Id<'establishment'>; reason: string },
): Promise<{ isNew: boolean; ended: number; kept: number; reviewer: string; establishment: string }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockSamplesWith(trx, partnershipId, establishmentId)
    const establishment = await findEstablishment(trx, partnershipId, establishmentId)
    const reviewer = (await possibleReviewers(trx, partnershipId)).find(one => one.accountId === accountId)
    if (!establishment || !reviewer) throw notFound()
    const isNew = await insertInterest(trx, partnershipId, { accountId, establishmentId, reason, by: actor.name })
    const of = { reviewer: reviewer.name, establishment: establishment.name }
    if (!isNew) return { isNew, ended: 0, kept: 0, ...of }
    await recordEvent(trx, actor, {
      verb: 'interest.declared',
      establishmentId,
      details: { reviewer: accountId === actor.accountId ? '' : reviewer.name, reason },
    })
    const held = await reviewsHeldOf(trx, { partnershipId, accountId, establishmentId })
    let ended = 0
    for (const { sampleId, roundId, ...current } of held) {
      const path = { roundId, sampleId, memberId: current.memberId }
      const { member } = await sampleLocks.lockedMember(trx, partnershipId, path)
      if (await settledHere(trx, partnershipId, member.id)) continue
      await takeAway(trx, actor, {
        path,
        member,
        current: { ...current, reviewerName: reviewer.name },
        reason: `Has an interest in the establishment: ${reason}`,
      })
      ended += 1
    }
    return { isNew, ended, kept: held.length - ended, ...of }
  })
}

/**
 * Ends an interest that was declared: one's own, or anyone's where the actor shares out reviews. What ended because of it stays ended.
 *
 * @throws Refusal not found when it is not there, or not theirs
 */
export function endInterest(
  db: Db,
  actor: StaffActor,
  { interestId, ofAnyone }: { interestId: Id<'interest'>; ofAnyone: boolean },
): Promise<{ written: boolean; establishment: string }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const interest = await findInterest(trx, partnershipId, interestId)
    if (!interest || (!ofAnyone && interest.accountId !== actor.accountId)) throw notFound()
    const written = await markInterestEnded(trx, partnershipId, interestId, actor.name)
    if (written)
      await recordEvent(trx, actor, {
        verb: 'interest.ended',
        establishmentId: interest.establishmentId,
        details: { reviewer: interest.accountId === actor.accountId ? '' : interest.reviewer },
      })
    return { written, establishment: interest.establishment }
  })
}
