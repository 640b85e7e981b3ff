import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText, worldOn, type Browser, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { packed } from '../../../src/features/extensions/chosenIds.ts'
import { londonDate, londonInstant, plusDays, sayInstant } from '../../../src/platform/london.ts'

const day = 86_400_000

/** A round with three returns that can be given more time and three that cannot, and a coordinator's browser. */
async function mixedRound({ make, staff }: Pick<TestWorld, 'make' | 'staff'>) {
  const coordinator = await make.staffActor()
  const partnership_id = coordinator.partnershipId
  const due_at = new Date(Date.now() - day)
  const round = await make.round({ partnership_id, due_at })
  const add = (values: Record<string, unknown> = {}) => make.auditReturn({ partnership_id, round_id: round.id, ...values })
  const sent = { submitted_at: due_at, submitted_via: 'online', started_at: due_at }
  const late = [await add(), await add({ status: 'in_progress', started_at: due_at }), await add({ status: 'returned', ...sent })]
  const beyond = [
    await add({ status: 'submitted', ...sent }),
    await add({ status: 'excused', excused_as: 'declined' }),
    await add({ due_at: new Date(Date.now() + 60 * day), extensions: 1 }),
  ]
  return { coordinator, partnership_id, round, late, beyond, all: [...late, ...beyond], browser: await staff(coordinator.accountId) }
}

const inTwoWeeks = londonInstant(plusDays(londonDate(new Date()), 14), '17:00')

function form(returns: readonly { id: number }[], more: Record<string, string> = {}): Record<string, string> {
  const [year = '', month = '', date = ''] = londonDate(inTwoWeeks).split('-')
  return {
    returns: returns.map(({ id }) => id).join(','),
    'due-day': date,
    'due-month': month,
    'due-year': year,
    'due-time': '5pm',
    reason: 'illness',
    more: '',
    ...more,
  }
}

/** What a page carries of what it showed. */
const shown = (text: string): Record<string, string> => ({ _key: keyOf(text), seen: /name="seen" value="(\d+)"/.exec(text)?.[1] ?? '' })

const keyOf = (text: string): string => /name="_key" value="([^"]+)"/.exec(text)?.[1] ?? ''

async function previewAndGrant(browser: Browser, roundId: Id<'round'>, fields: Record<string, string>) {
  const preview = await browser.post(`/rounds/${roundId}/extensions/preview`, fields)
  return browser.post(`/rounds/${roundId}/extensions`, { ...fields, ...shown(preview.text) })
}

