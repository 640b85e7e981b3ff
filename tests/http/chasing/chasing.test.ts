import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { rows } from '../../../src/platform/db.ts'
import { londonDate, plusDays } from '../../../src/platform/london.ts'
import { today, verbsOf } from '../handling/oneReturn.ts'

const day = 86_400_000
const inBoxes = (prefix: string, date: string): Record<string, string> => {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-')
  return { [`${prefix}-day`]: dayOfMonth, [`${prefix}-month`]: month, [`${prefix}-year`]: year }
}
const keyIn = (html: string): string => /name="_key" value="([^"]*)"/.exec(html)?.[1] ?? ''
const call = (said: string) => ({ ...today('on'), kind: 'call', said })

/** A round with outstanding returns and others, and a coordinator's browser. */
async function outstandingRound({ make, staff }: TestWorld) {
  const coordinator = await make.staffActor()
  const partnership_id = coordinator.partnershipId
  const round = await make.round({ partnership_id, due_at: new Date(Date.now() - day) })
  const add = async (name: string, values: Record<string, unknown> = {}) => {
    const establishment = await make.establishment({ partnership_id, name, telephone: '01234 111 111' })
    return make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id, ...values })
  }
  const due = await add('Never Chased School')
  const later = await add('Later School', { due_at: new Date(Date.now() + 9 * day) })
  await add('Submitted School', { status: 'submitted', submitted_at: new Date(), submitted_via: 'online' })
  await add('Closed School', { status: 'excused', excused_as: 'closed' })
  await add('Not Issued School', { status: 'not_issued' })
  return { partnership_id, round, due, later, browser: await staff(coordinator.accountId) }
}

const listed = async (browser: Browser, path: string) =>
  [...(await browser.get(path)).text.matchAll(/<a href="\/returns\/\d+">([^<]*)<\/a>/g)].map(([, name]) => name)

test(
  'the call sheet lists what is outstanding with whom to call, and puts first whom to chase now',
  inRollback(async world => {
    const { browser, round, due, later, partnership_id } = await outstandingRound(world)
    await world.make.contact({ partnership_id, establishment_id: due.establishment_id, role: 'head', name: 'Alex Reed' })
    await world.make.contact({ partnership_id, establishment_id: due.establishment_id, name: 'Sam Okafor', phone: '01234 567 890' })
    const sheet = `/rounds/${round.id}/chases`
    expect(await listed(browser, sheet)).toEqual(['Never Chased School', 'Later School'])
    expect(await listed(browser, `${sheet}?show=overdue`)).toEqual(['Never Chased School'])
    const text = pageText(await browser.get(sheet))
    expect(text).toContain('Sam Okafor, Designated Safeguarding Lead')
    expect(text).toContain('01234 567 890 office 01234 111 111')
    expect(text).toContain('All outstanding (2)')
    expect(text).toContain('Overdue (1)')

    const tomorrow = plusDays(londonDate(new Date()), 1)
    await browser.post(`/returns/${due.id}/chases`, { ...call('Will do it tomorrow'), ...inBoxes('next', tomorrow) })
    await browser.post(`/returns/${later.id}/chases`, { ...call('On leave until today'), ...today('next') })
    expect(await listed(browser, sheet)).toEqual(['Later School', 'Never Chased School'])
    expect(await listed(browser, `${sheet}?show=due`)).toEqual(['Later School'])
    expect(pageText(await browser.get(sheet))).toContain('Will do it tomorrow')
    expect(await listed(browser, `${sheet}?show=nonsense&page=99`)).toHaveLength(2)
  }),
)

test(
  'a chase is recorded from the call sheet and leads back to the part of it that was open; sent twice it is kept once',
  inRollback(async world => {
    const { browser, round, due } = await outstandingRound(world)
    expect(linksOf(await browser.get(`/rounds/${round.id}/chases?show=due`), 'from=')).toContain(`/returns/${due.id}/chases?from=due#new`)
    const form = await browser.get(`/returns/${due.id}/chases?from=due`)
    expect(heading(form)).toBe('Chases and emails')
    const fields = { ...call('Spoke to <the office>'), _key: keyIn(form.text), from: 'due' }
    for (let times = 0; times < 2; times += 1)
      expect((await browser.post(`/returns/${due.id}/chases`, fields)).headers.location).toBe(`/rounds/${round.id}/chases?show=due`)
    expect(await rows(world.db, `select kind, said, by_name, next_on from chases where return_id = ?`, [due.id])).toEqual([
      { kind: 'call', said: 'Spoke to <the office>', by_name: 'Priya Shah', next_on: null },
    ])
    expect(await verbsOf(world, due.id)).toEqual(['chase.recorded'])
    expect((await browser.get(`/returns/${due.id}/chases`)).text).toContain('Spoke to &lt;the office&gt;')
    expect(pageText(await browser.get(`/returns/${due.id}/history`))).toContain('Chased the return of this establishment')
  }),
)

