import { expect, test } from '@jest/globals'
import { createFinding } from '../../../src/features/findings/index.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { row } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { submitForm } from '../../support/forms.ts'
import { changed, CURRENT, roundOf, schools, type Answers } from './world.ts'

const given = (some: readonly { id: Id<'establishment'> }[], yes: number) =>
  new Map<Id<'establishment'>, Answers>(some.map(({ id }, at) => [id, { [CURRENT]: at < yes ? 'yes' : 'no' }]))

/** Two rounds of so many returns, of which so many said yes, and a finding of the later one. */
async function twoYears(
  world: TestWorld,
  then: { yes: number; of: number; document?: QuestionnaireDocument },
  now: { yes: number; of: number },
) {
  const actor = await world.make.staffActor()
  const { partnershipId } = actor
  const some = await schools(world, partnershipId, Math.max(then.of, now.of))
  const { document } = then
  const before = {
    name: 'Audit 2025',
    opens: '2025-09-01',
    answers: given(some.slice(0, then.of), then.yes),
    ...(document ? { document } : {}),
  }
  const earlier = await roundOf(world, partnershipId, before)
  const later = await roundOf(world, partnershipId, {
    name: 'Audit 2026',
    opens: '2026-09-01',
    answers: given(some.slice(0, now.of), now.yes),
  })
  const find = (roundId: Id<'round'>, statement: string) =>
    createFinding(world.db, actor, {
      ...{ roundId, part: 'area', partKey: 'policies', kind: 'strength', statement, source: 'completed' },
      counted: [{ question: CURRENT, values: ['yes'] }],
    })
  const { findingId } = await find(later.id, 'have one')
  const here = `/rounds/${later.id}/findings`
  return { actor, earlier, later, find, findingId, here, since: `${here}/${findingId}/since`, browser: await world.staff(actor.accountId) }
}

const SAID =
  'In “Audit 2025” it was nearly half (20) of the 50 establishments that sent theirs. The share has risen by 40 percentage points (95% interval: 21 to 55).'

test(
  'a finding says how it has changed when somebody lets it, and what was published of it stays',
  inRollback(async world => {
    const { earlier, later, here, since, browser } = await twoYears(world, { yes: 20, of: 50 }, { yes: 40, of: 50 })
    expect(pageText(await browser.get(here))).not.toContain('Audit 2025')
    const page = await browser.get(since)
    expect(heading(page)).toBe('Compare a finding')
    expect(pageText(page)).toContain(SAID)
    await submitForm(browser, page, { against: String(earlier.id) })
    // Twice is once.
    await browser.post(since, { against: String(earlier.id) })
    expect(pageText(await browser.get(here))).toContain(SAID)
    const preview = await browser.get(`/rounds/${later.id}/publications/new/findings`)
    expect(pageText(preview)).toContain(`have one. ${SAID}`)
    expect(pageText(preview)).toContain('How 1 finding has changed since an earlier round, as far as no number is covered: 1 of 1.')
    await submitForm(browser, preview)
    await world.db.raw(`update responses set answer = '"no"' where return_id in (select id from returns where round_id = ?)`, [earlier.id])
    await world.db.raw('update returns set version = version + 1 where round_id = ?', [earlier.id])
    expect(pageText(await browser.get(here))).toContain('In “Audit 2025” it was none of the 50')
    const published = await row<{ html: string }>(world.db, 'select html from publications where round_id = ?', [later.id])
    expect(published?.html).toContain('nearly half (20) of the 50')
    await submitForm(browser, await browser.get(since), { against: '' })
    expect(pageText(await browser.get(here))).not.toContain('it was none')
  }),
)

test(
  'a finding on a question that was reworded says no change, and who presses all the same reads why',
  inRollback(async world => {
    const document = changed({ [CURRENT]: { label: 'Is there a policy at all?', guidance: 'Other help.' } })
    const { earlier, here, since, browser } = await twoYears(world, { yes: 20, of: 50, document }, { yes: 40, of: 50 })
    // The finding does not say of which question it is, so the reason does.
    expect(pageText(await browser.get(since))).toMatch(
      /“Is your child protection policy [^”]*”: The wording changed from “Is there a policy at all\?” to/,
    )
    const sent = await browser.post(since, { against: String(earlier.id) })
    expect([sent.status, heading(sent)]).toEqual([409, 'This finding cannot be compared with “Audit 2025”'])
    expect(pageText(await browser.get(here))).not.toContain('Audit 2025')
    expect((await browser.post(since, { against: '999999' })).status).toBe(404)
  }),
)

test(
  'a finding on a question of which only the help was reworded says its change, and whoever lets it reads that it was',
  inRollback(async world => {
    const document = changed({ [CURRENT]: { guidance: 'Other help.' } })
    const { since, browser } = await twoYears(world, { yes: 20, of: 50, document }, { yes: 40, of: 50 })
    const text = pageText(await browser.get(since))
    expect(text).toContain(SAID)
    expect(text).toMatch(/“Is your child protection policy [^”]*”: The guidance under it was reworded\./)
  }),
)

test(
  'of a small number of the earlier round no change is published',
  inRollback(async world => {
    const { earlier, later, here, since, browser } = await twoYears(world, { yes: 3, of: 50 }, { yes: 40, of: 50 })
    await browser.post(since, { against: String(earlier.id) })
    expect(pageText(await browser.get(here))).toContain('a few (3) of the 50')
    const text = pageText(await browser.get(`/rounds/${later.id}/publications/new/findings`))
    expect(text).toContain('Most (40) of the 50 establishments that have sent theirs have one.')
    expect(text).not.toContain('In “Audit 2025”')
    expect(text).toContain('0 of 1.')
  }),
)

test(
  'what was published of the earlier round is held against what is said of it now, and the other way round',
  inRollback(async world => {
    const { earlier, later, find, here, since, browser } = await twoYears(world, { yes: 20, of: 50 }, { yes: 40, of: 50 })
    await browser.post(since, { against: String(earlier.id) })
    await submitForm(browser, await browser.get(`/rounds/${later.id}/publications/new/findings`))
    // Two more of the earlier round say yes: its own publication may not say 22 beside the 20 of the other.
    await find(earlier.id, 'had one')
    await world.db.raw(
      `update responses set answer = '"yes"' where return_id in (select id from returns where round_id = ? order by id desc limit 2) and question_key = ?`,
      [earlier.id, CURRENT],
    )
    await world.db.raw('update returns set version = version + 1 where round_id = ?', [earlier.id])
    const text = pageText(await browser.get(`/rounds/${earlier.id}/findings/publication`))
    expect(text).toContain('had one')
    expect(text).not.toContain('22')
    expect(pageText(await browser.get(here))).toContain('(22) of the 50')
  }),
)
