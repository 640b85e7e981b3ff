import { expect, test } from '@jest/globals'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { document, sampleOf } from './reviewed.ts'

const AREA = '/reviews/rubrics/area/policies'
const OURS = 'The policy names our own Harbour team.\nIt is signed by the chair.'

test(
  'a partnership says in its own words what good evidence shows, reviewers read it beside the area, and the default comes back',
  inRollback(async world => {
    const { coordinator, browser: reviewer, hrefs, partnershipId } = await sampleOf(world, ['on_time'])
    const browser = await world.staff(coordinator.accountId)
    const list = await browser.get('/reviews/rubrics')
    expect(heading(list)).toBe('What good evidence shows')
    expect(pageText(list)).toContain('All of it is the default that comes with the program.')
    const area = `${hrefs[0]!}/areas/policies`
    expect(pageText(await reviewer.get(area))).toContain('What was sent is the same as what parents find on the website.')

    const form = await browser.get(AREA)
    expect(form.text).toContain('What was sent is the same as what parents find on the website.')
    const saved = await submitForm(browser, form, { body: OURS })
    expect(pageText(await follow(browser, saved))).toContain('1 text is your own; the rest is the default')
    const review = pageText(await reviewer.get(area))
    expect(review).toContain('The policy names our own Harbour team.')
    expect(review).not.toContain('What was sent is the same as what parents find on the website.')
    // Another partnership reads the default still.
    const other = await world.staff((await world.make.staffActor()).accountId)
    expect(pageText(await other.get('/reviews/rubrics'))).toContain('All of it is the default')

    const back = await browser.get(`${AREA}/default`)
    expect(pageText(back)).toContain('The policy names our own Harbour team.')
    expect((await submitForm(browser, back)).status).toBe(303)
    expect(pageText(await reviewer.get(area))).toContain('What was sent is the same as what parents find on the website.')
    const told = await rows<{ verb: string; before: string }>(
      world.db,
      `select verb, details ->> 'before' as before from events where partnership_id = ? and verb like 'rubric.%' order by id`,
      [partnershipId],
    )
    expect(told).toEqual([
      { verb: 'rubric.written', before: '' },
      { verb: 'rubric.reset', before: OURS },
    ])
    expect(pageText(await browser.get('/history'))).toContain('Went back to the default of what good evidence shows')
  }),
)

test(
  'two people who write at once never overwrite each other, not even after one of them went back to the default',
  inRollback(async world => {
    const { coordinator, partnershipId } = await sampleOf(world, ['on_time'])
    const browser = await world.staff(coordinator.accountId)
    const colleague = await world.staff((await world.make.staffActor(partnershipId)).accountId)
    const opened = await browser.get(AREA)
    expect((await submitForm(colleague, await colleague.get(AREA), { body: 'Theirs.' })).status).toBe(303)
    const clash = await submitForm(browser, opened, { body: 'Mine.' })
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('Theirs.')
    expect(clash.text).toContain('Mine.')
    // A confirmation that was opened over other words gives up nothing.
    const confirmation = await browser.get(`${AREA}/default`)
    expect((await submitForm(colleague, await colleague.get(AREA), { body: 'Theirs, better.' })).status).toBe(303)
    expect((await submitForm(browser, confirmation)).status).toBe(409)
    expect((await submitForm(colleague, await colleague.get(`${AREA}/default`))).status).toBe(303)
    const late = await submitForm(browser, opened, { body: 'Mine.' })
    expect(late.status).toBe(409)
    expect(pageText(late)).toContain('went back to the default')
    expect((await submitForm(browser, late, { body: 'Mine.' })).status).toBe(303)
  }),
)

test(
  'what is empty or too long is told at the box with all that was written, and the same twice is written once',
  inRollback(async world => {
    const { coordinator, partnershipId } = await sampleOf(world, ['on_time'])
    const browser = await world.staff(coordinator.accountId)
    const form = await browser.get(AREA)
    const empty = await submitForm(browser, form, { body: '  ' })
    expect([empty.status, pageText(empty).includes('Write what good evidence shows')]).toEqual([422, true])
    const long = 'A policy of this year. '.repeat(100)
    const tooLong = await submitForm(browser, form, { body: long })
    expect(pageText(tooLong)).toContain('What good evidence shows must be 2,000 characters or fewer')
    expect(tooLong.text).toContain(long.trim())
    for (const body of ['Ours.', 'Ours.']) expect((await submitForm(browser, form, { body })).status).toBe(303)
    expect(await rows(world.db, `select 1 from events where partnership_id = ? and verb = 'rubric.written'`, [partnershipId])).toHaveLength(
      1,
    )
  }),
)

test(
  'reviewers and analysts read it and cannot change it; what is not asked about has no page',
  inRollback(async world => {
    const { browser, coordinator } = await sampleOf(world, ['on_time'])
    const list = await browser.get('/reviews/rubrics')
    expect(list.status).toBe(200)
    expect(list.text).not.toContain(AREA)
    for (const path of [AREA, `${AREA}/default`]) {
      expect((await browser.get(path)).status).toBe(403)
      expect((await browser.post(path, { body: 'Mine.' })).status).toBe(403)
    }
    const manager = await world.staff(coordinator.accountId)
    for (const path of ['area/nothing', 'area/constructor', 'question/policies', 'question/policies_evidence', 'section/policies'])
      expect([path, (await manager.get(`/reviews/rubrics/${path}`)).status]).toEqual([path, 404])
  }),
)

test(
  'a question of which it is written what documents show comes first and large; the others after it, their note folded',
  inRollback(async world => {
    const { coordinator, browser, hrefs, members, partnershipId } = await sampleOf(world, ['on_time'])
    const area = `${hrefs[0]!}/areas/policies`
    const label = (key: string) => LIBRARY[0]!.sections.flatMap(({ questions }) => questions).find(question => question.key === key)!.label
    const order = async (...keys: string[]) => {
      const { text } = await browser.get(area)
      return keys.toSorted((one, other) => text.indexOf(`id="question-${one}"`) - text.indexOf(`id="question-${other}"`))
    }
    const [current, suite, approved] = ['policies_child_protection_current', 'policies_others', 'policies_child_protection_reviewed_on']
    expect(await order(suite, approved, current)).toEqual([current, approved, suite])
    const manager = await world.staff(coordinator.accountId)
    const form = await manager.get(`/reviews/rubrics/question/${suite}`)
    expect(heading(form)).toBe(label(suite))
    await submitForm(manager, form, { body: 'A list with the date of each policy.' })
    expect(await order(suite, approved, current)).toEqual([current, suite, approved])
    await document(
      world,
      { returnId: members[0]!.returnId, partnershipId },
      { name: 'approval.pdf', mediaType: 'application/pdf', question: approved },
    )
    expect(await order(suite, approved, current)).toEqual([current, approved, suite])
  }),
)
