import { expect, test } from '@jest/globals'
import { row } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { KNOWN_STRATA } from '../../../src/features/sampling/index.ts'
import { createFinding } from '../../../src/features/findings/index.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { answer, columnsOf, roundWith, sampled } from '../sampling/world.ts'

const CURRENT = 'policies_child_protection_current'

/** A round in which primary, secondary and nursery schools answered yes or no to one question: so many of each. */
async function answered(world: TestWorld, phases: Record<string, { yes: number; no: number; none?: number }>) {
  const actor = await world.make.staffActor()
  const { partnershipId: partnership_id } = actor
  const round = await world.make.round({ partnership_id, name: 'Audit 2026', due_at: new Date(Date.now() - 86_400_000) })
  for (const [phase_name, { yes, no, none = 0 }] of Object.entries(phases))
    for (let at = 0; at < yes + no + none; at += 1) {
      const { id } = await world.make.establishment({ partnership_id, phase_name, trust_name: at % 2 === 0 ? 'Harbour Trust' : '' })
      const made = await world.make.auditReturn({ partnership_id, round_id: round.id, establishment_id: id, ...columnsOf('on_time') })
      if (at < yes + no) await answer(world, made, { [CURRENT]: at < yes ? 'yes' : 'no' })
    }
  return { actor, round, browser: await world.staff(actor.accountId), here: `/rounds/${round.id}/groups` }
}

const PHASES = { Primary: { yes: 20, no: 12, none: 6 }, Secondary: { yes: 15, no: 9, none: 0 }, Nursery: { yes: 2, no: 7, none: 0 } }

test(
  'staff see every number of a question by group, and the returns behind each',
  inRollback(async world => {
    const { browser, here } = await answered(world, PHASES)
    const page = await browser.get(`${here}?what=answers&question=${CURRENT}&by=phase`)
    const text = pageText(page)
    expect(heading(page)).toBe('Groups')
    expect(text).toContain('Nursery 2 “Yes”: Nursery'.replace('“Yes”', 'Yes'))
    expect(text).toContain('Primary 20 Yes: Primary 12 No: Primary 6 38')
    expect(text).toContain('All 37 28 6 71')
    const list = pageText(await browser.get(`${here}/returns?question=${CURRENT}&value=yes&by=phase&group=Nursery`))
    expect(list).toContain('Answered “Yes”, phase of education: Nursery.')
    expect(list.match(/Ashgrove Primary School/g)).toHaveLength(2)
    const all = await browser.get(`${here}/returns?question=${CURRENT}&value=no`)
    expect(pageText(all)).toContain('28')
    expect(pageText(await browser.get(`${here}?question=${CURRENT}&by=trust`))).toMatch(/Harbour Trust \d+.* No trust \d+/)
    // Whatever is grouped by, each number opens as many returns as it says, now and when it was kept.
    for (const by of [...KNOWN_STRATA, ...KNOWN_STRATA]) {
      const grouped = await browser.get(`${here}?question=${CURRENT}&by=${by}`)
      const numbers = [...grouped.text.matchAll(/href="([^"]*\/groups\/returns\?[^"]*group=[^"]*)"[^>]*>(\d+)/g)]
      expect(numbers.length).toBeGreaterThan(1)
      for (const [, href = '', number] of numbers) {
        const behind = await browser.get(href.replaceAll('&amp;', '&'))
        expect([by, href, behind.text.match(/href="\/returns\/\d+"/g)?.length]).toEqual([by, href, Number(number)])
      }
    }
    expect((await browser.get(`${here}/returns?question=nothing&value=no`)).status).toBe(404)
    expect((await browser.get(`${here}?what=x&question=y&by=z`)).status).toBe(200)
  }),
)

