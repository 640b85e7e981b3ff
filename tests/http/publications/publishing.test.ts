import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText, worldOn, type Browser, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { follow, formOf, linksOf, submitForm } from '../../support/forms.ts'
import { finding, office, type Office } from '../saidDid/world.ts'

const publishIn = async (browser: Browser, { preview }: Office) => submitForm(browser, await browser.get(preview))

const withdrawNewest = async (browser: Browser, { round }: Office, fields: Record<string, string>) => {
  const [link = ''] = linksOf(await browser.get(`/rounds/${round.id}/publications`), '/withdraw')
  return submitForm(browser, await browser.get(link), fields)
}

/** What is kept of all publications, whoever may see it. */
const kept = ({ db }: TestWorld) => rows<{ number: number; html: string }>(db, 'select number, html from publications order by id')

test(
  'what is published says what the preview said, to anyone, and goes on saying it whatever changes in the office',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    expect((await world.visitor().get(it.published)).status).toBe(404)
    const preview = await it.browser.get(it.preview)
    expect(pageText(preview)).toContain('1 theme')
    const said = /<div class="app-published__preview">[\s\S]*?<\/p>([\s\S]*)<\/div>\s*<\/main>/.exec(preview.text)?.[1] ?? 'nothing'
    const list = await follow(it.browser, await submitForm(it.browser, preview))
    expect(pageText(list)).toContain('Version 1')
    expect(list.text).toContain(`http://audit.test${it.published}`)
    const page = await world.visitor().get(it.published)
    expect([page.status, heading(page)]).toEqual([200, 'The audit said, we did'])
    expect(page.text.replace(/\s+/g, ' ')).toContain(said.replace(/\s+/g, ' ').trim())
    expect(pageText(page)).toContain('Young carers came up again and again.')
    await it.theme('Domestic abuse in families')
    expect(pageText(await world.visitor().get(it.published))).not.toContain('Domestic abuse')
  }),
)

test(
  'the page is one look-up for a visitor',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    await publishIn(it.browser, it)
    const asked: string[] = []
    world.db.on('query', ({ sql }: { sql: string }) => void asked.push(sql))
    const page = await world.visitor().get(it.published)
    expect([page.status, asked.length]).toEqual([200, 1])
    // Of a handful of rows an index is no quicker than reading them all: what matters is that it is there to be used.
    await world.db.raw('set local enable_seqscan = off')
    const plan = await rows<{ 'QUERY PLAN': string }>(world.db, `explain ${asked[0]!.replace(/\$\d/g, "'1'")}`)
    expect(plan.map(line => line['QUERY PLAN']).join(' ')).toMatch(
      /publications_of_name on publications p\b.*Index Cond: \(\(partnership_id = .*name = '1'/,
    )
  }),
)

test(
  'an earlier version stays readable at its own address and says that there is a newer one',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    await publishIn(it.browser, it)
    await it.theme('Neglect')
    expect(pageText(await it.browser.get(it.preview))).toContain('Version 1 stays readable')
    await publishIn(it.browser, it)
    const visitor = world.visitor()
    const [newest, first, second] = [
      await visitor.get(it.published),
      await visitor.get(`${it.published}/1`),
      await visitor.get(`${it.published}/2`),
    ]
    expect(pageText(newest)).toContain('Neglect came up')
    expect(pageText(second)).toContain('Neglect came up')
    expect(pageText(newest)).not.toContain('There is a newer version')
    expect(pageText(first)).toContain('There is a newer version of this page. Read version 2, the newest')
    expect(pageText(first)).not.toContain('Neglect came up')
    expect(linksOf(first, it.published)).toContain(it.published)
    expect(linksOf(newest, it.published)).toContain(`${it.published}/1`)
  }),
)

