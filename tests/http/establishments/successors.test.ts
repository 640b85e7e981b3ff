import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { formOf } from '../../support/forms.ts'
import { office } from '../../support/registerOffice.ts'

/** A school with a head and a DSL that has closed, and the academy that followed it. */
async function conversion(world: TestWorld) {
  const { browser, partnershipId: partnership_id } = await office(world)
  const { make } = world
  const old = await make.establishment({ partnership_id, identifier: '100001', name: 'Ashgrove Primary', status_code: 2 })
  const academy = await make.establishment({ partnership_id, identifier: '150001', name: 'Ashgrove Academy' })
  await world.db.raw(
    `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_name, link_type) values (?, ?, '150001', '', 'Successor')`,
    [partnership_id, old.id],
  )
  const contact = { partnership_id, establishment_id: old.id }
  await make.contact({ ...contact, role: 'head', name: 'Ada Marsh', email: 'ada@ash.example', from_on: '2019-09-01' })
  await make.contact({ ...contact, role: 'dsl', name: 'Bea Fox', email: 'bea@ash.example', from_on: null })
  await make.contact({ ...contact, role: 'chair', name: 'Long Gone', email: 'gone@ash.example', to_on: '2020-08-31' })
  return { browser, partnership_id, old, academy }
}

const held = (world: TestWorld, id: number) =>
  rows(world.db, `select role, name, email, from_on as "fromOn" from contacts where establishment_id = ? order by role`, [id])

test(
  'an academy is given the contacts of the school that it was, with their first days, once',
  inRollback(async world => {
    const { browser, old, academy, partnership_id } = await conversion(world)
    const page = pageText(await browser.get('/register/contacts/successors'))
    expect(page).toContain('Ashgrove Academy 150001 Ashgrove Primary')
    expect(page).toContain('Ada Marsh, ada@ash.example')
    expect(page).not.toContain('Long Gone')
    const none = await browser.post('/register/contacts/successors', {})
    expect([none.status, pageText(none)]).toEqual([422, expect.stringContaining('Choose at least one establishment')])
    const form = { predecessor: String(old.id), _key: '6f9619ff-8b86-4d01-b42d-00c04fc964ff' }
    expect((await browser.post('/register/contacts/successors', form)).status).toBe(303)
    expect((await browser.post('/register/contacts/successors', form)).status).toBe(303)
    expect((await browser.get('/register/contacts/successors')).text).toContain('2 contacts were copied to 1 establishment.')
    expect(await held(world, academy.id)).toEqual([
      { role: 'dsl', name: 'Bea Fox', email: 'bea@ash.example', fromOn: null },
      { role: 'head', name: 'Ada Marsh', email: 'ada@ash.example', fromOn: '2019-09-01' },
    ])
    expect(pageText(await browser.get('/register/contacts/successors'))).toContain('No establishment is waiting')
    expect(
      await rows(world.db, `select count(*) as n from events where partnership_id = ? and verb = 'contact.carried_over'`, [partnership_id]),
    ).toEqual([{ n: 1 }])
    expect(pageText(await browser.get('/history'))).toContain('Copied the contacts of predecessors to Ashgrove Academy')
  }),
)

test(
  'one that has got a contact meanwhile is left alone, and another partnership’s is not seen',
  inRollback(async world => {
    const { browser, old, academy, partnership_id } = await conversion(world)
    const stranger = await office(world)
    expect(pageText(await stranger.browser.get('/register/contacts/successors'))).toContain('No establishment is waiting')
    await stranger.browser.post('/register/contacts/successors', { predecessor: String(old.id) })
    expect(await held(world, academy.id)).toEqual([])
    await world.make.contact({ partnership_id, establishment_id: academy.id, role: 'head', name: 'New Head' })
    const late = await browser.post('/register/contacts/successors', { predecessor: String(old.id) })
    expect([late.status, pageText(late)]).toEqual([409, expect.stringContaining('They have contacts already Nothing was changed.')])
    expect(await held(world, academy.id)).toHaveLength(1)
  }),
)

test(
  'two people copy the contacts: the second reads that it is done, and by whom',
  inRollback(async world => {
    const { browser, partnership_id, old } = await conversion(world)
    const ben = await world.staff((await world.make.account({ partnership_id, name: 'Ben Two' })).id)
    const form = { predecessor: String(old.id) }
    expect((await ben.post('/register/contacts/successors', form)).status).toBe(303)
    const second = await browser.post('/register/contacts/successors', form)
    expect([second.status, pageText(second)]).toEqual([
      409,
      expect.stringMatching(/The last change: copied the contacts of predecessors to Ashgrove Academy, by Ben Two at/),
    ])
  }),
)

test(
  'a successor of one is ticked; of two that became one, staff say whose people stay',
  inRollback(async world => {
    const { browser, partnership_id, old } = await conversion(world)
    const ticked = async () => formOf(await browser.get('/register/contacts/successors')).fields.predecessor ?? []
    expect(await ticked()).toEqual([String(old.id)])
    const other = await world.make.establishment({ partnership_id, identifier: '100002', name: 'Beech Infant', status_code: 2 })
    await world.make.contact({ partnership_id, establishment_id: other.id, role: 'head', name: 'Cal Gray' })
    await world.db.raw(
      `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_name, link_type) values (?, ?, '150001', '', 'Successor')`,
      [partnership_id, other.id],
    )
    expect(await ticked()).toEqual([])
  }),
)
