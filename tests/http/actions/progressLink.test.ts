import { expect, test } from '@jest/globals'
import { createAction, leadsOf, progressOf, whatActionLettersHoldNoMore } from '../../../src/features/actions/index.ts'
import { recordProgress } from '../../../src/features/actions/actions.ts'
import { remindLeads } from '../../../src/features/actions/reminderActions.ts'
import { secretLinks } from '../../../src/features/messages/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { londonDate, plusDays } from '../../../src/platform/london.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, formOf, submitForm } from '../../support/forms.ts'

/** An action that is due in ten days, and whose lead has an address. */
async function dueSoon(world: TestWorld) {
  const actor = await world.make.staffActor()
  const browser = await world.staff(actor.accountId)
  const due = plusDays(londonDate(world.deps.now()), 10)
  const text = { what: 'Agree the tool', timescale: due, lead: 'Maya Lindqvist, Northmoor Council', outcomeMeasure: '', remark: '' }
  const { actionId } = await createAction(world.db, actor, text)
  const [lead] = await leadsOf(world.db, actor.partnershipId, [actionId])
  const href = `/actions/${actionId}/leads/${lead!.id}`
  await submitForm(browser, await browser.get(href), { email: 'maya@council.example' })
  await remindLeads(world.deps)
  const letters = () =>
    rows<{ id: Id<'message'>; email: string; body: string; nonce: Buffer }>(
      world.db,
      `select id, to_email as email, body, secret_link_nonce as nonce from messages where partnership_id = ? and kind = 'action_due' order by id`,
      [actor.partnershipId],
    )
  const [letter] = await letters()
  const path = new URL(secretLinks.secretLink(world.deps, '/progress', letter!.nonce)).pathname
  return { actor, browser, actionId, href, letters, letter: letter!, path }
}

test(
  'a lead outside the office is written to once, and reports how far it is without signing in; pressing twice says it once',
  inRollback(async world => {
    const { actor, actionId, letters, letter, path } = await dueSoon(world)
    expect(letter.email).toBe('maya@council.example')
    expect(letter.body).toContain('{{secret link}}')
    await remindLeads(world.deps)
    expect((await letters()).length).toBe(1)
    const visitor = world.visitor()
    const page = await visitor.get(path)
    expect([page.status, heading(page)]).toEqual([200, 'How far is it?'])
    expect(pageText(page)).toContain('Agree the tool')
    expect(pageText(page)).toContain('This link is for Maya Lindqvist.')
    expect((await submitForm(visitor, page, { note: '' })).status).toBe(422)
    const sent = await submitForm(visitor, page, { note: 'The draft is agreed', state: 'under_way' })
    await submitForm(visitor, page, { note: 'The draft is agreed', state: 'under_way' })
    expect(pageText(await follow(visitor, sent))).toContain('What you have told us Under way')
    const said = await progressOf(world.db, actor.partnershipId, [actionId])
    expect(said.map(({ note, byName, byLead }) => [note, byName, byLead])).toEqual([['The draft is agreed', 'Maya Lindqvist', true]])
  }),
)

test(
  'opening the link changes nothing, whoever or whatever opens it',
  inRollback(async world => {
    const { path } = await dueSoon(world)
    const state = async () =>
      row(
        world.db,
        `select (select json_agg(l order by l.id) from action_links l) as links, (select json_agg(a order by a.id) from actions a) as actions,
           (select count(*) from action_progress) as notes, (select count(*) from events) as events`,
      )
    const before = JSON.stringify(await state())
    const page = await world.visitor().get(path)
    expect(page.headers['referrer-policy']).toBe('strict-origin')
    expect(JSON.stringify(await state())).toBe(before)
  }),
)

test(
  'a link that is handed over or ended says so, keeps nothing that is sent by it, and its letter is not sent',
  inRollback(async world => {
    const { actor, browser, actionId, href, letter, letters, path } = await dueSoon(world)
    const page = await world.visitor().get(path)
    await submitForm(browser, await browser.get(href), { email: 'other@council.example', name: 'Omar Aziz' })
    const refused = await submitForm(world.visitor(), page, { note: 'Too late', state: 'done' })
    expect([refused.status, heading(refused)]).toEqual([410, 'This link has been ended'])
    expect(pageText(refused)).toContain('Too late')
    expect((await world.visitor().get(path)).status).toBe(410)
    expect(await progressOf(world.db, actor.partnershipId, [actionId])).toEqual([])
    const over = await whatActionLettersHoldNoMore(world.db, actor.partnershipId, [letter.id])
    expect(over.get(letter.id)).toBe('its link to report progress was ended')
    await remindLeads(world.deps)
    expect((await letters()).map(({ email }) => email)).toEqual(['maya@council.example', 'other@council.example'])
    await submitForm(browser, await browser.get(href), {}, { which: 'end-link' })
    const [, second] = await letters()
    expect((await whatActionLettersHoldNoMore(world.db, actor.partnershipId, [second!.id])).size).toBe(1)
  }),
)

test(
  'a guessed link finds nothing, and many of them are slowed down',
  inRollback(async world => {
    const { path } = await dueSoon(world)
    const visitor = world.visitor()
    const wrong = `/progress/${'a'.repeat(43)}`
    expect((await visitor.get(wrong)).status).toBe(404)
    expect((await visitor.get('/progress/1')).status).toBe(404)
    expect((await visitor.post(wrong, { note: 'x', state: 'done' })).status).toBe(404)
    for (let tries = 0; tries < 97; tries += 1) await visitor.get(wrong)
    expect((await visitor.get(wrong)).status).toBe(429)
    expect((await visitor.get(path)).status).toBe(200)
  }),
)

