import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { changed } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText, type Browser, type Fields } from '../../support/app.ts'
import { answerEverything, answering, fieldsOf } from './answering.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'
import { sentSignedOut, withCookie } from './signedOut.ts'

const PEOPLE = '/return/sections/people'
const LIST = `${PEOPLE}/lists/deputies`

/** Presses a button of the form of a row, with what is typed into it. */
async function row(
  browser: Pick<Browser, 'get' | 'post'>,
  which: string,
  typed: Fields,
  intent = 'save',
  drawn?: Response,
): Promise<Response> {
  const page = drawn ?? (await browser.get(`${LIST}/${which}`))
  return browser.post(`${LIST}/${which}`, { ...fieldsOf(page), ...typed, intent })
}
/** What stands in the form of a row, beside that by which what waits is dropped. */
const rowFields = (page: Response) =>
  fieldsOf(Object.assign(page, { text: page.text.replace(/<form[^>]*drop-unsent[\s\S]*?<\/form>/, '') }))
const add = (browser: Browser, ...names: string[]) =>
  names.reduce<Promise<unknown>>(
    async (before, name) => (await before, row(browser, 'new', { 'a.deputies.0.name': name })),
    Promise.resolve(),
  )

test(
  'a row is added, changed and removed on pages of its own, and each is a save of the answer',
  inRollback(async world => {
    const { dsl, answers, events } = await answering(world)
    const section = await dsl.post(PEOPLE, { ...fieldsOf(await dsl.get(PEOPLE)), 'a.roll': '212', intent: 'list:deputies' })
    expect(section.headers.location).toBe(`${LIST}?saved=people`)
    expect((await answers()).get('roll')).toMatchObject({ answer: 212 })
    expect(pageText(await dsl.get(LIST))).toContain('Nothing is in the list yet.')
    const another = await row(dsl, 'new', { 'a.deputies.0.name': 'Lee Marsh', 'a.deputies.0.days': '2.5' }, 'another')
    expect(another.headers.location).toBe(`${LIST}/new?saved=1`)
    const form = await dsl.get(`${LIST}/new`)
    expect([heading(form), pageText(form).includes('Deputy 1 (Lee Marsh) is saved.')]).toEqual(['Add another deputy', true])
    // Half filled: kept, and said.
    await row(dsl, 'new', { 'a.deputies.0.days': '3' })
    expect(pageText(await dsl.get(LIST))).toContain('Deputy 2 is saved. Still missing: Name.')
    expect(pageText(await dsl.get(PEOPLE))).toContain('2 rows. “Name” is filled in for 1 of 2.')
    expect((await dsl.get('/return/check')).text).toContain(`href="${LIST}"`)
    // From one to the next.
    expect((await row(dsl, '1', { 'a.deputies.0.days': '4' }, 'next')).headers.location).toBe(`${LIST}/2?saved=1`)
    await row(dsl, '2', { 'a.deputies.0.name': 'Ada Bell' })
    expect((await answers()).get('deputies')?.answer).toMatchObject([
      { name: 'Lee Marsh', days: 4 },
      { name: 'Ada Bell', days: 3 },
    ])
    const asks = await dsl.get(`${LIST}/1/remove`)
    expect(heading(asks)).toBe('Remove deputy 1?')
    expect((await dsl.post(`${LIST}/1/remove`, fieldsOf(asks))).headers.location).toBe(LIST)
    expect(pageText(await dsl.get(LIST))).toContain('Deputy 1 (Lee Marsh) is removed.')
    // The same press again removes nobody else.
    await dsl.post(`${LIST}/1/remove`, fieldsOf(asks))
    expect(pageText(await dsl.get(LIST))).toContain('Nothing was removed')
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Ada Bell' }])
    // The section carries no row of it, and its save leaves the list alone.
    const sent = fieldsOf(await dsl.get(PEOPLE))
    expect(Object.keys(sent).filter(name => name.startsWith('a.deputies'))).toEqual([])
    await dsl.post(PEOPLE, { ...sent, 'a.roll': '213' })
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Ada Bell' }])
    // A row that moved is named as what it is.
    await add(dsl, 'Bea Cole')
    const second = fieldsOf(await dsl.get(`${LIST}/2/remove`))
    await dsl.post(`${LIST}/1/remove`, fieldsOf(await dsl.get(`${LIST}/1/remove`)))
    await dsl.get(LIST)
    await add(dsl, 'Cal Dow')
    await dsl.get(LIST)
    await dsl.post(`${LIST}/2/remove`, second)
    expect(pageText(await dsl.get(LIST))).toContain('Deputy 1 (Bea Cole) is removed.')
    await dsl.post(`${LIST}/1/remove`, fieldsOf(await dsl.get(`${LIST}/1/remove`)))
    expect((await answers()).get('deputies')?.answer).toBeNull()
    expect(await events('return.saved')).toHaveLength(1)
  }),
)

