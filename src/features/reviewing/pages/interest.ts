import type { Db } from '../../../platform/db.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, type MemberPath, type SampleMember } from '../../sampling/index.ts'
import { interestsIn } from '../interestStore.ts'
import { refuse } from '../refusals.ts'

/** Whether somebody works at an establishment, or said that they have an interest in it. */
export const hasInterest = async (
  db: Db,
  { partnershipId, accountId }: StaffActor,
  { establishmentId }: Pick<SampleMember, 'establishmentId'>,
): Promise<boolean> => (await interestsIn(db, partnershipId, [accountId], [establishmentId])).length > 0

/** A form that will be refused is not opened. @throws Refusal conflict for whoever has an interest in the member */
export async function withoutInterest(
  db: Db,
  actor: StaffActor,
  { member, path }: { member: SampleMember; path: MemberPath },
): Promise<void> {
  if (await hasInterest(db, actor, member)) throw refuse.hasInterest(memberHref(path))
}
