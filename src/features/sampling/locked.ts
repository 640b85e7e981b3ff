import type { Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { MemberPath } from './paths.ts'
import { lockMember, lockSample } from './reviewStore.ts'
import { findMember, findSample, type DipSample, type SampleMember } from './store.ts'

/** A sample that nobody else writes to until the transaction ends. @throws Refusal (not found) when it is not in sight */
export async function lockedSample(
  trx: Db,
  partnershipId: number,
  { roundId, sampleId }: Omit<MemberPath, 'memberId'>,
): Promise<DipSample> {
  await lockSample(trx, partnershipId, sampleId)
  return sampleInSight(trx, partnershipId, roundId, sampleId)
}

/** A member that nobody else writes to until the transaction ends, and its sample. @throws Refusal (not found) when it is not in sight */
export async function lockedMember(
  trx: Db,
  partnershipId: number,
  { roundId, sampleId, memberId }: MemberPath,
): Promise<{ sample: DipSample; member: SampleMember }> {
  const sample = await sampleInSight(trx, partnershipId, roundId, sampleId)
  if (!(await lockMember(trx, partnershipId, sampleId, memberId))) throw notFound()
  // A statement of its own: the locking one's snapshot may be older than the lock that it waited for.
  const member = await findMember(trx, partnershipId, sampleId, memberId)
  if (!member) throw notFound()
  return { sample, member }
}

async function sampleInSight(db: Db, partnershipId: number, roundId: number, sampleId: number): Promise<DipSample> {
  const sample = await findSample(db, partnershipId, roundId, sampleId)
  if (!sample) throw notFound()
  return sample
}
