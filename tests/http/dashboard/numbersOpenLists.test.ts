import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { londonDate } from '../../../src/platform/london.ts'
import { EXPECTED, everyStanding } from '../../support/everyStanding.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'

const DAY = 86_400_000
const day = (days: number) => londonDate(new Date(Date.now() + days * DAY))

/** A partnership with an establishment for every way in which two counts of the same thing could differ. */
async function mixedRound({ make, db, staff }: TestWorld) {
  const { partnershipId: partnership_id, accountId } = await make.staffActor()
  const past = new Date(Date.now() - 2 * DAY)
  const { id: round_id } = await make.round({ partnership_id, due_at: past })
  const establishment = async (values: Record<string, unknown>, contact?: Record<string, unknown>) => {
    const { id } = await make.establishment({ partnership_id, ...values })
    if (contact) await make.contact({ partnership_id, establishment_id: id, ...contact })
    return id
  }
  const contacts = [undefined, {}, { email: '' }, { from_on: day(1) }, { to_on: day(-1) }, { role: 'head' }]
  for (const status_code of [1, 2, 3, 4]) for (const contact of contacts) await establishment({ status_code }, contact)
  await establishment({ status_code: 4, opened_on: day(-1) })
  await establishment({ status_code: 4, opened_on: day(1) })
  const values = everyStanding().map(({ status, columns }, at) =>
    at % 4 === 1 ? { ...columns, due_at: new Date(Date.now() + DAY), extensions: 1 } : { ...columns, files: EXPECTED[status].also ? 1 : 0 },
  )
  for (const value of values)
    for (const contact of [{}, undefined])
      await make.auditReturn({ partnership_id, round_id, ...value, establishment_id: await establishment({ status_code: 1 }, contact) })
  await make.auditReturn({ partnership_id, round_id, establishment_id: await establishment({ status_code: 3, phase_name: 'Secondary' }) })
  const failed = await make.auditReturn({ partnership_id, round_id, establishment_id: await establishment({}, {}), set_code: 'B' })
  await db.raw(
    `insert into messages (partnership_id, return_id, round_id, key, message_id, kind, to_name, to_email, subject, body, status)
     values (?, ?, ?, 'failed:1', 'failed@test', 'invitation', 'Sam', 'sam@school.example', 'Link', 'Link', 'failed')`,
    [partnership_id, failed.id, round_id],
  )
  const draft = await make.round({ partnership_id, status: 'draft', opened_at: null })
  await make.auditReturn({
    partnership_id,
    round_id: draft.id,
    status: 'not_issued',
    issued_at: null,
    establishment_id: await establishment({}, {}),
  })
  return { browser: await staff(accountId), rounds: [round_id, draft.id] }
}

type Numbered = { number: number; href: string }

/** Every number of a page with the address to which it leads: big numbers, tabs, tables, and what is to be done. */
function numbersOf(page: Response): Numbered[] {
  const main = /<main[\s\S]*<\/main>/.exec(page.text)?.[0] ?? ''
  return [...main.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].flatMap(([, href = '', inner = '']) => {
    const text = inner
      .replace(/<span class="app-stat__note">[\s\S]*?<\/span>|<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    const number = /^([\d,]+)\b/.exec(text)?.[1] ?? /\(([\d,]+)\)$/.exec(text)?.[1] ?? /\b(?:to|Chase|Issue) ([\d,]+) /.exec(text)?.[1]
    const leads = !href.startsWith('#') && /returns|establishments|register|statement|issue|chases/.test(href)
    return number !== undefined && leads && !/page=|sort=|\d{6}/.test(href) && !/\d+ (?:Nov|Dec|Jan)/.test(text)
      ? [{ number: Number(number.replaceAll(',', '')), href: href.replaceAll('&amp;', '&') }]
      : []
  })
}

/** How long the list of a page is, as it says itself and as it is. */
async function lengthBehind(browser: Browser, href: string): Promise<number> {
  const page = await browser.get(href)
  expect([href, page.status]).toEqual([href, 200])
  const text = pageText(page)
  if (heading(page) === 'Returns statement') return Number(/= (\d+), the number/.exec(text)?.[1])
  if (heading(page) === 'Issue audit links')
    return Number(/(\d+) can be issued/.exec(text)?.[1]) + Number(/(\d+) without an/.exec(text)?.[1])
  if (/No returns match|Nothing matches|No establishment is like|Nobody to chase here|Nothing is outstanding/.test(text)) return 0
  const said = /Showing (?:all |\d+ to \d+ of )?(\d+) (?:return|establishment)/.exec(text)?.[1]
  return said === undefined ? Number.NaN : Number(said)
}

test(
  'every number on the pages of the register, of the rounds and of a round opens a list of that length',
  inRollback(async world => {
    const { browser, rounds } = await mixedRound(world)
    const pages = [
      '/register',
      '/rounds',
      ...rounds.flatMap(id => ['', '/establishments', '/statement', '/chases'].map(path => `/rounds/${id}${path}`)),
    ]
    const wrong: string[] = []
    const walked: string[] = []
    for (const address of pages)
      for (const { number, href } of numbersOf(await browser.get(address))) {
        const length = await lengthBehind(browser, href)
        walked.push(href)
        if (length !== number) wrong.push(`${address}: ${number} leads to ${href}, which lists ${length}`)
      }
    expect(wrong).toEqual([])
    expect(new Set(walked).size).toBeGreaterThan(40)
  }),
  60_000,
)
