import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { memberHref, type MemberPath, type SampleMember } from '../sampling/index.ts'
import { reviewedMember } from './actions.ts'
import { interestsIn } from './interestStore.ts'
import { refuse } from './refusals.ts'
import { sameVisit, type Visit, type VisitText } from './visit.ts'
import { findVisit, insertVisit, setRemoved, updateVisit } from './visitStore.ts'

/** A visit to a member that something is done to. */
export type VisitPath = MemberPath & { visitId: Id<'visit'> }

/**
 * Records a visit to an establishment of a sample.
 *
 * @throws Refusal not found; conflict when it has left the sample, or the actor has an interest in it
 */
export function recordVisit(
  db: Db,
  actor: PartnershipActor,
  { visit, requestKey, ...path }: MemberPath & { visit: VisitText; requestKey?: string | undefined },
): Promise<{ visitId: Id<'visit'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'visit.record' }, async () => {
      const member = await visitedMember(trx, actor, path)
      const visitId = await insertVisit(trx, partnershipId, member.id, { ...visit, by: actor.name })
      await tell(trx, actor, 'visit.recorded', { path: { ...path, visitId }, member, visit })
      return { visitId }
    }),
  )
}

/**
 * Mends what a visit says; the history keeps what it said before.
 *
 * @param change.version that of the visit when the form was drawn
 * @returns the visit as somebody else left it, when it has changed since: nothing was written then
 * @throws Refusal as `recordVisit`; conflict when the visit was removed
 */
export function changeVisit(
  db: Db,
  actor: PartnershipActor,
  { change: { version, ...visit }, ...path }: VisitPath & { change: VisitText & { version: number } },
): Promise<{ changedSince: Visit | null }> {
  return inTransaction(db, async trx => {
    const { member, before } = await heldVisit(trx, actor, path)
    if (before.removedAt !== null) throw refuse.visitRemoved(memberHref(path))
    if (sameVisit(before, visit)) return { changedSince: null }
    if (before.version !== version) return { changedSince: before }
    await updateVisit(trx, actor.partnershipId, before.id, { ...visit, by: actor.name })
    await tell(trx, actor, 'visit.changed', { path, member, visit, before })
    return { changedSince: null }
  })
}

/** Takes a visit out of the review; `restoreVisit` brings it back. What is so already stays so. @throws Refusal as `recordVisit` */
export const removeVisit = (db: Db, actor: PartnershipActor, path: VisitPath): Promise<void> => moveVisit(db, actor, path, true)
export const restoreVisit = (db: Db, actor: PartnershipActor, path: VisitPath): Promise<void> => moveVisit(db, actor, path, false)

function moveVisit(db: Db, actor: PartnershipActor, path: VisitPath, isRemoved: boolean): Promise<void> {
  return inTransaction(db, async trx => {
    const { member, before } = await heldVisit(trx, actor, path)
    if ((before.removedAt !== null) === isRemoved) return
    await setRemoved(trx, actor.partnershipId, before.id, isRemoved)
    await tell(trx, actor, isRemoved ? 'visit.removed' : 'visit.restored', { path, member, visit: before })
  })
}

async function heldVisit(trx: Db, actor: PartnershipActor, path: VisitPath): Promise<{ member: SampleMember; before: Visit }> {
  const member = await visitedMember(trx, actor, path)
  const before = await findVisit(trx, actor.partnershipId, member.id, path.visitId)
  if (!before) throw notFound()
  return { member, before }
}

/** The member, held. @throws Refusal when it has left the sample, or somebody has an interest in it */
async function visitedMember(trx: Db, actor: PartnershipActor, path: MemberPath): Promise<SampleMember> {
  const { partnershipId } = actor
  const { member } = await reviewedMember(trx, partnershipId, path)
  const accountIds = actor.kind === 'staff' ? [actor.accountId] : []
  if ((await interestsIn(trx, partnershipId, accountIds, [member.establishmentId])).length > 0) throw refuse.hasInterest(memberHref(path))
  return member
}

async function tell(
  trx: Db,
  actor: PartnershipActor,
  verb: 'visit.recorded' | 'visit.changed' | 'visit.removed' | 'visit.restored',
  told: { path: VisitPath; member: SampleMember; visit: VisitText; before?: VisitText },
): Promise<void> {
  const { path, member, visit, before } = told
  await recordEvent(trx, actor, {
    verb,
    roundId: path.roundId,
    returnId: member.returnId,
    establishmentId: member.establishmentId,
    details: {
      sampleId: path.sampleId,
      visitId: path.visitId,
      ...textOf(visit),
      ...(before ? { before: textOf(before) } : {}),
    },
  })
}

const textOf = ({ visitedOn, visitors, met, seen, copyLeftWith }: VisitText): VisitText => ({
  visitedOn,
  visitors,
  met,
  seen,
  copyLeftWith,
})