test(
  'staff give many returns more time: form, preview with who can and who cannot, and a page of what was done',
  inRollback(async world => {
    const { db, make } = world
    const { browser, round, all, late, partnership_id } = await mixedRound(world)
    const [first] = late
    if (!first) throw new Error('no return')
    const { id: invitation_id } = await make.invitation({ partnership_id, return_id: first.id, email: 'dsl@ashgrove.example' })

    const opened = await browser.get(`/rounds/${round.id}/extensions/new?all=1`)
    expect(pageText(opened)).toContain('6 returns are chosen. 2 of them can no longer be given more time')

    const preview = await browser.post(`/rounds/${round.id}/extensions/preview`, form(all))
    expect(heading(preview)).toBe('Check before you give more time')
    expect(pageText(preview)).toContain('3 returns will be given more time')
    expect(pageText(preview)).toContain('3 returns will not')
    expect(pageText(preview)).toContain('Already submitted')
    expect(await rows(db, `select id from extensions where partnership_id = ?`, [partnership_id])).toHaveLength(0)

    const granted = await browser.post(`/rounds/${round.id}/extensions`, { ...form(all), _key: keyOf(preview.text) })
    expect(granted.status).toBe(303)
    const batch = await browser.get(granted.headers.location ?? '')
    expect(heading(batch)).toBe(`More time until ${sayInstant(inTwoWeeks)}`)
    expect(pageText(batch)).toContain('3 returns are now due')
    expect(pageText(batch)).toContain('The letter to dsl@ashgrove.example is not sent yet')
    expect(pageText(batch)).toContain('2 establishments were not written to')
    await db.raw(`update messages set status = 'kept' where kind = 'extension'`)
    expect(pageText(await browser.get(granted.headers.location ?? ''))).toContain(
      'The letter to dsl@ashgrove.example is kept here, not sent',
    )
    expect(pageText(batch)).toContain('Already submitted')

    const moved = await rows<{ id: number }>(
      db,
      `select id from returns where partnership_id = ? and due_at = ? and first_due_at < due_at and extensions = 1 order by id`,
      [partnership_id, inTwoWeeks],
    )
    expect(moved.map(({ id }) => id)).toEqual(late.map(({ id }) => id))
    const events = await rows<{ return_id: Id<'return'> }>(
      db,
      `select return_id from events where verb = 'return.extended' order by return_id`,
    )
    expect(events.map(event => event.return_id)).toEqual(late.map(({ id }) => id))
    const message = await row<{ invitation_id: Id<'invitation'>; body: string; subject: string }>(
      db,
      `select invitation_id, body, subject from messages where kind = 'extension'`,
    )
    expect(message?.invitation_id).toBe(invitation_id)
    expect(message?.body).toContain(sayInstant(inTwoWeeks))
    expect(message?.body).not.toContain('llness')

    const list = await browser.get(`/rounds/${round.id}/extensions`)
    expect(pageText(list)).toContain('3 extensions for 3 returns.')
  }),
)

test(
  'where every link was revoked, whoever is invited today gets a new one with the new date; a return that was not issued stays so',
  inRollback(async world => {
    const { db, make } = world
    const { browser, round, late, partnership_id } = await mixedRound(world)
    const [revoked, other] = late
    if (!revoked || !other) throw new Error('no return')
    const { id: notIssued } = await make.auditReturn({ partnership_id, round_id: round.id, status: 'not_issued', issued_at: null })
    await make.invitation({ partnership_id, return_id: revoked.id, email: 'left@ashgrove.example', revoked_at: new Date() })
    await make.contact({ partnership_id, establishment_id: revoked.establishment_id, email: 'new-dsl@ashgrove.example' })
    const granted = await previewAndGrant(browser, round.id, form([revoked, { id: notIssued }]))
    expect(granted.status).toBe(303)
    const letters = await rows<{ to_email: string; return_id: Id<'return'>; revoked_at: Date | null }>(
      db,
      `select m.to_email, m.return_id, i.revoked_at from messages m join invitations i on i.id = m.invitation_id where m.kind = 'extension'`,
    )
    expect(letters).toEqual([{ to_email: 'new-dsl@ashgrove.example', return_id: revoked.id, revoked_at: null }])
    expect(await row(db, `select status, extensions from returns where id = ?`, [notIssued])).toEqual({
      status: 'not_issued',
      extensions: 1,
    })
  }),
)

test(
  'a date that does not exist is an error at the field, and nothing that was typed or chosen is lost',
  inRollback(async world => {
    const { browser, round, all } = await mixedRound(world)
    const fields = form(all, { 'due-day': '31', 'due-month': '2', reason: 'other', more: 'The <roof> fell in' })
    const page = await browser.post(`/rounds/${round.id}/extensions/preview`, fields)
    expect(page.status).toBe(422)
    expect(page.text).toContain('href="#due-day"')
    expect(pageText(page)).toContain('The new due date must be a real date')
    expect(page.text).toContain(`name="returns" value="${packed(all.map(({ id }) => id))}"`)
    expect(page.text).toMatch(/value="other" checked/)
    expect(page.text).toContain('The &lt;roof&gt; fell in')
    expect(page.text).toMatch(/name="due-day"[^>]*value="31"/)
  }),
)

test(
  'changing something on the preview brings the form back as it was typed',
  inRollback(async world => {
    const { browser, round, late } = await mixedRound(world)
    const page = await browser.post(`/rounds/${round.id}/extensions/preview`, { ...form(late), intent: 'change' })
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/value="illness" checked/)
    expect(page.text).toContain('value="5pm"')
  }),
)

