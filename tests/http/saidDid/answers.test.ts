import { expect, test } from '@jest/globals'
import { addAnswer } from '../../../src/features/saidDid/index.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, linksOf, submitForm } from '../../support/forms.ts'
import { office, type Office } from './world.ts'

type Written = { what?: string; state?: 'planned' | 'under_way' | 'done'; timescale?: string; lead?: string; namesPublic?: boolean }

const answerTo = (world: TestWorld, it: Office, themeId: Id<'theme'>, { namesPublic = false, ...text }: Written = {}) =>
  addAnswer(world.db, it.actor, {
    roundId: it.round.id,
    themeId,
    namesPublic,
    action: { what: 'A leaflet was produced.', timescale: '', lead: '', outcomeMeasure: '', remark: '', state: 'done', ...text },
  })

const publishIn = async (it: Office) => submitForm(it.browser, await it.browser.get(it.preview))

/** The office with one theme. */
async function withTheme(world: TestWorld) {
  const it = await office(world)
  return { ...it, ...(await it.theme('Young carers')) }
}

test(
  'from nothing to a published page: a theme, its answers, one look, one press',
  inRollback(async world => {
    const it = await office(world)
    const start = await it.browser.get(`/rounds/${it.round.id}`)
    const list = await it.browser.get(linksOf(start, '/said-did')[0]!)
    const theme = await it.browser.get(linksOf(list, '/themes/new')[0]!)
    const first = await follow(
      it.browser,
      await submitForm(it.browser, theme, {
        title: 'Young carers',
        statement: 'There are more of them.',
        heard: 'Heard in meetings',
        intent: 'answer',
      }),
    )
    expect(heading(first)).toBe('Add an answer')
    const second = await follow(
      it.browser,
      await submitForm(it.browser, first, { what: 'We produced a leaflet.', state: 'done', intent: 'another' }),
    )
    expect(heading(second)).toBe('Add an answer')
    const done = await follow(
      it.browser,
      await submitForm(it.browser, second, {
        what: 'A course',
        state: 'planned',
        timescale: 'from September 2099',
        lead: 'Northmoor Police',
        intent: 'save',
      }),
    )
    expect(pageText(done)).toContain('1 theme and 2 answers: 1 done and 1 planned.')
    const preview = await it.browser.get(linksOf(done, '/publications/new/')[0]!)
    await submitForm(it.browser, preview)
    const page = pageText(await world.visitor().get(it.published))
    expect(page).toContain('We produced a leaflet. Done A course Planned · from September 2099 · Northmoor Police')
  }),
)

test(
  'a theme can begin with several answers, one on each line',
  inRollback(async world => {
    const it = await office(world)
    const form = await it.browser.get(`${it.base}/themes/new`)
    const typed = {
      title: 'Young carers',
      statement: 'There are more of them.',
      heard: 'Heard in meetings',
      answers: '- A leaflet.\r\n\r\n  A talk.\r\n',
    }
    const sent = await submitForm(it.browser, form, typed)
    expect([sent.status, pageText(sent).includes('Choose how these answers stand')]).toEqual([422, true])
    expect(sent.text).toContain('A talk.')
    const list = await follow(it.browser, await submitForm(it.browser, sent, { ...typed, state: 'under_way' }))
    expect(pageText(list)).toContain('1 theme and 2 answers: 2 under way.')
    expect(pageText(list)).toMatch(/We did A leaflet\. Under way .* A talk\. Under way/)
    const again = await submitForm(it.browser, await it.browser.get(`${it.base}/themes/new`), {
      ...typed,
      answers: 'x'.repeat(2001),
      state: 'done',
    })
    expect([again.status, pageText(again).includes('Each answer must be 2,000 characters or fewer')]).toEqual([422, true])
    const next = await submitForm(it.browser, await it.browser.get(`${it.base}/themes/new`), { ...typed, answers: '', intent: 'another' })
    expect(next.headers.location).toBe(`${it.base}/themes/new`)
  }),
)

