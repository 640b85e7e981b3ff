import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { actionsOf } from '../../../src/features/actions/index.ts'
import { documentOf } from '../../../src/features/plans/document.ts'
import { planRows } from '../../../src/features/plans/readingActions.ts'
import { plansOf } from '../../../src/features/plans/store.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { follow, formOf, formsOf, leadsTo, linksOf, submitForm } from '../../support/forms.ts'

const HEAD = { title: 'Business plan', period: '2018-19', kind: 'priorities', label: 'DRAFT 0.8', dated: '9 September 2024' }

async function office(world: TestWorld) {
  const actor = await world.make.staffActor()
  return { actor, browser: await world.staff(actor.accountId) }
}

/** A plan with one priority, one objective and these actions, as somebody writes it page by page. */
async function writtenPlan(browser: Browser, actions: readonly Record<string, string>[]): Promise<string> {
  const plan = leadsTo(await submitForm(browser, await browser.get('/plans/new'), HEAD))
  const priority = await submitForm(browser, await browser.get(`${plan}/parts/new`), {
    code: 'NSB1',
    title: 'Neglect',
    outcomes: 'Seen early\nAnswered well',
    lead: 'Head of Children’s Social Care',
  })
  const under = /#part-(\d+)/.exec(leadsTo(priority))?.[1] ?? ''
  const objective = await submitForm(browser, await browser.get(`${plan}/parts/new?part=objective&under=${under}`), {
    title: 'One assessment',
  })
  const part = /#part-(\d+)/.exec(leadsTo(objective))?.[1] ?? ''
  for (const action of actions) await submitForm(browser, await browser.get(`${plan}/parts/${part}/actions/new`), action)
  return plan
}

/** Where the actions of a plan lead to be moved, by what they say, in the order of the page. */
const placesIn = (page: Response): Map<string, string> =>
  new Map(
    [...page.text.matchAll(/<a href="(\/plans\/\d+\/places\/\d+)">Move or take out<span [^>]*> ([^<]*)<\/span>/g)].map(
      ([, href = '', what = '']) => [what, href],
    ),
  )

test(
  'an action is written under a priority itself, beside its objectives',
  inRollback(async world => {
    const { browser } = await office(world)
    const plan = await writtenPlan(browser, [{ what: 'Under the objective.' }])
    const link = linksOf(await browser.get(plan), '/actions/new')[0] ?? ''
    await submitForm(browser, await browser.get(link), { what: 'Under the priority.' })
    const text = pageText(await browser.get(plan))
    expect(text.indexOf('Under the priority.')).toBeGreaterThan(0)
    expect(text.indexOf('Under the priority.')).toBeLessThan(text.indexOf('Under the objective.'))
  }),
)

test(
  'a plan is written page by page, and shows its tree with what is late, what has no date and what is blank',
  inRollback(async world => {
    const { browser } = await office(world)
    const plan = await writtenPlan(browser, [
      { what: 'Agree the tool', timescale: 'Jan 2019', lead: 'Lead and Board office', outcomeMeasure: 'By 2019/10' },
      { what: 'Read the data', timescale: 'Quarterly', lead: 'All Board Members' },
      { what: 'Train all', timescale: 'Sept 2019', outcomeMeasure: '(See above)' },
    ])
    const page = await browser.get(plan)
    const text = pageText(page)
    expect(heading(page)).toBe('Business plan')
    expect(text).toContain('1 priority, 1 objective, 3 actions')
    expect(text).toContain('Number DRAFT 0.8, 9 September 2024')
    expect(text).toContain('Key delivery mechanism Nothing is written')
    expect(text).toContain('Outcomes wanted Seen early Answered well')
    expect(text).toContain('Overdue (2)')
    expect(text).toContain('Without a date (1) Read the data (Quarterly)')
    expect(text).toContain('After the end of the plan (1) Train all (Sept 2019)')
    expect(text).toContain('It holds what looks like a year with a slip in it')
    expect(text).toContain('It points to another place')
    const list = pageText(await browser.get('/plans'))
    expect(list).toContain('Business plan 2018-19 DRAFT 0.8, 9 September 2024 3 2 1 0')
    const print = await browser.get(`${plan}/print`)
    expect(pageText(print)).toContain('Action Timescale Lead Outcome measure Agree the tool Jan 2019 Lead and Board office By 2019/10')
  }),
)

