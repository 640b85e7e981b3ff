import { expect, test } from '@jest/globals'
import { inRollback, pageText, type TestWorld } from '../support/app.ts'

/** Two schools of one name in two towns, a third, and a round that asks all three and has not yet issued a link. */
async function marsh(world: TestWorld) {
  const { make } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const round = await make.round({ partnership_id })
  const asked = async (values: Record<string, unknown>, contact: Record<string, unknown> = {}) => {
    const establishment = await make.establishment({ partnership_id, la_code: 971, la_name: 'Westmarsh', ...values })
    await make.contact({ partnership_id, establishment_id: establishment.id, ...contact })
    const auditReturn = await make.auditReturn({
      partnership_id,
      round_id: round.id,
      establishment_id: establishment.id,
      establishment_name: establishment.name,
      status: 'not_issued',
      issued_at: null,
    })
    return { ...establishment, returnId: auditReturn.id }
  }
  const name = 'St Mary\u2019s Catholic Primary School'
  const west = await asked({ name, identifier: '900004', establishment_number: 2004, town: 'Westmarsh', postcode: 'WM2 4AB' })
  const east = await asked({
    name: 'St. Mary\u0027s Catholic Primary School',
    identifier: '900009',
    establishment_number: 2009,
    town: 'Eastmarsh',
    postcode: 'WM9 8ZY',
  })
  const ash = await asked({
    name: 'Ñandú-Ash C.E. Primary School',
    identifier: '900001',
    establishment_number: 2001,
    town: 'Westmarsh',
    postcode: 'WM1 1AA',
    telephone: '01632 960 111',
  })
  return { actor, partnership_id, round, west, east, ash, browser: await world.staff(actor.accountId) }
}

const both = ['900004', '900009']
const RIGHT: [typed: string, found: string[]][] = [
  ['St Marys', both],
  ['St. Mary\u0027s', both],
  ['st mary\u2019s', both],
  ['ST MARY\u02bcS', both],
  ['saint mary', both],
  ['Saint Mary\u00b4s catholic', both],
  ['WM2 4', ['900004']],
  ['WM24AB', ['900004']],
  ['wm2 4ab', ['900004']],
  ['wm9  8zy', ['900009']],
  ['971/2004', ['900004']],
  ['9712004', ['900004']],
  ['971-2004', ['900004']],
  ['971 2004', ['900004']],
  ['DfE number 971/2004', ['900004']],
  ['900 004', ['900004']],
  ['URN 900004', ['900004']],
  ['Eastmarsh', ['900009']],
  ['st marys eastmarsh', ['900009']],
  ['marsh', [...both, '900001'].toSorted()],
  ['tmarsh', [...both, '900001'].toSorted()],
  ['astmarsh', ['900009']],
  ['arsh', [...both, '900001'].toSorted()],
  ['rsh', []],
  ['imary', []],
  ['nandu ash', ['900001']],
  ['NANDÚ\u2010ASH', ['900001']],
  ['ash church of england', ['900001']],
  ['ash c of e', ['900001']],
  ['ash ce primary', ['900001']],
  ['01632 960111', ['900001']],
  ['%', []],
  ['900005', []],
]

/** Whether a page has a row of a school: some link to it, some to its return, some have a box to tick. */
const isListed = (html: string, { id, returnId }: { id: number; returnId: number }): boolean =>
  [`href="/register/establishments/${id}"`, `href="/returns/${returnId}"`, `name="return" value="${returnId}"`].some(part =>
    html.includes(part),
  )

/** The lists of a round and of the register, by the address that searches each. */
const lists = (round: { id: number }): Record<string, (typed: string) => string> => ({
  'the register': typed => `/register?q=${typed}`,
  'the round’s establishments': typed => `/rounds/${round.id}/establishments?show=in&search=${typed}`,
  'the returns list': typed => `/rounds/${round.id}/returns?q=${typed}`,
  'the issue list': typed => `/rounds/${round.id}/issue?search=${typed}`,
  'the search of everything': typed => `/find?q=${typed}`,
})

test.each(Object.keys(lists({ id: 0 })))(
  '%s: finds the same schools as every other list, for each way of writing a name, postcode, number or town',
  list =>
    inRollback(async world => {
      const { round, browser, ...marshes } = await marsh(world)
      const schools = [marshes.ash, marshes.west, marshes.east]
      const wrong: unknown[] = []
      for (const [typed, right] of RIGHT) {
        const page = await browser.get(lists(round)[list]?.(encodeURIComponent(typed)) ?? '')
        const found = schools.filter(school => isListed(page.text, school)).map(({ identifier }) => identifier)
        if (page.status !== 200 || found.join() !== right.join()) wrong.push({ typed, found, right, status: page.status })
      }
      expect(wrong).toEqual([])
    })(),
)

test(
  'a contact is found by name, address and number by those who may see contacts, and by nobody else',
  inRollback(async world => {
    const { make } = world
    const { actor, partnership_id, round, east } = await marsh(world)
    const contact = { partnership_id, establishment_id: east.id }
    await make.contact({ ...contact, name: 'Zoë O\u2019Dwyer', email: 'z.odwyer@stmarys-east.example', phone: '07700 900 123' })
    await make.contact({ ...contact, role: 'head', name: 'Quentin Leaver', email: 'q.leaver@stmarys-east.example', to_on: '2020-08-31' })
    const people = ['Zoe ODwyer', 'o\u0027dwyer', 'z.odwyer@stmarys-east.example', '07700900123']
    const coordinator = await world.staff(actor.accountId)
    const analyst = await world.staff((await make.staffActor(partnership_id, 'analyst')).accountId)
    const wrong: unknown[] = []
    for (const typed of people)
      for (const [list, address] of Object.entries(lists(round))) {
        const href = address(encodeURIComponent(typed))
        if (!isListed((await coordinator.get(href)).text, east)) wrong.push(['not found', list, typed])
        if (isListed((await analyst.get(href)).text, east)) wrong.push(['found by an analyst', list, typed])
      }
    expect(wrong).toEqual([])
    expect(isListed((await coordinator.get('/find?q=Quentin+Leaver')).text, east)).toBe(false)
    const byName = await analyst.get(`/rounds/${round.id}/returns?q=eastmarsh`)
    expect(isListed(byName.text, east)).toBe(true)
    expect(byName.text).not.toContain('action="/find"')
  }),
)

