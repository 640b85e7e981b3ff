import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { MemberPath } from './paths.ts'
import { lockMember, lockSample } from './lockStore.ts'
import { findSample, type DipSample } from './store.ts'
import { findMember, type SampleMember } from './memberStore.ts'

/** A sample that nobody else writes to until the transaction ends. @throws Refusal (not found) when it is not in sight */
export async function lockedSample(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { roundId, sampleId }: Omit<MemberPath, 'memberId'>,
): Promise<DipSample> {
  await lockSample(trx, partnershipId, sampleId)
  return sampleInSight(trx, partnershipId, roundId, sampleId)
}

/** A member that nobody else writes to until the transaction ends, and its sample. @throws Refusal (not found) when it is not in sight */
export async function lockedMember(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { roundId, sampleId, memberId }: MemberPath,
): Promise<{ sample: DipSample; member: SampleMember }> {
  const sample = await sampleInSight(trx, partnershipId, roundId, sampleId)
  if (!(await lockMember(trx, partnershipId, sampleId, memberId))) throw notFound()
  // A statement of its own: the locking one's snapshot may be older than the lock that it waited for.
  const member = await findMember(trx, partnershipId, sampleId, memberId)
  if (!member) throw notFound()
  return { sample, member }
}

async function sampleInSight(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, sampleId: Id<'sample'>): Promise<DipSample> {
  const sample = await findSample(db, partnershipId, roundId, sampleId)
  if (!sample) throw notFound()
  return sample
}