test(
  'an action in two places is counted once, and its progress shows in both',
  inRollback(async world => {
    const { browser, actor } = await office(world)
    await writtenPlan(browser, [{ what: 'Agree the tool' }])
    const [action] = await actionsOf(world.db, actor.partnershipId)
    const other = leadsTo(await submitForm(browser, await browser.get('/plans/new'), { ...HEAD, title: 'Joint plan', kind: 'aims' }))
    const aim = leadsTo(await submitForm(browser, await browser.get(`${other}/parts/new`), { title: 'Early help' }))
    const part = /#part-(\d+)/.exec(aim)?.[1] ?? ''
    const form = await browser.get(`${other}/parts/${part}/actions/new`)
    await submitForm(browser, form, { action: String(action!.id), linked: 'yes' }, { which: 'places' })
    const again = await submitForm(browser, form, { action: String(action!.id) }, { which: 'places' })
    expect(pageText(await follow(browser, again))).toContain('It had a place here already')
    const text = pageText(await browser.get('/plans'))
    expect(text).toContain('1 action, counted once')
    expect(text).toMatch(/Joint plan 2018-19 .* 0 0 0 1/)
    expect(pageText(await browser.get(other))).toContain('0 actions, 1 action of the linked plan')
    expect(pageText(await browser.get(`/actions/${action!.id}`))).toMatch(/Business plan: One assessment Joint plan: Early help/)
  }),
)

test(
  'parts and actions are moved and taken out; what is removed says what goes with it, and its actions stay',
  inRollback(async world => {
    const { browser, actor } = await office(world)
    const plan = await writtenPlan(browser, [{ what: 'First' }, { what: 'Second' }])
    const page = await browser.get(plan)
    const place = placesIn(page).get('Second') ?? ''
    const listed = async () => [...placesIn(await browser.get(plan)).keys()]
    expect(await listed()).toEqual(['First', 'Second'])
    await submitForm(browser, await browser.get(place), { direction: 'up' }, { which: 'move' })
    expect(await listed()).toEqual(['Second', 'First'])
    const again = await submitForm(browser, await browser.get(place), { direction: 'up' }, { which: 'move' })
    expect(pageText(await follow(browser, again))).toContain('It stands there already.')
    expect(await listed()).toEqual(['Second', 'First'])
    await submitForm(browser, await browser.get(place), {}, { which: 'take-out' })
    expect(pageText(await browser.get(plan))).toContain('1 action ')
    expect((await actionsOf(world.db, actor.partnershipId)).length).toBe(2)
    const [remove = ''] = /\/plans\/\d+\/parts\/\d+\/delete/.exec(page.text)!
    const ask = await browser.get(remove)
    expect(pageText(ask)).toContain('Its 1 objective and all measures go with it. 1 action loses its place here')
    await submitForm(browser, ask)
    const plans = await browser.get('/plans')
    expect(pageText(plans)).toContain('2 actions are in no plan')
    expect(plans.text).toContain('href="/plans/actions?plan=none"')
    const outside = await browser.get('/plans/actions?plan=none')
    expect(heading(outside)).toBe('Actions that are in no plan')
    expect(pageText(outside)).toMatch(/First .* Second/)
  }),
)

test(
  'each number of the list of plans opens the actions that it counts',
  inRollback(async world => {
    const { browser } = await office(world)
    const plan = await writtenPlan(browser, [
      { what: 'Late', timescale: 'June 2018' },
      { what: 'Some day', timescale: 'soon' },
      { what: 'In time' },
    ])
    await writtenPlan(browser, [{ what: 'Of the other plan' }])
    const id = plan.split('/').at(-1) ?? ''
    const page = await browser.get('/plans')
    const listed = async (show: string) => {
      const href = `/plans/actions?plan=${id}${show}`
      expect(page.text).toContain(`href="${href.replace('&', '&amp;')}"`)
      return pageText(await browser.get(href)).match(/Late|Some day|In time|Of the other plan/g)
    }
    expect(await listed('')).toEqual(expect.arrayContaining(['Late', 'Some day', 'In time']))
    expect(await listed('')).not.toContain('Of the other plan')
    expect(await listed('&show=overdue')).toEqual(['Late'])
    expect(await listed('&show=undated')).toContain('Some day')
    const stranger = (await office(world)).browser
    expect((await stranger.get(`/plans/actions?plan=${id}`)).status).toBe(404)
    expect((await browser.get('/plans/actions?plan=x')).status).toBe(404)
  }),
)