test(
  'what is wrong is said beside its box, and stays typed; nothing at all is no row, and a full list says so',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    await add(dsl, 'Lee Marsh')
    const wrong = await row(dsl, 'new', { 'a.deputies.0.name': 'Ada Bell', 'a.deputies.0.days': 'some' })
    expect(wrong.status).toBe(422)
    expect(pageText(wrong)).toContain('Days a week (deputy 2) must be a number')
    expect(wrong.text).toContain('href="#a-deputies-0-days"')
    expect(fieldsOf(wrong)).toMatchObject({ 'a.deputies.0.name': 'Ada Bell', 'a.deputies.0.days': 'some' })
    const blank = await row(dsl, 'new', {})
    expect([blank.status, pageText(blank).includes('Fill in at least one box of this deputy')]).toEqual([422, true])
    const last = await dsl.get(`${LIST}/new`)
    await add(dsl, '', 'Ada Bell', 'Cal Dow', 'Di Eve')
    expect((await answers()).get('deputies')?.answer).toHaveLength(4)
    expect((await dsl.get(LIST)).text).not.toContain(`${LIST}/new`)
    expect((await dsl.get(`${LIST}/new?saved=4`)).headers.location).toBe(`${LIST}?saved=4`)
    const full = await row(dsl, 'new', { 'a.deputies.0.name': 'One More' }, 'save', last)
    expect([full.status, pageText(full).includes('The list is full: it may have 4 rows'), full.text.includes('value="One More"')]).toEqual([
      409,
      true,
      true,
    ])
  }),
)

test(
  'two people who each add or change a row both have theirs, and the same press twice adds one',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await add(dsl, 'Lee Marsh', 'Ada Bell')
    const [first, second] = [await dsl.get(`${LIST}/2`), await head.get(`${LIST}/new`)]
    const mine = await row(dsl, 'new', { 'a.deputies.0.name': 'Cal Dow' })
    expect(mine.status).toBe(303)
    const hers = () => row(head, 'new', { 'a.deputies.0.name': 'Di Eve' }, 'save', second)
    expect([(await hers()).status, (await hers()).status]).toEqual([303, 303])
    // A row that moved is known by what it said.
    await head.post(`${LIST}/1/remove`, fieldsOf(await head.get(`${LIST}/1/remove`)))
    await row(dsl, '2', { 'a.deputies.0.days': '3' }, 'save', first)
    expect((await answers()).get('deputies')?.answer).toMatchObject([
      { name: 'Ada Bell', days: 3 },
      { name: 'Cal Dow', days: null },
      { name: 'Di Eve', days: null },
    ])
  }),
)

test(
  'of two who change one row both texts are shown, and somebody chooses; who was chosen over is told',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await add(dsl, 'Lee Marsh')
    const drawn = await dsl.get(`${LIST}/1`)
    await row(head, '1', { 'a.deputies.0.name': 'Lee Marsh-Hall' })
    const met = await row(dsl, '1', { 'a.deputies.0.days': '2' }, 'save', drawn)
    expect(met.status).toBe(409)
    expect(pageText(met)).toContain('Ruth Ainsworth changed this list')
    expect(pageText(met)).toContain('Lee Marsh-Hall')
    expect(fieldsOf(met)).toMatchObject({ 'a.deputies.0.name': 'Lee Marsh', 'a.deputies.0.days': '2' })
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh-Hall', days: null }])
    // Pressing on chooses nothing.
    expect((await row(dsl, '1', {}, 'save', met)).status).toBe(409)
    expect(pageText(met)).toContain('Replace deputy 1 (Lee Marsh-Hall) with what I typed')
    const instead = /value="(instead:[^"]+)"/.exec(met.text)?.[1] ?? ''
    expect((await row(dsl, '1', {}, instead, met)).status).toBe(303)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh', days: 2 }])
    expect(pageText(await head.get('/return'))).toContain('chose their answer over yours')
    // The other way: both stand.
    const again = await row(
      head,
      '1',
      { 'a.deputies.0.name': 'Lee M. Hall' },
      'save',
      await row(head, '1', { 'a.deputies.0.name': 'Lee M. Hall' }, 'save', drawn),
    )
    expect(again.status).toBe(409)
    await row(head, '1', {}, 'add', again)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh' }, { name: 'Lee M. Hall' }])
  }),
)

