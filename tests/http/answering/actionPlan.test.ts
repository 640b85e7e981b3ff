import { expect, test } from '@jest/globals'
import { inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { rows } from '../../../src/platform/db.ts'
import { secondYear } from '../lastYear/world.ts'
import { answerEverything, answering, fieldsOf, keyOf } from './answering.ts'

const RATINGS = '/return/sections/ratings'
const PLAN = '/return/actions'
const LETTINGS = `${PLAN}/lettings`
const TRAIN = { what: 'Brief every club', owner: 'Sam Okafor', day: '31', month: 'March', year: '2027' }

/** A return with an action for lettings, and an answer to another question that calls for one. */
async function planned(world: TestWorld) {
  const all = await answering(world)
  await answerEverything(all.dsl)
  await rate(all.dsl, 'lettings', 'partly', TRAIN)
  await rate(all.dsl, 'behaviour', 'amber')
  return all
}

const rate = async (browser: Browser, key: string, answer: string, action: Partial<typeof TRAIN> = {}) => {
  const { what = '', owner = '', day = '', month = '', year = '' } = action
  const typed = { [`a.${key}`]: answer, [`x.${key}.what`]: what, [`x.${key}.owner`]: owner }
  const due = { [`x.${key}.due.day`]: day, [`x.${key}.due.month`]: month, [`x.${key}.due.year`]: year }
  return browser.post(RATINGS, { ...fieldsOf(await browser.get(RATINGS)), ...typed, ...due, intent: 'stay' })
}

const tell = async (browser: Browser, fields: Record<string, string>, address = LETTINGS) => {
  const page = await browser.get(address)
  const seen = /name="_seen" value="(\d+)"/.exec(page.text)?.[1] ?? ''
  return browser.post(`${address}/progress`, { _key: keyOf(page), _seen: seen, note: '', ...fields })
}

test(
  'the plan shows each action once, with who, by when and how far, and what an answer still calls for',
  inRollback(async world => {
    const { dsl, join } = await planned(world)
    const page = pageText(await dsl.get(PLAN))
    expect(page).toMatch(/Brief every club.*Sam Okafor.*31 Mar 2027.*Not started.*Others who use your premises/s)
    expect(page).toMatch(/1 answer calls for an action that is not complete.*Still to say: what will be done, who will do it, by when/s)
    expect((await dsl.get(PLAN)).text).toContain('href="/return/sections/ratings#question-behaviour"')
    expect(pageText(await dsl.get(`${PLAN}?show=mine`))).toContain('Brief every club')
    const head = await join('head', 'Ruth Ainsworth')
    expect(pageText(await head.get(`${PLAN}?show=mine`))).toContain('No actions here')
    expect(pageText(await dsl.get(`${PLAN}?show=overdue`))).not.toContain('Brief every club')
    expect(pageText(await dsl.get(`${PLAN}?show=<b>`))).toContain('Brief every club')
  }),
)

test(
  'a return without an action says where actions are written',
  inRollback(async world => {
    const { dsl } = await answering(world)
    expect(pageText(await dsl.get(PLAN))).toContain('No actions yet')
    expect((await dsl.get(`${PLAN}/calendar.ics`)).text).not.toContain('VEVENT')
    expect((await dsl.get(LETTINGS)).status).toBe(404)
  }),
)

test(
  'how far it is can be said when the return was accepted and its round is closed, and the answers stay as they were submitted',
  inRollback(async world => {
    const { dsl, db, auditReturn, round, answers, events } = { ...(await planned(world)), db: world.db }
    await db.raw(
      `update returns set status = 'accepted', submitted_at = now(), submitted_via = 'online', accepted_at = now(), reference = 'NR-9' where id = ?`,
      [auditReturn.id],
    )
    await db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [round.id])
    const before = await answers()
    expect((await tell(dsl, { state: 'under_way', note: 'Two clubs of three.' })).status).toBe(303)
    expect(pageText(await dsl.get(PLAN))).toMatch(/Under way.*Sam Okafor: Two clubs of three\./s)
    expect(await answers()).toEqual(before)
    expect(await events('action_plan.progressed')).toMatchObject([{ details: { state: 'under_way' } }])
    // What was submitted is not changed from here.
    const also = await dsl.post(`${LETTINGS}/questions`, { questions: 'behaviour', _signatures: '' })
    expect(also.status).toBe(409)
    expect(await answers()).toEqual(before)
    await expect(db.transaction(trx => trx.raw(`update action_plan_notes set note = 'x'`))).rejects.toThrow()
    // An excused return asks for nothing more.
    await db.raw(
      `update returns set status = 'excused', excused_as = 'not_applicable', excused_reason = 'Merged', excused_from = 'accepted' where id = ?`,
      [auditReturn.id],
    )
    expect((await dsl.post(`${LETTINGS}/progress`, { state: 'done', note: 'x', _seen: '0' })).status).toBe(409)
  }),
)

