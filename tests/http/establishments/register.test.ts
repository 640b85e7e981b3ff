import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { currentContacts } from '../../../src/features/establishments/index.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { follow, leadsTo, linksOf } from '../../support/forms.ts'

const TODAY = new Date().toISOString().slice(0, 10)

async function office(world: TestWorld): Promise<{ browser: Browser; partnershipId: Id<'partnership'> }> {
  const actor = await world.make.staffActor()
  return { browser: await world.staff(actor.accountId), partnershipId: actor.partnershipId }
}

const contactsOf = (world: TestWorld, establishmentId: Id<'establishment'>) =>
  rows<{ id: number; role: string; name: string; email: string; from_on: string | null; to_on: string | null; version: number }>(
    world.db,
    'select * from contacts where establishment_id = ? order by id',
    [establishmentId],
  )

test(
  'the register is searched by name, URN, DfE number and postcode, and narrowed by what it knows',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const base = { partnership_id: partnershipId }
    await world.make.establishment({
      ...base,
      name: "St Mary's, Ely",
      identifier: '123456',
      establishment_number: 3301,
      postcode: 'CB7 4AB',
    })
    await world.make.establishment({
      ...base,
      name: 'Northmoor College',
      identifier: '130001',
      type_group_code: 1,
      type_group_name: 'Colleges',
      phase_code: 6,
      phase_name: '16 plus',
    })
    await world.make.establishment({ ...base, name: 'Old School', identifier: '130002', status_code: 2, status_name: 'Closed' })
    const found = async (query: string) => {
      const text = pageText(await browser.get(`/register${query}`))
      return ["St Mary's, Ely", 'Northmoor College', 'Old School'].filter(name => text.includes(`${name} URN`))
    }
    expect(await found('')).toEqual(["St Mary's, Ely", 'Northmoor College'])
    for (const words of ['mary ely', '123456', '888/3301', '8883301', 'CB7', 'cb74ab'])
      expect(await found(`?q=${encodeURIComponent(words)}`)).toEqual(["St Mary's, Ely"])
    expect(await found('?group=1')).toEqual(['Northmoor College'])
    expect(await found('?phase=2')).toEqual(["St Mary's, Ely"])
    expect(await found('?status=closed')).toEqual(['Old School'])
    expect(await found('?status=all&sort=status&order=desc')).toHaveLength(3)
    expect(await found('?q=%25')).toEqual([])
    expect(await found('?page=99&group=abc&status=nonsense&sort=;drop')).toHaveLength(2)
  }),
)

test(
  'a page of the register says which of how many it shows',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const caption = async (query: string) => /<caption[^>]*>([^<]*)/.exec((await browser.get(`/register${query}`)).text)?.[1]
    for (let at = 1; at <= 51; at += 1)
      await world.make.establishment({ partnership_id: partnershipId, name: at === 1 ? 'Lone Pine' : `School ${at}` })
    expect(await caption('')).toBe('Establishments 1 to 50 of 51')
    expect(await caption('?page=2')).toBe('Establishment 51 of 51')
    expect(await caption('?q=lone+pine')).toBe('1 establishment')
  }),
)

test(
  'another partnership’s establishments and contacts are not there',
  inRollback(async world => {
    const { browser } = await office(world)
    const other = await world.make.partnership()
    const theirs = await world.make.establishment({ partnership_id: other.id, name: 'Elsewhere' })
    const contact = await world.make.contact({ partnership_id: other.id, establishment_id: theirs.id })
    expect(pageText(await browser.get('/register'))).not.toContain('Elsewhere')
    for (const path of [
      `/register/establishments/${theirs.id}`,
      `/register/establishments/${theirs.id}/contacts/new`,
      `/register/contacts/${contact.id}`,
      '/register/establishments/abc',
      '/register/contacts/0',
    ])
      expect((await browser.get(path)).status).toBe(404)
    for (const path of [
      `/register/contacts/${contact.id}/end`,
      `/register/establishments/${theirs.id}/set`,
      `/register/establishments/${theirs.id}/number`,
    ])
      expect((await browser.post(path, { version: '1', set: 'A', number: '123456' })).status).toBe(404)
  }),
)