test(
  'a row that moved to the place of one that is gone is not offered to be written over',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await add(dsl, 'Lee Marsh', 'Ada Bell')
    const drawn = await dsl.get(`${LIST}/1`)
    await head.post(`${LIST}/1/remove`, fieldsOf(await head.get(`${LIST}/1/remove`)))
    const met = await row(dsl, '1', { 'a.deputies.0.days': '2' }, 'save', drawn)
    const again = await row(dsl, '1', {}, 'save', met)
    for (const page of [met, again]) {
      expect([page.status, page.text.includes('instead:')]).toEqual([409, false])
      expect(pageText(page)).toContain('Add what I typed as another deputy')
    }
    await row(dsl, '1', {}, 'add', again)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Ada Bell' }, { name: 'Lee Marsh', days: 2 }])
  }),
)

test(
  'a row is saved while somebody writes it, as one row of one sitting',
  inRollback(async world => {
    const { dsl, answers, events } = await answering(world)
    const drawn = await dsl.get(`${LIST}/new`)
    // Nothing of a row is stored where something in it is wrong.
    expect(drawn.text).toMatch(/data-typing="[^"]+" data-row>/)
    const form = fieldsOf(drawn)
    const send = async (typed: Fields) => {
      const sent = await dsl
        .send(`${LIST}/new/typed`, 'application/json', JSON.stringify({ ...form, ...typed }))
        .set('X-CSRF-Token', dsl.csrf())
      return JSON.parse(sent.text) as { bases: Record<string, string>; wrong: number; conflicts: number }
    }
    const first = await send({ 'a.deputies.0.name': 'Le' })
    const second = await send({ 'a.deputies.0.name': 'Lee Marsh', 'v.deputies': first.bases.deputies ?? '' })
    expect(
      (await send({ 'a.deputies.0.name': 'Lee Marsh', 'a.deputies.0.days': 'x', 'v.deputies': second.bases.deputies ?? '' })).wrong,
    ).toBe(1)
    const pressed = await dsl.post(`${LIST}/new`, {
      ...form,
      'a.deputies.0.name': 'Lee Marsh',
      'a.deputies.0.days': '2',
      'v.deputies': second.bases.deputies ?? '',
      intent: 'save',
    })
    expect(pressed.headers.location).toBe(`${LIST}?saved=1`)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh', days: 2 }])
    expect(await events('return.saved')).toHaveLength(1)
  }),
)

test(
  'what is sent after the session ended is back in its row',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    const { answer, cookie } = await sentSignedOut(world, dsl, `${LIST}/new`, {
      'a.deputies.0.name': 'Lee Marsh',
      'a.deputies.0.days': '2',
    })
    expect(pageText(answer)).toContain('What you typed is kept')
    const back = withCookie(dsl, cookie)
    expect((await back.get(PEOPLE)).headers.location).toBe(`${LIST}/new`)
    const page = await back.get(`${LIST}/new`)
    expect(pageText(page)).toContain('What you typed is back in its place, not saved yet')
    expect(page.text).toContain('value="Lee Marsh"')
    expect((await back.post(`${LIST}/new`, { ...rowFields(page), intent: 'save' })).status).toBe(303)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh' }])
    expect((await back.get(PEOPLE)).status).toBe(200)
    // Once it is saved by typing, it waits no more.
    const again = await sentSignedOut(world, dsl, `${LIST}/1`, { 'a.deputies.0.days': '2' })
    const typed = { ...fieldsOf(await dsl.get(`${LIST}/1`)), 'a.deputies.0.days': '2' }
    const browser = withCookie(dsl, again.cookie)
    expect((await browser.get(PEOPLE)).status).toBe(303)
    const send = dsl.send(`${LIST}/1/typed`, 'application/json', JSON.stringify(typed)).set('X-CSRF-Token', dsl.csrf())
    await send.set('Cookie', `${send.get('Cookie')}; ${again.cookie}`)
    expect((await browser.get(PEOPLE)).status).toBe(200)
  }),
)