test(
  'nothing is said twice, over somebody else, or without saying something',
  inRollback(async world => {
    const { dsl, join, auditReturn } = await planned(world)
    const head = await join('head', 'Ruth Ainsworth')
    const page = await head.get(LETTINGS)
    const form = { _key: keyOf(page), _seen: '0', state: 'done', note: 'All briefed' }
    expect((await tell(dsl, { state: 'under_way', note: 'Begun' })).status).toBe(303)
    const late = await head.post(`${LETTINGS}/progress`, form)
    expect(late.status).toBe(409)
    expect(pageText(late)).toContain('Someone else said how far it is')
    expect(late.text).toContain('All briefed')
    for (const [fields, says] of [
      [{ state: 'not_needed' }, 'Say why it is no longer needed'],
      [{ state: 'under_way' }, 'this changes nothing yet'],
      [{ state: 'sideways', note: 'Kept' }, 'Choose how far it is'],
      [{ state: 'done', note: 'x'.repeat(2001) }, 'must be 2,000 characters or fewer'],
    ] as const) {
      const refused = await tell(dsl, fields)
      expect([refused.status, pageText(refused)]).toEqual([422, expect.stringContaining(says)])
    }
    const again = await dsl.get(LETTINGS)
    const twice = { _key: keyOf(again), _seen: /name="_seen" value="(\d+)"/.exec(again.text)?.[1] ?? '', state: 'done', note: 'Done' }
    for (let turn = 0; turn < 2; turn += 1) expect((await dsl.post(`${LETTINGS}/progress`, twice)).status).toBe(303)
    const notes = await rows<{ state_after: string }>(
      world.db,
      'select state_after from action_plan_notes where return_id = ? order by id',
      [auditReturn.id],
    )
    expect(notes.map(({ state_after }) => state_after)).toEqual(['under_way', 'done'])
  }),
)

test(
  'one action is used for another answer that calls for one, stays one in the plan, and is taken out again',
  inRollback(async world => {
    const { dsl, answers, now } = await planned(world)
    expect(await now()).toMatchObject({ missing: 1 })
    expect(pageText(await dsl.post(`${LETTINGS}/questions`, { _signatures: '' }))).toContain('Choose the questions')
    expect((await dsl.post(`${LETTINGS}/questions`, { questions: 'behaviour', _signatures: '' })).status).toBe(303)
    const served = { action: { what: 'Brief every club', owner: 'Sam Okafor', dueOn: '2027-03-31' }, answer: 'amber' }
    expect((await answers()).get('behaviour')).toMatchObject(served)
    expect(await now()).toMatchObject({ missing: 0 })
    expect((await dsl.get(PLAN)).text.match(/Brief every club/g)).toHaveLength(1)
    // It has its action now: a second press, or another's, writes nothing over it.
    expect((await dsl.post(`${LETTINGS}/questions`, { questions: 'behaviour', _signatures: '' })).status).toBe(409)
    const out = await dsl.post(`${LETTINGS}/take-out`, { question: 'behaviour', _signatures: '' })
    expect(out.headers.location).toBe(LETTINGS)
    expect((await answers()).get('behaviour')).toMatchObject({ action: null, answer: 'amber' })
    for (const question of ['lettings', 'behaviour', 'head', 'x'])
      expect((await dsl.post(`${LETTINGS}/take-out`, { question, _signatures: '' })).status).toBe(409)
    expect((await answers()).get('lettings')).toMatchObject({ action: served.action })
  }),
)

test(
  'the calendar file holds the day and is downloaded under the name of the school and the round',
  inRollback(async world => {
    const { dsl } = await planned(world)
    const file = await dsl.get(`${PLAN}/calendar.ics`)
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(file.headers['content-disposition']).toMatch(/attachment; filename=".* - actions\.ics"/)
    expect(file.text).toContain('DTSTART;VALUE=DATE:20270331\r\n')
  }),
)

test(
  'what was said last year goes on where the action was used again',
  inRollback(async world => {
    const { dsl, last } = await secondYear(world)
    const { actor } = dsl
    await world.db.raw(
      `insert into action_plan_notes (partnership_id, return_id, question_keys, what, state_after, note, contributor_id, by_name)
       values (?, ?, '{whistleblowing}', 'Train the site staff', 'under_way', 'Half of them', ?, 'Lee Marsh')`,
      [actor.partnershipId, last.id, actor.contributorId],
    )
    expect(pageText(await dsl.get(PLAN))).toContain('No actions yet')
    const beside = 'How far the action was: Under way, said on'
    expect(pageText(await dsl.get(RATINGS))).toMatch(new RegExp(`${beside} .* by Lee Marsh: Half of them`))
    expect(pageText(await dsl.get('/return/last-year-actions'))).toMatch(/Train the site staff.*Under way.*Lee Marsh/s)
    await rate(dsl, 'whistleblowing', 'partly', { ...TRAIN, what: 'Train the site staff' })
    const page = pageText(await dsl.get(`${PLAN}/whistleblowing`))
    expect(page).toMatch(/Under way.*Half of them.*Said in “Safeguarding audit 2021 to 2022”/s)
  }),
)

test(
  'staff see how far the actions of a return are, each number opens its list, and nobody of another partnership does',
  inRollback(async world => {
    const { dsl, auditReturn, partnership } = await planned(world)
    await world.db.raw(
      `update responses set action = action || '{"dueOn":"2020-01-31"}' where return_id = ? and question_key = 'lettings'`,
      [auditReturn.id],
    )
    await tell(dsl, { state: 'under_way', note: 'Two clubs of three.' })
    const staff = await world.staff((await world.make.account({ partnership_id: partnership.id })).id)
    const summary = await staff.get(`/returns/${auditReturn.id}`)
    expect(pageText(summary)).toMatch(/Action plan 1 action 1 overdue/)
    const list = `/returns/${auditReturn.id}/actions?show=overdue`
    expect(summary.text).toContain(`href="${list}"`)
    const page = await staff.get(list)
    expect(pageText(page)).toMatch(/Brief every club.*Overdue.*Under way.*Sam Okafor: Two clubs of three\./s)
    const [, answer = ''] = /href="(\/returns\/[^"]*#read-lettings)"/.exec(page.text) ?? []
    expect((await staff.get(answer.replace(/#.*/, '').replaceAll('&amp;', '&'))).text).toContain('id="read-lettings"')
    const stranger = await world.staff((await world.make.account({ partnership_id: (await world.make.partnership()).id })).id)
    expect((await stranger.get(list)).status).toBe(404)
  }),
)
