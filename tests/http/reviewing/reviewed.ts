import { createSample, memberHref, membersOf } from '../../../src/features/sampling/index.ts'
import { changed } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import type { TestWorld } from '../../support/app.ts'
import { roundWith, type Completed } from '../sampling/world.ts'

/** A sample of everybody in a round, with a reviewer before it. */
export async function sampleOf(world: TestWorld, standing: readonly Completed[], areas = ['policies', 'governors']) {
  const coordinator = await world.make.staffActor()
  const { partnershipId } = coordinator
  const { round, returns } = await roundWith(world, partnershipId, standing)
  const plan = { base: 'all' as const, targets: [], fastMinutes: 30, leaveOutSampled: false, strata: 'phase' as const }
  const { sampleId } = await createSample(world.db, coordinator, {
    roundId: round.id,
    name: 'Dip sample',
    seed: 'autumn',
    areas,
    plan: { ...plan, method: 'all', size: null },
  })
  const members = await membersOf(world.db, partnershipId, sampleId)
  const paths = members.map(({ id }) => ({ roundId: round.id, sampleId, memberId: id }))
  const reviewer = await world.make.staffActor(partnershipId, 'reviewer')
  return {
    coordinator,
    reviewer,
    browser: await world.staff(reviewer.accountId),
    partnershipId,
    round,
    returns,
    members,
    paths,
    hrefs: paths.map(memberHref),
  }
}

/** A document of a return, for one of its questions. */
export async function document(
  { db }: Pick<TestWorld, 'db'>,
  { returnId, partnershipId }: { returnId: Id<'return'>; partnershipId: Id<'partnership'> },
  { name, mediaType, question }: { name: string; mediaType: string; question: string },
): Promise<void> {
  await changed(
    db,
    `with f as (insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
       values (:partnershipId, :returnId, :name, :mediaType, 900, repeat('a', 64), :name, 'online', '2026-11-01', 'Sam Okafor') returning id)
     insert into evidence_questions (evidence_id, partnership_id, return_id, question_key) select f.id, :partnershipId, :returnId, :question from f`,
    { returnId, partnershipId, name, mediaType, question },
  )
}