test(
  'a table is added to the public page, is published with small numbers covered, and stays as it was',
  inRollback(async world => {
    const { round, browser, here } = await answered(world, PHASES)
    const publish = `/rounds/${round.id}/publications/new/groups`
    expect(pageText(await browser.get(publish))).toContain('No table was added to this page yet.')
    expect(pageText(await browser.get(`${here}?question=${CURRENT}&by=phase`))).toContain('Add this table to the public page')
    await browser.post(`${here}/tables`, { what: 'answers', question: CURRENT, by: 'phase' })
    expect(pageText(await browser.get(here))).toContain('by phase of education')
    // Adding it again changes nothing.
    await browser.post(`${here}/tables`, { what: 'answers', question: CURRENT, by: 'phase' })
    expect(pageText(await browser.get(here)).match(/Added by/g)).toHaveLength(1)
    const gone = await submitForm(browser, await browser.get(here), {}, { which: '/remove' })
    expect(pageText(await follow(browser, gone))).toContain('The table is removed from the public page.')
    expect(pageText(await browser.get(publish))).toContain('No table was added to this page yet.')
    await browser.post(`${here}/tables`, { what: 'answers', question: CURRENT, by: 'phase' })
    const preview = pageText(await browser.get(publish))
    expect(preview).toMatch(/\d+ numbers are covered, \d+ of them for themselves and \d+ because of those/)
    expect(preview).toContain('Nursery covered covered')
    expect(preview).toContain('Secondary')
    await submitForm(browser, await browser.get(publish))
    const address = `/published/${(await code(world, round.partnership_id)) ?? ''}/${round.code}-by-group`
    const read = pageText(await world.visitor().get(address))
    expect(read).toContain('What the audit found, group by group')
    expect(read).toContain('Nursery covered covered')
    expect(read).not.toMatch(/Nursery 2\b/)
    // With the answers of the other groups nobody works it out.
    expect(read.match(/covered/g)!.length).toBeGreaterThan(3)
    await world.db.raw(`delete from group_tables where round_id = ?`, [round.id])
    expect(pageText(await world.visitor().get(address))).toBe(read)
  }),
)

const code = async ({ db }: TestWorld, id: Id<'partnership'>): Promise<string | undefined> =>
  (await row<{ code: string }>(db, 'select code from partnerships where id = ?', [id]))?.code

test(
  'a finding on a question whose table was published gives away nothing that the table covers',
  inRollback(async world => {
    const { actor, round, browser, here } = await answered(world, { Primary: { yes: 30, no: 20 }, Nursery: { yes: 20, no: 3 } })
    await browser.post(`${here}/tables`, { what: 'answers', question: CURRENT, by: 'phase' })
    const preview = await browser.get(`/rounds/${round.id}/publications/new/groups`)
    // The 3 and, so that they do not follow, another number of the same answer.
    expect(pageText(preview)).toMatch(/Nursery \S+ covered/)
    const shown = /All (\S+) (\S+) /.exec(pageText(preview).slice(pageText(preview).indexOf('Nursery')))!
    await submitForm(browser, preview)
    await createFinding(world.db, actor, {
      ...{ roundId: round.id, part: 'area', partKey: 'policies', kind: 'strength', statement: 'have one', source: 'completed' },
      counted: [{ question: CURRENT, values: ['yes'] }],
    })
    const findings = pageText(await browser.get(`/rounds/${round.id}/findings/publication`))
    if (shown[1] === 'covered') expect(findings).not.toContain('(50)')
    else expect(findings).toContain('50')
  }),
)

test(
  'verdicts and outcomes of a sample are shown by group too',
  inRollback(async world => {
    const { actor, round, members } = await sampled(world, ['on_time', 'on_time', 'on_time'])
    await world.db.raw(`update dip_sample_members set outcome = 'assured', outcome_by = 'P', outcome_at = now() where id = ?`, [
      members[0]!.id,
    ])
    const browser = await world.staff(actor.accountId)
    const text = pageText(await browser.get(`/rounds/${round.id}/groups?what=outcome&by=phase`))
    expect(text).toContain('What each review came to (by phase of education)')
    expect(text).toMatch(/All 1 0 0 0 2 3/)
    expect(pageText(await browser.get(`/rounds/${round.id}/groups?what=verdicts&question=${CURRENT}&by=phase`))).toContain(
      'Not reviewed, or cannot tell',
    )
  }),
)

test(
  'another partnership, a viewer and a round without returns see no numbers',
  inRollback(async world => {
    const { actor, round, here } = await answered(world, PHASES)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(here)).status).toBe(404)
    expect((await stranger.post(`${here}/tables`, { what: 'answers', question: CURRENT, by: 'phase' })).status).toBe(404)
    const viewer = await world.make.account({ partnership_id: actor.partnershipId, role: 'viewer' })
    expect((await (await world.staff(viewer.id)).get(here)).status).toBe(403)
    const { round: empty } = await roundWith(world, actor.partnershipId, ['outstanding'])
    const browser = await world.staff(actor.accountId)
    expect(pageText(await browser.get(`/rounds/${empty.id}/groups`))).toContain('No return has been completed yet')
    await world.db.raw('update rounds set answers_deleted_at = now() where id = ?', [round.id])
    expect(pageText(await browser.get(here))).toContain('The answers of this round were deleted')
  }),
)
