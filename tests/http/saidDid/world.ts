import { row, stored } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { addTheme } from '../../../src/features/saidDid/index.ts'
import type { TestWorld } from '../../support/app.ts'

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

/** A finding as it was counted. */
export async function finding(
  { db }: TestWorld,
  { partnership, round }: Pick<Office, 'partnership' | 'round'>,
  { statement = 'know who to call', n = 96, of = 101 } = {},
): Promise<Id<'finding'>> {
  const made = await row<{ id: Id<'finding'> }>(
    db,
    `insert into findings (partnership_id, round_id, area_key, kind, statement, population, question_keys, counted_values, n, of, created_by)
     values (?, ?, 'policies', 'strength', ?, 'completed', '{}', '[]', ?, ?, 'Priya Shah') returning id`,
    [partnership.id, round.id, statement, n, of],
  )
  return stored(made, 'the finding').id
}
