import { expect, test } from '@jest/globals'
import { actionsOf, createAction, leadsOf, progressOf } from '../../../src/features/actions/index.ts'
import { createFinding } from '../../../src/features/findings/index.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, formOf, submitForm } from '../../support/forms.ts'
import { answer, roundWith } from '../sampling/world.ts'

async function office(world: TestWorld) {
  const actor = await world.make.staffActor()
  return { actor, browser: await world.staff(actor.accountId) }
}

const WRITTEN = {
  what: 'Ask every school who covers for its DSL',
  timescale: 'Jan 2019',
  lead: 'Lead and Board office',
  outcomeMeasure: '(See above)',
  remark: '',
}

test(
  'an action keeps the words as they were written, and shows next to them what was read',
  inRollback(async world => {
    const { actor, browser } = await office(world)
    const form = await browser.get('/actions/new')
    const saved = await submitForm(browser, form, WRITTEN)
    await submitForm(browser, form, WRITTEN)
    const [action, ...others] = await actionsOf(world.db, actor.partnershipId)
    expect(others).toEqual([])
    expect(action).toMatchObject({ ...WRITTEN, timescaleKind: 'month', dueFrom: '2019-01-01', dueTo: '2019-01-31', state: 'planned' })
    const page = await follow(browser, saved)
    expect(heading(page)).toBe(WRITTEN.what)
    expect(pageText(page)).toContain('When Jan 2019 As we read it Read as Tuesday 1 January 2019 to Thursday 31 January 2019')
    expect(pageText(page)).toContain('Planned Overdue')
    expect((await leadsOf(world.db, actor.partnershipId, [action!.id])).map(({ name, kind }) => [name, kind])).toEqual([
      ['Lead', 'post'],
      ['Board office', 'body'],
    ])
    expect(pageText(await browser.get('/actions?show=overdue'))).toContain(WRITTEN.what)
  }),
)

test(
  'what has no date is listed as such and is never overdue',
  inRollback(async world => {
    const { actor, browser } = await office(world)
    for (const timescale of ['Quarterly', 'By', '', '2019/10', '(See above)'])
      await createAction(world.db, actor, { ...WRITTEN, what: `Do it: ${timescale}`, timescale })
    expect(pageText(await browser.get('/actions'))).toContain('Overdue (0) Not begun in time (0) Without a date (5)')
    const [, , , slip] = await actionsOf(world.db, actor.partnershipId)
    expect(pageText(await browser.get(`/actions/${slip!.id}`))).toContain(
      'When 2019/10 As we read it Cannot be read as a date. It looks like a year with a slip in it',
    )
  }),
)

test(
  'a note of progress is added with its date and state, and none is changed; a dropped action says why',
  inRollback(async world => {
    const { actor, browser } = await office(world)
    const { actionId } = await createAction(world.db, actor, WRITTEN)
    const at = `/actions/${actionId}`
    const form = await browser.get(at)
    expect((await submitForm(browser, form, { note: ' ', state: 'planned' }, { which: 'progress' })).status).toBe(422)
    await submitForm(browser, form, { note: 'The letter is drafted', state: 'under_way' }, { which: 'progress' })
    await submitForm(browser, form, { note: 'The letter is drafted', state: 'under_way' }, { which: 'progress' })
    const without = await submitForm(browser, await browser.get(at), { note: 'No money', state: 'dropped' }, { which: 'progress' })
    expect(pageText(without)).toContain('Say why it was dropped')
    expect(without.text).toContain('No money')
    await submitForm(browser, without, { droppedReason: 'The grant ended' }, { which: 'progress' })
    const said = await progressOf(world.db, actor.partnershipId, [actionId])
    expect(said.map(({ note, stateAfter }) => [note, stateAfter])).toEqual([
      ['No money', 'dropped'],
      ['The letter is drafted', 'under_way'],
    ])
    expect(pageText(await browser.get(at))).toContain('Dropped because The grant ended')
    const changed = world.db.transaction(trx => trx.raw(`update action_progress set note = 'Other' where action_id = ?`, [actionId]))
    await expect(changed).rejects.toThrow('never changed')
  }),
)

test(
  'two who say how far an action is: the second reads what the first said, and decides',
  inRollback(async world => {
    const { actor, browser } = await office(world)
    const { actionId } = await createAction(world.db, actor, WRITTEN)
    const at = `/actions/${actionId}`
    const mine = await browser.get(at)
    await submitForm(browser, await browser.get(at), { note: 'All of it is there', state: 'done' }, { which: 'progress' })
    const refused = await submitForm(browser, mine, { note: 'Half of it' }, { which: 'progress' })
    expect(refused.status).toBe(409)
    expect(pageText(refused)).toContain('It is now: done. What you said is not saved')
    expect(pageText(refused)).toContain('All of it is there')
    expect(formOf(refused, 'progress').fields.note).toEqual(['Half of it'])
    expect((await actionsOf(world.db, actor.partnershipId))[0]!.state).toBe('done')
    await submitForm(browser, refused, { state: 'done' }, { which: 'progress' })
    expect((await progressOf(world.db, actor.partnershipId, [actionId])).length).toBe(2)
  }),
)

