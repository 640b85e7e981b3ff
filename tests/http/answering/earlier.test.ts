import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { choiceOf } from '../../support/forms.ts'
import { linksThatLose } from '../../support/walk.ts'
import { answering, fieldsOf } from './answering.ts'

const TRAINING = '/return/sections/training'
const VERSIONS = '/return/versions/priority'

const save = async (browser: Browser, fields: Record<string, string>): Promise<Response> =>
  browser.post(TRAINING, { ...fieldsOf(await browser.get(TRAINING)), intent: 'stay', ...fields })

/** Sam answered; Ruth, who had the page open, chose her own text over his. */
async function overruled(world: TestWorld) {
  const all = await answering(world)
  const head = await all.join('head', 'Ruth Ainsworth')
  const form = fieldsOf(await head.get(TRAINING))
  await save(all.dsl, { 'a.priority': 'Online safety' })
  const clash = await head.post(TRAINING, { ...form, 'a.priority': 'Recruitment' })
  const chosen = await head.post(TRAINING, { ...fieldsOf(clash), 'keep.priority.answer': choiceOf(clash.text, 'mine') })
  expect(chosen.status).toBe(303)
  return { ...all, head }
}

test(
  'whoever gave the other text is told on their next page until they dismiss it, and nobody else is',
  inRollback(async world => {
    const { dsl, head, events, auditReturn, partnership } = await overruled(world)
    const said = /Ruth Ainsworth chose their answer over yours at \S+ today: “.+”\. See both/
    for (const address of ['/return', TRAINING, '/return/whole', '/return/check', VERSIONS]) {
      expect(pageText(await dsl.get(address))).toMatch(said)
      expect(pageText(await head.get(address))).not.toContain('over yours')
    }
    const both = pageText(await dsl.get(VERSIONS))
    for (const text of ['Online safety', 'Recruitment', 'Sam Okafor', 'Ruth Ainsworth']) expect(both).toContain(text)
    // Nobody says for another that they have read it; and a form that is no form of ours says nothing.
    await head.post('/return/told', { upTo: '999999' })
    for (const upTo of ['', 'x', '1e3', '-1']) await dsl.post('/return/told', { upTo })
    const list = await dsl.get('/return')
    expect(pageText(list)).toMatch(said)
    const upTo = /name="upTo" value="(\d+)"/.exec(list.text)?.[1] ?? ''
    expect((await dsl.post('/return/told', { upTo })).headers.location).toBe('/return')
    for (const address of ['/return', TRAINING]) expect(pageText(await dsl.get(address))).not.toContain('over yours')
    expect(await events('return.chosen_over')).toMatchObject([
      { actor_name: 'Ruth Ainsworth', details: { question: 'priority', part: 'answer' } },
    ])
    const staff = await world.staff((await world.make.account({ partnership_id: partnership.id })).id)
    expect(pageText(await staff.get(`/returns/${auditReturn.id}/history`))).toContain('Chose their own text over that of someone else')
  }),
)

test(
  'whoever uses the other text tells nobody',
  inRollback(async world => {
    const { dsl, join, events } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const form = fieldsOf(await head.get(TRAINING))
    await save(dsl, { 'a.priority': 'Online safety' })
    const clash = await head.post(TRAINING, { ...form, 'a.priority': 'Recruitment' })
    await head.post(TRAINING, { ...fieldsOf(clash), 'keep.priority.answer': 'theirs' })
    expect(pageText(await dsl.get('/return'))).not.toContain('over yours')
    expect(await events('return.chosen_over')).toEqual([])
  }),
)

test(
  'a school and its partnership read what an answer was before, and who changed what of it',
  inRollback(async world => {
    const { dsl, head, auditReturn, partnership } = await overruled(world)
    await save(dsl, { 'c.priority': 'As the governors asked.' })
    const staff = await world.staff((await world.make.account({ partnership_id: partnership.id })).id)
    const staffVersions = `/returns/${auditReturn.id}/answers/priority/versions`
    // Its button saves what was typed, which a link would lose.
    const section = await dsl.get(TRAINING)
    expect(linksThatLose(section)).toEqual([])
    expect(section.text).toContain('name="intent" value="versions:priority"')
    const typed = { ...fieldsOf(section), 'c.priority': 'As the governors asked in June.', intent: 'versions:priority' }
    expect((await dsl.post(TRAINING, typed)).headers.location).toBe(`${VERSIONS}?saved=training`)
    expect(pageText(await dsl.get(`${VERSIONS}?saved=training`))).toMatch(/“Training” is saved\..*As the governors asked in June\./s)
    expect((await dsl.get('/return/whole')).text).toContain(`href="${VERSIONS}"`)
    expect((await staff.get(`/returns/${auditReturn.id}/answers?section=all`)).text).toContain(`href="${staffVersions}"`)
    for (const page of [await head.get(VERSIONS), await staff.get(staffVersions)]) {
      const text = pageText(page)
      expect(text).toMatch(
        /As it stands.*Changed: comment.*Recruitment.*As the governors asked.*Changed: answer.*Recruitment.*The earliest version.*Online safety/s,
      )
      expect(text).toMatch(/Answer: Ruth Ainsworth, \S+ today\. Comment: Sam Okafor, \S+ today\./)
    }
    expect((await staff.get(staffVersions)).text).not.toContain('Use this text again')
    for (const none of ['no_such', 'about', '__proto__', 'x'.repeat(300)]) {
      expect((await dsl.get(`/return/versions/${none}`)).status).toBe(404)
      expect((await staff.get(`/returns/${auditReturn.id}/answers/${none}/versions`)).status).toBe(404)
    }
    expect(pageText(await dsl.get('/return/versions/story'))).toContain('Nothing is stored for this question.')
    // Another partnership's staff find none of it.
    const other = await answering(world)
    const stranger = await world.staff((await world.make.account({ partnership_id: other.partnership.id })).id)
    expect((await stranger.get(staffVersions)).status).toBe(404)
    expect((await stranger.post(`/returns/${auditReturn.id}/told`, { upTo: '1' })).status).toBe(404)
  }),
)

test(
  'a former text is put back into the form, and is an answer once it is saved',
  inRollback(async world => {
    const { dsl, answers } = await overruled(world)
    const page = await dsl.get(VERSIONS)
    const again = /href="([^"]*again=[^"]*)"/.exec(page.text)?.[1] ?? ''
    expect(again).toContain('again=priority.1#question-priority')
    const form = await dsl.get(again.replace(/#.*/, ''))
    expect(pageText(form)).toMatch(/Put back as it was saved at \S+ today\. It becomes your answer when you save\./)
    expect(fieldsOf(form)).toMatchObject({ 'a.priority': 'Online safety' })
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment' })
    expect((await dsl.post(TRAINING, { ...fieldsOf(form), intent: 'stay' })).status).toBe(303)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', version: 3 })
    for (const odd of ['priority.9', 'no_such.1', 'priority', '<b>', 'x'.repeat(5000)])
      expect(fieldsOf(await dsl.get(`${TRAINING}?again=${encodeURIComponent(odd)}`))).toMatchObject({ 'a.priority': 'Online safety' })
  }),
)

test(
  'a colleague with a link to some sections reads the versions of those, and of no other',
  inRollback(async world => {
    const { join } = await overruled(world)
    const helper = await join('business_manager', 'Omar Aziz')
    await world.db.raw(`update invitations set sections = '{ratings}' where id = ?`, [helper.actor.invitationId])
    expect((await helper.get('/return/versions/lettings')).status).toBe(200)
    expect((await helper.get(VERSIONS)).status).toBe(404)
  }),
)
