import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { createFinding } from '../../../src/features/findings/index.ts'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { row, rows, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, worldOn, type Browser, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { choiceOf, follow, formOf, leadsTo, submitForm } from '../../support/forms.ts'
import { workbookOf } from '../../support/workbook.ts'
import { pdf } from '../evidence/files.ts'
import { oneReturn, sent, today, verbsOf } from './oneReturn.ts'

const CURRENT = 'policies_child_protection_current'
const REVIEWED = 'policies_child_protection_reviewed_on'
const PUBLISHED = 'policies_child_protection_published'
const STAFF_CODE = 'policies_staff_code'

/** A return that came on paper, whose answers nobody has keyed in. */
const onPaper = { ...sent, reference: 'NM-2026-000002', submitted_via: 'offline', received_at: new Date(), started_at: null }
const keyed = (base: string, section = '') => `${base}/keyed-answers${section === '' ? '' : `/${section}`}`

/** Opens a section, types into it and saves. */
const keyIn = async (browser: Browser, address: string, typed: Record<string, string>): Promise<Response> =>
  submitForm(browser, await browser.get(address), { intent: 'continue', ...typed })

const stored = async (db: Db, returnId: Id<'return'>) =>
  new Map(
    (
      await rows<{ key: string; answer: unknown; version: number; by: string; contributor: number | null }>(
        db,
        `select question_key as key, answer, version, by_name as by, contributor_id as contributor from responses where return_id = ?`,
        [returnId],
      )
    ).map(({ key, ...rest }) => [key, rest]),
  )
const keyings = (db: Db, returnId: Id<'return'>) =>
  rows<{ by: string; actor: number; details: Record<string, unknown> }>(
    db,
    `select actor_name as by, actor_id as actor, details from events where return_id = ? and verb = 'return.keyed_in' order by id`,
    [returnId],
  )

/** Another coordinator of the same partnership. */
async function colleague(world: TestWorld, partnership_id: Id<'partnership'>, name = 'Dev Anand') {
  const account = await world.make.account({ partnership_id, name })
  return Object.assign(await world.staff(account.id), { accountId: account.id })
}

test(
  'an offline return is recorded, its answers keyed in section by section, and they reach the findings, the dip sample and the workbook',
  inRollback(async world => {
    const { db } = world
    const { browser, base, auditReturn, partnership_id, coordinator } = await oneReturn(world, {
      issued_at: new Date(Date.now() - 9 * 86_400_000),
    })
    const { name } = (await row<{ name: string }>(db, `select establishment_name as name from returns where id = ?`, [auditReturn.id]))!
    const came = { ...today('received'), 'received-time': 'midnight', by: 'Sam Okafor, headteacher' }
    const files = [{ name: 'Audit.pdf', content: pdf('All of it') }]
    const summary = await follow(browser, await submitForm(browser, await browser.get(`${base}/offline`), came, { files }))
    expect(pageText(summary)).toContain('Its answers can be keyed in now.')
    expect(summary.text).toContain(`href="${keyed(base)}"`)

    const list = await browser.get(keyed(base))
    expect(heading(list)).toBe('Key in its answers')
    expect(pageText(list)).toContain(`Answers keyed in by the partnership for ${name}`)
    expect(list.text).toContain(`href="${keyed(base, 'policies')}"`)
    const section = await browser.get(keyed(base, 'policies'))
    expect(pageText(section)).toContain(`Answers keyed in by the partnership for ${name}`)
    const next = await keyIn(browser, keyed(base, 'policies'), {
      [`a.${CURRENT}`]: 'yes',
      [`a.${STAFF_CODE}`]: 'not_met',
      [`c.${STAFF_CODE}`]: 'Being rewritten',
    })
    expect(leadsTo(next)).toBe(`${keyed(base, 'training')}?saved=policies`)
    expect(pageText(await follow(browser, next))).toContain('“Safeguarding policies” is saved.')
    expect(leadsTo(await keyIn(browser, keyed(base, 'declaration'), {}))).toBe(`${keyed(base)}?saved=declaration`)

    expect(await row(db, `select status, submitted_via, answered from returns where id = ?`, [auditReturn.id])).toEqual({
      status: 'submitted',
      submitted_via: 'offline',
      answered: 2,
    })
    const [event] = await keyings(db, auditReturn.id)
    expect(event).toMatchObject({
      by: 'Priya Shah',
      actor: coordinator.accountId,
      details: { section: 'policies', title: 'Safeguarding policies' },
    })
    expect(pageText(await browser.get(`${base}/history`))).toContain('Keyed in answers of this establishment by Priya Shah')
    const answers = pageText(await browser.get(`${base}/answers?section=policies`))
    expect(answers).toContain('Sent offline by Sam Okafor, headteacher, received at midnight')
    expect(answers).toContain('2 answers were keyed in by the partnership, the last by Priya Shah')
    expect(answers).toContain('Keyed in by Priya Shah for the partnership')

    const finding = await createFinding(db, coordinator, {
      roundId: auditReturn.round_id,
      part: 'area',
      partKey: 'policies',
      kind: 'strength',
      statement: 'have a child protection policy that is current',
      source: 'completed',
      counted: [{ question: CURRENT, values: ['yes'] }],
    })
    expect(finding).toMatchObject({ n: 1, of: 1 })
    expect(pageText(await browser.get(`/rounds/${auditReturn.round_id}/findings/${finding.findingId}/returns`))).toContain('Offline return')

    const { sampleId } = await createSample(db, coordinator, {
      roundId: auditReturn.round_id,
      name: 'Dip sample 1',
      seed: 'autumn',
      areas: ['policies'],
      plan: { base: 'all', targets: [], fastMinutes: 30, leaveOutSampled: false, strata: 'phase', method: 'all', size: null },
    })
    const [member] = await membersOf(db, partnership_id, sampleId)
    const review = await browser.get(`/rounds/${auditReturn.round_id}/samples/${sampleId}/members/${member?.id ?? 0}/areas/policies`)
    expect(pageText(review)).toContain('Comment: Being rewritten')

    const long = (await workbookOf(db, partnership_id, auditReturn.round_id, { sheets: ['responses_long'] }))('Responses long').rows
    const lineOf = (key: string) => long.find(({ question }) => question === key)
    expect(lineOf(CURRENT)).toMatchObject({
      disposition: 'completed_offline',
      answered: true,
      code: 'yes',
      answered_via: 'offline',
      answered_by: 'Priya Shah',
    })
    expect(lineOf(STAFF_CODE)).toMatchObject({ code: 'not_met', falls_short: true, comment: 'Being rewritten' })
    expect(lineOf(PUBLISHED)).toMatchObject({ answered: false, answered_via: null, answered_by: null })
  }),
)

test(
  'the rows of a list are keyed in on the page of the list',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, onPaper)
    const list = `${keyed(base, 'policies')}/lists/policies_others`
    expect(leadsTo(await keyIn(browser, keyed(base, 'policies'), { intent: 'list:policies_others' }))).toBe(`${list}?saved=policies`)
    const typed = { 'a.policies_others.0.policy': 'Whistleblowing', intent: 'save' }
    expect(leadsTo(await keyIn(browser, `${list}/new`, typed))).toBe(`${list}?saved=1`)
    expect(pageText(await browser.get(list))).toContain('Policy 1 (Whistleblowing) is saved.')
    const answer = async () => (await stored(world.db, auditReturn.id)).get('policies_others')
    expect(await answer()).toMatchObject({ answer: [{ policy: 'Whistleblowing' }], contributor: null })
    await submitForm(browser, await browser.get(`${list}/1/remove`), {})
    expect(await answer()).toMatchObject({ answer: null })
  }),
)

