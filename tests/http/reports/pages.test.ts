import { expect, test } from '@jest/globals'
import { createFinding } from '../../../src/features/findings/index.ts'
import { buildReport, requestReport, sweepReportsJob } from '../../../src/features/reports/index.ts'
import { findRound } from '../../../src/features/rounds/index.ts'
import { changed, row, rows } from '../../../src/platform/db.ts'
import { filledRound } from '../../support/filledRound.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { answer, roundWith, type Completed } from '../sampling/world.ts'
import { code, MESSAGE, office as coded } from '../coding/world.ts'
import { answersOf, makeReport, partNamed } from './reports.ts'

/** A filled round and somebody of its partnership. */
async function office(world: TestWorld, role: 'coordinator' | 'analyst' | 'viewer' | 'reviewer' = 'coordinator') {
  const { partnershipId, round } = await filledRound(world.db, world.make)
  const actor = await world.make.staffActor(partnershipId, role)
  return { partnershipId, actor, round, list: `/rounds/${round.id}/report`, browser: await world.staff(actor.accountId) }
}

test(
  'a coordinator makes a report, waits for it, reads it and downloads it',
  inRollback(async world => {
    const { list, round, browser } = await office(world)
    const empty = await browser.get(list)
    expect(pageText(empty)).toContain('No report has been made yet')
    const asked = await submitForm(browser, empty, { audience: 'whole' }, { which: list })
    expect(asked.status).toBe(303)
    const waiting = await browser.get(asked.headers.location!)
    expect(heading(waiting)).toBe('Your report is being made')
    expect(waiting.text).toContain('<meta http-equiv="refresh" content="3">')
    expect((await browser.get(`${asked.headers.location!}/word`)).status).toBe(409)

    const { page, href, content } = await makeReport(world, browser, round.id, 'covered')
    expect(heading(page)).toMatch(/^Report to the board: /)
    expect(page.text).not.toContain('http-equiv="refresh"')
    expect(pageText(page)).toContain('For the board. Small numbers are covered.')
    const headings = [...page.text.matchAll(/<h2 class="govuk-heading-l app-report__heading"[^>]*>([^<]+)</g)].map(([, text]) => text)
    expect(headings).toEqual([
      'Summary',
      'Headlines',
      'Where the returns stand',
      'What establishments answered',
      'Sample and method',
      'Findings',
      'Actions',
      'The audit said, we did',
      'What answer establishments received',
    ])
    for (const { id } of content.parts) expect(page.text).toContain(`href="#${id}"`)
    const file = await browser.get(`${href}/word`)
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="?report-round-\d+-for-the-board-\d{4}-\d\d-\d\d\.docx"?$/)
    expect(file.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    const told = await rows<{ verb: string }>(world.db, `select verb from events where verb like 'report.%' order by id`)
    expect(told.map(({ verb }) => verb)).toEqual([
      'report.requested',
      'report.requested',
      'report.made',
      'report.made',
      'report.downloaded',
      'report.downloaded',
    ])
  }),
)

test(
  'a double click makes one report, and without a choice nothing is made',
  inRollback(async world => {
    const { list, browser } = await office(world)
    const page = await browser.get(list)
    const first = await submitForm(browser, page, { audience: 'covered' }, { which: list })
    expect((await submitForm(browser, page, { audience: 'covered' }, { which: list })).headers.location).toBe(first.headers.location)
    const none = await browser.post(list, { audience: 'everyone' })
    expect(none.status).toBe(422)
    expect(pageText(none)).toContain('Choose who the report is for')
    expect(await row(world.db, 'select count(*)::integer as n from reports')).toEqual({ n: 1 })
  }),
)