test(
  'people who lead are not named to everyone unless somebody ticked that they may be; what is hidden is said before',
  inRollback(async world => {
    const it = await withTheme(world)
    const lead = 'Tom Barker, Northmoor Youth Service\nNorthmoor Police\nHead of Early Help\nMrs B.'
    const { actionId } = await answerTo(world, it, it.themeId, { lead })
    const preview = pageText(await it.browser.get(it.preview))
    expect(preview).toContain('Who acts, as bodies, groups and posts: Northmoor Youth Service, Northmoor Police and Head of Early Help.')
    expect(preview).toContain('Nobody who acts is named as a person.')
    expect(preview).toContain('Left out, as they may be people: “Tom Barker, Northmoor Youth Service” and “Mrs B.”.')
    await publishIn(it)
    const page = await world.visitor().get(it.published)
    expect(pageText(page)).toContain('Done · Northmoor Youth Service; Northmoor Police; Head of Early Help')
    expect(page.text).not.toMatch(/Barker|Mrs B/)
    const edit = await it.browser.get(`${it.base}/themes/${it.themeId}/answers/${actionId}/edit`)
    await submitForm(it.browser, edit, { namesPublic: 'yes' })
    expect(pageText(await it.browser.get(it.preview))).toContain('Names of people, as someone ticked: Tom Barker, Northmoor Youth Service')
    await publishIn(it)
    expect(pageText(await world.visitor().get(it.published))).toContain('Tom Barker, Northmoor Youth Service')
    expect((await world.visitor().get(`${it.published}/1`)).text).not.toMatch(/Barker|Mrs B/)
    expect(pageText(await it.browser.get(`/rounds/${it.round.id}/history`))).toContain('They may be named')
  }),
)

test(
  'that people may be named holds for those who stood there: a change of the action anywhere ends it',
  inRollback(async world => {
    const it = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId, { lead: 'Tom Barker, Northmoor Youth Service' })
    const edit = () => it.browser.get(`${it.base}/themes/${it.themeId}/answers/${actionId}/edit`)
    const named = async () => /Names of people, as someone ticked: ([^.]*)\./.exec(pageText(await it.browser.get(it.preview)))?.[1]
    await submitForm(it.browser, await edit(), { namesPublic: 'yes' })
    expect(await named()).toBe('Tom Barker, Northmoor Youth Service')
    // Of progress nothing leaves, so it ends nothing.
    await submitForm(it.browser, await it.browser.get(`/actions/${actionId}`), { note: 'It goes on', state: 'under_way' })
    expect(await named()).toBe('Tom Barker, Northmoor Youth Service')
    await submitForm(it.browser, await it.browser.get(`/actions/${actionId}/edit`), { lead: 'Ann Smith, Northmoor Youth Service' })
    expect(await named()).toBeUndefined()
    expect(pageText(await it.browser.get(it.preview))).toContain('Left out, as they may be people: “Ann Smith, Northmoor Youth Service”.')

    // Said again with the new words before the eyes; then the words are others, and might name somebody.
    await submitForm(it.browser, await edit(), { namesPublic: 'yes' })
    expect(await named()).toBe('Ann Smith, Northmoor Youth Service')
    await submitForm(it.browser, await it.browser.get(`/actions/${actionId}/edit`), { what: `Ask ${it.actor.name} for the leaflet.` })
    expect(await named()).toBeUndefined()
    expect(pageText(await it.browser.get(it.preview))).toContain(`A text names ${it.actor.name}`)
    // Who leaves the tick where it is while they write the words anew says it of those.
    await submitForm(it.browser, await edit(), { namesPublic: 'yes' })
    await submitForm(it.browser, await edit(), { what: 'Another leaflet.', lead: 'Jo Field, Northmoor Police' })
    expect(await named()).toBe('Jo Field, Northmoor Police')
  }),
)

test(
  'of two who have an answer open, a tick that one left alone does not undo what the other decided about the names',
  inRollback(async world => {
    const it = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId, { lead: 'Tom Barker' })
    const edit = () => it.browser.get(`${it.base}/themes/${it.themeId}/answers/${actionId}/edit`)
    const isTicked = async () => /value="yes"[^>]*checked/.test((await edit()).text)
    const [mine, theirs] = [await edit(), await edit()]
    await submitForm(it.browser, theirs, { namesPublic: 'yes' })
    expect((await submitForm(it.browser, mine, { timescale: '' })).status).toBe(303)
    expect(await isTicked()).toBe(true)

    const [again, others] = [await edit(), await edit()]
    await submitForm(it.browser, others, { namesPublic: [] })
    expect(await isTicked()).toBe(false)
    expect((await submitForm(it.browser, again, { what: 'Another leaflet.' })).status).toBe(303)
    expect([await isTicked(), pageText(await edit()).includes('Another leaflet.')]).toEqual([false, true])
  }),
)