test(
  'two new rows that were sent after the session ended are both kept, and put back one after the other',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    const { cookie } = await sentSignedOut(world, dsl, `${LIST}/new`, { 'a.deputies.0.name': 'Lee Marsh', 'a.deputies.0.days': 'x' })
    const blank = fieldsOf(await dsl.get(`${LIST}/new`))
    const send = (typed: Fields) =>
      world
        .visitor()
        .post(`${LIST}/new`, { ...blank, ...typed, _csrf: dsl.csrf() })
        .set('Cookie', cookie)
    // The second, sent twice, is one.
    for (const _time of [1, 2]) expect((await send({ 'a.deputies.0.name': 'Ada Bell' })).status).toBe(403)
    const back = withCookie(dsl, cookie)
    const first = await back.get(`${LIST}/new`)
    expect(first.text).toContain('value="Lee Marsh"')
    // What is wrong in it is mended first, and is the same row still.
    const wrong = await back.post(`${LIST}/new`, { ...rowFields(first), intent: 'save' })
    expect(wrong.status).toBe(422)
    await back.post(`${LIST}/new`, { ...rowFields(wrong), 'a.deputies.0.days': '2', intent: 'save' })
    expect((await back.get(PEOPLE)).headers.location).toBe(`${LIST}/new`)
    const second = await back.get(`${LIST}/new`)
    expect(second.text).toContain('value="Ada Bell"')
    await back.post(`${LIST}/new`, { ...rowFields(second), intent: 'save' })
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh' }, { name: 'Ada Bell' }])
    expect((await back.get(PEOPLE)).status).toBe(200)
  }),
)

test(
  'a section and each of its rows are kept beside one another, and a save settles no more than what it saved',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    await add(dsl, 'Lee Marsh', 'Ada Bell')
    const { cookie } = await sentSignedOut(world, dsl, PEOPLE, { 'a.roll': '212' })
    const back = withCookie(dsl, cookie)
    for (const [which, box, text] of [
      ['2', 'a.deputies.0.name', 'Ada Bell-Hall'],
      ['new', 'a.deputies.0.name', 'Cal Dow'],
    ] as const) {
      const typed = { ...fieldsOf(await dsl.get(`${LIST}/${which}`)), [box]: text, _csrf: dsl.csrf() }
      expect((await world.visitor().post(`${LIST}/${which}`, typed).set('Cookie', cookie)).status).toBe(403)
    }
    expect(pageText(await back.get('/return')).match(/“Your establishment and its people”, sent at/g)).toHaveLength(1)
    expect((await back.get(PEOPLE)).headers.location).toBe(`${LIST}/2`)
    // Neither another row, nor one that is wrong, nor a removal takes what waits.
    await row(back, '1', { 'a.deputies.0.days': '3' })
    expect((await row(back, '1', { 'a.deputies.0.days': 'x' })).status).toBe(422)
    await row(back, '2', { 'a.deputies.0.days': 'x' }, 'save', await dsl.get(`${LIST}/2`))
    await dsl.post(`${LIST}/1/remove`, fieldsOf(await dsl.get(`${LIST}/1/remove`)))
    expect((await back.get(`${LIST}/new`)).text).toContain('value="Cal Dow"')
    const [, mark = ''] = /name="row" value="(deputies\/new[^"]*)"/.exec((await back.get(`${LIST}/new`)).text) ?? []
    expect((await back.post(`${PEOPLE}/drop-unsent`, { row: mark })).headers.location).toBe(PEOPLE)
    expect((await back.get(`${LIST}/new`)).text).not.toContain('value="Cal Dow"')
    expect((await back.post(`${PEOPLE}/drop-unsent`, { row: 'deputies/2' })).headers.location).toBe(PEOPLE)
    const section = await back.get(PEOPLE)
    expect([section.status, section.text.includes('value="212"')]).toEqual([200, true])
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Ada Bell' }])
  }),
)