test(
  'a second extension follows the first; the first due date and both moves are kept',
  inRollback(async world => {
    const { db } = world
    const { browser, round, late } = await mixedRound(world)
    const [one] = late
    if (!one) throw new Error('no return')
    await previewAndGrant(browser, round.id, form([one]))
    const again = await previewAndGrant(browser, round.id, form([one], { 'due-time': '5:30pm', reason: 'technical' }))
    expect(again.status).toBe(303)
    const moves = await rows<{ from_due_at: Date; to_due_at: Date; reason_code: string }>(
      db,
      `select from_due_at, to_due_at, reason_code from extensions where return_id = ? order by id`,
      [one.id],
    )
    expect(moves.map(({ reason_code }) => reason_code)).toEqual(['illness', 'technical'])
    expect(moves[1]?.from_due_at).toEqual(moves[0]?.to_due_at)
    expect(await row(db, `select extensions from returns where id = ?`, [one.id])).toEqual({ extensions: 2 })
  }),
)

test(
  'the same form sent twice gives more time once',
  inRollback(async world => {
    const { db } = world
    const { browser, round, late } = await mixedRound(world)
    const preview = await browser.post(`/rounds/${round.id}/extensions/preview`, form(late))
    const fields = { ...form(late), _key: keyOf(preview.text) }
    const first = await browser.post(`/rounds/${round.id}/extensions`, fields)
    const second = await browser.post(`/rounds/${round.id}/extensions`, fields)
    expect(second.headers.location).toBe(first.headers.location)
    expect(await rows(db, `select id from extensions where round_id = ?`, [round.id])).toHaveLength(3)
  }),
)

test(
  'whoever gives more time after a colleague did reads who moved what and when, on a preview of how it is now, and nothing was done',
  inRollback(async world => {
    const { db } = world
    const { browser, round, late, partnership_id } = await mixedRound(world)
    const [one, other] = late
    if (!one || !other) throw new Error('no return')
    const ben = await world.make.account({ partnership_id, name: 'Ben Two' })
    const benBrowser = await world.staff(ben.id)
    const later = form([one, other], { 'due-time': '5:30pm' })
    const preview = await browser.post(`/rounds/${round.id}/extensions/preview`, later)
    await previewAndGrant(benBrowser, round.id, form([other]))

    const stale = await browser.post(`/rounds/${round.id}/extensions`, { ...later, ...shown(preview.text) })
    expect(stale.status).toBe(409)
    expect(heading(stale)).toBe('Check before you give more time')
    expect(pageText(stale)).toMatch(/Ben Two gave one of these more time at .+, after this page was opened\. Nothing was done now\./)
    expect(pageText(stale)).toContain('Once')
    expect(await rows(db, `select id from extensions where round_id = ?`, [round.id])).toHaveLength(1)

    const again = await browser.post(`/rounds/${round.id}/extensions`, { ...later, ...shown(stale.text) })
    expect(again.status).toBe(303)
    expect(await rows(db, `select id from extensions where round_id = ?`, [round.id])).toHaveLength(3)
  }),
)

test(
  'nothing is stored when not one of the returns can have more time',
  inRollback(async world => {
    const { db } = world
    const { browser, round, beyond } = await mixedRound(world)
    const preview = await browser.post(`/rounds/${round.id}/extensions/preview`, form(beyond))
    expect(heading(preview)).toBe('None of these can be given more time')
    const page = await browser.post(`/rounds/${round.id}/extensions`, form(beyond))
    expect(page.status).toBe(409)
    expect(heading(page)).toBe('Nobody was given more time')
    expect(await rows(db, `select id from extension_batches where round_id = ?`, [round.id])).toHaveLength(0)
  }),
)