test(
  'the establishment’s own link stays closed, and shows that the partnership keyed the answers in',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, onPaper)
    await keyIn(browser, keyed(base, 'policies'), { [`a.${CURRENT}`]: 'yes' })
    const dsl = await world.contributor((await world.make.contributorActor(auditReturn)).contributorId)
    expect((await dsl.get('/return/sections/policies')).headers.location).toBe('/return/whole#section-policies')
    expect(pageText(await dsl.get('/return/whole'))).toContain('Keyed in by Priya Shah for the partnership')
    const late = await dsl.post('/return/sections/policies', { [`q.${CURRENT}`]: '1', [`v.${CURRENT}`]: '1', [`a.${CURRENT}`]: 'no' })
    expect([late.status, heading(late)]).toEqual([409, 'This return has already been submitted'])
    expect((await stored(world.db, auditReturn.id)).get(CURRENT)).toMatchObject({ answer: 'yes', version: 1 })
  }),
)

test(
  'valid answers are kept beside an invalid one, which comes back as it was typed',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, onPaper)
    const page = await keyIn(browser, keyed(base, 'policies'), {
      [`a.${CURRENT}`]: 'yes',
      [`a.${REVIEWED}.day`]: '31',
      [`a.${REVIEWED}.month`]: '2',
      [`a.${REVIEWED}.year`]: '2026',
    })
    expect(page.status).toBe(422)
    expect(pageText(page)).toContain('1 answer is not saved yet')
    expect(pageText(page)).toContain('Answers keyed in by the partnership for')
    expect(page.text).toContain(`href="#a-${REVIEWED}-day"`)
    expect(formOf(page).fields).toMatchObject({ [`a.${REVIEWED}.day`]: ['31'], [`v.${CURRENT}`]: [expect.stringMatching(/^1\./)] })
    const answers = await stored(world.db, auditReturn.id)
    expect(answers.get(CURRENT)).toEqual({ answer: 'yes', version: 1, by: 'Priya Shah', contributor: null })
    expect(answers.has(REVIEWED)).toBe(false)
  }),
)