test(
  'the call sheet finds an outstanding return as the other lists do',
  inRollback(async world => {
    const { round, browser, west, east } = await marsh(world)
    await world.db.raw(`update returns set status = 'issued', issued_at = now() where round_id = ?`, [round.id])
    const sheet = async (typed: string) => (await browser.get(`/rounds/${round.id}/chases?q=${encodeURIComponent(typed)}`)).text
    const saints = await sheet('saint marys')
    expect([isListed(saints, west), isListed(saints, east)]).toEqual([true, true])
    const one = await sheet('WM98ZY')
    expect([isListed(one, west), isListed(one, east)]).toEqual([false, true])
    expect(await sheet('nobody at all')).toContain('No returns match')
  }),
)

test(
  'the title of every list that is searched says what was found, since nothing else is heard when it has come',
  inRollback(async world => {
    const { round, browser } = await marsh(world)
    const title = async (href: string) => /<title>([^–<]*)/.exec((await browser.get(href)).text)?.[1]?.trim()
    const lists = {
      '/register?q=': 'Register',
      [`/rounds/${round.id}/returns?q=`]: 'Returns',
      [`/rounds/${round.id}/establishments?search=`]: 'Establishments',
      [`/rounds/${round.id}/chases?q=`]: 'Call sheet',
      [`/rounds/${round.id}/history?q=`]: 'History of the round',
      '/history?q=': 'History',
      '/mail?search=': 'Mail',
    }
    for (const [href, name] of Object.entries(lists))
      expect([href, await title(href), await title(`${href}zzzz`)]).toEqual([href, name, `${name}: none found`])
    expect(await title(`/rounds/${round.id}/establishments?search=marsh`)).toBe('Establishments: 3 found')
  }),
)

/** A school that closed and became an academy: the return of this round is still with the old number. */
async function converted(world: TestWorld) {
  const facts = await marsh(world)
  const { make, db } = world
  const { partnership_id } = facts
  await db.raw(`update establishments set status_code = 2, status_name = 'Closed' where id = ?`, [facts.west.id])
  const academy = await make.establishment({
    partnership_id,
    name: 'Abbey Academy',
    identifier: '910004',
    establishment_number: 2004,
    la_code: 971,
  })
  await db.raw(
    `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_type)
     values (?, ?, '910004', 'Successor'), (?, ?, '900004', 'Predecessor')`,
    [partnership_id, facts.west.id, partnership_id, academy.id],
  )
  return { ...facts, academy: { ...academy, returnId: 0 } }
}

test(
  'the number of an academy finds the return of the school that it was, and the old number finds the academy',
  inRollback(async world => {
    const { browser, round, west, academy } = await converted(world)
    expect(isListed((await browser.get(`/rounds/${round.id}/returns?q=910004`)).text, west)).toBe(true)
    const old = await browser.get('/find?q=900004')
    expect([isListed(old.text, west), isListed(old.text, academy)]).toEqual([true, true])
    const register = await browser.get('/register?q=900004')
    expect(isListed(register.text, academy)).toBe(true)
    expect(pageText(register)).toContain('This search also finds 1 closed establishment. Show what is closed')
  }),
)

test(
  'a search that finds only what is closed says so, and shows it',
  inRollback(async world => {
    const { browser, west, east } = await converted(world)
    await world.db.raw(`delete from establishment_links`)
    const page = await browser.get('/register?q=WM2+4AB')
    expect(pageText(page)).toContain('This search finds only a closed establishment. Nothing that is open is like this.')
    expect([isListed(page.text, west), isListed(page.text, east)]).toEqual([true, false])
    const everywhere = await browser.get('/find?q=WM2+4AB')
    expect(isListed(everywhere.text, west)).toBe(true)
    expect(pageText(everywhere)).toContain('Closed')
  }),
)

test(
  'mail is found by the school that its subject names, however that is written',
  inRollback(async world => {
    const { browser, partnership_id, west, east } = await marsh(world)
    for (const [{ returnId }, subject] of [
      [west, 'Your audit: St. Mary’s, Westmarsh'],
      [east, 'Your audit: Ash Tree C of E'],
    ] as const)
      await world.db.raw(
        `insert into messages (partnership_id, return_id, key, message_id, kind, to_name, to_email, subject, body, status)
         values (?, ?, ?, ?, 'reminder', 'Sam Okafor', 'sam@school.example', ?, 'Text', 'accepted')`,
        [partnership_id, returnId, subject, subject, subject],
      )
    const found = pageText(await browser.get('/mail?search=saint+mary'))
    expect(found).toContain('Westmarsh')
    expect(found).not.toContain('Ash Tree')
  }),
)

test(
  'the box in the header of every staff page leads to the search',
  inRollback(async world => {
    const { browser } = await marsh(world)
    for (const address of ['/rounds', '/register', '/mail', '/account'])
      expect((await browser.get(address)).text).toContain('<form method="get" action="/find"')
    expect((await browser.get('/find?q=')).status).toBe(200)
  }),
)
