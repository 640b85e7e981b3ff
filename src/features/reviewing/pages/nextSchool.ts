import { readersOf } from '../readersReadings.ts'
import type { Db } from '../../../platform/db.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, membersOf, type DipSample, type SampleMember } from '../../sampling/index.ts'
import { nextMember } from '../nextMember.ts'
import { reviewedIn, underReview, type UnderReview } from './reviewed.ts'

/** The establishment that the reviewer comes to next; undefined when this is the last. */
export async function nextSchool(
  db: Db,
  { partnershipId, accountId }: StaffActor,
  sample: DipSample,
  member: SampleMember,
): Promise<SampleMember | undefined> {
  const members = await membersOf(db, partnershipId, sample.id)
  const { reviews, interests } = await readersOf(db, partnershipId, members, [accountId])
  return nextMember(members, member.id, { accountId, reviews, interests })
}

/**
 * Where the reviewer goes on at the next establishment: in the same area, since they have its questions in mind; in its first area with
 * something left when they were through with the one that they come from.
 */
export async function hrefOfNext(
  db: Db,
  actor: StaffActor,
  { sample, next, areaKey, under }: { sample: DipSample; next: SampleMember; areaKey: string; under: UnderReview },
): Promise<string> {
  const path = { roundId: sample.roundId, sampleId: sample.id, memberId: next.id }
  const { areas, ...there } = await underReview(db, actor, next, sample.areas)
  const open = areas.filter(area => reviewedIn(area, there) < area.questions.length)
  const isThrough = under.areas.every(area => reviewedIn(area, under) === area.questions.length)
  const area = (isThrough ? undefined : open.find(({ key }) => key === areaKey)) ?? open[0]
  return area ? `${memberHref(path)}/areas/${area.key}` : memberHref(path)
}