test.each(['viewer', 'reviewer'] as const)('a %s reads the report for the board, and finds none with every number', role =>
  inRollback(async world => {
    const { round, list, browser, partnershipId } = await office(world)
    const whole = await makeReport(world, browser, round.id, 'whole')
    const covered = await makeReport(world, browser, round.id, 'covered')
    const reader = await world.staff((await world.make.staffActor(partnershipId, role)).accountId)
    expect(pageText(await reader.get(list))).not.toContain('Inside the office')
    expect((await reader.get(whole.href)).status).toBe(404)
    expect((await reader.get(`${whole.href}/word`)).status).toBe(404)
    expect((await reader.get(covered.href)).status).toBe(200)
    expect((await reader.get(`${covered.href}/word`)).status).toBe(200)
    expect((await reader.get(`${covered.href}/remove`)).status).toBe(403)
    const stranger = await world.staff((await world.make.staffActor(undefined, 'administrator')).accountId)
    expect((await stranger.get(covered.href)).status).toBe(404)
    expect((await stranger.post(`${covered.href}/remove`)).status).toBe(404)
  })(),
)

test(
  'a report stays as it was, says what has changed since, and goes when it is removed',
  inRollback(async world => {
    const { round, list, browser, actor, partnershipId } = await office(world)
    const { href, page, content } = await makeReport(world, browser, round.id, 'whole')
    expect(pageText(page)).not.toContain('What has changed since')
    await createFinding(world.db, actor, {
      ...{ roundId: round.id, part: 'section', partKey: 'policies', kind: 'strength', source: 'completed' },
      statement: 'were added later',
      counted: [{ question: 'policies_child_protection_current', values: ['yes'] }],
    })
    await changed(
      world.db,
      `update returns set status = 'submitted', submitted_via = 'online', submitted_at = now(), reference = 'SA-LATE', version = version + 1
       where round_id = ? and status = 'in_progress'`,
      [round.id],
    )
    const later = pageText(await browser.get(href))
    expect(later).toContain('What has changed since')
    expect(later).toContain('Completed: 5 in the report, 6 now.')
    expect(later).toContain('A finding was added: “were added later”.')
    const kept = await row<{ content: unknown }>(world.db, 'select content from reports where partnership_id = ?', [partnershipId])
    expect(kept!.content).toEqual(content)

    const asks = await browser.get(`${href}/remove`)
    const key = await row<{ key: string }>(world.db, 'select storage_key as key from reports')
    expect((await submitForm(browser, asks, {}, { which: '/remove' })).headers.location).toBe(list)
    expect(await world.deps.files.has(key!.key)).toBe(false)
    expect((await browser.get(href)).status).toBe(404)
    // A second press, as from another tab, is no error.
    expect((await submitForm(browser, asks, {}, { which: '/remove' })).status).toBe(303)
  }),
)

test(
  'what a covered report gave away is held against what is published next, until it is removed',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, Array<Completed>(32).fill('on_time'))
    const question = 'policies_child_protection_current'
    for (const [at, one] of returns.entries()) await answer(world, one, at < 30 ? { [question]: at < 20 ? 'yes' : 'no' } : {})
    await createFinding(world.db, actor, {
      ...{ roundId: round.id, part: 'area', partKey: 'policies', kind: 'strength', source: 'completed' },
      statement: 'have one',
      counted: [{ question, values: ['yes'] }],
    })
    const browser = await world.staff(actor.accountId)
    const publication = async () => pageText(await browser.get(`/rounds/${round.id}/findings/publication`))
    const before = await publication()
    const { href } = await makeReport(world, browser, round.id, 'covered')
    expect(await publication()).toBe(before)
    // Two more say yes: next to the report that would say what they answered.
    for (const one of returns.slice(30)) await answer(world, one, { [question]: 'yes' })
    await changed(world.db, `update returns set version = version + 1 where round_id = ?`, [round.id])
    expect(await publication()).not.toContain('(22)')
    await submitForm(browser, await browser.get(`${href}/remove`), {}, { which: '/remove' })
    expect(await publication()).toContain('(22) of the 32')
  }),
)

