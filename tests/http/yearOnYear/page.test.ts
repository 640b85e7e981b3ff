import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { changed, CURRENT, PUBLISHED, roundOf, schools } from './world.ts'

const answers = (some: readonly { id: number }[], yes: number, keys: readonly string[] = [CURRENT]) =>
  new Map(some.map(({ id }, at) => [id as never, Object.fromEntries(keys.map(key => [key, at < yes ? 'yes' : 'no']))]))

test(
  'a question that asks the same is compared with the round before, with both numbers and the difference',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { partnershipId } = actor
    const some = await schools(world, partnershipId, 60)
    const then = await roundOf(world, partnershipId, { name: 'Audit 2025', opens: '2025-09-01', answers: answers(some.slice(0, 50), 20) })
    const now = await roundOf(world, partnershipId, { name: 'Audit 2026', opens: '2026-09-01', answers: answers(some.slice(10), 40) })
    const browser = await world.staff(actor.accountId)
    const page = await browser.get(`/rounds/${now.id}/year-on-year`)
    expect(heading(page)).toBe('Year on year')
    const text = pageText(page)
    expect(text).toContain('50 completed returns of “Audit 2026”, next to 50 of “Audit 2025”.')
    expect(text).toContain('40 establishments sent their returns in both rounds.')
    // Newcombe's interval of 20 of 50 and 40 of 50.
    expect(text).toContain('“Yes” 20 of 50 Audit 2025: “Yes” to')
    expect(text).toContain('+40 (+21 to +55)')
    expect(text).toContain('What has changed most')
    expect(page.text).toContain(`/rounds/${then.id}/groups/returns?question=${CURRENT}&amp;value=yes`)
    // Of the same establishments the 30 who said no came to yes.
    const both = pageText(await browser.get(`/rounds/${now.id}/year-on-year?against=${then.id}&of=both`))
    expect(both).toMatch(/“Yes” 10 of 40 25% 40 of 40 100%/)
  }),
)

test(
  'a question that was reworded, has another scale or is asked of others is not compared, and the page says why',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { partnershipId } = actor
    const some = await schools(world, partnershipId, 12)
    await roundOf(world, partnershipId, {
      name: 'Audit 2025',
      opens: '2025-09-01',
      document: changed({ [CURRENT]: { label: 'Is there a policy at all?' } }),
      answers: answers(some, 6, [CURRENT, PUBLISHED]),
    })
    const now = await roundOf(world, partnershipId, {
      name: 'Audit 2026',
      opens: '2026-09-01',
      document: changed({ [PUBLISHED]: { when: { fact: 'maintained' } } }),
      answers: answers(some, 9, [CURRENT, PUBLISHED]),
    })
    const text = pageText(await (await world.staff(actor.accountId)).get(`/rounds/${now.id}/year-on-year`))
    expect(text).toContain('The wording changed from “Is there a policy at all?” to “')
    expect(text).toContain('Who is asked has changed. Then: everyone. Now: asked only if it is maintained by the local authority.')
    expect(text).not.toContain('6 of 12')
  }),
)

test(
  'an establishment that followed another in the register is the same one; one that came of two is not',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { partnershipId } = actor
    const before = await schools(world, partnershipId, 14)
    const after = await schools(world, partnershipId, 2)
    const link = (later: number, earlier: string) =>
      world.db.raw(
        `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_name, link_type) values (?, ?, ?, '', 'Predecessor - amalgamated')`,
        [partnershipId, later, earlier],
      )
    // The first became an academy; the second and the third became one.
    await link(after[0]!.id, before[0]!.identifier)
    await link(after[1]!.id, before[1]!.identifier)
    await link(after[1]!.id, before[2]!.identifier)
    await roundOf(world, partnershipId, { name: 'Audit 2025', opens: '2025-09-01', answers: answers(before, 7) })
    const now = await roundOf(world, partnershipId, {
      name: 'Audit 2026',
      opens: '2026-09-01',
      answers: answers([...before.slice(3), ...after], 12),
    })
    const text = pageText(await (await world.staff(actor.accountId)).get(`/rounds/${now.id}/year-on-year?of=both`))
    expect(text).toContain('12 establishments sent their returns in both rounds, 1 of them under another number')
    expect(text).toMatch(/“Yes” 5 of 12 42% 12 of 12 100%/)
  }),
)

test(
  'a first round says what will be here, and few answers get no difference',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { partnershipId } = actor
    const some = await schools(world, partnershipId, 6)
    const then = await roundOf(world, partnershipId, { name: 'Audit 2025', opens: '2025-09-01', answers: answers(some, 3) })
    const browser = await world.staff(actor.accountId)
    expect(pageText(await browser.get(`/rounds/${then.id}/year-on-year`))).toContain('There is no earlier round to compare with')
    const now = await roundOf(world, partnershipId, { name: 'Audit 2026', opens: '2026-09-01', answers: answers(some, 5) })
    const text = pageText(await browser.get(`/rounds/${now.id}/year-on-year`))
    expect(text).toContain('Too few to compare')
    expect(text).not.toContain('%)')
    const other = await world.make.round({ partnership_id: (await world.make.partnership()).id, opens_at: new Date('2020-01-01') })
    expect((await browser.get(`/rounds/${now.id}/year-on-year?against=${other.id}`)).status).toBe(404)
    await world.db.raw('update rounds set answers_deleted_at = now() where id = ?', [then.id])
    expect(pageText(await browser.get(`/rounds/${now.id}/year-on-year`))).toContain('The answers of “Audit 2025” were deleted')
  }),
)