test(
  'a closed establishment whose return is open is listed for staff to decide about',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const establishment = await world.make.establishment({
      partnership_id: partnershipId,
      name: 'Old School',
      status_code: 2,
      closed_on: '2026-08-31',
    })
    const auditReturn = await world.make.auditReturn({ partnership_id: partnershipId, establishment_id: establishment.id })
    const page = await browser.get('/register')
    expect(pageText(page)).toContain('Closed, with a return still open: 1')
    expect(page.text).toContain(`href="/returns/${auditReturn.id}"`)
    expect(pageText(await browser.get(`/register/establishments/${establishment.id}`))).toContain('It closed on Monday 31 August 2026')
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [
      auditReturn.id,
    ])
    expect(pageText(await browser.get('/register'))).not.toContain('with a return still open')
  }),
)

const PERSON = { role: 'dsl', name: 'Ann Other', email: 'Ann@School.example', phone: '01632 960001' }

test(
  'a new lead is added once, and the one before ends the day before',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId, name: 'Ashgrove' })
    await world.make.contact({ partnership_id: partnershipId, establishment_id: id, name: 'Sam Okafor', from_on: '2024-09-01' })
    const form = { ...PERSON, 'from-day': '1', 'from-month': '9', 'from-year': '2026', _key: '6f9619ff-8b86-4d01-b42d-00c04fc964ff' }
    const added = await browser.post(`/register/establishments/${id}/contacts`, form)
    expect(added.headers.location).toBe(`/register/establishments/${id}`)
    expect((await browser.post(`/register/establishments/${id}/contacts`, form)).status).toBe(303)
    expect((await contactsOf(world, id)).map(({ name, email, from_on, to_on }) => [name, email, from_on, to_on])).toEqual([
      ['Sam Okafor', expect.any(String), '2024-09-01', '2026-08-31'],
      ['Ann Other', 'ann@school.example', '2026-09-01', null],
    ])
    const page = pageText(await browser.get(`/register/establishments/${id}`))
    expect(page).toContain('Designated Safeguarding Lead Ann Other ann@school.example 01632 960001 Since 1 Sept 2026')
    expect(page).toContain('Ann Other was added. Sam Okafor ended the day before.')
    expect(await currentContacts(world.db, partnershipId, [id], '2027-01-01')).toMatchObject([{ name: 'Ann Other' }])
  }),
)

test(
  'a contact with wrong fields is shown again with what was typed, and stored nowhere',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId })
    const response = await browser.post(`/register/establishments/${id}/contacts`, {
      name: 'Ann Other',
      email: 'nobody',
      phone: 'call me',
      'from-day': '31',
      'from-month': '2',
      'from-year': '2026',
    })
    expect(response.status).toBe(422)
    for (const words of [
      'Choose a role',
      'Enter an email address in the correct format',
      'Enter a telephone number',
      'The first day must be a real date',
    ])
      expect(pageText(response)).toContain(words)
    expect(response.text).toContain('value="Ann Other"')
    expect(response.text).toContain('value="31"')
    expect(await contactsOf(world, id)).toEqual([])
  }),
)

test(
  'two people who change one contact do not overwrite each other',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId })
    const contact = await world.make.contact({ partnership_id: partnershipId, establishment_id: id, name: 'Sam Okafor' })
    const form = { ...PERSON, version: '1' }
    expect((await browser.post(`/register/contacts/${contact.id}`, form)).status).toBe(303)
    const late = await browser.post(`/register/contacts/${contact.id}`, { ...form, name: 'Somebody Else' })
    expect([late.status, heading(late)]).toEqual([409, 'Someone else changed this contact while you had the page open'])
    expect((await browser.post(`/register/contacts/${contact.id}/end`, { version: '1' })).status).toBe(409)
    expect((await browser.post(`/register/contacts/${contact.id}/end`, { version: '2' })).status).toBe(303)
    expect(await contactsOf(world, id)).toMatchObject([{ name: 'Ann Other', to_on: TODAY, version: 3 }])
  }),
)