test(
  'two people ring one head: both calls are kept, and the second is told of the first',
  inRollback(async world => {
    const { browser, due, partnership_id } = await outstandingRound(world)
    const ben = await world.staff((await world.make.account({ partnership_id, name: 'Ben Two' })).id)
    const path = `/returns/${due.id}/chases`
    const carried = (html: string) => ({ _key: keyIn(html), seen: /name="seen" value="(\d+)"/.exec(html)?.[1] ?? '' })
    await browser.post(path, { ...call('Spoke last week'), ...carried((await browser.get(path)).text) })
    const [mine, his] = [carried((await browser.get(path)).text), carried((await ben.get(path)).text)]
    await ben.post(path, { ...call('Head is out'), ...his })
    expect(pageText(await ben.get(path))).not.toContain('kept a chase too')
    const wrong = await browser.post(path, { ...call(''), ...mine })
    expect(carried(wrong.text).seen).toBe(mine.seen)
    await browser.post(path, { ...call('Head is back'), ...mine })
    const page = pageText(await browser.get(path))
    expect(page).toContain(
      'Saved: what was said to Never Chased School. Ben Two kept a chase too (telephone call), after you opened the page.',
    )
    expect(page.indexOf('Head is back')).toBeLessThan(page.indexOf('Head is out'))
  }),
)

test(
  'what is missing from a chase is said at its field, and what was typed stays',
  inRollback(async world => {
    const { browser, due } = await outstandingRound(world)
    const page = await browser.post(`/returns/${due.id}/chases`, { ...call('Half a sentence'), kind: '', ...inBoxes('next', '2026-02-31') })
    expect(page.status).toBe(422)
    expect(pageText(page)).toContain('Choose how you chased')
    expect(pageText(page)).toContain('The next date must be a real date')
    expect(page.text).toContain('Half a sentence')
    expect(page.text).toMatch(/name="next-day"[^>]*value="31"/)
  }),
)

test(
  'emails about a return stand beside what was said',
  inRollback(async world => {
    const { browser, due, partnership_id } = await outstandingRound(world)
    await world.db.raw(
      `insert into messages (partnership_id, key, kind, return_id, to_name, to_email, subject, body, message_id, status)
       values (?, 'k1', 'reminder', ?, 'Sam Okafor', 'dsl@ashgrove.example', 'Your return is due', 'Body', '<k1@x>', 'failed')`,
      [partnership_id, due.id],
    )
    const text = pageText(await browser.get(`/returns/${due.id}/chases`))
    expect(text).toContain('Your return is due')
    expect(text).toContain('Could not be sent')
  }),
)

test(
  'only who chases reads notes of calls: what people said; staff of another partnership find nothing',
  inRollback(async world => {
    const { round, due, partnership_id } = await outstandingRound(world)
    const viewer = await world.staff((await world.make.staffActor(partnership_id, 'viewer')).accountId)
    expect((await viewer.get(`/rounds/${round.id}/chases`)).status).toBe(403)
    expect((await viewer.get(`/returns/${due.id}/chases`)).status).toBe(403)
    expect((await viewer.post(`/returns/${due.id}/chases`, call('No'))).status).toBe(403)
    expect((await viewer.get(`/returns/${due.id}/history`)).status).toBe(403)
    const { browser: stranger } = await outstandingRound(world)
    expect((await stranger.get(`/rounds/${round.id}/chases`)).status).toBe(404)
    expect((await stranger.get(`/returns/${due.id}/chases`)).status).toBe(404)
    expect((await stranger.get(`/returns/${due.id}/history`)).status).toBe(404)
    expect((await stranger.post(`/returns/${due.id}/chases`, call('No'))).status).toBe(404)
    expect(await rows(world.db, `select id from chases where return_id = ?`, [due.id])).toEqual([])
  }),
)