test(
  'who ticks that people may be named, while a colleague says who they are, is shown that first',
  inRollback(async world => {
    const it = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId, { lead: 'Mrs B.' })
    const edit = await it.browser.get(`${it.base}/themes/${it.themeId}/answers/${actionId}/edit`)
    await world.db.raw(`update action_leads set name = 'Mary Brown' where action_id = ?`, [actionId])
    await world.db.raw(`update actions set version = version + 1 where id = ?`, [actionId])
    const ticked = await submitForm(it.browser, edit, { namesPublic: 'yes' })
    expect(ticked.status).toBe(409)
    expect(pageText(await it.browser.get(it.preview))).not.toContain('Mary Brown')
    await submitForm(it.browser, ticked)
    expect(pageText(await it.browser.get(it.preview))).toContain('as someone ticked: Mary Brown')
  }),
)

test(
  'a text that names somebody of the staff is not published',
  inRollback(async world => {
    const it = await withTheme(world)
    await world.make.account({ partnership_id: it.partnership.id, name: 'Ngozi Eze' })
    await answerTo(world, it, it.themeId, { what: 'Ask  NGOZI eze for the leaflet.' })
    const preview = await it.browser.get(it.preview)
    expect(pageText(preview)).toContain('A text names Ngozi Eze, who has an account here.')
    const sent = await it.browser.post(it.preview, { after: '0', digest: 'x' })
    expect([sent.status, heading(sent)]).toEqual([409, 'This cannot be published yet'])
    expect((await world.visitor().get(it.published)).status).toBe(404)
  }),
)

test(
  'before publishing it is said what in the texts may be somebody: a person of the register, a title, an address, a number',
  inRollback(async world => {
    const it = await withTheme(world)
    const establishment = await world.make.establishment({ partnership_id: it.actor.partnershipId })
    await world.make.contact({ partnership_id: it.actor.partnershipId, establishment_id: establishment.id, name: 'Ottoline Green' })
    await answerTo(world, it, it.themeId, {
      what: 'Green ratings were explained on www.northmoor.example; ask ottoline green, Mrs Grimes or team@northmoor.example, 07700 900 123.',
    })
    expect(pageText(await it.browser.get(it.preview))).toContain(
      'Look whether this says who a person is, or how to reach them: “ottoline green”, “Grimes” and “team@northmoor.example, 07700 900 123”.',
    )
  }),
)

test(
  'notes of progress, remarks and outcome measures do not leave the office',
  inRollback(async world => {
    const it = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId, { state: 'planned', timescale: 'by 2099' })
    const page = await it.browser.get(`/actions/${actionId}`)
    await submitForm(it.browser, page, { note: 'Private note of progress', state: 'under_way' })
    await submitForm(it.browser, await it.browser.get(`/actions/${actionId}/edit`), {
      remark: 'Private remark',
      outcomeMeasure: 'Private measure',
    })
    expect(pageText(await it.browser.get(it.base))).toContain('Private note of progress')
    await publishIn(it)
    const published = await world.visitor().get(it.published)
    expect(pageText(published)).toContain('Under way · by 2099')
    expect(published.text).not.toContain('Private')
  }),
)

test(
  'one action that answers two themes is counted once, and changed in both',
  inRollback(async world => {
    const it = await withTheme(world)
    const other = await it.theme('Neglect')
    const { actionId } = await answerTo(world, it, it.themeId, { what: 'One leaflet on both.' })
    const form = await it.browser.get(`${it.base}/themes/${other.themeId}/answers/new`)
    const nothing = await submitForm(it.browser, form, {}, { which: '/choose' })
    expect([nothing.status, pageText(nothing).includes('Choose the action that answers this theme')]).toEqual([422, true])
    await submitForm(it.browser, form, { action: String(actionId) }, { which: '/choose' })
    await submitForm(it.browser, form, { action: String(actionId) }, { which: '/choose' })
    const list = pageText(await it.browser.get(it.base))
    expect(list).toContain('2 themes and 1 answer: 1 done.')
    expect(list).toContain('Answers “Neglect” too, and is counted once')
    const edit = await it.browser.get(`${it.base}/themes/${other.themeId}/answers/${actionId}/edit`)
    expect(pageText(edit)).toContain('It answers 2 themes, and is changed in all of them.')
    await submitForm(it.browser, edit, { what: 'One better leaflet.' })
    await publishIn(it)
    const page = pageText(await world.visitor().get(it.published))
    expect(page).toContain('2 themes and 1 answer: 1 done.')
    expect(page.match(/One better leaflet\./g)).toHaveLength(2)
    expect(pageText(await it.browser.get(`/actions/${actionId}`))).toContain('The audit said: Young carers The audit said: Neglect')
  }),
)