test(
  'a part moves among those next to it, and an action moves under another part, but never twice under one',
  inRollback(async world => {
    const { browser, actor } = await office(world)
    const plan = await writtenPlan(browser, [{ what: 'First' }])
    const [under = ''] = /(?<=under=)\d+/.exec((await browser.get(plan)).text)!
    const second = await submitForm(browser, await browser.get(`${plan}/parts/new?part=objective&under=${under}`), { title: 'One plan' })
    const to = /#part-(\d+)/.exec(leadsTo(second))?.[1] ?? ''
    const objectives = async () => pageText(await browser.get(plan)).match(/Objective \d One \w+/g)
    expect(await objectives()).toEqual(['Objective 1 One assessment', 'Objective 2 One plan'])
    await submitForm(browser, await browser.get(plan), { direction: 'up' }, { which: `/parts/${to}/move` })
    expect(await objectives()).toEqual(['Objective 1 One plan', 'Objective 2 One assessment'])

    const place = placesIn(await browser.get(plan)).get('First') ?? ''
    const form = formsOf(await browser.get(place)).find(({ fields }) => fields.under)
    const moved = await browser.post(`${place}/move`, { ...form?.fields, under: to })
    expect(leadsTo(moved)).toContain(`#part-${to}`)
    expect(pageText(await follow(browser, moved))).toContain('The action is moved.')
    // Under the priority itself, too: each place is named with what it is.
    const choices = (await browser.get(place)).text.match(/<option[^>]*>[^<]*/g)?.map(option => option.replace(/<[^>]*>/, ''))
    expect(choices).toEqual(['Priority: NSB1: Neglect', 'Objective: One assessment (NSB1)'])
    expect(pageText(await browser.get(plan))).toMatch(/Objective 1 One plan .*First .*Objective 2 One assessment .*No actions yet/)

    const [action] = await actionsOf(world.db, actor.partnershipId)
    const [other = ''] = /\/parts\/\d+\/actions\/new/g.exec((await browser.get(plan)).text.split('Objective 2').at(-1) ?? '')!
    await submitForm(browser, await browser.get(`${plan}${other}`), { action: String(action!.id) }, { which: 'places' })
    const twice = await browser.post(`${place}/move`, { ...form?.fields, under: /\d+/.exec(other)?.[0] ?? '' })
    expect(pageText(await follow(browser, twice))).toContain('It stands there already.')
  }),
)

test(
  'an objective stands under a priority and under nothing else, whatever a form says',
  inRollback(async world => {
    const { browser } = await office(world)
    const plan = await writtenPlan(browser, [])
    const objective =
      linksOf(await browser.get(plan), '/actions/new')
        .at(-1)
        ?.split('/')
        .at(-3) ?? ''
    const refused = await browser.post(`${plan}/parts`, { part: 'objective', under: objective, title: 'Third floor' })
    expect(refused.status).toBe(404)
    expect(pageText(await browser.get(plan))).toContain('1 priority, 1 objective, 0 actions')
  }),
)

test(
  'two who write one part anew: the second sees both, and decides',
  inRollback(async world => {
    const { browser } = await office(world)
    const plan = await writtenPlan(browser, [])
    const [edit = ''] = /\/plans\/\d+\/parts\/\d+\/edit/.exec((await browser.get(plan)).text)!
    const mine = await browser.get(edit)
    await submitForm(browser, await browser.get(edit), { delivery: 'A task and finish group' })
    const refused = await submitForm(browser, mine, { title: 'Neglect and poverty' })
    expect(refused.status).toBe(409)
    expect(pageText(refused)).toContain('Key delivery mechanism: A task and finish group')
    expect(formOf(refused).fields.title).toEqual(['Neglect and poverty'])
    expect((await submitForm(browser, refused, { title: '', statement: '' })).status).toBe(422)
  }),
)

test(
  'a measure keeps its values as they were written, and says what was read of them',
  inRollback(async world => {
    const { browser } = await office(world)
    const plan = await writtenPlan(browser, [])
    const [add = ''] = /\/plans\/\d+\/measures\/new\?under=\d+/.exec((await browser.get(plan)).text)!
    await submitForm(browser, await browser.get(add), { kind: 'data', words: 'Parents who finish' })
    const [measure = ''] = /\/plans\/\d+\/measures\/\d+/.exec((await browser.get(plan)).text)!
    const form = await browser.get(measure)
    expect((await submitForm(browser, form, { written: '98 %' })).status).toBe(422)
    await submitForm(browser, form, { written: '134 of 177', dated: 'Q2 2018/19', source: 'Programme' })
    await submitForm(browser, await browser.get(measure), { written: '98 %', dated: 'June 2018 to', note: 'No numerator' })
    expect(pageText(await browser.get(`${plan}/print`))).toMatch(
      /Kind Measure Last value Dated Source \w+ .+ 98 % a percentage, without the numbers behind it June 2018 to/,
    )
    const text = pageText(await browser.get(measure))
    expect(text).toContain('Q2 2018/19 134 of 177 75.7 % Programme')
    expect(text).toContain('June 2018 to no date can be read 98 % a percentage, without the numbers behind it')
    expect(pageText(await browser.get(plan))).toContain('Data: Parents who finish June 2018 to: 98 %')
  }),
)