test(
  'a new setting without a number is added by hand, and matched to the register later',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    await world.make.establishment({ partnership_id: partnershipId, identifier: '123456', name: 'Ashgrove' })
    const form = { name: 'Harbour Way Tuition', typeCode: '14', phaseCode: '0', number: '' }
    const wrong = await browser.post('/register/establishments', {
      ...form,
      name: '',
      typeCode: '',
      number: '12',
      lowAge: '16',
      highAge: '11',
    })
    expect(wrong.status).toBe(422)
    for (const words of ['Enter the name of the establishment', 'Choose what kind of establishment it is', 'Enter a URN, like 123456'])
      expect(pageText(wrong)).toContain(words)
    const taken = await browser.post('/register/establishments', { ...form, number: '123456' })
    expect([taken.status, pageText(taken)]).toEqual([422, expect.stringContaining('Ashgrove has this number already')])

    const added = await browser.post('/register/establishments', form)
    const path = added.headers.location as string
    const page = pageText(await browser.get(path))
    expect(page).toContain('Local record L1')
    expect(page).toContain('Added by hand')
    expect((await browser.post(`${path}/number`, { number: '123456' })).status).toBe(409)
    await browser.post(`${path}/number`, { number: 'nonsense' })
    expect(pageText(await browser.get(path))).toContain('Enter a URN, like 123456')
    await browser.post(`${path}/number`, { number: '150001' })
    expect(pageText(await browser.get(path))).toContain('URN 150001')
    expect((await browser.post(path, { ...form, name: 'Harbour Way School' })).status).toBe(303)
    expect(heading(await browser.get(path))).toBe('Harbour Way School')
  }),
)

test(
  'what the national register keeps cannot be edited here, only its question set',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId, name: 'Ashgrove' })
    const edit = await browser.get(`/register/establishments/${id}/edit`)
    expect([edit.status, heading(edit)]).toEqual([409, 'This establishment is kept by the national register'])
    await browser.post(`/register/establishments/${id}/set`, { set: 'D' })
    expect(pageText(await browser.get(`/register/establishments/${id}`))).toContain('Staff chose set D for it')
    await browser.post(`/register/establishments/${id}/set`, { set: 'Z' })
    expect(await row(world.db, 'select set_override from establishments where id = ?', [id])).toEqual({ set_override: null })
  }),
)

const CONTACTS = 'URN,Role,Name,Email,From,Phone\r\n'
const uploadContacts = (browser: Browser, text: string) =>
  browser.postFiles('/register/contacts/upload', {}, 'file', [{ name: 'contacts.csv', content: text }])

test(
  'a file of contacts is previewed, taken in once, and refused when a contact has changed since',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId, identifier: '100001', name: 'Ashgrove' })
    const sam = await world.make.contact({ partnership_id: partnershipId, establishment_id: id, name: 'Sam Okafor', from_on: '2024-09-01' })
    const file = `${CONTACTS}100001,DSL,Ann Other,ann@x.example,01/09/2026,\r\n100001,head,"Okafor, =cmd",head@x.example,,\r\n`
    const stale = (await uploadContacts(browser, file)).headers.location as string
    const preview = (await uploadContacts(browser, file)).headers.location as string
    const page = pageText(await browser.get(preview))
    expect(page).toContain('2 contacts added, 0 brought up to date.')
    expect(page).toContain('Sam Okafor, until 31 Aug 2026')
    expect(page).toContain('They are added.')
    expect(await contactsOf(world, id)).toHaveLength(1)
    expect((await browser.post(`${preview}/apply`)).status).toBe(303)
    expect((await browser.post(`${preview}/apply`)).status).toBe(409)
    const done = pageText(await browser.get(preview))
    expect(done).toContain('They were added. Where one person holds a role, the table says in whose place.')
    expect(done).not.toMatch(/They are|is brought|will be|Nothing has been changed yet/)
    expect((await contactsOf(world, id)).map(({ name, to_on }) => [name, to_on])).toEqual([
      ['Sam Okafor', '2026-08-31'],
      ['Ann Other', null],
      ['Okafor, =cmd', null],
    ])
    expect(sam.name).toBe('Sam Okafor')
    const late = await browser.post(`${stale}/apply`)
    expect([late.status, heading(late)]).toEqual([409, 'The register has changed since this preview was made'])
    expect(await contactsOf(world, id)).toHaveLength(3)
    const again = (await uploadContacts(browser, file)).headers.location as string
    expect(pageText(await browser.get(again))).toContain('Everything is as the file says')
  }),
)

