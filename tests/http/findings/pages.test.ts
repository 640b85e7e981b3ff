import { expect, test } from '@jest/globals'
import { createFinding, findingsOf } from '../../../src/features/findings/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { answer, returnIn, roundWith, type Completed } from '../sampling/world.ts'

const CURRENT = 'policies_child_protection_current'

async function audited(world: TestWorld, answers: readonly string[]) {
  const actor = await world.make.staffActor()
  const { round, returns } = await roundWith(world, actor.partnershipId, Array<Completed>(answers.length).fill('on_time'))
  for (const [at, value] of answers.entries()) await answer(world, returns[at]!, { [CURRENT]: value })
  const browser = await world.staff(actor.accountId)
  return { actor, round, returns, browser, base: `/rounds/${round.id}/findings` }
}

const key = (html: string): string => /name="_key" value="([^"]+)"/.exec(html)?.[1] ?? ''
const written = (change: Record<string, string | string[]> = {}) => ({
  area: 'policies',
  source: 'completed',
  kind: 'strength',
  statement: 'have a child protection policy that is current',
  [`counts.${CURRENT}`]: 'yes',
  ...change,
})

const many = (yes: number, no: number): string[] => [...Array<string>(yes).fill('yes'), ...Array<string>(no).fill('no')]

test(
  'a coordinator makes a finding of what the figures suggest, and every number opens the returns behind it',
  inRollback(async world => {
    const { actor, round, browser, base, returns } = await audited(world, many(8, 2))
    const empty = await browser.get(base)
    expect(heading(empty)).toBe('Findings')
    expect(pageText(empty)).toContain('Safeguarding policies Evidence area No findings yet.')
    const suggested = await browser.get(`${base}/suggestions?area=policies`)
    expect(pageText(suggested)).toContain('“Yes” Most (8 of 10)')
    const link = /href="([^"]+kind=strength[^"]+)"/.exec(suggested.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const form = await browser.get(link)
    expect(pageText(form)).toContain('It reads Most (8) of the 10 establishments that have sent theirs answer “yes” to')
    const read = await browser.post(base, { ...written(), _key: key(form.text), intent: 'read' })
    expect(pageText(read)).toContain(
      'Most (8) of the 10 establishments that have sent theirs have a child protection policy that is current.',
    )
    expect(await findingsOf(world.db, actor.partnershipId, round.id)).toEqual([])
    const fields = { ...written(), _key: key(read.text), intent: 'save' }
    const saved = await browser.post(base, fields)
    await browser.post(base, fields)
    const [finding, ...others] = await findingsOf(world.db, actor.partnershipId, round.id)
    expect(others).toEqual([])
    expect(saved.headers.location).toBe(`${base}#finding-${finding?.id ?? 0}`)
    const list = await browser.get(base)
    expect(pageText(list)).toContain(
      'Strength Most (8) of the 10 establishments that have sent theirs have a child protection policy that is current.',
    )
    const behind = await browser.get(`${base}/${finding?.id ?? 0}/returns`)
    expect(pageText(behind)).toContain('8 count')
    expect(pageText(behind)).toContain('2 do not')
    expect(behind.text).toContain(`href="/returns/${returns[9]!.id}"`)
  }),
)

test(
  'a finding without kind, words or answers is not kept, and nothing typed is lost',
  inRollback(async world => {
    const { browser, base } = await audited(world, ['yes'])
    const response = await browser.post(base, { area: 'policies', source: 'completed', statement: '  ', intent: 'save' })
    expect(response.status).toBe(422)
    for (const message of ['Choose what kind of finding it is', 'Write what they have in common', 'Tick the answers that count'])
      expect(pageText(response)).toContain(message)
    const half = await browser.post(base, { ...written({ [`counts.${CURRENT}`]: 'perhaps' }), intent: 'save' })
    expect(half.status).toBe(422)
    expect(half.text).toContain('have a child protection policy that is current')
    expect((await browser.post(base, { ...written({ area: 'nowhere' }), intent: 'save' })).status).toBe(404)
  }),
)

test(
  'the page says the numbers of now, and whom they are about while returns are still to come',
  inRollback(async world => {
    const { actor, round, browser, base } = await audited(world, many(6, 0))
    await createFinding(world.db, actor, {
      roundId: round.id,
      part: 'area',
      partKey: 'policies',
      kind: 'strength',
      statement: 'have it',
      source: 'completed',
      counted: [{ question: CURRENT, values: ['yes'] }],
    })
    for (const at of Array.from({ length: 94 }).keys()) await returnIn(world, round, at === 0 ? 'outstanding' : 'not_issued')
    expect(pageText(await browser.get(base))).toContain('6 of the 6 returns in so far have it.')
    for (const value of ['no', 'no', 'no', 'no', 'yes']) await answer(world, await returnIn(world, round, 'late'), { [CURRENT]: value })
    expect(pageText(await browser.get(base))).toContain('More than half (7) of the 11 returns in so far have it.')
    await world.db.raw(`update rounds set status = 'closed' where id = ?`, [round.id])
    expect(pageText(await browser.get(base))).toContain('More than half (7) of the 11 establishments that have sent theirs have it.')
  }),
)

test(
  'a small number is covered for publication, with what gives it away, and staff are told how many and why',
  inRollback(async world => {
    const { actor, round, browser, base } = await audited(world, many(21, 3))
    const make = (values: string[], statement: string) =>
      createFinding(world.db, actor, {
        roundId: round.id,
        part: 'section',
        partKey: 'policies',
        kind: 'development',
        statement,
        source: 'completed',
        counted: [{ question: CURRENT, values }],
      })
    await make(['no'], 'have none')
    await make(['yes'], 'have one')
    expect(pageText(await browser.get(base))).toContain('Some (3) of the 24 establishments that have sent theirs have none.')
    const published = pageText(await browser.get(`${base}/publication`))
    expect(published).toContain('Fewer than 5 of the 24 establishments that have sent theirs have none.')
    expect(published).toContain('At least 20 of the 24 establishments that have sent theirs have one.')
    expect(published).toMatch(/numbers are covered, \d+ of them for themselves and \d+ because of those/)
    expect(published).not.toMatch(/\b(3|21)\b/)
  }),
)

test(
  'findings are published as a version that stays, and a later one does not give away who came between',
  inRollback(async world => {
    const { actor, round, browser, base } = await audited(world, many(20, 10))
    const draft = { roundId: round.id, part: 'area', partKey: 'policies', kind: 'strength', source: 'completed' } as const
    await createFinding(world.db, actor, { ...draft, statement: 'have one', counted: [{ question: CURRENT, values: ['yes'] }] })
    const publish = async () => {
      const looked = await browser.get(`/rounds/${round.id}/publications/new/findings`)
      const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(looked.text)?.[1] ?? ''
      const done = await browser.post(`/rounds/${round.id}/publications/new/findings`, {
        after: field('after'),
        digest: field('digest'),
        _key: field('_key'),
      })
      return { looked: pageText(looked), status: done.status }
    }
    expect(await publish()).toMatchObject({
      status: 303,
      looked: expect.stringContaining('More than half (20) of the 30 establishments that have sent theirs have one.'),
    })
    for (const value of ['yes', 'no']) await answer(world, await returnIn(world, round, 'late'), { [CURRENT]: value })
    expect(pageText(await browser.get(base))).toContain('More than half (21) of the 32')
    const again = pageText(await browser.get(`${base}/publication`))
    expect(again).not.toMatch(/\b21\b/)
    expect(again).not.toMatch(/\b11\b/)
    expect(again).toContain('We do not publish how many of the')
  }),
)

test(
  'two who reword one finding: the second sees both, and decides',
  inRollback(async world => {
    const { actor, round, browser, base } = await audited(world, many(6, 1))
    await browser.post(base, { ...written(), intent: 'save' })
    const [finding] = await findingsOf(world.db, actor.partnershipId, round.id)
    const here = `${base}/${finding?.id ?? 0}`
    const form = await browser.get(`${here}/edit`)
    expect(form.text).toMatch(/value="yes" checked/)
    const save = (statement: string, version: number) =>
      browser.post(here, { ...written({ statement }), version: String(version), intent: 'save' })
    expect((await save('have a good policy', 1)).status).toBe(303)
    const clash = await save('have some policy', 1)
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('have a good policy')
    expect(clash.text).toContain('have some policy</textarea>')
    expect((await save('have some policy', 2)).status).toBe(303)
    expect(await findingsOf(world.db, actor.partnershipId, round.id)).toMatchObject([{ statement: 'have some policy', version: 3 }])
  }),
)

test(
  'findings are moved and removed, the latter only after a question',
  inRollback(async world => {
    const { actor, round, browser, base } = await audited(world, many(6, 1))
    for (const statement of ['have one', 'have two']) await browser.post(base, { ...written({ statement }), intent: 'save' })
    const [first, second] = await findingsOf(world.db, actor.partnershipId, round.id)
    await browser.post(`${base}/${second?.id ?? 0}/move`, { direction: 'up' })
    const statements = async () => (await findingsOf(world.db, actor.partnershipId, round.id)).map(({ statement }) => statement)
    expect(await statements()).toEqual(['have two', 'have one'])
    const question = await browser.get(`${base}/${first?.id ?? 0}/delete`)
    expect(pageText(question)).toContain('Strength: 6 of the 7 establishments that have sent theirs have one.')
    expect(await statements()).toHaveLength(2)
    expect((await browser.post(`${base}/${first?.id ?? 0}/delete`)).status).toBe(303)
    expect(await statements()).toEqual(['have two'])
  }),
)

test(
  'the scale is published on a page, and a round without areas has its sections',
  inRollback(async world => {
    const { browser, base } = await audited(world, ['yes'])
    expect(pageText(await browser.get(`${base}/scale`))).toContain('Almost all 90% or more, but not all 96 of 101')
    const actor = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, ['on_time'], { evidence_areas: '[]' })
    expect(pageText(await (await world.staff(actor.accountId)).get(`/rounds/${round.id}/findings`))).toContain(
      'This round has no evidence areas.',
    )
  }),
)