test(
  'a withdrawn version shows when and why, and nothing of what it said; the one before stays unless it is withdrawn too',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    await publishIn(it.browser, it)
    await it.theme('Neglect')
    await publishIn(it.browser, it)
    const nameless = await withdrawNewest(it.browser, it, { reason: ' ' })
    expect([nameless.status, pageText(nameless).includes('Enter the reason')]).toEqual([422, true])
    await withdrawNewest(it.browser, it, { reason: 'A number in it was <b>wrong</b>.' })
    for (const address of [it.published, `${it.published}/2`]) {
      const gone = await world.visitor().get(address)
      expect(gone.status).toBe(410)
      expect(pageText(gone)).toMatch(/This version was withdrawn at .* A number in it was <b>wrong<\/b>\./)
      expect(gone.text).not.toContain('Neglect')
      expect(gone.text).not.toContain('Young carers')
      expect(gone.text).not.toContain(it.actor.name)
    }
    const before = await world.visitor().get(`${it.published}/1`)
    expect(pageText(before)).toContain('Young carers came up')
    expect(pageText(before)).toContain('There is a newer version of this page. Version 2, the newest, was withdrawn: read why')
    const preview = pageText(await it.browser.get(it.preview))
    expect(preview).toContain('Version 2 stays withdrawn')
    expect(preview).not.toContain('stays readable')
    // Whoever stands at the page of the first withdraws that as well.
    const list = await it.browser.get(`/rounds/${it.round.id}/publications`)
    const [first = ''] = linksOf(list, '/withdraw')
    await submitForm(it.browser, await it.browser.get(first), { reason: 'That too.' })
    expect((await world.visitor().get(`${it.published}/1`)).status).toBe(410)
  }),
)

test(
  'the reason of a withdrawal, which everyone reads, names nobody of the staff, and nothing typed is lost',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    await publishIn(it.browser, it)
    await world.make.account({ partnership_id: it.partnership.id, name: 'Ngozi Eze' })
    const refused = await withdrawNewest(it.browser, it, { reason: 'A slip of ngozi  EZE.' })
    expect([refused.status, pageText(refused).includes('Take out the name of Ngozi Eze')]).toEqual([422, true])
    expect(refused.text).toContain('A slip of ngozi  EZE.')
    expect((await world.visitor().get(it.published)).status).toBe(200)
    await submitForm(it.browser, refused, { reason: 'A slip of ours.' })
    expect((await world.visitor().get(it.published)).status).toBe(410)
  }),
)

test(
  'a version can be withdrawn with those before it, and what was withdrawn published again as a new version',
  inRollback(async world => {
    const it = await office(world)
    for (const title of ['Young carers', 'Neglect']) {
      await it.theme(title)
      await publishIn(it.browser, it)
    }
    await withdrawNewest(it.browser, it, { reason: 'Wrong in both.', earlier: 'yes' })
    for (const number of [1, 2]) expect((await world.visitor().get(`${it.published}/${number}`)).status).toBe(410)
    await publishIn(it.browser, it)
    expect(pageText(await world.visitor().get(it.published))).toContain('Version 3')
  }),
)

test(
  'a second press publishes nothing twice, and nothing that did not change is published again',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    const page = await it.browser.get(it.preview)
    const first = await submitForm(it.browser, page)
    const second = await submitForm(it.browser, page)
    expect([first.status, second.status]).toEqual([303, 303])
    expect(await kept(world)).toHaveLength(1)
    const again = await it.browser.get(it.preview)
    expect(pageText(again)).toContain('Nothing has changed since version 1')
    expect(() => formOf(again)).toThrow()
  }),
)

test(
  'what would say something else than was looked at is not published',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    const looked = await it.browser.get(it.preview)
    await it.theme('Neglect')
    const refused = await submitForm(it.browser, looked)
    expect([refused.status, heading(refused)]).toEqual([409, 'It would say something else now'])
    expect(await kept(world)).toEqual([])
  }),
)

