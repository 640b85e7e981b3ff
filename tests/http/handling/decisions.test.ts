import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText, worldOn } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { follow } from '../../support/forms.ts'
import { row, rows } from '../../../src/platform/db.ts'

import { carriedBy, carriedIn, oneReturn, sent, statusOf, today, verbsOf, type Values } from './oneReturn.ts'

/** A day by which a return is asked for again. */
const BY = { 'due-day': '14', 'due-month': '1', 'due-year': String(new Date().getFullYear() + 1) }

test(
  'the page of a return says where it stands and offers what can be done about it',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world, {
      status: 'in_progress',
      started_at: new Date(),
      asked: 100,
      answered: 40,
      missing: 60,
    })
    await world.make.contact({ partnership_id, establishment_id: auditReturn.establishment_id, name: 'Sam Okafor', phone: '01234 567 890' })
    const page = await browser.get(base)
    expect(page.status).toBe(200)
    const text = pageText(page)
    expect(text).toContain('In progress')
    expect(text).toContain('40 of 100 questions; 60 answers are missing')
    expect(text).toContain('Outstanding, incomplete')
    expect(text).toContain('Sam Okafor')
    expect(page.text).toContain('href="tel:01234567890"')
    expect(text).toContain('Give more time')
    expect(text).not.toContain('Accept this return')
    expect(text).not.toContain('Send it back')
    const answers = await browser.get(`${base}/answers?section=all`)
    expect(answers.status).toBe(200)
    expect(heading(answers)).toBe('Answers')
    expect([...answers.text.matchAll(/<details class="app-section" open>/g)].length).toBeGreaterThan(5)
  }),
)

test(
  'the page of a return lists its extensions, who holds a link, and what happened last to those who may see it',
  inRollback(async world => {
    const { make, staff } = world
    const due = new Date(Date.now() - 86_400_000)
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world)
    await make.contact({ partnership_id, establishment_id: auditReturn.establishment_id, name: 'Sam Okafor' })
    await world.db.raw(`update returns set first_due_at = ?, due_at = ? where id = ?`, [due, due, auditReturn.id])
    const boxes = { 'due-day': '1', 'due-month': '1', 'due-year': String(new Date().getFullYear() + 1), 'due-time': '5pm' }
    const form = { ...boxes, returns: String(auditReturn.id), reason: 'bereavement', more: '' }
    expect((await browser.post(`/rounds/${auditReturn.round_id}/extensions`, form)).status).toBe(303)
    const text = pageText(await browser.get(base))
    expect(text).toContain('Bereavement or a serious incident. Given by Priya Shah')
    expect(text).toContain('Sam Okafor: not opened yet')
    expect(text).toContain('Granted an extension to this establishment')
    const viewer = await staff((await make.staffActor(partnership_id, 'viewer')).accountId)
    expect(pageText(await viewer.get(base))).not.toContain('What happened last')
  }),
)

test(
  'staff accept a submitted return; pressing twice accepts once',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, sent)
    const form = await carriedBy(browser, base)
    expect((await browser.post(`${base}/accept`, form)).headers.location).toBe(base)
    expect((await browser.post(`${base}/accept`, form)).headers.location).toBe(base)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'accepted' })
    expect(await verbsOf(world, auditReturn.id)).toEqual(['return.accepted'])
  }),
)

test(
  'a return is sent back with a reason, and the establishment is told it',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world, sent)
    await world.make.invitation({ partnership_id, return_id: auditReturn.id })
    const form = await carriedBy(browser, `${base}/send-back`)
    const blank = await browser.post(`${base}/send-back`, { ...form, ...BY, reason: ' ' })
    expect(blank.status).toBe(422)
    expect(pageText(blank)).toContain('Say what you ask for')
    await browser.post(`${base}/send-back`, { ...form, ...BY, reason: 'Please <attach> the training log' })
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'returned' })
    const message = await row<{ body: string }>(world.db, `select body from messages where kind = 'returned' and return_id = ?`, [
      auditReturn.id,
    ])
    expect(message?.body).toContain('Please <attach> the training log')
    expect(pageText(await browser.get(base))).toContain('Please <attach> the training log')
  }),
)