test(
  'a keyed answer is corrected later, also after the return was accepted and the round closed; both versions are kept',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world, {
      ...onPaper,
      status: 'accepted',
      accepted_at: new Date(),
    })
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [auditReturn.round_id])
    await keyIn(browser, keyed(base, 'policies'), { [`a.${CURRENT}`]: 'no', [`a.${PUBLISHED}`]: 'yes' })
    const other = await colleague(world, partnership_id)
    leadsTo(await keyIn(other, keyed(base, 'policies'), { [`a.${CURRENT}`]: 'yes' }))
    expect((await stored(world.db, auditReturn.id)).get(CURRENT)).toMatchObject({ answer: 'yes', version: 2, by: 'Dev Anand' })
    const changes = await rows(
      world.db,
      `select version, answer, by_name as by from response_changes where return_id = ? and question_key = ? order by version`,
      [auditReturn.id, CURRENT],
    )
    expect(changes).toEqual([{ version: 1, answer: 'no', by: 'Priya Shah' }])
    expect(await keyings(world.db, auditReturn.id)).toMatchObject([
      { by: 'Priya Shah', details: { section: 'policies' } },
      { by: 'Dev Anand', actor: other.accountId, details: { section: 'policies' } },
    ])
    expect(pageText(await browser.get(`${base}/history`))).toContain('Keyed in answers of this establishment by Dev Anand')
    expect(await row(world.db, `select status from returns where id = ?`, [auditReturn.id])).toEqual({ status: 'accepted' })
  }),
)

test(
  'two members of staff on one question see both answers, and neither is written over unseen',
  inRollback(async world => {
    const { browser: priya, base, auditReturn, partnership_id } = await oneReturn(world, onPaper)
    const dev = await colleague(world, partnership_id)
    const address = keyed(base, 'policies')
    const [mine, theirs] = [await priya.get(address), await dev.get(address)]
    leadsTo(await submitForm(priya, mine, { [`a.${CURRENT}`]: 'yes' }))
    const page = await submitForm(dev, theirs, { [`a.${CURRENT}`]: 'no', [`a.${PUBLISHED}`]: 'yes' })
    expect(page.status).toBe(409)
    expect(pageText(page)).toContain('Priya Shah changed this answer at')
    expect(pageText(page)).toContain('Use Priya Shah’s answer')
    const between = await stored(world.db, auditReturn.id)
    expect(between.get(CURRENT)).toMatchObject({ answer: 'yes', by: 'Priya Shah' })
    expect(between.get(PUBLISHED)).toMatchObject({ answer: 'yes', by: 'Dev Anand' })
    leadsTo(await submitForm(dev, page, { [`keep.${CURRENT}.answer`]: choiceOf(page.text, 'mine') }))
    expect((await stored(world.db, auditReturn.id)).get(CURRENT)).toMatchObject({ answer: 'no', version: 2, by: 'Dev Anand' })
    // Whose answer was there is told, and reads both.
    const said = /Dev Anand chose their answer over yours at \S+ today/
    for (const place of [keyed(base), address]) {
      expect(pageText(await priya.get(place))).toMatch(said)
      expect(pageText(await dev.get(place))).not.toMatch(said)
    }
    const both = await priya.get(`${base}/answers/${CURRENT}/versions`)
    expect(pageText(both)).toMatch(/Keyed in by Dev Anand for the partnership.*No.*Keyed in by Priya Shah for the partnership.*Yes/s)
    expect(both.text).toContain(`${address}?again=${CURRENT}.1#question-${CURRENT}`)
    leadsTo(await submitForm(priya, await priya.get(keyed(base)), {}, { which: '/told' }))
    expect(pageText(await priya.get(keyed(base)))).not.toMatch(said)
  }),
)

