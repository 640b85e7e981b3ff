import { rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { createFinding, findingsOf } from '../../../src/features/findings/index.ts'
import { addTheme } from '../../../src/features/saidDid/index.ts'
import type { TestWorld } from '../../support/app.ts'
import { returnIn } from '../sampling/world.ts'

/** A partnership with one round and its coordinator, who is looking at the themes. */
export async function office(world: TestWorld, values: Record<string, unknown> = {}) {
  const partnership = await world.make.partnership({ contact_email: 'office@northmoor.example', contact_name: 'Olive Contact', ...values })
  const actor = await world.make.staffActor(partnership.id)
  const round = await world.make.round({ partnership_id: partnership.id, code: 'audit-2027' })
  const base = `/rounds/${round.id}/said-did`
  return {
    partnership,
    actor,
    round,
    base,
    preview: `/rounds/${round.id}/publications/new/said_did`,
    published: `/published/${partnership.code}/audit-2027-said-and-did`,
    browser: await world.staff(actor.accountId),
    theme: (title: string, more: { statement?: string; findingIds?: Id<'finding'>[]; heard?: string } = {}) =>
      addTheme(world.db, actor, {
        roundId: round.id,
        title,
        statement: `${title} came up again and again.`,
        heard: 'Heard in meetings with schools',
        findingIds: [],
        ...more,
      }),
  }
}
export type Office = Awaited<ReturnType<typeof office>>

/** Questions to which answers are given, a finding each. */
const QUESTIONS = ['policies_child_protection_current', 'policies_child_protection_published', 'training_dsl_two_yearly']

/** A finding with the answers that it counts: of so many returns that have come, so many say yes. */
export async function finding(
  world: TestWorld,
  { actor, round }: Pick<Office, 'actor' | 'round'>,
  { statement = 'know who to call', n = 96, of = 101 } = {},
): Promise<Id<'finding'>> {
  const { db } = world
  const before = await rows<{ id: Id<'return'> }>(db, `select id from returns where round_id = ? order by id`, [round.id])
  const ids = before.map(({ id }) => id)
  while (ids.length < of) ids.push((await returnIn(world, round, 'on_time')).id)
  const asked = (await findingsOf(db, actor.partnershipId, round.id)).length
  const question = QUESTIONS[asked] ?? ''
  await db.raw(
    `insert into responses (return_id, partnership_id, question_key, answer, by_name)
     select id, :partnership, :question, to_jsonb(case when at <= :n then 'yes' else 'no' end), 'Sam Okafor'
     from unnest(:ids::bigint[]) with ordinality as r (id, at)`,
    { partnership: actor.partnershipId, question, n, ids },
  )
  // As a save does: what is counted of a return is worked out again when it has moved on.
  await db.raw(`update returns set version = version + 1 where round_id = ?`, [round.id])
  const part = { part: 'area', partKey: question.startsWith('training') ? 'training' : 'policies' } as const
  const counted = [{ question, values: ['yes'] }]
  return (await createFinding(db, actor, { roundId: round.id, ...part, kind: 'strength', source: 'completed', statement, counted }))
    .findingId
}