test(
  'more time can be given only while the round is open',
  inRollback(async ({ make, staff }) => {
    const coordinator = await make.staffActor()
    const { partnershipId: partnership_id } = coordinator
    const round = await make.round({ partnership_id, status: 'closed' })
    const auditReturn = await make.auditReturn({ partnership_id, round_id: round.id })
    const browser = await staff(coordinator.accountId)
    for (const page of [
      await browser.get(`/rounds/${round.id}/extensions/new?return=${auditReturn.id}`),
      await browser.post(`/rounds/${round.id}/extensions`, form([auditReturn])),
    ]) {
      expect(page.status).toBe(409)
      expect(heading(page)).toBe('More time can be given only while the round is open')
    }
    expect((await browser.get(`/rounds/${round.id}/extensions`)).status).toBe(200)
  }),
)

test(
  'an analyst can see extensions, a viewer and a reviewer cannot, and none of them can give any',
  inRollback(async world => {
    const { make, staff, db } = world
    const { round, late, partnership_id } = await mixedRound(world)
    for (const role of ['viewer', 'reviewer', 'analyst'] as const) {
      const browser = await staff((await make.staffActor(partnership_id, role)).accountId)
      expect((await browser.get(`/rounds/${round.id}/extensions`)).status).toBe(role === 'analyst' ? 200 : 403)
      expect((await browser.get(`/rounds/${round.id}/extensions/new?all=1`)).status).toBe(403)
      expect((await browser.post(`/rounds/${round.id}/extensions`, form(late))).status).toBe(403)
    }
    expect(await rows(db, `select id from extensions where round_id = ?`, [round.id])).toHaveLength(0)
  }),
)

test(
  'staff of another partnership find neither the round nor its returns, whatever ids they send',
  inRollback(async world => {
    const { db } = world
    const { round, late } = await mixedRound(world)
    const other = await mixedRound(world)
    expect((await other.browser.get(`/rounds/${round.id}/extensions`)).status).toBe(404)
    expect((await other.browser.post(`/rounds/${round.id}/extensions`, form(late))).status).toBe(404)
    const page = await other.browser.post(`/rounds/${other.round.id}/extensions`, form(late))
    expect(page.status).toBe(409)
    expect(await rows(db, `select id from extensions`)).toHaveLength(0)
  }),
)

test('two members of staff who extend the same returns at once take turns: the earlier date never wins over the later', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    const { browser, coordinator, round, late, partnership_id } = await mixedRound(world)
    const colleague = await world.staff((await world.make.staffActor(partnership_id)).accountId)
    expect(coordinator.name).not.toBe('')
    const sends = Array.from({ length: 8 }, (_, at) => {
      const minutes = String(10 + 5 * at)
      return (at % 2 === 0 ? browser : colleague).post(
        `/rounds/${round.id}/extensions`,
        form(at % 2 === 0 ? late : late.toReversed(), { 'due-time': `17:${minutes}` }),
      )
    })
    const pages = await Promise.all(sends)
    expect(pages.filter(({ status }) => status === 303).length).toBeGreaterThan(0)
    expect(pages.filter(({ status }) => status !== 303 && status !== 409)).toEqual([])
    const returns = await rows<{ due_at: Date; extensions: number; granted: number; highest: Date; broken: number }>(
      db,
      `select r.due_at, r.extensions, count(x.id) as granted, max(x.to_due_at) as highest,
         count(*) filter (where x.from_due_at <> coalesce(x.before, r.first_due_at)) as broken
       from returns r join (select *, lag(to_due_at) over (partition by return_id order by id) as before from extensions) x on x.return_id = r.id
       where r.id = any(?) group by r.id`,
      [late.map(({ id }) => id)],
    )
    expect(returns).toHaveLength(3)
    for (const { due_at, extensions, granted, highest, broken } of returns) {
      expect(extensions).toBe(granted)
      expect(due_at).toEqual(highest)
      expect(due_at).toEqual(new Date(inTwoWeeks.getTime() + 45 * 60_000))
      expect(broken).toBe(0)
    }
  } finally {
    await drop()
  }
})
