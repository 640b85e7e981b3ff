import { type Direction, type Reading, type Verdict } from '../../../src/features/verdicts/index.ts'
import { createSample, membersOf, type SampleMember } from '../../../src/features/sampling/index.ts'
import { changed } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import type { TestWorld } from '../../support/app.ts'
import { returnIn, roundWith } from '../sampling/world.ts'

/** A sample of all of so many completed returns, with somebody who runs it. */
export async function sampleOf(world: TestWorld, many: number, values: Record<string, unknown> = {}) {
  const actor = await world.make.staffActor()
  const { partnershipId } = actor
  const { round } = await roundWith(world, partnershipId, [], values)
  const returns = []
  for (let at = 0; at < many; at += 1)
    returns.push(await returnIn(world, round, 'on_time', { phase_name: at % 3 === 2 ? 'Secondary' : 'Primary' }))
  const { sampleId } = await createSample(world.db, actor, {
    roundId: round.id,
    name: 'Dip sample 1',
    seed: 'autumn',
    areas: ['policies', 'governors'],
    plan: { base: 'all', targets: [], fastMinutes: 30, leaveOutSampled: false, strata: 'phase', method: 'all', size: null },
  })
  const members = await membersOf(world.db, partnershipId, sampleId)
  return { actor, partnershipId, round, returns, sampleId, members, page: `/rounds/${round.id}/samples/${sampleId}/agreement` }
}

/** What somebody found of a question, as it is stored: of an answer, unless it says that there was none. */
export async function found(
  { db }: Pick<TestWorld, 'db'>,
  partnershipId: Id<'partnership'>,
  { id, returnId }: Pick<SampleMember, 'id' | 'returnId'>,
  question: string,
  verdict: Verdict,
  { reading = 'first', direction = null, answer = 'met', by = 'Jo Reviewer', note = '' }: Said = {},
): Promise<void> {
  await changed(
    db,
    `insert into verdicts (partnership_id, member_id, return_id, question_key, reading, verdict, direction, note, about_answer, reviewer_name, said_by)
     values (:partnershipId, :id, :returnId, :question, :reading, :verdict, :direction, :note, :answer::jsonb, :by,
       (select account_id from reviews where member_id = :id and reading = :reading and ended_at is null))`,
    {
      partnershipId,
      id,
      returnId,
      question,
      reading,
      verdict,
      direction,
      note,
      answer: answer === null ? null : JSON.stringify(answer),
      by,
    },
  )
}
type Said = { reading?: Reading; direction?: Direction | null; answer?: string | null; by?: string; note?: string }

/** Gives a member to somebody to review, who may have finished. */
export async function given(
  { db, make }: Pick<TestWorld, 'db' | 'make'>,
  partnershipId: Id<'partnership'>,
  { id }: Pick<SampleMember, 'id'>,
  reading: 'first' | 'second',
  { finished = true, accountId }: { finished?: boolean; accountId?: Id<'account'> } = {},
): Promise<void> {
  const reviewer = accountId ?? (await make.staffActor(partnershipId, 'reviewer')).accountId
  await changed(
    db,
    `insert into reviews (partnership_id, member_id, reading, account_id, reviewer_name, given_by, finished_at, unblinded_at)
     values (:partnershipId, :id, :reading, :reviewer, 'A reviewer', 'Priya Shah', case when :finished::boolean then now() end,
       case when :reading = 'second' then now() end)`,
    { partnershipId, id, reading, reviewer, finished },
  )
  await changed(db, 'update verdicts set said_by = ? where member_id = ? and reading = ? and said_by is null', [reviewer, id, reading])
}