test(
  'who may only look sees the findings as they may be published, an analyst their numbers, and neither a button; a stranger sees nothing',
  inRollback(async world => {
    const { actor, round, browser, base } = await audited(world, many(6, 1))
    await browser.post(base, { ...written(), intent: 'save' })
    const [finding] = await findingsOf(world.db, actor.partnershipId, round.id)
    const here = `${base}/${finding?.id ?? 0}`
    const viewer = await world.staff((await world.make.staffActor(actor.partnershipId, 'viewer')).accountId)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    const analyst = await world.staff((await world.make.staffActor(actor.partnershipId, 'analyst')).accountId)
    expect((await viewer.get(base)).text).not.toContain(`${here}/returns`)
    for (const path of [base, `${base}/scale`, `${here}/returns`]) {
      expect((await viewer.get(path)).status).toBe(path.endsWith('/returns') ? 403 : 200)
      expect((await analyst.get(path)).status).toBe(200)
      expect((await stranger.get(path)).status).toBe(404)
    }
    expect((await viewer.get(base)).text).not.toContain('/edit')
    for (const path of [base, here, `${here}/move`, `${here}/delete`]) {
      expect((await viewer.post(path, written())).status).toBe(403)
      expect((await stranger.post(path, written())).status).toBe(404)
    }
    expect((await viewer.get(`${here}/edit`)).status).toBe(403)
    expect((await stranger.get(`${here}/edit`)).status).toBe(404)
  }),
)