test(
  'answers are moved and removed; the action stays with its page',
  inRollback(async world => {
    const it = await withTheme(world)
    const first = await answerTo(world, it, it.themeId, { what: 'First answer.' })
    await answerTo(world, it, it.themeId, { what: 'Second answer.' })
    const order = async () => pageText(await it.browser.get(it.base)).match(/(First|Second) answer\.(?= Done)/g)
    expect(await order()).toEqual(['First answer.', 'Second answer.'])
    await submitForm(it.browser, await it.browser.get(it.base), { direction: 'down' }, { which: `/answers/${first.actionId}/move` })
    expect(await order()).toEqual(['Second answer.', 'First answer.'])
    const confirm = await it.browser.get(`${it.base}/themes/${it.themeId}/answers/${first.actionId}/remove`)
    expect(pageText(confirm)).toContain('Is this no answer to “Young carers”?')
    const after = await follow(it.browser, await submitForm(it.browser, confirm))
    expect(after.text).toContain(`href="/actions/${first.actionId}"`)
    expect(await order()).toEqual(['Second answer.'])
    expect((await it.browser.get(`/actions/${first.actionId}`)).status).toBe(200)
    const late = await submitForm(it.browser, confirm)
    expect([late.status, heading(late)]).toEqual([409, 'This answer is not in the theme any more'])
    const history = pageText(await it.browser.get(`/rounds/${it.round.id}/history`)).toLowerCase()
    for (const line of ['moved an answer', 'took an answer out of a theme', 'added an answer']) expect(history).toContain(line)
  }),
)

test(
  'overdue promises, and answers that no date can be read of, come up on the list and on the page of the round',
  inRollback(async world => {
    const it = await withTheme(world)
    const round = () => it.browser.get(`/rounds/${it.round.id}`)
    expect(pageText(await round())).not.toContain('“we did”')
    await answerTo(world, it, it.themeId, { what: 'Late training.', state: 'planned', timescale: 'July 2020' })
    await answerTo(world, it, it.themeId, { what: 'Vague training.', state: 'under_way', timescale: 'soon' })
    await answerTo(world, it, it.themeId, { what: 'Done training.', state: 'done', timescale: 'July 2020' })
    await answerTo(world, it, it.themeId, { state: 'done' })
    for (const page of [await it.browser.get(it.base), await round()]) {
      expect(pageText(page)).toContain('1 promise of “we did” is overdue')
      expect(pageText(page)).toContain('1 promise of “we did” has no date')
    }
    for (const [show, only, others] of [
      ['overdue', 'Late training.', ['Vague training.', 'Done training.']],
      ['undated', 'Vague training.', ['Late training.', 'Done training.']],
    ] as const) {
      expect(linksOf(await round(), '/said-did')).toContain(`${it.base}?show=${show}`)
      const list = pageText(await it.browser.get(`${it.base}?show=${show}`))
      expect(list).toContain(only)
      for (const other of others) expect(list).not.toContain(other)
      expect(list).toContain('Only these are shown')
    }
    expect(pageText(await it.browser.get(`${it.base}?show=nonsense`))).toContain('Done training.')
  }),
)

test(
  'an answer without words or state is not kept, and nothing typed is lost',
  inRollback(async world => {
    const it = await withTheme(world)
    const form = await it.browser.get(`${it.base}/themes/${it.themeId}/answers/new`)
    const sent = await submitForm(it.browser, form, { what: ' ', lead: 'Northmoor Police', namesPublic: 'yes' })
    expect(sent.status).toBe(422)
    for (const message of ['Write what is to be done', 'Choose how it stands now']) expect(pageText(sent)).toContain(message)
    expect(sent.text).toMatch(/Northmoor Police[\s\S]*name="namesPublic"[^>]*checked/)
  }),
)

