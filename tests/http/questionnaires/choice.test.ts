import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { documentOf, LIBRARY, newestVersions } from '../../../src/features/questionnaires/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText, type Fields, type TestWorld } from '../../support/app.ts'

const setA = LIBRARY.find(({ set }) => set === 'A')!
const LOG = 'allegations_low_level_log'
const HANGS = ['allegations_low_level_patterns', 'allegations_low_level_count']
const sectionWith = (key: string) => setA.sections.find(({ questions }) => questions.some(question => question.key === key))!

/** What the form of a page sends untouched. */
const formOf = ({ text }: Response): Fields =>
  Object.fromEntries([
    ...[...text.matchAll(/<input type="hidden" name="(shown|revision)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
    ...[...text.matchAll(/<input[^>]*name="(choice\.[^"]+)"[^>]*value="([^"]+)" checked/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  ]) as Fields

async function choosing(world: TestWorld) {
  const actor = await world.make.staffActor()
  const browser = await world.staff(actor.accountId)
  await browser.post('/questionnaires/publish', { set: 'A' })
  const started = await browser.post('/questionnaires/choice', { set: 'A', source: 'library' })
  const at = String(started.headers.location)
  const section = `${at}/${sectionWith(LOG).key}`
  const events = async () =>
    (
      await rows<{ verb: string; details: object }>(world.db, `select verb, details from events where partnership_id = ? order by id`, [
        actor.partnershipId,
      ])
    ).filter(({ verb }) => /chosen|undone/.test(verb))
  const newest = async () => {
    const [version] = await newestVersions(world.db, actor.partnershipId)
    return { version, document: await documentOf(world.db, actor.partnershipId, version!.id) }
  }
  return { actor, browser, at, section, events, newest }
}

test(
  'staff leave a question out with what hangs on it, undo it, and publish what is left as the next version',
  inRollback(async world => {
    const { browser, at, section, events, newest } = await choosing(world)
    const overview = await browser.get(at)
    expect(heading(overview)).toBe('Choose the questions of set A')
    expect(pageText(overview)).toContain('105 compulsory, 44 optional, 0 left out.')
    expect(pageText(overview)).toContain('Nothing: every question is asked as the set has it.')

    const form = { ...formOf(await browser.get(section)), [`choice.${LOG}`]: 'left_out' }
    const refused = await browser.post(section, form)
    expect(refused.status).toBe(422)
    expect(pageText(refused)).toContain('are asked only because of the answer to')
    expect(refused.text).toMatch(new RegExp(`name="choice\\.${LOG}"[^>]*value="left_out" checked`))
    expect(await events()).toEqual([])

    expect((await browser.post(section, { ...form, also: 'yes' })).status).toBe(303)
    expect(pageText(await browser.get(at))).toMatch(/Left out \(3\)[^]*Number of low-level concerns/)
    // Sent again as it was, it is about what is not there any more.
    expect((await browser.post(section, { ...form, also: 'yes' })).status).toBe(409)
    const undo = { ...formOf(await browser.get(at)), intent: 'undo' }
    expect((await browser.post(at, undo)).status).toBe(303)
    expect(pageText(await browser.get(at))).toContain('105 compulsory, 44 optional, 0 left out.')
    expect((await browser.post(at, undo)).status).toBe(409)
    await browser.post(at, { ...formOf(await browser.get(at)), intent: 'undo' })
    expect((await events()).map(({ verb, details }) => [verb, details])).toEqual([
      ['questionnaire.questions_chosen', { set: 'A', compulsory: 103, optional: 43, leftOut: 3 }],
      ['questionnaire.choice_undone', { set: 'A', compulsory: 105, optional: 44, leftOut: 0 }],
      ['questionnaire.choice_undone', { set: 'A', compulsory: 103, optional: 43, leftOut: 3 }],
    ])

    expect((await browser.post(at, { ...formOf(await browser.get(at)), intent: 'publish' })).status).toBe(303)
    const { version, document } = await newest()
    expect(version?.version).toBe(2)
    const asked = document?.sections.flatMap(({ questions }) => questions.map(({ key }) => key)) ?? []
    expect([LOG, ...HANGS].filter(key => asked.includes(key))).toEqual([])
    // It stays readable, and says nothing of words that the library has otherwise; another choice begins with this one.
    expect(pageText(await browser.get(at))).toContain('Questions chosen for set A')
    expect((await browser.get(at)).text).not.toContain('name="revision"')
    expect((await browser.post(section, form)).status).toBe(409)
    const list = pageText(await browser.get('/questionnaires'))
    expect(list).toContain('Which questions were chosen')
    expect(list).not.toContain('The library’s set differs')
    const again = await browser.post('/questionnaires/choice', { set: 'A', source: 'library' })
    const next = String(again.headers.location)
    expect(pageText(await browser.get(next))).toContain('103 compulsory, 43 optional, 3 left out.')

    // The library has other words since: all of it can be published, but not without being told what is lost.
    await browser.post(next, { ...formOf(await browser.get(next)), intent: 'discard' })
    await world.db.raw(`update questionnaire_versions set chosen_from_sha256 = repeat('0', 64) where id = ?`, [version!.id])
    expect(pageText(await browser.get('/questionnaires'))).toMatch(
      /To keep what you chose, choose the questions of the next version.*Publish all 149 questions as version 3, without what you chose/,
    )
    await browser.post('/questionnaires/publish', { set: 'A' })
    expect((await newest()).version?.version).toBe(3)
    // What was chosen last is not lost by it.
    const later = await browser.post('/questionnaires/choice', { set: 'A', source: 'library' })
    expect(pageText(await browser.get(String(later.headers.location)))).toContain('103 compulsory, 43 optional, 3 left out.')
  }),
)

test(
  'what law requires is never left out, and two people who choose of one section do not overwrite each other',
  inRollback(async world => {
    const { actor, browser, at, newest } = await choosing(world)
    const law = setA.sections.flatMap(({ questions }) => questions).find(({ strength, when }) => strength === 'must' && !when)!
    const place = `${at}/${sectionWith(law.key).key}`
    const page = await browser.get(place)
    expect(pageText(page)).toContain('The law requires what it asks')
    expect(page.text).not.toContain(`name="choice.${law.key}"`)
    const forged = await browser.post(place, { ...formOf(page), [`choice.${law.key}`]: 'left_out' })
    expect(forged.status).toBe(303)
    expect(pageText(await browser.get(at))).toContain('0 left out')

    const free = sectionWith(law.key).questions.find(({ strength, when }) => strength === 'should' && !when)!
    const colleague = await world.staff((await world.make.staffActor(actor.partnershipId, 'coordinator')).accountId)
    const [one, other] = [formOf(await browser.get(place)), formOf(await colleague.get(place))]
    expect((await browser.post(place, { ...one, [`choice.${free.key}`]: 'optional' })).status).toBe(303)
    const late = await colleague.post(place, { ...other, [`choice.${free.key}`]: 'left_out' })
    expect([late.status, pageText(late)]).toEqual([409, expect.stringContaining('chose of this section after you opened it')])
    expect(late.text).toMatch(new RegExp(`name="choice\\.${free.key}"[^>]*value="left_out" checked`))
    expect((await colleague.post(place, formOf(late))).status).toBe(303)
    expect(pageText(await browser.get(at))).toContain('1 left out')

    const discard = { ...formOf(await browser.get(at)), intent: 'discard' }
    expect((await browser.post(at, discard)).status).toBe(303)
    expect((await browser.get(at)).status).toBe(404)
    expect((await newest()).version?.version).toBe(1)
    // Whoever only reads the questionnaires chooses nothing.
    const reader = await world.staff((await world.make.staffActor(actor.partnershipId, 'analyst')).accountId)
    expect((await reader.post('/questionnaires/choice', { set: 'A', source: 'library' })).status).toBe(403)
  }),
)
