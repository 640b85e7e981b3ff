import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { londonDate, plusDays } from '../../../src/platform/london.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { answering } from '../answering/answering.ts'
import { carriedIn, statusOf } from '../handling/oneReturn.ts'

const FORM = '/return/requests/more-time'
const inBoxes = (prefix: string, date: string) => {
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${prefix}-day`]: day, [`${prefix}-month`]: month, [`${prefix}-year`]: year }
}
const keyOf = (html: string) => ({ _key: carriedIn(html)._key })

/** A school that answers its return, with the pages of a coordinator and of their colleague. */
async function askingSchool(world: TestWorld) {
  const all = await answering(world, { status: 'in_progress' })
  const [one, two] = [await world.make.staffActor(all.partnership.id), await world.make.staffActor(all.partnership.id)]
  const wanted = plusDays(londonDate((await all.now()).due_at as Date), 14)
  const asked = { ...inBoxes('until', wanted), reason: 'Ofsted came <this> week.' }
  const requests = () => rows<{ id: number; outcome: string | null }>(world.db, 'select id, outcome from requests order by id')
  const page = async () => `/returns/${all.auditReturn.id}/requests/${(await requests()).at(-1)?.id ?? 0}`
  const mails = (kind: string) =>
    rows<{ to_email: string; body: string }>(world.db, 'select to_email, body from messages where kind = ?', [kind])
  return {
    ...all,
    one,
    wanted,
    asked,
    requests,
    page,
    mails,
    staff: await world.staff(one.accountId),
    other: await world.staff(two.accountId),
  }
}

test(
  'a school asks for more time once, staff find it by a count and grant it once, and the school reads the answer',
  inRollback(async world => {
    const { dsl, staff, round, auditReturn, asked, wanted, requests, page, mails, now } = await askingSchool(world)
    expect(linksOf(await dsl.get('/return'), 'requests')).toContain('/return/requests')
    const faulty = await dsl.post(FORM, { ...asked, 'until-month': '13' })
    expect([faulty.status, pageText(faulty)]).toEqual([422, expect.stringContaining('The new date must be a real date')])
    expect(faulty.text).toContain('Ofsted came &lt;this&gt; week.')
    const form = keyOf((await dsl.get(FORM)).text)
    for (let times = 0; times < 2; times += 1) expect((await dsl.post(FORM, { ...asked, ...form })).status).toBe(303)
    expect(await requests()).toHaveLength(1)
    expect(pageText(await dsl.get('/return'))).toContain('Waiting for an answer')
    const again = await dsl.post(FORM, asked)
    expect([again.status, pageText(again)]).toEqual([409, expect.stringContaining('This was asked already. Sam Okafor asked at')])
    expect(again.text).toContain('Ofsted came &lt;this&gt; week.')

    const list = `/rounds/${round.id}/requests`
    expect(pageText(await staff.get(`/rounds/${round.id}`))).toContain('Answer 1 request of establishments')
    expect(linksOf(await staff.get(list), `/returns/${auditReturn.id}/requests/`)).toEqual([await page()])
    expect(linksOf(await staff.get(`/returns/${auditReturn.id}`), 'requests/')).toEqual([await page()])
    const shown = await staff.get(await page())
    expect(pageText(shown)).toContain('Ofsted came <this> week.')
    const grant = { answer: 'as_asked', ...keyOf(shown.text) }
    for (let times = 0; times < 2; times += 1)
      expect((await staff.post(await page(), grant)).headers.location).toBe(`/returns/${auditReturn.id}`)
    const { due_at: dueAt, extensions } = await now()
    expect([londonDate(dueAt as Date), extensions]).toEqual([wanted, 1])
    expect((await mails('extension')).map(({ to_email }) => to_email)).toHaveLength(1)
    expect(pageText(await dsl.get('/return/requests'))).toContain('Granted by')
    expect(pageText(await staff.get(`/rounds/${round.id}`))).not.toContain('request of establishments')
    expect(linksOf(await staff.get(`${list}?show=all`), 'requests/')).toHaveLength(1)
  }),
)

test(
  'a refusal is mailed to whoever asked and read in the return; whoever answers second is told, with what they wrote',
  inRollback(async world => {
    const { dsl, staff, other, one, asked, requests, page, mails } = await askingSchool(world)
    await dsl.post(FORM, asked)
    expect(pageText(await staff.post(await page(), { answer: 'refuse' }))).toContain('Say why not: the establishment reads this')
    await staff.post(await page(), { answer: 'refuse', refusal: 'The board meets <before> that.' })
    const [mail] = await mails('answer')
    expect(mail?.body).toContain('The board meets <before> that.')
    expect(pageText(await dsl.get('/return/requests'))).toContain(`Not granted by ${one.name}`)
    expect(pageText(await dsl.get('/return/requests'))).toContain('The board meets <before> that.')
    const second = await other.post(await page(), { answer: 'refuse', refusal: 'Another reason' })
    expect([second.status, pageText(second)]).toEqual([409, expect.stringContaining(`Not granted by ${one.name}`)])
    expect(pageText(second)).toContain('What you wrote was not saved: Another reason')
    expect((await mails('answer')).length).toBe(1)
    expect((await dsl.post(FORM, asked)).status).toBe(303)
    expect(await requests()).toHaveLength(2)
  }),
)

test(
  'a request that was overtaken says what happened, is counted no more, and gives nothing',
  inRollback(async world => {
    const { dsl, staff, round, auditReturn, asked, page, requests } = await askingSchool(world)
    await dsl.post(FORM, asked)
    await world.db.raw(
      `update returns set status = 'submitted', submitted_at = now() + interval '1 hour', submitted_via = 'online' where id = ?`,
      [auditReturn.id],
    )
    for (const seen of [await staff.get(await page()), await staff.post(await page(), { answer: 'as_asked' })])
      expect(pageText(seen)).toContain('The return was submitted at')
    expect(pageText(await dsl.get('/return/requests'))).toContain('before this was answered')
    expect(pageText(await staff.get(`/rounds/${round.id}`))).not.toContain('of establishments')
    expect([(await requests())[0]?.outcome, (await statusOf(world, auditReturn.id))?.status]).toEqual([null, 'submitted'])
    expect((await dsl.post(FORM, asked)).status).toBe(409)
  }),
)

test(
  'nobody answers the requests of another partnership, and who has some sections alone neither reads nor asks',
  inRollback(async world => {
    const { dsl, asked, page, requests, auditReturn } = await askingSchool(world)
    await dsl.post(FORM, asked)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(await page())).status).toBe(404)
    expect((await stranger.post(await page(), { answer: 'as_asked' })).status).toBe(404)
    await world.db.raw(`update invitations set sections = '{training}' where return_id = ?`, [auditReturn.id])
    expect(pageText(await dsl.get('/return/requests'))).not.toContain('Ofsted')
    expect((await dsl.post(FORM, asked)).status).toBe(403)
    expect(await requests()).toHaveLength(1)
  }),
)