test(
  'everybody who holds a link is told that a return is open again, each once, and whose links have ended is not',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world, sent)
    const of = { partnership_id, return_id: auditReturn.id }
    await world.make.invitation({ ...of, main: true, email: 'dsl@ashgrove.example' })
    await world.make.invitation({ ...of, role: 'business_manager', email: 'office@ashgrove.example' })
    await world.make.invitation({ ...of, role: 'business_manager', email: 'Office@ashgrove.example' })
    await world.make.invitation({ ...of, role: 'chair', email: 'left@ashgrove.example', revoked_at: new Date() })
    const form = await carriedBy(browser, `${base}/send-back`)
    await browser.post(`${base}/send-back`, { ...form, ...BY, reason: 'Please attach the training log' })
    const told = await rows<{ to_email: string }>(
      world.db,
      `select lower(to_email) as to_email from messages where return_id = ? order by id`,
      [auditReturn.id],
    )
    expect(told.map(({ to_email }) => to_email)).toEqual(['dsl@ashgrove.example', 'office@ashgrove.example'])
    expect(pageText(await browser.get(base))).toContain('that says why is kept here, not sent.')
  }),
)

test(
  'staff read that nobody could be told of a return that is open again',
  inRollback(async world => {
    const { browser, base } = await oneReturn(world, sent)
    await browser.post(`${base}/send-back`, {
      ...(await carriedBy(browser, `${base}/send-back`)),
      ...BY,
      reason: 'Please attach the training log',
    })
    expect(pageText(await browser.get(base))).toContain('nobody was told.')
  }),
)

test(
  'a return is not sent back in a round that was closed meanwhile: the establishment could not answer',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world, sent)
    await world.make.invitation({ partnership_id, return_id: auditReturn.id, main: true })
    const form = await carriedBy(browser, `${base}/send-back`)
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [auditReturn.round_id])
    const late = await browser.post(`${base}/send-back`, { ...form, ...BY, reason: 'Please attach the training log' })
    expect(late.status).toBe(409)
    expect(heading(late)).toBe('This round is closed')
    expect((await browser.get(`${base}/send-back`)).status).toBe(409)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'submitted' })
    expect(await rows(world.db, `select 1 from messages where return_id = ?`, [auditReturn.id])).toEqual([])
  }),
)

test.each([
  ['ready to be signed', { status: 'in_progress', asked: 40, answered: 40, missing: 0 }, true],
  ['half answered', { status: 'in_progress', asked: 40, answered: 20, missing: 20 }, false],
  ['untouched', {}, false],
])(
  'staff who excuse a return that is %s are told before and after whether only the signature is missing',
  async (_what, values, isReady) => {
    await inRollback(async world => {
      const { browser, base } = await oneReturn(world, values)
      const path = `${base}/excuse/declined`
      const words = 'Every answer is there: only the signature is missing.'
      const before = await browser.get(path)
      const form = { ...carriedIn(before.text), ...today('on'), reason: 'They refused by letter' }
      const after = await follow(browser, await browser.post(path, form))
      expect([before, after].map(page => pageText(page).includes(words))).toEqual([isReady, isReady])
    })()
  },
)

const excuses: [string, Record<string, string>, string][] = [
  ['closed', {}, 'Closed'],
  ['not-applicable', { reason: 'Nobody under 18' }, 'Not applicable'],
  ['declined', { reason: 'Letter of the proprietor; decided by the chair' }, 'Declined'],
]
test.each(excuses)('a return is marked as %s, leaves the outstanding ones, and can be taken back', async (path, fields, words) => {
  await inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, { status: 'in_progress', started_at: new Date() })
    const form = { ...(await carriedBy(browser, `${base}/excuse/${path}`)), ...today('on'), reason: '', ...fields }
    const done = await browser.post(`${base}/excuse/${path}`, form)
    expect(done.headers.location).toBe(base)
    const page = pageText(await browser.get(base))
    expect(page).toContain(words)
    expect(page).not.toContain('Give more time')
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'excused', excused_as: path.replace('-', '_') })

    const again = await carriedBy(browser, `${base}/reinstate`)
    await browser.post(`${base}/reinstate`, again)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'in_progress', excused_as: null })
    expect(await verbsOf(world, auditReturn.id)).toEqual(['return.excused', 'return.reinstated'])
  })()
})

