import { expect, test } from '@jest/globals'
import { row } from '../../../src/platform/db.ts'
import { approvedQuotations } from '../../../src/features/coding/index.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, leadsTo, submitForm } from '../../support/forms.ts'
import { finding } from '../saidDid/world.ts'
import { boxesOf, code, MESSAGE, office, type Office } from './world.ts'

/** The page of a quotation that is picked whole from the comment that holds these words. */
async function picked(world: TestWorld, { base, browser }: Pick<Office, 'base' | 'browser'>, words: string) {
  await browser.get(base)
  const id = (await boxesOf(world, words))[0]!.split('.')[0]
  const comment = await browser.get(`${base}/comments/${id}`)
  return follow(browser, await submitForm(browser, comment, {}, { which: '/quotations' }))
}

/** What is marked on a page, with why. */
const marked = (html: string): string[] =>
  [...html.matchAll(/<mark[^>]*title="([^"]*)">([^<]*)/g)].map(([, why = '', text = '']) => `${text}: ${why.replaceAll('&#39;', "'")}`)

const approve = (browser: Office['browser'], page: Awaited<ReturnType<Office['browser']['get']>>) =>
  submitForm(browser, page, {}, { which: '/approve' })

test(
  'names of the register and of whoever answered are marked, and a quotation that holds one, or that nobody edited, is not approved',
  inRollback(async world => {
    const { writes, base, browser, actor, returns, round } = await office(world)
    await world.make.establishment({ partnership_id: actor.partnershipId, name: 'Larkfield Primary School', town: 'Sandiford' })
    await world.make.contact({
      partnership_id: actor.partnershipId,
      establishment_id: returns[1]!.establishment_id,
      name: 'Ottoline Featherstone',
    })
    await writes(0, {
      [MESSAGE]:
        'Mrs Grimes and sam okafor say that Larkfield’s children do well, as ottoline featherstone does. We at beechwood want March training: call 01632 960 001 or ask x@y.example.',
    })
    await follow(browser, await code(world, { base, browser }, 'Larkfield', 'Training'))
    const page = await picked(world, { base, browser }, 'Larkfield')
    expect(marked(page.text)).toEqual([
      'Grimes: follows a title, like “Mrs”',
      'sam: of this establishment, or someone there',
      'okafor: of this establishment, or someone there',
      'Larkfield’s: a name or place in the register',
      'ottoline: a person in the register',
      'featherstone: a person in the register',
      'beechwood: of this establishment, or someone there',
      '01632 960 001: an address or a number',
      'x@y.example.: an address or a number',
    ])
    expect(pageText(page)).toContain('Not edited yet')
    expect(page.text).not.toContain('/approve')
    const at = page.text.match(/action="([^"]*\/quotations\/\d+)"/)![1]!
    const early = await browser.post(`${at}/approve`, { version: '1' })
    expect(early.status).toBe(409)
    expect(pageText(early)).toContain('Nobody has looked at it and edited it yet.')

    const untouched = await submitForm(browser, page, {}, { which: at })
    expect(untouched.status).toBe(422)
    expect(pageText(untouched)).toContain('Edit the words, or tick that you have read them and nothing needs to change')
    const still = await follow(
      browser,
      await submitForm(browser, page, { body: 'Ask Ottoline Featherstone about March training.' }, { which: at }),
    )
    expect(pageText(still)).toContain('It still holds what may be a name: “Ottoline” and “Featherstone”.')
    expect((await browser.post(`${at}/approve`, { version: '2' })).status).toBe(409)

    const ready = await follow(
      browser,
      await submitForm(browser, still, { body: 'Children do well. We want training in March.' }, { which: at }),
    )
    expect(pageText(ready)).toContain('Edited by Priya Shah')
    await follow(browser, await approve(browser, ready))
    expect(await approvedQuotations(world.db, { partnershipId: actor.partnershipId, roundId: round.id })).toEqual({
      quotations: [{ theme: 'Training', text: 'Children do well. We want training in March.', who: 'an establishment' }],
      held: 0,
    })
    // Whoever edits it again ends the approval.
    await follow(browser, await submitForm(browser, await browser.get(at), { body: 'Children do very well.' }, { which: at }))
    expect(await approvedQuotations(world.db, { partnershipId: actor.partnershipId, roundId: round.id })).toEqual({
      quotations: [],
      held: 0,
    })
  }),
)

test(
  'a person can say that a word is no name, and who said so is kept',
  inRollback(async world => {
    const { writes, base, browser, actor } = await office(world)
    await world.make.contact({
      partnership_id: actor.partnershipId,
      establishment_id: (await world.make.establishment({ partnership_id: actor.partnershipId })).id,
      name: 'April Hope',
    })
    await writes(0, { [MESSAGE]: 'We start in April.' })
    const page = await picked(world, { base, browser }, 'April')
    expect(marked(page.text)).toEqual(['April: a person in the register'])
    const at = page.text.match(/action="([^"]*\/quotations\/\d+)"/)![1]!
    const said = await follow(browser, await submitForm(browser, page, { unchanged: 'yes', notNames: ['april'] }, { which: at }))
    expect(marked(said.text)).toEqual([])
    expect(pageText(said)).toContain('Priya Shah said that it is no name')
    leadsTo(await approve(browser, said))
    expect(await row(world.db, `select not_names -> 0 ->> 'by' as by from quotations`, [])).toEqual({ by: 'Priya Shah' })
  }),
)