test(
  'nothing that waits for a row keeps anybody out of a section: its place may be gone, or its list not asked any more',
  inRollback(async world => {
    const document = structuredClone(everyKind)
    // A condition names an earlier question.
    document.sections.sort((one, other) => Number(other.key === 'ratings') - Number(one.key === 'ratings'))
    const deputies = document.sections.flatMap(({ questions }) => questions).find(({ key }) => key === 'deputies')
    Object.assign(deputies ?? {}, { when: { not: { question: 'policy_current', in: ['no'] } } })
    const { dsl, answers } = await answering(world, {}, {}, document)
    await add(dsl, 'Lee Marsh', 'Ada Bell', 'Cal Dow')
    const { cookie } = await sentSignedOut(world, dsl, `${LIST}/3`, { 'a.deputies.0.name': 'Cal Dow-Hall' })
    const back = withCookie(dsl, cookie)
    const remove = async (which: number) => dsl.post(`${LIST}/${which}/remove`, fieldsOf(await dsl.get(`${LIST}/${which}/remove`)))
    // It moved up.
    await remove(1)
    expect((await back.get(PEOPLE)).headers.location).toBe(`${LIST}/3`)
    const moved = await back.get(`${LIST}/3`)
    expect([heading(moved), moved.text.includes('value="Cal Dow-Hall"')]).toEqual(['deputy 2', true])
    // It is gone.
    await remove(2)
    const gone = await back.get(`${LIST}/3`)
    expect([heading(gone), gone.text.includes('value="Cal Dow-Hall"')]).toEqual(['Add another deputy', true])
    // Its list is not asked.
    const policy = async (answer: string) => {
      const at = '/return/sections/ratings'
      await dsl.post(at, { ...fieldsOf(await dsl.get(at)), 'a.policy_current': answer })
    }
    await policy('no')
    const section = await back.get(PEOPLE)
    expect([section.status, pageText(section).includes('You typed: Name: Cal Dow-Hall.')]).toEqual([200, true])
    expect((await back.get('/return/sections/what-is-left')).status).toBe(200)
    await policy('yes')
    const fields = rowFields(gone)
    expect((await back.post(`${LIST}/3`, { ...fields, intent: 'save' })).status).toBe(303)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Ada Bell' }, { name: 'Cal Dow-Hall' }])
    expect((await back.get(PEOPLE)).status).toBe(200)
  }),
)

test(
  'a signature falls only when the person was told, and of what is sent nothing more is taken',
  inRollback(async world => {
    const { dsl, join, answers, auditReturn } = await answering(world)
    await answerEverything(dsl)
    const drawn = await dsl.get(`${LIST}/1`)
    const asks = await dsl.get(`${LIST}/1/remove`)
    const head = await join('head', 'Ruth Ainsworth')
    await changed(
      world.db,
      `insert into sign_offs (return_id, partnership_id, role, name, contributor_id) select id, partnership_id, 'chair', 'Olivia Barnes', ? from returns where id = ?`,
      [head.actor.contributorId, auditReturn.id],
    )
    const warned = await row(dsl, '1', { 'a.deputies.0.days': '2' }, 'save', drawn)
    expect([warned.status, pageText(warned).includes('Olivia Barnes signed as')]).toEqual([409, true])
    expect((await dsl.post(`${LIST}/1/remove`, fieldsOf(asks))).headers.location).toBe(`${LIST}/1/remove`)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh', days: null }])
    expect((await row(dsl, '1', {}, 'save', warned)).status).toBe(303)
    expect((await answers()).get('deputies')?.answer).toMatchObject([{ name: 'Lee Marsh', days: 2 }])
    const open = await dsl.get(`${LIST}/1`)
    await world.db.raw(
      `update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online', reference = 'NR-1' where id = ?`,
      [auditReturn.id],
    )
    const late = await row(dsl, '1', { 'a.deputies.0.name': 'Too Late' }, 'save', open)
    expect([late.status, pageText(late).includes('Too Late')]).toEqual([409, true])
    expect((await dsl.get(LIST)).headers.location).toBe('/return/whole#read-deputies')
  }),
)

test(
  'a list that is not asked, or is none, is not found',
  inRollback(async world => {
    const { dsl } = await answering(world)
    for (const address of [
      `${PEOPLE}/lists/roll`,
      `${PEOPLE}/lists/nonsense`,
      '/return/sections/ratings/lists/deputies',
      `${LIST}/0`,
      `${LIST}/x`,
    ])
      expect([address, (await dsl.get(address)).status]).toEqual([address, 404])
    expect((await dsl.get(`${LIST}/7`)).headers.location).toBe(LIST)
    expect((await dsl.get(`${LIST}/7?saved=6`)).headers.location).toBe(`${LIST}?saved=6`)
  }),
)