test(
  'a measure is written anew by one of two, and removed with its values after it was asked',
  inRollback(async world => {
    const { browser } = await office(world)
    const plan = await writtenPlan(browser, [])
    const [add = ''] = /\/plans\/\d+\/measures\/new\?under=\d+/.exec((await browser.get(plan)).text)!
    await submitForm(browser, await browser.get(add), { kind: 'data', words: 'Parents who finish' })
    const [measure = ''] = /\/plans\/\d+\/measures\/\d+/.exec((await browser.get(plan)).text)!
    await submitForm(browser, await browser.get(measure), { written: '134 of 177', dated: 'Q2 2018/19' })
    const mine = await browser.get(`${measure}/edit`)
    const theirs = await submitForm(browser, mine, { kind: 'audit', words: 'Parents who finish the course' })
    expect(pageText(await follow(browser, theirs))).toContain('The measure is saved.')
    const refused = await submitForm(browser, mine, { words: 'Families who finish' })
    expect(refused.status).toBe(409)
    expect(pageText(refused)).toContain('Parents who finish the course')
    expect(formOf(refused).fields.words).toEqual(['Families who finish'])
    expect(pageText(await browser.get(plan))).toContain('Audit: Parents who finish the course')
    const ask = await browser.get(`${measure}/delete`)
    expect(pageText(ask)).toContain('Parents who finish the course')
    await submitForm(browser, ask)
    expect(pageText(await browser.get(plan))).not.toContain('Parents who finish')
    expect((await browser.get(measure)).status).toBe(404)
  }),
)

test(
  'approving freezes a version; the next begins with it, and both are compared in words',
  inRollback(async world => {
    const { browser, actor } = await office(world)
    const plan = await writtenPlan(browser, [{ what: 'Agree the tool', timescale: 'Jan 2019' }])
    const form = await browser.get(`${plan}/approve`)
    expect((await submitForm(browser, form, { label: '' })).status).toBe(422)
    const version = leadsTo(await submitForm(browser, form, { label: 'Version 1.0' }))
    // The next version has no number yet: that is no difference.
    expect(pageText(await browser.get(`${plan}/compare`))).toContain('Nothing differs.')
    const taken = await submitForm(browser, await browser.get(`${plan}/approve`), { label: 'Version 1.0' })
    expect([taken.status, heading(taken)]).toEqual([409, 'This plan has such a version already'])
    const [action] = await actionsOf(world.db, actor.partnershipId)
    await submitForm(browser, await browser.get(`/actions/${action!.id}/edit`), { timescale: 'Sept 2019' })
    expect(pageText(await browser.get(version))).toContain('Agree the tool Jan 2019')
    const compared = pageText(await browser.get(`${plan}/compare`))
    expect(compared).toContain('1 difference: 1 changed.')
    expect(compared).toContain('Action: Agree the tool NSB1: Neglect, One assessment Changed Timescale: Jan 2019 Timescale: Sept 2019')
    const frozen = world.db.transaction(trx => trx.raw(`update plan_versions set label = 'Version 2'`))
    await expect(frozen).rejects.toThrow('never changed')
    const [{ id } = { id: undefined }] = await plansOf(world.db, actor.partnershipId)
    expect(documentOf(await planRows(world.db, actor.partnershipId, id!)).label).toBe('')
  }),
)

test(
  'everybody on staff reads plans, coordinators and administrators change them, and nobody those of another partnership',
  inRollback(async world => {
    const { browser, actor } = await office(world)
    const plan = await writtenPlan(browser, [{ what: 'Agree the tool' }])
    for (const role of ['viewer', 'reviewer', 'analyst'] as const) {
      const other = await world.staff((await world.make.staffActor(actor.partnershipId, role)).accountId)
      const page = await other.get(plan)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('/edit"')
      expect((await other.post(plan, HEAD)).status).toBe(403)
      expect((await other.post(`${plan}/approve`, { label: 'Mine' })).status).toBe(403)
    }
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(plan)).status).toBe(404)
    expect((await stranger.post(plan, { ...HEAD, version: '1' })).status).toBe(404)
  }),
)