const STALE = [409, 'The register has changed since this preview was made']

test(
  'a file of contacts that was previewed twice adds nobody twice, of now or of the past',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId, identifier: '100001' })
    const file = `URN,Role,Name,Email,From,To\r\n100001,deputy DSL,Ann Other,ann@x.example,,\r\n100001,head,Old Head,,,31/08/2019\r\n`
    const [first = '', second = ''] = [await uploadContacts(browser, file), await uploadContacts(browser, file)].map(leadsTo)
    expect((await browser.post(`${first}/apply`)).status).toBe(303)
    const late = await browser.post(`${second}/apply`)
    expect([late.status, heading(late)]).toEqual(STALE)
    expect(linksOf(late, '/register/contacts/upload')).toHaveLength(1)
    expect(pageText(await follow(browser, await uploadContacts(browser, file)))).toContain('Everything is as the file says')
    expect((await contactsOf(world, id)).map(({ name }) => name)).toEqual(['Ann Other', 'Old Head'])
  }),
)

test(
  'a preview of contacts is refused once somebody has added one of them, or another in their role, by hand',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId, identifier: '100001' })
    const preview = leadsTo(
      await uploadContacts(browser, `${CONTACTS}100001,deputy DSL,Ann Other,ann@x.example,,\r\n100001,head,Bo Lee,,,\r\n`),
    )
    const other = await world.make.contact({ partnership_id: partnershipId, establishment_id: id, role: 'head', name: 'Cy Day' })
    const usurped = await browser.post(`${preview}/apply`)
    expect([usurped.status, heading(usurped)]).toEqual(STALE)
    await world.db.raw('delete from contacts where id = ?', [other.id])
    const ann = { partnership_id: partnershipId, establishment_id: id, role: 'deputy_dsl', name: 'ann other', email: '' }
    await world.make.contact(ann)
    const twice = await browser.post(`${preview}/apply`)
    expect([twice.status, heading(twice)]).toEqual(STALE)
    await world.db.raw('delete from contacts where establishment_id = ?', [id])
    await world.make.contact({ ...ann, name: 'Dee Fox' })
    expect((await browser.post(`${preview}/apply`)).status).toBe(303)
    expect((await contactsOf(world, id)).map(({ name }) => name)).toEqual(['Dee Fox', 'Ann Other', 'Bo Lee'])
  }),
)

test(
  'a file of contacts with wrong cells names each of them, and adds those that are right',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const { id } = await world.make.establishment({ partnership_id: partnershipId, identifier: '100001' })
    const preview = (await uploadContacts(browser, `${CONTACTS}100001,DSL,Ann,ann@x.example,,\r\n100001,boss,,ann,31/02/2026,\r\n`)).headers
      .location as string
    const page = pageText(await browser.get(preview))
    for (const cell of [
      'Cell B3 “boss” is not a role',
      'Cell C3 The name is blank',
      'Cell D3 “ann” is not an email address',
      'Cell E3 “31/02/2026” is not a date',
    ])
      expect(page).toContain(cell)
    expect(page).toContain('1 row cannot be read (shown below)')
    expect(page).toContain('4 cells in 1 row cannot be read')
    const roles = 'head, dsl, deputy dsl, chair, proprietor, link governor, business manager, other'
    expect(pageText(await browser.get('/register/contacts/upload'))).toContain(`Role is one of: ${roles}.`)
    expect((await browser.post(`${preview}/apply`)).status).toBe(303)
    expect((await contactsOf(world, id)).map(({ name }) => name)).toEqual(['Ann'])
    const other = await uploadContacts(browser, 'Name,Age\r\nSam,5\r\n')
    expect([other.status, pageText(other)]).toEqual([422, expect.stringContaining('must name its columns')])
  }),
)