test(
  'rounds without returns, samples and findings have a report that says so',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const round = await world.make.round({ partnership_id: actor.partnershipId })
    const browser = await world.staff(actor.accountId)
    for (const audience of ['covered', 'whole'] as const) {
      const { page, content } = await makeReport(world, browser, round.id, audience)
      const text = pageText(page)
      expect(text).toContain('No establishment has been issued the audit yet')
      expect(text).toContain('No dip sample was drawn in this round')
      expect(text).toContain('There are no findings in this round yet.')
      expect(text).toContain('No action is linked with a finding of this round yet.')
      expect(text).toContain('There are no themes in this round yet.')
      expect(text).toContain('No establishment has been sent its feedback')
      expect(answersOf(content)).toEqual([])
      expect(text).not.toMatch(/undefined|NaN|\bnull\b|0%/)
    }
  }),
)

test(
  'what schools wrote stands in themes, with its numbers, and and for the board without numbers',
  inRollback(async world => {
    const { base, browser, round, writes } = await coded(world)
    for (const at of [0, 1]) await writes(at, { [MESSAGE]: `Training in the evening would help, says number ${at}.` })
    await follow(browser, await code(world, { base, browser }, 'evening', 'Training in the evening'))
    const [whole, covered] = [await makeReport(world, browser, round.id, 'whole'), await makeReport(world, browser, round.id, 'covered')]
    expect(pageText(whole.page)).toMatch(/What establishments wrote .* Training in the evening 2 /)
    expect(pageText(whole.page)).toContain('Of the 6 returns received, 2 have a comment.')
    expect(pageText(covered.page)).toMatch(/What establishments wrote .*come first\. Training in the evening (?!2)/)
    expect(pageText(covered.page)).not.toContain('a comment.')
  }),
)

test(
  'a report that nobody makes any more counts as failed, and one that cannot be made says why',
  inRollback(async world => {
    const { round, list, browser, actor, partnershipId } = await office(world)
    const given = { round: (await findRound(world.db, partnershipId, round.id))!, audience: 'covered' as const }
    const { reportId } = await requestReport(world.db, actor, given)
    await world.db.raw(`delete from pgboss.job where name = 'report.build'`)
    await sweepReportsJob.run(world.deps, {})
    expect(pageText(await browser.get(`${list}/${reportId}`))).toContain('The program stopped while it was made')

    const next = await requestReport(world.db, actor, given)
    const full = Object.assign(new Error('no room'), { code: 'ENOSPC' })
    const files = { ...world.deps.files, put: () => Promise.reject(full) }
    await buildReport({ ...world.deps, files }, { partnershipId, reportId: next.reportId })
    expect(pageText(await browser.get(`${list}/${next.reportId}`))).toContain('There was no room left to store it')
    expect(pageText(await browser.get(list))).toContain('Could not be made')
    const none = await row<{ n: number }>(world.db, 'select count(*)::integer as n from given_figures')
    expect(none).toEqual({ n: 0 })
    // Called again, as a job may be, it makes nothing twice.
    await buildReport(world.deps, { partnershipId, reportId: next.reportId })
    expect(await row(world.db, 'select status from reports where id = ?', [next.reportId])).toEqual({ status: 'failed' })
  }),
)

test(
  'staff named in its texts are pointed out to whoever made it',
  inRollback(async world => {
    const { round, browser, partnershipId, actor } = await office(world)
    await changed(world.db, `update accounts set name = 'Quentin Marlowe' where id = ?`, [actor.accountId])
    await changed(world.db, `update findings set statement = 'were visited by Quentin  Marlowe' where partnership_id = ?`, [partnershipId])
    const { page, content } = await makeReport(world, browser, round.id, 'whole')
    expect(pageText(page)).toContain('Quentin Marlowe, who has an account here, is named in this report.')
    expect(partNamed(content, 'Findings')).toBeDefined()
  }),
)
