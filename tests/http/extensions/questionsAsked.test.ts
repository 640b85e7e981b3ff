import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { answering, fieldsOf } from '../answering/answering.ts'
import { carriedIn } from '../handling/oneReturn.ts'

const SECTION = '/return/sections/ratings'
const ASK = '/return/requests/questions/behaviour'
const keyOf = (html: string) => ({ _key: carriedIn(html)._key })
const seenIn = (html: string) => ({ seen: /name="seen" value="(\d+)"/.exec(html)?.[1] ?? '' })

/** Two schools of a round with one questionnaire, and two of the staff. */
async function twoSchools(world: TestWorld) {
  const all = await answering(world, { status: 'in_progress' })
  const { make } = world
  const partnership_id = all.partnership.id
  const establishment = await make.establishment({ partnership_id })
  const { questionnaire_version_id } = (await row<{ questionnaire_version_id: number }>(
    world.db,
    'select questionnaire_version_id from returns where id = ?',
    [all.auditReturn.id],
  )) ?? { questionnaire_version_id: 0 }
  const beside = await make.auditReturn({
    ...{ partnership_id, round_id: all.round.id, establishment_id: establishment.id, status: 'in_progress', questionnaire_version_id },
  })
  const neighbour = await world.contributor((await make.contributorActor(beside, 'dsl', 'Nia Neighbour')).contributorId)
  const [one, two] = [await make.staffActor(partnership_id), await make.staffActor(partnership_id)]
  const page = async () =>
    `/returns/${all.auditReturn.id}/requests/${(await rows<{ id: number }>(world.db, 'select id from requests order by id')).at(-1)?.id ?? 0}`
  return { ...all, neighbour, one, page, staff: await world.staff(one.accountId), other: await world.staff(two.accountId) }
}

test(
  'a school asks about a question from its section, which is saved first; the answer is shown to all, without a name, corrected and withdrawn',
  inRollback(async world => {
    const { dsl, neighbour, staff, other, one, round, page, answers } = await twoSchools(world)
    const section = await dsl.get(SECTION)
    expect(section.text).toContain('name="intent" value="ask:behaviour"')
    const saved = await dsl.post(SECTION, { ...fieldsOf(section), 'a.behaviour': 'green', intent: 'ask:behaviour' })
    expect(saved.headers.location).toBe(`${ASK}?saved=ratings`)
    expect((await answers()).get('behaviour')?.answer).toBe('green')
    expect(pageText(await dsl.post(ASK, { reason: ' ' }))).toContain('Write what you want to ask')
    const form = keyOf((await dsl.get(ASK)).text)
    for (let times = 0; times < 2; times += 1)
      expect((await dsl.post(ASK, { ...form, reason: 'Does “staff” mean <volunteers> too?' })).headers.location).toContain(
        `${SECTION}#question-`,
      )
    expect(await rows(world.db, 'select id from requests')).toHaveLength(1)

    const shown = await staff.get(await page())
    expect(pageText(shown)).toContain('Does “staff” mean <volunteers> too?')
    const faulty = await staff.post(await page(), { answer: 'Yes, volunteers too.' })
    expect([faulty.status, pageText(faulty)]).toEqual([422, expect.stringContaining('Choose who reads the answer')])
    expect(faulty.text).toContain('Yes, volunteers too.')
    const answer = { answer: 'Yes, volunteers too.', to: 'all', ...keyOf(shown.text), ...seenIn(shown.text) }
    for (let times = 0; times < 2; times += 1) expect((await staff.post(await page(), answer)).status).toBe(303)
    const [mail, ...more] = await rows<{ body: string }>(world.db, `select body from messages where kind = 'answer'`)
    expect([mail?.body, more]).toEqual([expect.stringContaining('Yes, volunteers too.'), []])
    const read = pageText(await neighbour.get(SECTION))
    expect(read).toContain('Clarification from your partnership: Yes, volunteers too.')
    expect(read).not.toContain('Sam Okafor')
    expect(pageText(await neighbour.get('/return/requests'))).not.toContain('volunteers')
    expect(pageText(await dsl.get('/return/requests'))).toContain(`Answered by ${one.name}`)

    const [clarification = ''] = linksOf(await staff.get(`/rounds/${round.id}/clarifications`), '/clarifications/')
    const before = seenIn((await staff.get(clarification)).text)
    expect((await other.post(clarification, { text: 'Yes: volunteers and governors.', ...before })).status).toBe(303)
    const late = await staff.post(clarification, { text: 'Yes, all of them.', ...before })
    expect([late.status, pageText(late)]).toEqual([409, expect.stringContaining('The clarification has changed since you opened the page')])
    expect(late.text).toContain('Yes, all of them.')
    expect(pageText(await neighbour.get(SECTION))).toContain('Yes: volunteers and governors.')
    expect((await staff.post(clarification, { intent: 'withdraw', ...seenIn(late.text) })).status).toBe(303)
    expect(pageText(await neighbour.get(SECTION))).not.toContain('Clarification')
    expect(pageText(await staff.get(clarification))).toMatch(/Withdrawn.*volunteers and governors.*Yes, volunteers too/)
    await expect(world.db.transaction(trx => trx.raw(`update clarifications set text = 'x'`))).rejects.toThrow()
  }),
)

test(
  'an answer for the asker alone is beside nobody’s question; a second answer is told of the first; who has other sections cannot ask',
  inRollback(async world => {
    const { dsl, neighbour, staff, other, one, page, auditReturn } = await twoSchools(world)
    await dsl.post(ASK, { reason: 'May we leave this out?' })
    await staff.post(await page(), { answer: 'No.', to: 'asker', seen: '0' })
    expect(pageText(await neighbour.get(SECTION))).not.toContain('Clarification')
    expect(pageText(await dsl.get(SECTION))).not.toContain('Clarification')
    const second = await other.post(await page(), { answer: 'Yes, you may.', to: 'all', seen: '0' })
    expect([second.status, pageText(second)]).toEqual([409, expect.stringContaining(`Answered by ${one.name}`)])
    expect(pageText(second)).toContain('What you wrote was not saved: Yes, you may.')
    expect(await rows(world.db, 'select id from clarifications')).toEqual([])
    await world.db.raw(`update invitations set sections = '{training}' where return_id = ?`, [auditReturn.id])
    expect((await dsl.get(ASK)).status).toBe(404)
    expect((await dsl.post(ASK, { reason: 'And this?' })).status).toBe(404)
    expect(pageText(await dsl.get('/return/requests'))).not.toContain('May we leave this out?')
  }),
)