test(
  'an action that was done meanwhile takes no more notes by its link, and what was written is shown again',
  inRollback(async world => {
    const { actor, actionId, path } = await dueSoon(world)
    const visitor = world.visitor()
    const page = await visitor.get(path)
    await recordProgress(world.db, actor, { actionId, note: 'All there', state: 'done', droppedReason: '', seen: 0 })
    const late = await submitForm(visitor, page, { note: 'Half of it', state: 'under_way' })
    expect(late.status).toBe(409)
    expect(pageText(late)).toContain('What you wrote was not saved: Half of it')
    expect((await progressOf(world.db, actor.partnershipId, [actionId])).length).toBe(1)
  }),
)

test(
  'what the office has said meanwhile is not put back by the form of a lead: they are told, and nothing that they wrote is lost',
  inRollback(async world => {
    const { actor, actionId, path } = await dueSoon(world)
    const visitor = world.visitor()
    const page = await visitor.get(path)
    await recordProgress(world.db, actor, { actionId, note: 'Begun', state: 'under_way', droppedReason: '', seen: 0 })
    const refused = await submitForm(visitor, page, { note: 'Not begun', state: 'planned' })
    expect([refused.status, formOf(refused).fields.note]).toEqual([409, ['Not begun']])
    expect(pageText(refused)).toContain('Someone else has said how far it is since you opened this page. It is now: under way.')
    expect((await progressOf(world.db, actor.partnershipId, [actionId])).length).toBe(1)
    await submitForm(visitor, refused, { state: 'under_way' })
    const notes = (await progressOf(world.db, actor.partnershipId, [actionId])).map(({ note }) => note)
    expect(notes).toEqual(['Not begun', 'Begun'])
  }),
)

test(
  'a link shows what came by it, and nothing of another lead of the same name',
  inRollback(async world => {
    const { browser, actionId, href, letters, path } = await dueSoon(world)
    await submitForm(world.visitor(), await world.visitor().get(path), { note: 'Said by the first', state: 'under_way' })
    expect(pageText(await world.visitor().get(path))).toContain('Said by the first')
    await submitForm(browser, await browser.get(href), { email: 'namesake@council.example' })
    await remindLeads(world.deps)
    const [, letter] = await letters()
    const other = new URL(secretLinks.secretLink(world.deps, '/progress', letter!.nonce)).pathname
    const page = await world.visitor().get(other)
    expect([pageText(page).includes('This link is for Maya Lindqvist.'), pageText(page).includes('Said by the first')]).toEqual([
      true,
      false,
    ])
    expect(pageText(await browser.get(`/actions/${actionId}`))).toContain('Said by the first')
  }),
)

test(
  'who leads again after somebody else is written to again; whose link was ended by the office is not, and gets no other link',
  inRollback(async world => {
    const { actor, browser, actionId, href, letters } = await dueSoon(world)
    const live = () => rows(world.db, `select id from action_links where action_id = ? and ended_at is null`, [actionId])
    for (const email of ['other@council.example', 'maya@council.example']) await submitForm(browser, await browser.get(href), { email })
    await remindLeads(world.deps)
    expect((await letters()).map(({ email }) => email)).toEqual(['maya@council.example', 'maya@council.example'])
    const [, again] = await letters()
    expect((await whatActionLettersHoldNoMore(world.db, actor.partnershipId, [again!.id])).size).toBe(0)
    await submitForm(browser, await browser.get(href), {}, { which: 'end-link' })
    await remindLeads(world.deps)
    expect([(await letters()).length, (await live()).length]).toEqual([2, 0])
  }),
)

test(
  'a lead with an address at an action without a last day is not written to, and the form and the page say so',
  inRollback(async world => {
    const { actor, browser, href, actionId, letters } = await dueSoon(world)
    const page = `/actions/${actionId}`
    const told = async () => ({
      page: /No letter will be sent: [^.]*\./.exec(pageText(await browser.get(page)))?.[0],
      form: /No letter will be sent: [^.]*\./.exec(pageText(await browser.get(href)))?.[0],
    })
    expect(await told()).toEqual({ page: undefined, form: undefined })
    expect(pageText(await browser.get(href))).toContain('we write to this address with a link to report progress')
    for (const [timescale, why] of [
      ['Quarterly', 'No letter will be sent: no last day can be read from “Quarterly”.'],
      ['', 'No letter will be sent: nothing says by when the action is to be done.'],
      ['2 June 2018', 'No letter will be sent: its last day, Saturday 2 June 2018, is past.'],
    ] as const) {
      await submitForm(browser, await browser.get(`${page}/edit`), { timescale })
      expect(await told()).toEqual({ page: why, form: why })
      // Who gives the address is told at once.
      const saved = await follow(
        browser,
        await submitForm(browser, await browser.get(href), { email: `${timescale.length}@council.example` }),
      )
      expect(pageText(saved)).toContain(`The lead is saved: Maya Lindqvist. ${why}`)
    }
    await remindLeads(world.deps)
    expect(await letters()).toHaveLength(1)
    await recordProgress(world.db, actor, { actionId, note: 'Agreed', state: 'done', droppedReason: '', seen: 0 })
    expect(await told()).toEqual({ page: undefined, form: 'No letter will be sent: the action is done.' })
  }),
)