test(
  'which establishment covers a return is found by its number, offered when several match, and asked for when nobody does',
  inRollback(async world => {
    const { make, db } = world
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world)
    const other = await make.establishment({ partnership_id, name: 'Birchwood Academy' })
    await make.establishment({ partnership_id, name: 'Birchwood Nursery' })
    const stranger = await make.establishment({ partnership_id: (await make.partnership()).id, name: 'Birchwood Elsewhere' })
    const form = { ...(await carriedBy(browser, `${base}/excuse/covered`)), ...today('on'), reason: 'Became an academy' }
    const path = `${base}/excuse/covered`
    expect(pageText(await browser.post(path, { ...form, search: '' }))).toContain('Say which establishment’s return covers this one')
    expect(pageText(await browser.post(path, { ...form, search: 'Elsewhere' }))).toContain(
      'No open establishment in the register matches “Elsewhere”',
    )
    expect((await browser.post(path, { ...form, covering: String(stranger.id) })).status).toBe(422)
    expect((await browser.post(path, { ...form, covering: String(auditReturn.establishment_id) })).status).toBe(422)
    const several = await browser.post(path, { ...form, search: 'birchwood' })
    expect(several.status).toBe(422)
    expect(several.text).toContain(`value="${other.id}"`)
    expect(several.text).toContain('Became an academy')
    expect(several.text).not.toContain('Birchwood Elsewhere')
    // Two of one name: which of them is meant is not for the program to say.
    const namesake = await make.establishment({ partnership_id, name: 'Birchwood Academy' })
    const twins = await browser.post(path, { ...form, search: 'Birchwood academy' })
    expect(twins.status).toBe(422)
    expect(pageText(twins)).toContain('Several establishments match “Birchwood academy”: choose one, or say more')
    for (const { id } of [other, namesake]) expect(twins.text).toContain(`value="${id}"`)
    for (let at = 0; at < 20; at += 1) await make.establishment({ partnership_id, name: `Annexe ${at} of ${other.identifier}` })
    expect((await browser.post(path, { ...form, search: 'annexe' })).text.match(/name="covering"/g)).toHaveLength(15)
    // An establishment without a return in this round has nothing that could stand for another's.
    const absent = await browser.post(path, { ...form, search: other.identifier })
    expect(absent.status).toBe(422)
    expect(pageText(absent)).toContain('Birchwood Academy is not in this round, so it has no return that could cover this one')
    await make.auditReturn({ partnership_id, round_id: auditReturn.round_id, establishment_id: other.id })
    expect((await browser.post(path, { ...form, search: other.identifier })).status).toBe(303)
    expect(await row(db, `select covered_by_establishment_id as by from returns where id = ?`, [auditReturn.id])).toEqual({ by: other.id })
    expect(pageText(await browser.get(base))).toContain('Covered by the return of Birchwood Academy')
  }),
)

test(
  'a day that does not exist, one that lies ahead and a missing reason are said at their fields, and what was typed stays',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world)
    const path = `${base}/excuse/declined`
    const form = await carriedBy(browser, path)
    const unreal = await browser.post(path, { ...form, 'on-day': '31', 'on-month': '6', 'on-year': '2026', reason: '' })
    expect(unreal.status).toBe(422)
    expect(pageText(unreal)).toContain('The date of the letter must be a real date')
    expect(pageText(unreal)).toContain('Say what they wrote and who decided')
    expect(unreal.text).toMatch(/name="on-day"[^>]*value="31"/)
    const ahead = await browser.post(path, { ...form, 'on-day': '1', 'on-month': '1', 'on-year': '2090', reason: 'No' })
    expect(pageText(ahead)).toContain('The date of the letter must be today or in the past')
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'issued' })
  }),
)