test(
  'two who write one action anew: the second sees both, and decides',
  inRollback(async world => {
    const { actor, browser } = await office(world)
    const { actionId } = await createAction(world.db, actor, WRITTEN)
    const mine = await browser.get(`/actions/${actionId}/edit`)
    const theirs = await browser.get(`/actions/${actionId}/edit`)
    await submitForm(browser, theirs, { timescale: 'June 2018 to' })
    const refused = await submitForm(browser, mine, { timescale: 'Sept 2019' })
    expect(refused.status).toBe(409)
    expect(pageText(refused)).toContain('When: June 2018 to')
    expect(formOf(refused).fields.timescale).toEqual(['Sept 2019'])
    await submitForm(browser, refused)
    expect((await actionsOf(world.db, actor.partnershipId))[0]).toMatchObject({ timescale: 'Sept 2019', dueTo: '2019-09-30' })
  }),
)

test(
  'people say better who a lead is, and keep it while the words for the lead stay',
  inRollback(async world => {
    const { actor, browser } = await office(world)
    const { actionId } = await createAction(world.db, actor, WRITTEN)
    const page = await browser.get(`/actions/${actionId}`)
    const href = /href="(\/actions\/\d+\/leads\/\d+)"/.exec(page.text)?.[1] ?? ''
    const form = await browser.get(href)
    expect((await submitForm(browser, form, { email: 'no address' })).status).toBe(422)
    await submitForm(browser, form, { kind: 'person', name: 'Maya Lindqvist', email: 'Maya@Northmoor.example', toConfirm: 'yes' })
    await submitForm(browser, await browser.get(`/actions/${actionId}/edit`), { lead: 'Board office\nLead' })
    const leads = await leadsOf(world.db, actor.partnershipId, [actionId])
    expect(leads.map(({ written, name, email, toConfirm }) => [written, name, email, toConfirm])).toEqual([
      ['Board office', 'Board office', '', false],
      ['Lead', 'Maya Lindqvist', 'maya@northmoor.example', true],
    ])
  }),
)

test(
  'a finding becomes an action in one step, each leads to the other, and an action that answers a finding cannot be removed',
  inRollback(async world => {
    const { actor, browser } = await office(world)
    const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time'])
    await answer(world, returns[0]!, { policies_child_protection_current: 'no' })
    const { findingId } = await createFinding(world.db, actor, {
      roundId: round.id,
      part: 'area',
      partKey: 'policies',
      kind: 'development',
      statement: 'have no policy',
      source: 'completed',
      counted: [{ question: 'policies_child_protection_current', values: ['no'] }],
    })
    const form = await browser.get(`/rounds/${round.id}/findings/${findingId}/actions/new`)
    const page = await follow(browser, await submitForm(browser, form, { what: 'Write to whoever has none' }))
    expect(pageText(page)).toContain('Finding: have no policy')
    expect(page.text).not.toContain('/delete"')
    const list = pageText(await browser.get(`/rounds/${round.id}/findings`))
    expect(list).toContain('Action: Write to whoever has none (planned)')
    const [action] = await actionsOf(world.db, actor.partnershipId)
    const refused = await browser.post(`/actions/${action!.id}/delete`)
    expect([refused.status, heading(refused)]).toEqual([409, 'This action still stands somewhere'])
    await submitForm(browser, await browser.get(`/rounds/${round.id}/findings`), { action: String(action!.id) }, { which: 'unlink' })
    const alone = await browser.get(`/actions/${action!.id}/delete`)
    await submitForm(browser, alone)
    expect(await actionsOf(world.db, actor.partnershipId)).toEqual([])
  }),
)

test(
  'everybody on staff reads actions, coordinators and administrators write them, and nobody those of another partnership',
  inRollback(async world => {
    const { actor } = await office(world)
    const { actionId } = await createAction(world.db, actor, WRITTEN)
    const viewer = await world.staff((await world.make.staffActor(actor.partnershipId, 'viewer')).accountId)
    expect((await viewer.get(`/actions/${actionId}`)).status).toBe(200)
    expect((await viewer.get(`/actions/${actionId}/edit`)).status).toBe(403)
    expect((await viewer.post(`/actions/${actionId}/progress`, { note: 'x', state: 'done' })).status).toBe(403)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(`/actions/${actionId}`)).status).toBe(404)
  }),
)
