import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { londonDate, plusDays } from '../../../src/platform/london.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { answering } from '../answering/answering.ts'
import { carriedIn, sent, statusOf } from '../handling/oneReturn.ts'

const FORM = '/return/requests/reopening'
const REASON = { reason: 'We gave <last> year’s figure.' }

/** A school that has submitted its return and asks to have it opened again, and a coordinator. */
async function sentReturn(world: TestWorld) {
  const all = await answering(world, sent)
  const one = await world.make.staffActor(all.partnership.id)
  const requests = () => rows<{ id: number; outcome: string | null }>(world.db, 'select id, outcome from requests order by id')
  const page = async () => `/returns/${all.auditReturn.id}/requests/${(await requests()).at(-1)?.id ?? 0}`
  return { ...all, one, requests, page, base: `/returns/${all.auditReturn.id}`, staff: await world.staff(one.accountId) }
}

test(
  'a school asks once to open again what it sent; sending it back answers it, with the questions that are meant',
  inRollback(async world => {
    const { dsl, staff, one, round, base, auditReturn, requests, page } = await sentReturn(world)
    expect(linksOf(await dsl.get('/return/requests'), FORM)).toEqual([FORM])
    expect(pageText(await dsl.post(FORM, { reason: '' }))).toContain('Say what you need to change, and why')
    const form = { ...REASON, _key: carriedIn((await dsl.get(FORM)).text)._key }
    for (let times = 0; times < 2; times += 1) expect((await dsl.post(FORM, form)).status).toBe(303)
    expect(await requests()).toHaveLength(1)
    expect(pageText(await dsl.get('/return'))).toContain('You asked: to open the return again')
    expect((await dsl.post(FORM, REASON)).status).toBe(409)
    expect(pageText(await staff.get(`/rounds/${round.id}`))).toContain('Answer 1 request of establishments')
    const shown = await staff.get(await page())
    expect(pageText(shown)).toContain('We gave <last> year’s figure.')
    expect(linksOf(shown, '/send-back/questions')).toEqual([`${base}/send-back/questions`])

    // Whoever sends it back reads beside each form who asked, when and why, and no more once it is answered.
    const asked = /Sam Okafor asked at .* to open the return again, and gave this reason: We gave <last> year’s figure\./
    expect(pageText(await staff.get(`${base}/send-back/questions`))).toMatch(asked)
    const wrong = await staff.post(`${base}/send-back`, { ...carriedIn((await staff.get(`${base}/send-back`)).text), reason: '' })
    expect([wrong.status, pageText(wrong)]).toEqual([422, expect.stringMatching(asked)])

    const [year = '', month = '', day = ''] = plusDays(londonDate(new Date()), 14).split('-')
    const fields = { ...carriedIn((await staff.get(`${base}/send-back?question=behaviour`)).text), question: 'behaviour' }
    const due = { 'due-day': day, 'due-month': month, 'due-year': year, 'due-time': '' }
    expect((await staff.post(`${base}/send-back`, { ...fields, ...due, reason: 'Please correct it.' })).headers.location).toBe(base)
    expect((await statusOf(world, auditReturn.id))?.status).toBe('returned')
    expect((await requests())[0]?.outcome).toBe('granted')
    expect(pageText(await dsl.get('/return/requests'))).toContain(`Granted by ${one.name}`)
    expect(pageText(await staff.get(`/rounds/${round.id}`))).not.toContain('request of establishments')
    expect((await dsl.post(FORM, REASON)).status).toBe(409)
  }),
)

test(
  'opening again is refused with a reason, by mail and in the return, and nothing is opened',
  inRollback(async world => {
    const { dsl, staff, one, auditReturn, page, requests } = await sentReturn(world)
    await dsl.post(FORM, REASON)
    expect((await staff.post(await page(), { refusal: ' ' })).status).toBe(422)
    await staff.post(await page(), { refusal: 'The figures are closed <now>.' })
    const [mail, ...more] = await rows<{ body: string }>(world.db, `select body from messages where kind = 'answer'`)
    expect([mail?.body, more]).toEqual([expect.stringContaining('The figures are closed <now>.'), []])
    const read = pageText(await dsl.get('/return/requests'))
    expect(read).toContain(`Not granted by ${one.name}`)
    expect(read).toContain('The figures are closed <now>.')
    expect([(await requests())[0]?.outcome, (await statusOf(world, auditReturn.id))?.status]).toEqual(['refused', 'submitted'])
    await world.db.raw(`update invitations set sections = '{training}' where return_id = ?`, [auditReturn.id])
    expect((await dsl.post(FORM, REASON)).status).toBe(403)
  }),
)