test(
  'an action that a finding asks for leads to it, and brings none of its numbers to whoever may not see them',
  inRollback(async world => {
    const { actor, round, browser, base } = await audited(world, many(3, 97))
    const { findingId } = await createFinding(world.db, actor, {
      ...{ roundId: round.id, part: 'area', partKey: 'policies', kind: 'development', source: 'completed', statement: 'have none' },
      counted: [{ question: CURRENT, values: ['yes'] }],
    })
    const form = await browser.get(`${base}/${findingId}/actions/new`)
    expect(pageText(form)).toContain('A few (3) of the 100')
    const page = await follow(browser, await submitForm(browser, form, { what: 'Send the model policy again.' }))
    const viewer = await world.staff((await world.make.staffActor(actor.partnershipId, 'viewer')).accountId)
    const seen = await viewer.get(new URL(page.request.url).pathname)
    expect(pageText(seen)).toContain('Finding: have none')
    expect(pageText(seen)).not.toMatch(/\(3\)|of the 100/)
  }),
)

test(
  'a return that is reopened behind a finding is no longer counted, and what was published of it stays as it was and says what the data say now',
  inRollback(async world => {
    const { actor, round, returns, browser, base } = await audited(world, many(20, 10))
    const draft = { roundId: round.id, part: 'area', partKey: 'policies', kind: 'strength', source: 'completed' } as const
    const { findingId } = await createFinding(world.db, actor, {
      ...draft,
      statement: 'have one',
      counted: [{ question: CURRENT, values: ['yes'] }],
    })
    const preview = await browser.get(`/rounds/${round.id}/publications/new/findings`)
    expect((await submitForm(browser, preview)).status).toBe(303)
    const [publication] = await rows<{ name: string; code: string }>(
      world.db,
      `select p.name, t.code from publications p join partnerships t on t.id = p.partnership_id where p.round_id = ?`,
      [round.id],
    )
    const address = `/published/${publication!.code}/${publication!.name}`
    const said = 'More than half (20) of the 30 establishments that have sent theirs have one.'
    expect(pageText(await world.visitor().get(address))).toContain(said)

    // Seven of those who said yes send theirs again.
    for (const one of returns.slice(0, 7)) {
      const back = await browser.get(`/returns/${one.id}/send-back`)
      expect((await submitForm(browser, back, { reason: 'The wrong year' })).status).toBe(303)
    }
    const now = pageText(await browser.get(base))
    expect(now).toContain('(13) of the 23')
    // Both are there: what the data say, and what was published of them.
    expect(now).toMatch(/Version 1, published .*, says: “More than half \(20\) of the 30 establishments that have sent theirs have one\.”/)
    const behind = pageText(await browser.get(`${base}/${findingId}/returns`))
    expect(behind).not.toContain(returns[0]!.name)
    expect(behind).toContain(returns[8]!.name)
    // The published page goes on saying what it said.
    expect(pageText(await world.visitor().get(address))).toContain(said)
    // It comes back with another answer, and is counted again.
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), version = version + 1 where id = any(?)`, [
      returns.slice(0, 7).map(({ id }) => id),
    ])
    const again = pageText(await browser.get(base))
    expect(again).toContain(said)
    expect(again).not.toContain('Version 1, published')
  }),
)
