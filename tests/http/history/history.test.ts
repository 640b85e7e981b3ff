import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { historyOf, recordEvent, recordEvents, type NewEvent } from '../../../src/features/history/index.ts'
import { rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { linksOf } from '../../support/forms.ts'

/** A round of three returns, and a member of staff who may read the history. */
async function three({ make, staff }: TestWorld) {
  const actor = await make.staffActor()
  const { partnershipId } = actor
  const round = await make.round({ partnership_id: partnershipId, name: 'Audit of 2027' })
  const returns = []
  for (const name of ['Ashgrove School', 'Beech 50% School', 'Cedar School']) {
    const establishment = await make.establishment({ partnership_id: partnershipId, name })
    returns.push(await make.auditReturn({ partnership_id: partnershipId, round_id: round.id, establishment_id: establishment.id }))
  }
  const extended = returns.map((one): NewEvent => ({ verb: 'return.extended', returnId: one.id, details: { reason: 'Snow' } }))
  return { actor, partnershipId, round, returns, extended, browser: await staff(actor.accountId) }
}

test(
  'what one person did to three establishments at once is one line of the history',
  inRollback(async world => {
    const { actor, extended, browser, round } = await three(world)
    await recordEvents(world.db, actor, extended)
    const page = await browser.get('/history')
    expect(pageText(page)).toContain('Granted an extension to 3 establishments by Priya Shah')
    expect(pageText(page)).toContain('in Audit of 2027 Ashgrove School, Beech 50% School and Cedar School')
    expect(pageText(await browser.get(`/rounds/${round.id}/history`))).toContain('Granted an extension to 3 establishments')
  }),
)

test(
  'the history of one return stands among its pages, and does not repeat whose it is',
  inRollback(async world => {
    const { actor, extended, browser, returns } = await three(world)
    await recordEvents(world.db, actor, extended)
    const page = await browser.get(`/returns/${returns[1]?.id}/history`)
    expect(heading(page)).toBe('History of the return')
    expect(pageText(page)).toContain('Granted an extension to this establishment by Priya Shah')
    expect(pageText(page)).toContain('Reason: Snow')
    expect(pageText(page)).not.toContain('Ashgrove')
  }),
)

test(
  'an event about a return is found under its round and its establishment, though it names neither',
  inRollback(async world => {
    const { actor, extended, partnershipId, round, returns } = await three(world)
    await recordEvents(world.db, actor, extended)
    await recordEvent(world.db, actor, { verb: 'account.password_changed' })
    expect((await historyOf(world.db, partnershipId, { roundId: round.id })).lines).toHaveLength(1)
    const [first] = returns
    const { lines } = await historyOf(world.db, partnershipId, { establishmentId: first?.establishment_id })
    expect(lines).toMatchObject([{ names: ['Ashgrove School'], establishments: 1, returnId: first?.id, details: { reason: 'Snow' } }])
  }),
)

test(
  'the history can be narrowed to a person, a subject, a time and a name',
  inRollback(async world => {
    const { actor, extended, partnershipId, browser, returns } = await three(world)
    const alex = await world.make.staffActor(partnershipId)
    const contributor = await world.make.contributorActor(returns[0]!, 'dsl', 'Sam Okafor')
    await recordEvents(world.db, actor, extended)
    await recordEvent(world.db, { ...alex, name: 'Alex Marsh' }, { verb: 'round.opened' })
    await recordEvent(world.db, contributor, { verb: 'return.saved', returnId: returns[0]?.id })
    const titles = async (query: string) => {
      const page = await browser.get(`/history?${query}`)
      return [...page.text.matchAll(/moj-timeline__title">([^<]+)/g)].map(match => match[1])
    }
    expect(await titles('')).toHaveLength(3)
    expect(await titles(`who=${alex.accountId}`)).toEqual(['Opened the round'])
    expect(await titles('who=contributor')).toEqual(['Saved answers of Ashgrove School'])
    expect(await titles('who=program')).toEqual([])
    expect(await titles('what=extensions')).toEqual(['Granted an extension to 3 establishments'])
    expect(await titles('q=50%25')).toEqual(['Granted an extension to Beech 50% School'])
    expect(await titles('q=alex')).toEqual(['Opened the round'])
    expect(await titles('days=1')).toHaveLength(3)
    expect(await titles('who=nobody&what=nothing&days=2&before=x')).toHaveLength(3)
    world.deps.now = () => new Date(Date.now() + 3 * 86_400_000)
    expect(await titles('days=1')).toEqual([])
  }),
)

test(
  'another partnership’s history and rounds are not there',
  inRollback(async world => {
    const { actor, extended, round } = await three(world)
    await recordEvents(world.db, actor, extended)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect(pageText(await stranger.get('/history'))).toContain('Nothing to show')
    const there = await stranger.get(`/rounds/${round.id}/history`)
    expect([there.status, heading(there)]).toEqual([404, 'Page not found'])
  }),
)

test('a long history is read page by page, nothing twice and nothing left out', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    const { actor, extended, partnershipId } = await three(world)
    for (let at = 0; at < 25; at += 1) await recordEvents(db, actor, extended)
    const seen: number[] = []
    let before: Id<'event'> | undefined
    do {
      const page: Awaited<ReturnType<typeof historyOf>> = await historyOf(db, partnershipId, {}, { before, limit: 10 })
      seen.push(...page.lines.map(({ id }) => id))
      before = page.older ?? undefined
    } while (before !== undefined)
    const ids = (await rows<{ id: number }>(db, `select max(id) as id from events group by at order by 1 desc`)).map(({ id }) => id)
    expect(seen).toEqual(ids)
    expect(seen).toHaveLength(25)
  } finally {
    await drop()
  }
})

test(
  'what was done to thousands at once does not hide what was before it',
  inRollback(async world => {
    const { actor, partnershipId, browser, round } = await three(world)
    await recordEvent(world.db, actor, { verb: 'round.opened', roundId: round.id })
    const deeds = ['invitation.issued', 'invitation.resent', 'return.extended'] as const
    for (const [at, verb] of deeds.entries())
      await world.db.raw(
        `insert into events (partnership_id, at, actor_kind, actor_name, verb, establishment_id, round_id)
         select ?, now() + make_interval(mins => ?), 'staff', 'Priya Shah', ?, n, ? from generate_series(1, 1500) n`,
        [partnershipId, at, verb, round.id],
      )
    let page = await browser.get('/history')
    let told = pageText(page)
    for (let href = olderOf(page); href !== undefined; href = olderOf(page)) {
      page = await browser.get(href)
      told += pageText(page)
    }
    expect(told).toContain('Opened the round')
    const done = [...told.matchAll(/(?:Issued|Sent|Granted) [\w ]+? (?:to|again to) ([\d,]+) establishments/g)].map(([, many]) =>
      Number(many?.replace(',', '')),
    )
    expect(done).toEqual([1500, 500, 1000, 1000, 500])
  }),
)

test(
  'two people’s deeds that overlap are each told once, also over the edge of a page',
  inRollback(async world => {
    const { partnershipId, round } = await three(world)
    // Events of two transactions that ran at one time come by turns, and then some of others.
    await world.db.raw(
      `insert into events (partnership_id, at, actor_kind, actor_name, verb, establishment_id, round_id)
       select ?, now() + make_interval(mins => n % 2), 'staff', case n % 2 when 0 then 'Priya Shah' else 'Alex Marsh' end, 'return.extended', n, ?
       from generate_series(1, 20) n`,
      [partnershipId, round.id],
    )
    const events = await rows<{ id: number }>(world.db, 'select id from events where partnership_id = ?', [partnershipId])
    let counted = 0
    let before: Id<'event'> | undefined
    do {
      const page: Awaited<ReturnType<typeof historyOf>> = await historyOf(world.db, partnershipId, {}, { before, limit: 1 })
      counted += page.lines.reduce((sum, { establishments }) => sum + establishments, 0)
      before = page.older ?? undefined
    } while (before !== undefined)
    expect(counted).toBe(events.length)
  }),
)

const olderOf = (page: Response): string | undefined => linksOf(page, 'before=')[0]
