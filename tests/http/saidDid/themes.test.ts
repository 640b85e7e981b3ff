import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { follow, linksOf, submitForm } from '../../support/forms.ts'
import { finding, office } from './world.ts'

test(
  'a coordinator adds a theme with the findings that say it, and its numbers stand in the findings’ own words',
  inRollback(async world => {
    const it = await office(world)
    const findingId = await finding(world, it)
    await finding(world, it, { statement: 'were in no theme', n: 50 })
    const empty = await it.browser.get(it.base)
    expect(pageText(empty)).toContain('No theme yet')
    const form = await it.browser.get(`${it.base}/themes/new`)
    const typed = { title: 'Young carers', statement: 'More young carers need help.', findings: [String(findingId)], intent: 'save' }
    const answer = await submitForm(it.browser, form, typed)
    await submitForm(it.browser, form, typed)
    const list = await follow(it.browser, answer)
    expect(pageText(list)).toContain(
      'Young carers The audit said More young carers need help. Almost all (96) of the 101 establishments that have sent theirs know who to call.',
    )
    expect(pageText(list)).not.toContain('were in no theme')
    expect(list.text.match(/class="app-said"/g)).toHaveLength(1)
  }),
)

test(
  'a theme that no finding says needs to say where it was heard, and nothing typed is lost',
  inRollback(async world => {
    const it = await office(world)
    const sent = await submitForm(it.browser, await it.browser.get(`${it.base}/themes/new`), {
      title: 'Young carers',
      statement: 'Kept text',
      intent: 'save',
    })
    expect(sent.status).toBe(422)
    expect(pageText(sent)).toContain('Tick a finding, or enter where it was heard')
    expect(sent.text).toContain('Kept text')
    const blank = await submitForm(it.browser, sent, { title: '', statement: '' })
    for (const message of ['Enter the theme in a few words', 'Enter what the audit said']) expect(pageText(blank)).toContain(message)
  }),
)

test(
  'themes are moved, changed and removed, and the history says so',
  inRollback(async world => {
    const it = await office(world)
    const first = await it.theme('Neglect')
    await it.theme('Young carers')
    const titles = async () =>
      [...(await it.browser.get(it.base)).text.matchAll(/app-said__theme"[^>]*>([^<]*)</g)].map(([, title]) => title)
    await submitForm(it.browser, await it.browser.get(it.base), { direction: 'down' }, { which: `/${first.themeId}/move` })
    expect(await titles()).toEqual(['Young carers', 'Neglect'])
    const edit = await it.browser.get(`${it.base}/themes/${first.themeId}/edit`)
    await submitForm(it.browser, edit, { title: 'Neglect of children' })
    expect(await titles()).toEqual(['Young carers', 'Neglect of children'])
    const stale = await submitForm(it.browser, edit, { title: 'Mine' })
    expect([stale.status, pageText(stale).includes('Priya Shah changed it to: Neglect of children')]).toEqual([409, true])
    const confirm = await it.browser.get(`${it.base}/themes/${first.themeId}/remove`)
    expect(pageText(confirm)).toContain('Is “Neglect of children” the theme to remove?')
    await submitForm(it.browser, confirm)
    expect(await titles()).toEqual(['Young carers'])
    const late = await it.browser.get(`${it.base}/themes/${first.themeId}/edit`)
    expect([late.status, heading(late), pageText(late).includes('You did this at')]).toEqual([
      409,
      'This theme is not there any more',
      true,
    ])
    const history = pageText(await it.browser.get(`/rounds/${it.round.id}/history`))
    for (const line of ['moved a theme', 'changed a theme', 'removed a theme', 'added a theme'])
      expect(history.toLowerCase()).toContain(line)
  }),
)

test(
  'a finding of another partnership or round is no part of a theme',
  inRollback(async world => {
    const it = await office(world)
    const others = await office(world)
    const before = { ...it, round: await world.make.round({ partnership_id: it.partnership.id, code: 'audit-2026' }) }
    const mine = await finding(world, it, { n: 8, of: 10 })
    const findingIds = [await finding(world, others, { n: 8, of: 10 }), mine, await finding(world, before, { n: 8, of: 10 })]
    const { themeId } = await it.theme('Young carers', { findingIds })
    const resting = () => rows(world.db, 'select finding_id from theme_findings where theme_id = ?', [themeId])
    expect(await resting()).toEqual([{ finding_id: mine }])
    const form = await it.browser.get(`${it.base}/themes/${themeId}/edit`)
    await submitForm(it.browser, form, { title: 'Young carers again', findings: findingIds.map(String) })
    expect(await resting()).toEqual([{ finding_id: mine }])
  }),
)

test(
  'a finding that nobody is counted for now stays with its theme when that is changed, and its form says so',
  inRollback(async world => {
    const it = await office(world)
    const findingId = await finding(world, it)
    const { themeId } = await it.theme('Young carers', { findingIds: [findingId], heard: '' })
    await world.db.raw(`update rounds set answers_deleted_at = now() where id = ?`, [it.round.id])
    const form = await it.browser.get(`${it.base}/themes/${themeId}/edit`)
    expect(pageText(form)).toContain('Strength: know who to call Nobody is counted for it now, so nothing of it is published.')
    expect(pageText(form)).not.toContain('This round has no findings yet')
    expect((await submitForm(it.browser, form, { title: 'Carers' })).status).toBe(303)
    expect(await rows(world.db, 'select finding_id from theme_findings where theme_id = ?', [themeId])).toEqual([{ finding_id: findingId }])
  }),
)

test(
  'the list says what the preview says: whether anything has changed since it was published',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers', { findingIds: [await finding(world, it)] })
    await submitForm(it.browser, await it.browser.get(it.preview))
    expect(pageText(await it.browser.get(it.base))).toContain('Nothing has changed since.')
    expect(pageText(await it.browser.get(it.preview))).toContain('Nothing has changed since version 1')
    await it.theme('Neglect')
    expect(pageText(await it.browser.get(it.base))).toContain('What stands here has changed since.')
  }),
)

