import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { ROLES, type Role } from '../../src/features/history/index.ts'
import type { Id } from '../../src/platform/id.ts'
import { heading, worldOn, type Browser, type TestWorld } from '../support/app.ts'
import { cloneDatabase } from '../support/database.ts'
import { listening } from '../support/listening.ts'

/*
 * A partnership with one return in a dip sample, one outside it and one extension, as each role sees it. The words below stand in the
 * data itself, so whatever page shows them, shows that data.
 */
const DATA = {
  contact: 'dsl.of.ashgrove@school.example',
  phone: '01632 960 777',
  call: 'The head is on leave until Monday',
  answer: 'Answered in confidence by the sampled school',
  other: 'Beechwood, which is in no sample',
} as const
type Datum = keyof typeof DATA

/** Who may read what, wherever it stands. */
const MAY_READ: Record<Role, readonly Datum[]> = {
  administrator: ['contact', 'phone', 'call', 'answer', 'other'],
  coordinator: ['contact', 'phone', 'call', 'answer', 'other'],
  analyst: ['answer', 'other'],
  reviewer: ['answer'],
  viewer: [],
}

let world: TestWorld
let drop: () => Promise<void>
let browsers: Record<Role, Browser>
let ids: { round: Id<'round'>; sampled: Id<'return'>; other: Id<'return'>; evidence: Id<'evidence'> }

beforeAll(async () => {
  const database = await cloneDatabase()
  drop = database.drop
  world = worldOn(database.db)
  await listening(world.server)
  const { make, db } = world
  const { id: partnership_id } = await make.partnership()
  const establishment = await make.establishment({ partnership_id, name: 'Ashgrove, which was drawn', telephone: DATA.phone })
  await make.contact({ partnership_id, establishment_id: establishment.id, email: DATA.contact, phone: DATA.phone })
  const sent = { status: 'submitted', submitted_at: new Date(), submitted_via: 'online', started_at: new Date(), reference: 'NM-1' }
  const sampled = await make.auditReturn({ partnership_id, establishment_id: establishment.id, ...sent })
  const elsewhere = await make.establishment({ partnership_id, name: DATA.other })
  const other = await make.auditReturn({
    partnership_id,
    round_id: sampled.round_id,
    establishment_id: elsewhere.id,
    ...sent,
    reference: 'NM-2',
  })
  await make.invitation({ partnership_id, return_id: sampled.id, main: true, email: DATA.contact })
  await make.askedForEvidence(sampled, { areas: [{ key: 'policies', title: 'Safeguarding policies' }] })
  const person = await make.contributorActor(sampled)
  await db.raw(
    `insert into responses (return_id, partnership_id, question_key, answer, comment, version, contributor_id, by_name)
     values (?, ?, 'leadership_board_checks', '"yes"', ?, 1, ?, 'Sam Okafor')`,
    [sampled.id, partnership_id, DATA.answer, person.contributorId],
  )
  const [evidence] = (
    await db.raw<{ rows: { id: Id<'evidence'> }[] }>(
      `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, note, received_via, received_on, by_name)
       values (?, ?, 'Policy.pdf', 'application/pdf', 4, repeat('a', 64), repeat('b', 40), '', 'online', current_date, 'Sam Okafor') returning id`,
      [partnership_id, other.id],
    )
  ).rows
  await db.raw(`insert into chases (partnership_id, round_id, return_id, kind, said, by_name) values (?, ?, ?, 'call', ?, 'Priya Shah')`, [
    partnership_id,
    sampled.round_id,
    sampled.id,
    DATA.call,
  ])
  browsers = Object.fromEntries(
    await Promise.all(ROLES.map(async role => [role, await world.staff((await make.staffActor(partnership_id, role)).accountId)] as const)),
  ) as Record<Role, Browser>
  ids = { round: sampled.round_id, sampled: sampled.id, other: other.id, evidence: evidence!.id }
}, 60_000)

afterAll(() => drop())

const LIMIT = 400

/** Every page to which a person is led by links, from the first page on; with what each answered. */
async function everyPageOf(browser: Browser): Promise<Map<string, Response>> {
  const opened = new Map<string, Response>()
  const waiting = ['/', '/rounds', `/rounds/${ids.round}`]
  for (let next = waiting.shift(); next !== undefined && opened.size < LIMIT; next = waiting.shift()) {
    if (opened.has(next)) continue
    const response = await browser.get(next)
    opened.set(next, response)
    if (!(response.headers['content-type'] ?? '').startsWith('text/html')) continue
    for (const [, href = ''] of response.text.matchAll(/<a[^>]* href="(\/[^"#]*)/g)) {
      const address = href.replaceAll('&amp;', '&')
      // The same list in another order, or another page of it, leads to nothing new.
      if (!/[?&](sort|order|page|before)=|sign-out|^\/(assets|account)\b/.test(address) && !opened.has(address)) waiting.push(address)
    }
  }
  return opened
}

describe.each([...ROLES])('the %s', role => {
  test('is shown no link to what they may not open, and no data that is not theirs to read', async () => {
    const pages = await everyPageOf(browsers[role])
    expect(pages.size).toBeGreaterThan(role === 'viewer' ? 8 : 12)
    const dead = [...pages].filter(([, { status }]) => status >= 400 && status !== 410).map(([address, page]) => [address, heading(page)])
    expect(dead).toEqual([])
    const read = (Object.keys(DATA) as Datum[]).filter(datum => [...pages.values()].some(({ text }) => (text ?? '').includes(DATA[datum])))
    expect(read).toEqual(MAY_READ[role])
  }, 120_000)

  test('is turned away where the address is typed', async () => {
    const { round, sampled, other, evidence } = ids
    const doors: [string, readonly Role[]][] = [
      [`/rounds/${round}/statement`, ROLES],
      [`/rounds/${round}/findings`, ROLES],
      [`/returns/${sampled}`, ['administrator', 'coordinator', 'analyst', 'reviewer']],
      [`/returns/${sampled}/answers`, ['administrator', 'coordinator', 'analyst', 'reviewer']],
      [`/returns/${other}`, ['administrator', 'coordinator', 'analyst']],
      [`/returns/${other}/answers`, ['administrator', 'coordinator', 'analyst']],
      [`/returns/${other}/evidence`, ['administrator', 'coordinator', 'analyst']],
      [`/rounds/${round}/returns`, ['administrator', 'coordinator', 'analyst']],
      [`/rounds/${round}/exports`, ['administrator', 'coordinator', 'analyst']],
      [`/rounds/${round}/chases`, ['administrator', 'coordinator']],
      [`/returns/${sampled}/chases`, ['administrator', 'coordinator']],
      ['/register', ['administrator', 'coordinator']],
      ['/history', ['administrator', 'coordinator']],
      ['/mail', ['administrator', 'coordinator']],
      ['/accounts', ['administrator']],
    ]
    for (const [address, allowed] of doors) {
      const { status } = await browsers[role].get(address)
      expect([address, status === 200]).toEqual([address, allowed.includes(role)])
    }
    // The bytes of this file are not there: who may have it is told so, the others that there is no such page.
    const file = await browsers[role].get(`/returns/${other}/evidence/${evidence}`)
    expect(file.status).toBe(['administrator', 'coordinator', 'analyst'].includes(role) ? 410 : role === 'reviewer' ? 404 : 403)
  })
})

test.each(ROLES)('%s is told of mail that is kept only where they may open it', async role => {
  const isTold = (await browsers[role].get(`/rounds/${ids.round}`)).text.includes('No email is being sent')
  expect(isTold).toBe((await browsers[role].get('/mail')).status === 200)
})
