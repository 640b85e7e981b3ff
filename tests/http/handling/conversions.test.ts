import { expect, test } from '@jest/globals'
import { inTransaction, rows } from '../../../src/platform/db.ts'
import { coverConversions } from '../../../src/features/handling/conversionActions.ts'
import { lockReturn } from '../../../src/features/returns/index.ts'
import { inRollback, pageText, worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase, untilSomebodyWaits } from '../../support/database.ts'

/** An open round with two converted schools, one of whose academies is in it, and one that was split in two. */
async function converted({ make, db, staff }: TestWorld) {
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const round = await make.round({ partnership_id })
  const school = async (name: string, successors: readonly string[], values: Record<string, unknown> = {}) => {
    const establishment = await make.establishment({ partnership_id, name, status_code: 2, closed_on: '2026-09-01' })
    const academies = []
    for (const successor of successors) {
      const academy = await make.establishment({ partnership_id, name: successor })
      await db.raw(
        `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_name, link_type) values (?, ?, ?, ?, 'Successor')`,
        [partnership_id, establishment.id, academy.identifier, successor],
      )
      academies.push(academy)
    }
    const auditReturn = await make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id, ...values })
    return { auditReturn, academies }
  }
  const first = await school('Ash School', ['Ash Academy'])
  const second = await school('Beech School', ['Beech Academy'], { status: 'in_progress', started_at: new Date() })
  const split = await school('Cedar School', ['Cedar Academy', 'Elm Academy'])
  await make.auditReturn({
    partnership_id,
    round_id: round.id,
    establishment_id: first.academies[0]!.id,
    status: 'submitted',
    submitted_at: new Date(),
    submitted_via: 'online',
  })
  return { round, actor, first, second, split, browser: await staff(actor.accountId), page: `/rounds/${round.id}/conversions` }
}

const ticked = (html: string): string[] => [...html.matchAll(/name="return" value="(\d+)"[^>]* checked/g)].map(([, id = '']) => id)

test(
  'S8, F63: converted schools are covered by their academies in one press; an academy that is not in the round is added, and each cover holds only while its return is there',
  inRollback(async world => {
    const { round, first, second, split, browser, page } = await converted(world)
    expect(pageText(await browser.get(`/rounds/${round.id}`))).toContain('Decide what becomes of 2 converted establishments')
    const shown = await browser.get(page)
    expect(pageText(shown)).toContain('Beech Academy')
    expect(pageText(shown)).toContain('No: it is added')
    expect(pageText(shown)).not.toContain('Cedar School')
    const returns = ticked(shown.text)
    expect(returns).toEqual([first, second].map(({ auditReturn }) => String(auditReturn.id)))

    await browser.post(page, { return: returns })
    const done = pageText(await browser.get(page))
    expect(done).toContain(
      '2 returns are covered by that of the successor, and count as outstanding until it has come. 1 successor was added to the round',
    )
    expect(done).toContain('No conversion is to be decided')
    const standing = await rows(
      world.db,
      `select r.establishment_name as name, r.status, r.excused_as, c.name as covering from returns r
       left join establishments c on c.id = r.covered_by_establishment_id where r.round_id = ? order by 1`,
      [round.id],
    )
    expect(standing).toEqual([
      { name: 'Ash Academy', status: 'submitted', excused_as: null, covering: null },
      { name: 'Ash School', status: 'excused', excused_as: 'covered', covering: 'Ash Academy' },
      { name: 'Beech Academy', status: 'not_issued', excused_as: null, covering: null },
      { name: 'Beech School', status: 'excused', excused_as: 'covered', covering: 'Beech Academy' },
      { name: 'Cedar School', status: 'issued', excused_as: null, covering: null },
    ])
    // Ash is accounted for; Beech counts as outstanding, as its academy does.
    expect(pageText(await browser.get(`/returns/${second.auditReturn.id}`))).toContain('utstanding')
    await browser.post(page, { return: returns })
    expect(pageText(await browser.get(page))).toContain('All of these were decided already. You did this at')
    expect(split.auditReturn.id).toBeGreaterThan(0)
  }),
)

test(
  'nobody but who looks after a round converts, and nobody for another partnership',
  inRollback(async world => {
    const { page, first } = await converted(world)
    const stranger = await converted(world)
    expect((await stranger.browser.get(page)).status).toBe(404)
    await stranger.browser.post(stranger.page, { return: String(first.auditReturn.id) })
    expect(await rows(world.db, `select 1 from returns where id = ? and status = 'excused'`, [first.auditReturn.id])).toEqual([])
  }),
)

test('whoever comes second at the same instant reads that all is decided, and by whom', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    const { round, actor, first, second, page } = await converted(world)
    const ben = await world.staff((await world.make.account({ partnership_id: actor.partnershipId, name: 'Ben Two' })).id)
    const returnIds = [first.auditReturn.id, second.auditReturn.id]
    const { pressed } = await inTransaction(db, async trx => {
      for (const id of returnIds) await lockReturn(trx, actor.partnershipId, id)
      const pressed = ben.post(page, { return: returnIds.map(String) }).then()
      await untilSomebodyWaits(db)
      await coverConversions(trx, actor, { roundId: round.id, returnIds, today: '2026-11-29' })
      return { pressed }
    })
    await pressed
    const told = pageText(await ben.get(page))
    expect(told).toContain('All of these were decided already. Priya Shah did this at')
    expect(told).not.toContain('stays as it is')
  } finally {
    await drop()
  }
})