test(
  'a number that an earlier version gives away is not published again in a theme; the theme is, without it',
  inRollback(async world => {
    const it = await office(world, { smallest_shown: 3 })
    const { themeId } = await it.theme('Young carers', { findingIds: [await finding(world, it, { n: 98, of: 101 })] })
    await submitForm(it.browser, await it.browser.get(it.preview))
    expect(pageText(await world.visitor().get(it.published))).toContain('(98) of the 101')
    await world.db.raw(`update partnerships set smallest_shown = 5 where id = ?`, [it.partnership.id])
    const preview = await it.browser.get(it.preview)
    expect(pageText(preview)).toContain('this would give a small number away, whatever is covered')
    const sent = await it.browser.post(it.preview, { after: '1', digest: 'x' })
    expect([sent.status, heading(sent)]).toEqual([409, 'This cannot be published yet'])
    await submitForm(it.browser, await it.browser.get(`${it.base}/themes/${themeId}/edit`), { findings: [] })
    await submitForm(it.browser, await it.browser.get(it.preview))
    expect(pageText(await world.visitor().get(it.published))).toContain('Version 2')
  }),
)

test(
  'a viewer reads themes and answers, and is shown no way to change them',
  inRollback(async world => {
    const it = await office(world)
    await it.theme('Young carers')
    const viewer = await world.make.staffActor(it.partnership.id, 'viewer')
    const page = await (await world.staff(viewer.accountId)).get(it.base)
    expect(pageText(page)).toContain('Young carers came up')
    expect(page.text).not.toMatch(/themes\/new|\/edit"|\/remove"|publications\/new/)
  }),
)

test(
  'a theme that was published and is then removed stays in what was published, is not in the next version, and is withdrawn with the first',
  inRollback(async world => {
    const it = await office(world)
    const { themeId } = await it.theme('Young carers')
    await it.theme('Neglect')
    const publish = async () => submitForm(it.browser, await it.browser.get(it.preview))
    expect((await publish()).status).toBe(303)
    const ask = await it.browser.get(`${it.base}/themes/${themeId}/remove`)
    expect(pageText(ask)).toContain('Young carers')
    expect((await submitForm(it.browser, ask)).status).toBe(303)
    expect(pageText(await world.visitor().get(it.published))).toContain('Young carers came up')
    expect((await publish()).status).toBe(303)
    const newest = pageText(await world.visitor().get(it.published))
    expect([newest.includes('Neglect came up'), newest.includes('Young carers')]).toEqual([true, false])
    expect(pageText(await world.visitor().get(`${it.published}/1`))).toContain('Young carers came up')
    const [, first = ''] = linksOf(await it.browser.get(`/rounds/${it.round.id}/publications`), '/withdraw')
    const reason = await it.browser.get(first)
    expect((await submitForm(it.browser, reason, { reason: 'A theme in it was heard elsewhere.' })).status).toBe(303)
    const gone = await world.visitor().get(`${it.published}/1`)
    expect([gone.status, pageText(gone).includes('A theme in it was heard elsewhere.'), gone.text.includes('Young carers')]).toEqual([
      410,
      true,
      false,
    ])
    expect((await world.visitor().get(it.published)).status).toBe(200)
    const history = pageText(await it.browser.get(`/rounds/${it.round.id}/history`))
    expect(history).toContain('Young carers')
  }),
)