test('of two who publish at once one does, and the other is told by whom', async () => {
  const database = await cloneDatabase()
  try {
    const world = worldOn(database.db)
    const it = await office(world)
    await it.theme('Young carers')
    const other = await world.make.account({ partnership_id: it.partnership.id, name: 'Ada Other' })
    const browsers = [it.browser, await world.staff(other.id)]
    const pages = [await it.browser.get(it.preview), await browsers[1]!.get(it.preview)]
    const answers = await Promise.all(pages.map((page, at) => submitForm(browsers[at]!, page)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const told = answers.find(({ status }) => status === 409)!
    expect(heading(told)).toBe('Someone has published meanwhile')
    expect(pageText(told)).toMatch(/(Priya Shah|Ada Other) published version 1 at/)
    expect(await kept(world)).toHaveLength(1)
  } finally {
    await database.drop()
  }
}, 60_000)

test(
  'nothing is found by guessing: what is not published, and what another partnership published, are alike not there',
  inRollback(async world => {
    const it = await office(world)
    const others = await office(world)
    await it.theme('Young carers')
    await others.theme('Neglect')
    await publishIn(it.browser, it)
    const visitor = world.visitor()
    const theirs = `/published/${others.partnership.code}/audit-2027-said-and-did`
    for (const guess of [
      theirs,
      `${theirs}/1`,
      `${it.published}/2`,
      `${it.published}/0`,
      `${it.published}/01`,
      `${it.published}/1e0`,
      `${it.published}/99999999999`,
      `${it.published}x`,
      '/published/nowhere/audit-2027-said-and-did',
      `/published/${it.partnership.code}/%25`,
    ]) {
      const page = await visitor.get(guess)
      expect([guess, page.status, heading(page)]).toEqual([guess, 404, 'Page not found'])
    }
    const [link = ''] = linksOf(await it.browser.get(`/rounds/${it.round.id}/publications`), '/withdraw')
    expect((await others.browser.get(link)).status).toBe(404)
    expect((await others.browser.get(link.replace(`/rounds/${it.round.id}/`, `/rounds/${others.round.id}/`))).status).toBe(404)
    expect((await others.browser.post(link, { reason: 'Mischief' })).status).toBe(404)
    expect((await visitor.get(it.published)).status).toBe(200)
  }),
)

test(
  'the page is the same for a visitor and for staff, is asked for each time, and is not sent twice',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    await publishIn(it.browser, it)
    const [anyone, staff] = [await world.visitor().get(it.published), await it.browser.get(it.published)]
    expect(staff.text).toBe(anyone.text)
    expect(anyone.headers['cache-control']).toBe('public, no-cache')
    expect(anyone.headers['set-cookie']).toBeUndefined()
    const { etag = '' } = anyone.headers
    const again = await world.visitor().get(it.published).set('If-None-Match', etag)
    expect([again.status, again.text]).toEqual([304, ''])
    await withdrawNewest(it.browser, it, { reason: 'It was wrong.' })
    expect((await world.visitor().get(it.published).set('If-None-Match', etag)).status).toBe(410)
  }),
)

test(
  'script in a text is text',
  inRollback(async world => {
    const it = await office(world)
    const script = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    await it.theme(`Young ${script}`, {
      statement: `${script} see https://x.example/"onclick="alert(1) and javascript:alert(1)`,
      heard: script,
    })
    await publishIn(it.browser, it)
    const page = await world.visitor().get(it.published)
    const body = /<main[\s\S]*<\/main>/.exec(page.text)?.[0] ?? ''
    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toMatch(/<script|<img|href="javascript|\sonclick="alert/)
  }),
)

test(
  'a round of another code keeps the address under which it was first published',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    await publishIn(it.browser, it)
    await world.db.raw(`update rounds set code = 'renamed' where id = ?`, [it.round.id])
    await it.theme('Neglect')
    await publishIn(it.browser, it)
    expect(pageText(await world.visitor().get(it.published))).toContain('Version 2')
  }),
)

test(
  'small numbers are covered, and nobody of the office is named',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Policies', {
      heard: '',
      findingIds: [await finding(world, it, { n: 99, of: 101 }), await finding(world, it, { statement: 'asked', n: 60, of: 101 })],
    })
    await publishIn(it.browser, it)
    const page = await world.visitor().get(it.published)
    expect(pageText(page)).toContain('More than half (60) of the 101 establishments that have sent theirs asked.')
    expect(pageText(page)).toContain('At least 97 of the 101 establishments that have sent theirs know who to call.')
    expect(pageText(page)).not.toMatch(/\b99\b/)
    for (const name of [it.actor.name, it.actor.email, 'Olive Contact']) expect(page.text).not.toContain(name)
    for (const { html } of await kept(world)) expect(html).not.toContain(it.actor.name)
  }),
)

test(
  'the history says who published and withdrew',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    await publishIn(it.browser, it)
    await withdrawNewest(it.browser, it, { reason: 'It was wrong.' })
    const history = pageText(await it.browser.get(`/rounds/${it.round.id}/history`))
    for (const line of ['Published', 'The audit said, we did, version 1', 'Withdrew what was published', 'Reason: It was wrong.'])
      expect(history.toLowerCase()).toContain(line.toLowerCase())
  }),
)