test(
  'who wrote it is said in words that so many are meant by that nobody can tell, and of too few nothing is quoted',
  inRollback(async world => {
    const { writes, base, browser, actor, round } = await office(world, [...Array<'on_time'>(7).fill('on_time'), 'outstanding'])
    const of = { partnershipId: actor.partnershipId, roundId: round.id }
    // Five primary schools are in, and two secondary schools.
    for (const [at, body] of [
      [0, 'A primary word.'],
      [2, 'A secondary word.'],
    ] as const) {
      await writes(at, { [MESSAGE]: body })
      const page = await picked(world, { base, browser }, body)
      const edited = await follow(browser, await submitForm(browser, page, { body: `Edited: ${body}` }, { which: '/quotations/' }))
      await follow(browser, await approve(browser, edited))
    }
    const said = async () => (await approvedQuotations(world.db, of)).quotations.map(({ who }) => who)
    expect(await said()).toEqual(['a primary school', 'an establishment'])
    await world.db.raw(
      `update returns set status = 'returned', version = version + 1 where id = (select max(id) from returns where round_id = ? and status = 'submitted')`,
      [round.id],
    )
    expect(await said()).toEqual(['an establishment', 'an establishment'])
    await world.db.raw(
      `update returns set status = 'returned', version = version + 1 where id in (
      select id from returns where round_id = ? and status = 'submitted' order by id desc limit 2)`,
      [round.id],
    )
    expect(await approvedQuotations(world.db, of)).toEqual({ quotations: [], held: 2 })
  }),
)

test(
  'when the comment changes, what was approved is held back; words that are not in it cannot be picked',
  inRollback(async world => {
    const { writes, base, browser, actor, round } = await office(world)
    await writes(0, { [MESSAGE]: 'We want more training. It helps.' })
    await browser.get(base)
    const id = (await boxesOf(world, 'more training'))[0]!.split('.')[0]
    const comment = await browser.get(`${base}/comments/${id}`)
    const invented = await submitForm(browser, comment, { original: 'We want less training.' }, { which: '/quotations' })
    expect(invented.status).toBe(422)
    expect(invented.text).toContain('We want less training.')
    const page = await follow(
      browser,
      await submitForm(browser, comment, { original: 'We want\nmore training.' }, { which: '/quotations' }),
    )
    const edited = await follow(browser, await submitForm(browser, page, { body: 'More training is wanted.' }, { which: '/quotations/' }))
    await follow(browser, await approve(browser, edited))
    await writes(0, { [MESSAGE]: 'We want more training. It does not help.' })
    expect(pageText(await browser.get(`${base}/quotations`))).toContain('Approved, but held back')
    expect(await approvedQuotations(world.db, { partnershipId: actor.partnershipId, roundId: round.id })).toEqual({
      quotations: [],
      held: 1,
    })
    await writes(0, { [MESSAGE]: 'All is well.' })
    expect(pageText(await browser.get(`${base}/quotations`))).toContain('The words are not in the comment any more. Pick others.')
  }),
)

test(
  'two who edit a quotation at once are told, and what the second wrote is still there',
  inRollback(async world => {
    const { writes, base, browser } = await office(world)
    await writes(0, { [MESSAGE]: 'We want more training.' })
    const page = await picked(world, { base, browser }, 'training')
    leadsTo(await submitForm(browser, page, { body: 'First words.' }, { which: '/quotations/' }))
    const met = await submitForm(browser, page, { body: 'Second words.' }, { which: '/quotations/' })
    expect(met.status).toBe(409)
    expect(pageText(met)).toContain('Priya Shah changed it to: First words.')
    expect(met.text).toContain('Second words.</textarea>')
    const saved = await follow(browser, await submitForm(browser, met, {}, { which: '/quotations/' }))
    expect(pageText(saved)).toContain('Second words.')
    const [remove = ''] = /[^"]*\/quotations\/\d+\/remove/.exec(saved.text) ?? []
    const gone = await follow(browser, await submitForm(browser, await browser.get(remove), {}, { which: '/remove' }))
    expect(pageText(gone)).not.toContain('Second words.')
    expect((await browser.get(remove)).status).toBe(409)
  }),
)

test(
  'approved quotations leave with the findings, and no other words of schools do',
  inRollback(async world => {
    const { writes, base, browser, actor, round } = await office(world)
    await finding(world, { actor, round }, { n: 20, of: 30 })
    await writes(0, { [MESSAGE]: 'We want more training.' })
    await writes(1, { [MESSAGE]: 'Nobody approved these words.' })
    await follow(browser, await code(world, { base, browser }, 'more training', 'Training'))
    const page = await picked(world, { base, browser }, 'more training')
    await picked(world, { base, browser }, 'Nobody approved')
    const edited = await follow(browser, await submitForm(browser, page, { body: 'More training is wanted.' }, { which: '/quotations/' }))
    const preview = `/rounds/${round.id}/publications/new/findings`
    expect(pageText(await browser.get(preview))).not.toContain('In their own words')
    await follow(browser, await approve(browser, edited))
    const shown = pageText(await browser.get(preview))
    expect(shown).toContain('In their own words Training “More training is wanted.” A primary school')
    expect(shown).toContain('1 quotation, as someone edited and approved it.')
    expect(shown).not.toContain('Nobody approved these words')
  }),
)

test(
  'when the answers of a return are deleted, what was coded and quoted of it goes with them',
  inRollback(async world => {
    const { writes, base, browser, actor, returns } = await office(world)
    await writes(0, { [MESSAGE]: 'We want more training.' })
    await follow(browser, await code(world, { base, browser }, 'training', 'Training'))
    await picked(world, { base, browser }, 'training')
    const { forgetComments } = await import('../../../src/features/coding/index.ts')
    await forgetComments(world.db, actor.partnershipId, returns[0]!.id)
    const left = await row(
      world.db,
      `select (select count(*) from comments) as comments, (select count(*) from comment_codes) as codes, (select count(*) from quotations) as quotations`,
      [],
    )
    expect(left).toEqual({ comments: 0, codes: 0, quotations: 0 })
  }),
)