test(
  'people whom the register knows are not filled in, and two who key them differently are both heard',
  inRollback(async world => {
    const { browser: priya, base, auditReturn, partnership_id } = await oneReturn(world, onPaper)
    await world.make.contact({
      partnership_id,
      establishment_id: auditReturn.establishment_id,
      role: 'head',
      name: 'Ruth Ainsworth',
      email: '',
    })
    const dev = await colleague(world, partnership_id)
    const address = keyed(base, 'people')
    const [mine, theirs] = [await priya.get(address), await dev.get(address)]
    expect(mine.text).not.toContain('Ruth Ainsworth')
    leadsTo(await submitForm(priya, mine, { 'a.people_head.name': 'R. Ainsworth-Bell' }))
    const page = await submitForm(dev, theirs, { 'a.people_head.name': 'Ruth Ainsworth' })
    expect(page.status).toBe(409)
    expect(pageText(page)).toContain('R. Ainsworth-Bell')
  }),
)

test('a form that is sent several times, also at once, is kept once and leaves one line in the history', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    const { browser, base, auditReturn } = await oneReturn(world, onPaper)
    const page = await browser.get(keyed(base, 'policies'))
    const typed = { [`a.${CURRENT}`]: 'yes', [`a.${PUBLISHED}`]: 'no' }
    const answers = await Promise.all(Array.from({ length: 4 }, () => submitForm(browser, page, typed)))
    const again = await submitForm(browser, page, typed)
    expect([...answers, again].map(leadsTo)).toEqual(Array.from({ length: 5 }, () => leadsTo(again)))
    expect(await keyings(db, auditReturn.id)).toHaveLength(1)
    expect((await stored(db, auditReturn.id)).get(CURRENT)).toMatchObject({ answer: 'yes', version: 1 })
  } finally {
    await drop()
  }
})

test(
  'answers are keyed into an offline return that is in, and into no other',
  inRollback(async world => {
    const field = { [`q.${CURRENT}`]: '1', [`v.${CURRENT}`]: '0', [`a.${CURRENT}`]: 'yes', [`c.${CURRENT}`]: 'As written on page 2' }
    for (const [values, words] of [
      [sent, 'This return was submitted online'],
      [{ status: 'in_progress', started_at: new Date() }, 'This cannot be done while the return is “in progress”'],
      [{ ...onPaper, status: 'returned' }, 'This cannot be done while the return is “returned for more work”'],
    ] as const) {
      const { browser, base, auditReturn } = await oneReturn(world, values)
      for (const path of [keyed(base), keyed(base, 'policies')]) {
        const page = await browser.get(path)
        expect([page.status, heading(page)]).toEqual([409, words])
      }
      const refused = await browser.post(keyed(base, 'policies'), field)
      expect([refused.status, heading(refused)]).toEqual([409, words])
      expect(pageText(refused)).toContain('What you typed was not saved')
      expect(refused.text).not.toContain('href="/return"')
      expect((await browser.get(base)).text).not.toContain(keyed(base))
      expect(await stored(world.db, auditReturn.id)).toEqual(new Map())
    }
  }),
)

test(
  'a section that is not asked of the establishment is not there',
  inRollback(async world => {
    const { browser, base } = await oneReturn(world, onPaper)
    const page = await browser.get(keyed(base, 'boarding'))
    expect([page.status, heading(page)]).toEqual([404, 'This section is not asked'])
    expect(page.text).toContain(`href="${keyed(base)}"`)
    expect((await browser.get(keyed(base, 'nothing'))).status).toBe(404)
  }),
)

test(
  'who may only read or review keys in nothing; staff of another partnership find nothing',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world, onPaper)
    const field = { [`q.${CURRENT}`]: '1', [`v.${CURRENT}`]: '0', [`a.${CURRENT}`]: 'yes' }
    const stranger = (await oneReturn(world)).browser
    const others = [[stranger, 404]] as [Browser, number][]
    for (const role of ['viewer', 'analyst', 'reviewer'] as const)
      others.push([await world.staff((await world.make.staffActor(partnership_id, role)).accountId), 403])
    for (const [person, status] of others) {
      expect((await person.get(keyed(base))).status).toBe(status)
      expect((await person.get(keyed(base, 'policies'))).status).toBe(status)
      expect((await person.post(keyed(base, 'policies'), field)).status).toBe(status)
      expect((await person.get(base)).text).not.toContain(keyed(base))
      expect((await person.get(`${base}/answers`)).text).not.toContain(keyed(base))
    }
    expect(await stored(world.db, auditReturn.id)).toEqual(new Map())
    expect(await verbsOf(world, auditReturn.id)).toEqual([])
    expect((await browser.get(`${base}/answers`)).text).toContain(keyed(base))
  }),
)