const refused: [string, Values, string][] = [
  ['accepting what was not submitted', { status: 'in_progress', started_at: new Date() }, 'accept'],
  ['accepting what waits for the chair', { ...sent, status: 'awaiting_sign_off' }, 'accept'],
  ['sending back what was not submitted', {}, 'send-back'],
  ['excusing what was submitted', sent, 'excuse/declined'],
  ['excusing what is excused', { status: 'excused', excused_as: 'closed' }, 'excuse/declined'],
  ['expecting again what is expected', {}, 'reinstate'],
]
test.each(refused)('%s is refused, and nothing changes', async (_name, values, path) => {
  await inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, values)
    const before = await statusOf(world, auditReturn.id)
    const page = await browser.post(`${base}/${path}`, { reason: 'Because', ...today('on') })
    expect(page.status).toBe(409)
    expect(await statusOf(world, auditReturn.id)).toEqual(before)
    expect(await verbsOf(world, auditReturn.id)).toEqual([])
  })()
})

const PAGES = ['', '/answers', '/send-back', '/excuse', '/excuse/closed', '/reinstate']
const FORMS = ['accept', 'send-back', 'excuse/closed', 'reinstate']

test(
  'who may not decide sees no more of a return than their role, and can decide nothing',
  inRollback(async world => {
    const { make, staff } = world
    const { base, auditReturn, partnership_id } = await oneReturn(world, sent)
    for (const role of ['viewer', 'reviewer', 'analyst'] as const) {
      const browser = await staff((await make.staffActor(partnership_id, role)).accountId)
      expect(pageText(await browser.get(base))).not.toContain('What you can do')
      // No sample has it, so a reviewer has no such return; a viewer has none at all.
      expect((await browser.get(`${base}/answers`)).status).toBe({ viewer: 403, reviewer: 404, analyst: 200 }[role])
      for (const path of FORMS) expect((await browser.post(`${base}/${path}`, { reason: 'No', ...today('on') })).status).toBe(403)
    }
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'submitted' })
  }),
)

test(
  'staff of another partnership find no such return',
  inRollback(async world => {
    const { base, auditReturn } = await oneReturn(world, sent)
    const { browser } = await oneReturn(world)
    for (const path of PAGES) expect((await browser.get(`${base}${path}`)).status).toBe(404)
    for (const path of FORMS) expect((await browser.post(`${base}/${path}`, { reason: 'No', ...today('on') })).status).toBe(404)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'submitted' })
  }),
)

test(
  'a decision that was prepared before the return changed is not made: the page shows it again with what was typed',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world)
    const form = await carriedBy(browser, `${base}/excuse/declined`)
    await world.db.raw(`update returns set status = 'in_progress', started_at = now(), version = version + 1 where id = ?`, [
      auditReturn.id,
    ])
    const page = await browser.post(`${base}/excuse/declined`, { ...form, ...today('on'), reason: 'They refused by letter' })
    expect(page.status).toBe(409)
    expect(pageText(page)).toContain('Someone changed this return after you opened the page')
    expect(pageText(page)).toContain('The return is now “in progress”')
    expect(page.text).toContain('They refused by letter')
    const again = carriedIn(page.text)
    expect((await browser.post(`${base}/excuse/declined`, { ...again, ...today('on'), reason: 'They refused by letter' })).status).toBe(303)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ excused_as: 'declined' })
  }),
)

test('of two members of staff who decide at once one decision is made, and the other is told', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { browser, base, auditReturn, partnership_id } = await oneReturn(world, { ...sent, reference: `NM-2026-00000${attempt}` })
      const colleague = await world.staff((await world.make.staffActor(partnership_id)).accountId)
      const [accepting, returning] = [await carriedBy(browser, base), await carriedBy(colleague, `${base}/send-back`)]
      const [accepted, sentBack] = await Promise.all([
        browser.post(`${base}/accept`, accepting),
        colleague.post(`${base}/send-back`, { ...returning, ...BY, reason: 'One more document' }),
      ])
      const verbs = await verbsOf(world, auditReturn.id)
      expect(verbs).toHaveLength(1)
      expect(verbs[0]).toBe(sentBack.status === 303 ? 'return.sent_back' : 'return.accepted')
      expect(accepted.status).toBe(303)
    }
  } finally {
    await drop()
  }
})