test(
  'of two who change one answer, the second is shown what the first wrote',
  inRollback(async world => {
    const it = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId)
    const edit = await it.browser.get(`${it.base}/themes/${it.themeId}/answers/${actionId}/edit`)
    await submitForm(it.browser, edit, { what: 'Theirs' })
    const mine = await submitForm(it.browser, edit, { what: 'Mine' })
    expect(mine.status).toBe(409)
    expect(pageText(mine)).toMatch(/changed it to: Theirs[\s\S]*What you wrote is still below/)
    expect(mine.text).toContain('Mine')
  }),
)

test(
  'how an answer stands is changed where it is changed, and the history says what it was before',
  inRollback(async world => {
    const it = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId, { state: 'planned', timescale: 'by 2099' })
    const edit = () => it.browser.get(`${it.base}/themes/${it.themeId}/answers/${actionId}/edit`)
    const list = async () => pageText(await it.browser.get(it.base))
    await submitForm(it.browser, await edit(), { state: 'under_way' })
    expect(await list()).toContain('1 theme and 1 answer: 1 under way.')
    const why = await submitForm(it.browser, await edit(), { state: 'dropped', what: 'A better leaflet.' })
    expect([why.status, pageText(why).includes('Say why it was dropped')]).toEqual([422, true])
    await submitForm(it.browser, why, { droppedReason: 'The grant ended' })
    expect(await list()).toContain('A better leaflet. Dropped')
    // As the answer, so the action: what was said of it is one row of progress each.
    expect(pageText(await it.browser.get(`/actions/${actionId}`))).toContain('Dropped because The grant ended')
    const history = pageText(await it.browser.get(`/history?about=plans`))
    expect(history).toContain('State: Under way Before: Planned')
    expect(history).toContain('State: Dropped Before: Under way Dropped because: The grant ended')
  }),
)

test(
  'of two who have an answer open, who left how it stands alone does not undo what the other said, and who said otherwise is told',
  inRollback(async world => {
    const it = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId, { state: 'planned', timescale: 'by 2099' })
    const edit = () => it.browser.get(`${it.base}/themes/${it.themeId}/answers/${actionId}/edit`)
    const stands = async () => / answer: (.*?)\./.exec(pageText(await it.browser.get(it.base)))?.[1]
    const [words, state] = [await edit(), await edit()]
    await submitForm(it.browser, await edit(), { state: 'done' })
    const refused = await submitForm(it.browser, words, { what: 'Another leaflet.' })
    expect([refused.status, pageText(refused).includes('It stands: Done')]).toEqual([409, true])
    expect((await submitForm(it.browser, refused)).status).toBe(303)
    expect(await stands()).toBe('1 done')

    const other = await submitForm(it.browser, state, { state: 'under_way' })
    expect([other.status, await stands()]).toEqual([409, '1 done'])
    expect((await submitForm(it.browser, other)).status).toBe(303)
    expect(await stands()).toBe('1 under way')
  }),
)

test(
  'answers of another partnership are not there',
  inRollback(async world => {
    const it = await withTheme(world)
    const others = await withTheme(world)
    const { actionId } = await answerTo(world, it, it.themeId)
    const path = `${it.base}/themes/${it.themeId}/answers/${actionId}`
    for (const address of [`${path}/edit`, `${path}/remove`, `${it.base}/themes/${it.themeId}/edit`])
      expect((await others.browser.get(address)).status).toBe(404)
    await others.browser.post(`${others.base}/themes/${others.themeId}/answers/choose`, { action: String(actionId) })
    expect(pageText(await others.browser.get(others.base))).toContain('1 theme and 0 answers.')
    const misplaced = `${others.base}/themes/${it.themeId}/answers/new`
    expect((await others.browser.get(misplaced)).status).toBe(404)
  }),
)

test(
  'script in an answer is text, and only addresses of the web become links',
  inRollback(async world => {
    const it = await withTheme(world)
    const what =
      '<script>alert(1)</script> javascript:alert(1) https://user:pw@evil.example/x "https://help.example/a?b=1&c=2". www.help.example'
    await answerTo(world, it, it.themeId, { what, lead: '<b>Northmoor Police</b>', timescale: '<i>by 2099</i>' })
    await publishIn(it)
    const page = await world.visitor().get(it.published)
    const answers = /<ul class="govuk-list app-said__answers">[\s\S]*?<\/ul>/.exec(page.text)?.[0] ?? ''
    expect(answers).not.toMatch(/<script|<b>|<i>/)
    expect([...answers.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      'https://help.example/a?b=1&amp;c=2',
      'https://www.help.example/',
    ])
  }),
)
