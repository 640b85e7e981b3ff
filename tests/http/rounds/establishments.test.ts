import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { publishLibrary } from '../../../src/features/questionnaires/index.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { today } from '../handling/oneReturn.ts'

/** A draft round in a partnership with a primary, an independent school, a college, one that closes, one that will open and one that closed. */
async function draft(world: TestWorld) {
  const { make } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  await publishLibrary(world.db, actor)
  const round = await make.round({ partnership_id, status: 'draft', opened_at: null })
  const of = (values: Record<string, unknown>) => make.establishment({ partnership_id, ...values })
  const primary = await of({ name: 'Ashgrove Primary School' })
  const independent = await of({ name: 'Beech Hall', type_code: 11, type_name: 'Other independent school', type_group_code: 3 })
  const college = await of({
    name: 'City College',
    type_code: 18,
    type_name: 'Further education',
    type_group_code: 1,
    phase_code: 6,
    phase_name: '16 plus',
  })
  const closing = await of({ name: 'Dale School', status_code: 3, status_name: 'Open, but proposed to close', closed_on: '2031-08-31' })
  const proposed = await of({ name: 'East Gate School', status_code: 4, status_name: 'Proposed to open', opened_on: '2099-09-01' })
  const closed = await of({ name: 'Fell School', status_code: 2, status_name: 'Closed' })
  await make.contact({ partnership_id, establishment_id: primary.id })
  return {
    actor,
    partnership_id,
    round,
    primary,
    independent,
    college,
    closing,
    proposed,
    closed,
    browser: await world.staff(actor.accountId),
  }
}

const returnsOf = (world: TestWorld, roundId: Id<'round'>) =>
  rows<{
    establishment_name: string
    set_code: string
    set_reason: string
    status: string
    asked: number
    missing: number
    due_at: Date
    version: number
  }>(world.db, 'select * from returns where round_id = ? order by establishment_name', [roundId])

test(
  'everyone who is open is taken in with the set for their kind; the closed and those to come are not',
  inRollback(async world => {
    const { round, browser } = await draft(world)
    const added = await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })
    expect(added.status).toBe(303)
    const returns = await returnsOf(world, round.id)
    expect(returns.map(r => [r.establishment_name, r.set_code, r.status])).toEqual([
      ['Ashgrove Primary School', 'A', 'not_issued'],
      ['Beech Hall', 'B', 'not_issued'],
      ['City College', 'C', 'not_issued'],
      ['Dale School', 'A', 'not_issued'],
    ])
    for (const entry of returns) expect(entry.asked).toBeGreaterThan(20)
    const sets = await rows(world.db, 'select set_code from round_questionnaires where round_id = ? order by 1', [round.id])
    expect(sets).toEqual([{ set_code: 'A' }, { set_code: 'B' }, { set_code: 'C' }])
    const page = pageText(await browser.get(`/rounds/${round.id}/establishments`))
    expect(page).toContain('By type: Other independent school')
    expect(page).toContain('Closes on Sunday 31 August 2031')
    expect(page).toContain('3 without an email address')
  }),
)

const NEXT_YEAR = String(new Date().getFullYear() + 1)

/** The form of the draft's plan, for a round of this kind. */
const plan = (mode: string, version: number) => ({
  name: 'Safeguarding audit',
  code: 'audit',
  mode,
  'opens-day': '5',
  'opens-month': '1',
  'opens-year': NEXT_YEAR,
  'opens-time': '9am',
  'due-day': '27',
  'due-month': '3',
  'due-year': NEXT_YEAR,
  'due-time': '5pm',
  chairSignOff: 'may_follow',
  version: String(version),
})

test(
  'another kind of round gives its establishments the sets of that kind, but for what staff chose, and opening freezes those alone',
  inRollback(async world => {
    const { round, browser, college } = await draft(world)
    const base = `/rounds/${round.id}`
    await browser.post(`${base}/establishments/add`, { which: 'all' })
    await browser.post(`${base}/establishments/sets`, { which: 'ticked', establishment: String(college.id), chosenSet: 'D' })
    const before = await returnsOf(world, round.id)
    const setsUsed = async () =>
      (
        await rows<{ set: string }>(world.db, 'select set_code as set from round_questionnaires where round_id = ? order by 1', [round.id])
      ).map(({ set }) => set)

    expect((await browser.post(`${base}/edit`, plan('declaration', 1))).status).toBe(303)
    const declared = await returnsOf(world, round.id)
    expect(declared.map(r => [r.establishment_name, r.set_code, r.set_reason])).toEqual([
      ['Ashgrove Primary School', 'F', 'by type'],
      ['Beech Hall', 'F', 'by type'],
      ['City College', 'D', 'chosen by staff'],
      ['Dale School', 'F', 'by type'],
    ])
    expect(declared[0]?.asked).toBeLessThan(before[0]?.asked ?? 0)
    expect(await setsUsed()).toEqual(['D', 'F'])
    const page = pageText(await browser.get(`${base}/establishments`))
    expect(page).toContain(
      '3 establishments have another question set now, since the kind of round changed. 1 keeps the set that staff chose.',
    )
    expect(page).toContain('This round is a short declaration')

    await browser.post(`${base}/edit`, plan('full_audit', 2))
    const audited = await returnsOf(world, round.id)
    expect(audited.map(r => [r.set_code, r.asked])).toEqual(before.map(r => [r.set_code, r.asked]))
    expect(await setsUsed()).toEqual(['A', 'B', 'D'])
    await browser.post(`${base}/open`)
    const frozen = await rows(
      world.db,
      `select v.set_code from questionnaire_versions v join rounds o on o.partnership_id = v.partnership_id
       where o.id = ? and v.frozen_at is not null order by 1`,
      [round.id],
    )
    expect(frozen).toEqual([{ set_code: 'A' }, { set_code: 'B' }, { set_code: 'D' }])
    const wrong = await rows(
      world.db,
      `select r.id from returns r join questionnaire_versions v on v.id = r.questionnaire_version_id where r.round_id = ? and v.set_code <> r.set_code`,
      [round.id],
    )
    expect(wrong).toEqual([])
  }),
)

test(
  'opening takes down what the register says then, with the questions that it leads to; what the register says later changes nothing',
  inRollback(async world => {
    const { round, browser, independent, primary } = await draft(world)
    const boards = (code: number) => world.db.raw('update establishments set boarders_code = ? where id = ?', [code, independent.id])
    await browser.post(`/rounds/${round.id}/establishments/add`, {
      which: 'ticked',
      establishment: [String(independent.id), String(primary.id)],
    })
    const facts = async () => {
      const found = await rows<{ facts: string[]; asked: number; missing: number }>(
        world.db,
        'select facts, asked, missing from returns where round_id = ? order by establishment_name',
        [round.id],
      )
      return found[1]
    }
    const added = await facts()
    expect(added?.facts).not.toContain('boarders')
    await boards(3)
    await browser.post(`/rounds/${round.id}/open`)
    const opened = await facts()
    expect(opened?.facts).toContain('boarders')
    expect(opened?.asked).toBeGreaterThan(added?.asked ?? 0)
    expect(opened?.missing).toBeGreaterThan(added?.missing ?? 0)
    await boards(1)
    expect(await facts()).toEqual(opened)
  }),
)

test(
  'a change that leaves the kind of round as it is leaves the question sets alone',
  inRollback(async world => {
    const { round, browser } = await draft(world)
    await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })
    const before = await returnsOf(world, round.id)
    await browser.post(`/rounds/${round.id}/edit`, plan('full_audit', 1))
    const page = pageText(await browser.get(`/rounds/${round.id}/establishments`))
    expect(page).toContain('Your changes are saved.')
    expect(page).not.toContain('another question set')
    expect((await returnsOf(world, round.id)).map(r => r.set_code)).toEqual(before.map(r => r.set_code))
  }),
)

test(
  'those who are not open yet are shown with their date, and cannot be added even when asked for',
  inRollback(async world => {
    const { round, browser, proposed, closed } = await draft(world)
    const out = pageText(await browser.get(`/rounds/${round.id}/establishments?show=out`))
    expect(out).toContain('Opens on')
    expect(out).not.toContain('Fell School')
    await browser.post(`/rounds/${round.id}/establishments/add`, {
      which: 'ticked',
      establishment: [String(proposed.id), String(closed.id)],
    })
    expect(await returnsOf(world, round.id)).toEqual([])
  }),
)

test(
  'some are added, some taken out, and a filter says which “all” are',
  inRollback(async world => {
    const { round, browser, primary, independent } = await draft(world)
    const base = `/rounds/${round.id}/establishments`
    await browser.post(`${base}/add`, { which: 'all', search: 'beech' })
    await browser.post(`${base}/add`, { which: 'ticked', establishment: String(primary.id) })
    expect((await returnsOf(world, round.id)).map(r => r.establishment_name)).toEqual(['Ashgrove Primary School', 'Beech Hall'])
    await browser.post(`${base}/remove`, { which: 'ticked', establishment: String(independent.id) })
    expect((await returnsOf(world, round.id)).map(r => r.establishment_name)).toEqual(['Ashgrove Primary School'])
    const nothing = await browser.post(`${base}/remove`, { which: 'ticked' })
    expect(nothing.status).toBe(303)
    expect(await returnsOf(world, round.id)).toHaveLength(1)
  }),
)

test(
  'staff choose another set, and take the choice back',
  inRollback(async world => {
    const { round, browser, primary } = await draft(world)
    const base = `/rounds/${round.id}/establishments`
    await browser.post(`${base}/add`, { which: 'ticked', establishment: String(primary.id) })
    const [before] = await returnsOf(world, round.id)
    await browser.post(`${base}/sets`, { which: 'ticked', establishment: String(primary.id), chosenSet: 'F' })
    const [short] = await returnsOf(world, round.id)
    expect([short?.set_code, short?.set_reason]).toEqual(['F', 'chosen by staff'])
    expect(short?.asked).toBeLessThan(before?.asked ?? 0)
    await browser.post(`${base}/sets`, { which: 'all', chosenSet: 'by type' })
    const [after] = await returnsOf(world, round.id)
    expect([after?.set_code, after?.set_reason, after?.asked]).toEqual(['A', 'by type', before?.asked])
  }),
)

test(
  'a set that staff chose in the register goes before the rule',
  inRollback(async world => {
    const { round, browser, primary } = await draft(world)
    await world.db.raw(`update establishments set set_override = 'E' where id = ?`, [primary.id])
    await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'ticked', establishment: String(primary.id) })
    expect((await returnsOf(world, round.id)).map(r => [r.set_code, r.set_reason])).toEqual([['E', 'chosen by staff']])
  }),
)

test(
  'opening says what it will do, freezes the questionnaires, and lets establishments join later',
  inRollback(async world => {
    const { round, browser, primary, college } = await draft(world)
    const base = `/rounds/${round.id}`
    expect(heading(await browser.get(`${base}/open`))).toBe('No establishments are in this round yet')
    await browser.post(`${base}/establishments/add`, { which: 'ticked', establishment: String(primary.id) })
    const check = await browser.get(`${base}/open`)
    expect(pageText(check)).toContain('Asked 1 establishment')
    expect((await browser.post(`${base}/open`)).headers.location).toBe(`${base}/issue`)
    expect((await browser.post(`${base}/open`)).status).toBe(303)
    expect(pageText(await browser.get(base))).toContain('is open already. You did this at')
    expect(await rows(world.db, `select 1 from events where round_id = ? and verb = 'round.opened'`, [round.id])).toHaveLength(1)
    const frozen = () =>
      rows<{ set_code: string }>(
        world.db,
        `select v.set_code from questionnaire_versions v join round_questionnaires q on q.questionnaire_version_id = v.id
        where q.round_id = ? and v.frozen_at is not null order by 1`,
        [round.id],
      )
    expect(await frozen()).toEqual([{ set_code: 'A' }])
    await browser.post(`${base}/establishments/add`, { which: 'ticked', establishment: String(college.id) })
    expect(await frozen()).toEqual([{ set_code: 'A' }, { set_code: 'C' }])
  }),
)

test(
  'a round may be opened before the planned day, and the page says so and what it means for schools',
  inRollback(async world => {
    const { round, browser } = await draft(world)
    const base = `/rounds/${round.id}`
    await browser.post(`${base}/establishments/add`, { which: 'all' })
    const opening = () =>
      row<{ opens_at: Date; opened_at: Date }>(world.db, 'select opens_at, opened_at from rounds where id = ?', [round.id])
    await world.db.raw(`update rounds set opens_at = '2030-12-01T09:00Z', due_at = '2031-03-27T17:00Z' where id = ?`, [round.id])
    const page = pageText(await browser.get(`${base}/open`))
    expect(page).toContain('The round was to open at 9am on Sunday 1 December 2030.')
    expect(page).toContain('Opening it now lets establishments start as soon as they have their links.')
    await browser.post(`${base}/open`)
    const { opens_at, opened_at } = (await opening()) ?? {}
    expect(opens_at).toEqual(opened_at)
  }),
)

test(
  'a round that opens when it was planned says nothing of being early',
  inRollback(async world => {
    const { round, browser } = await draft(world)
    await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })
    await world.db.raw(`update rounds set opens_at = '2020-01-01T09:00Z', due_at = '2031-03-27T17:00Z' where id = ?`, [round.id])
    expect(pageText(await browser.get(`/rounds/${round.id}/open`))).not.toContain('was to open')
  }),
)

test(
  'a draft takes the newest version when staff say so, and its returns with it',
  inRollback(async world => {
    const { round, browser, primary, partnership_id, make } = { ...(await draft(world)), make: world.make }
    const base = `/rounds/${round.id}/establishments`
    await browser.post(`${base}/add`, { which: 'ticked', establishment: String(primary.id) })
    const newer = await make.questionnaireVersion(partnership_id, 'A')
    expect(pageText(await browser.get(base))).toContain('Set A has a version 2 now')
    await browser.post(`${base}/versions`)
    const used = await row<{ id: number }>(world.db, 'select questionnaire_version_id as id from returns where round_id = ?', [round.id])
    expect(used?.id).toBe(newer.id)
  }),
)

test(
  'a round is closed with its sums in sight, and can be opened again',
  inRollback(async world => {
    const { make, db } = world
    const actor = await make.staffActor()
    const auditReturn = await make.auditReturn({ partnership_id: actor.partnershipId })
    const browser = await world.staff(actor.accountId)
    const base = `/rounds/${auditReturn.round_id}`
    expect(pageText(await browser.get(`${base}/close`))).toContain('Outstanding 1')
    await browser.post(`${base}/close`)
    expect(await row(db, 'select status from rounds where id = ?', [auditReturn.round_id])).toEqual({ status: 'closed' })
    expect((await browser.post(`${base}/establishments/add`, { which: 'all' })).status).toBe(409)
    expect(heading(await browser.get(`${base}/reopen`))).toContain('again?')
    await browser.post(`${base}/reopen`)
    expect(await row(db, 'select status, closed_at from rounds where id = ?', [auditReturn.round_id])).toEqual({
      status: 'open',
      closed_at: null,
    })
  }),
)

test(
  'an analyst sees who is asked and can change nothing',
  inRollback(async world => {
    const { round, partnership_id, primary } = await draft(world)
    const viewer = await world.staff((await world.make.account({ partnership_id, role: 'analyst' })).id)
    const page = await viewer.get(`/rounds/${round.id}/establishments?show=out`)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Add those ticked')
    const refused = await viewer.post(`/rounds/${round.id}/establishments/add`, { which: 'ticked', establishment: String(primary.id) })
    expect(refused.status).toBe(403)
  }),
)

test(
  'every number on the list of rounds opens a list of that length',
  inRollback(async world => {
    const { make } = world
    const actor = await make.staffActor()
    const of = { partnership_id: actor.partnershipId }
    const { round_id } = await make.auditReturn(of)
    const sent = { submitted_at: new Date(), submitted_via: 'online' }
    const states: Record<string, unknown>[] = [
      { status: 'not_issued', issued_at: null },
      { status: 'opened' },
      { status: 'in_progress', started_at: new Date() },
      { status: 'returned', ...sent },
      { status: 'awaiting_sign_off', ...sent },
      { status: 'accepted', ...sent },
      { status: 'submitted', ...sent, submitted_via: 'offline', issued_at: null },
      { status: 'excused', excused_as: 'closed' },
    ]
    for (const values of states) await make.auditReturn({ ...of, round_id, ...values })
    const browser = await world.staff(actor.accountId)
    const list = await browser.get('/rounds')
    const tiles = [
      ...list.text.matchAll(/href="([^"]+)">\s*<span class="app-stat__number">(\d+)<\/span>\s*<span class="app-stat__label">([^<]+)/g),
    ]
    const found: Record<string, string> = {}
    for (const [, href = '', number = '', label = ''] of tiles) {
      found[label] = number
      expect(pageText(await browser.get(href.replaceAll('&amp;', '&')))).toMatch(new RegExp(`Showing (all )?${number} returns?$`))
    }
    expect(found).toEqual({ issued: '8', completed: '3', outstanding: '4', excused: '1' })
  }),
)

test(
  'what is typed into the search of a list is looked for as it stands, whatever signs it holds',
  inRollback(async world => {
    const { round, browser } = await draft(world)
    const search = async (words: string) => browser.get(`/rounds/${round.id}/establishments?show=out&search=${encodeURIComponent(words)}`)
    expect(pageText(await search('Ashgrove'))).toContain('Ashgrove Primary School')
    for (const words of ['%', '_', '!', '\\']) {
      const page = await search(words)
      expect([words, page.status, pageText(page).includes('Nothing matches')]).toEqual([words, 200, true])
    }
  }),
)

test(
  'whoever something is recorded for is not taken out of a round, and staff read who that is; the others go',
  inRollback(async world => {
    const { round, browser, primary, independent, partnership_id } = await draft(world)
    const base = `/rounds/${round.id}`
    await browser.post(`${base}/establishments/add`, { which: 'all' })
    await browser.post(`${base}/open`)
    const of = async (establishment: { id: number }) =>
      (await row<{ id: Id<'return'> }>(world.db, 'select id from returns where round_id = ? and establishment_id = ?', [
        round.id,
        establishment.id,
      ]))!.id
    const chase = { kind: 'call', ...today('on'), said: 'Asked for an address' }
    expect((await browser.post(`/returns/${await of(primary)}/chases`, chase)).status).toBe(303)
    await giveMoreTime(world, partnership_id, round.id, await of(independent))
    const removed = await browser.post(`${base}/establishments/remove`, { which: 'all' })
    expect(removed.status).toBe(303)
    expect((await returnsOf(world, round.id)).map(r => r.establishment_name)).toEqual(['Ashgrove Primary School', 'Beech Hall'])
    const page = pageText(await browser.get(`${base}/establishments`))
    expect(page).toContain('2 establishments taken out of the round. Ashgrove Primary School; Beech Hall stay')
  }),
)

/** More time for a return that was not issued yet. */
async function giveMoreTime(
  world: TestWorld,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  returnId: Id<'return'>,
): Promise<void> {
  await world.db.raw(
    `with batch as (
       insert into extension_batches (partnership_id, round_id, to_due_at, reason_code, granted, granted_by)
       select partnership_id, round_id, due_at + interval '7 days', 'other', 1, 'Priya Shah' from returns where id = :returnId returning *
     )
     insert into extensions (partnership_id, round_id, return_id, batch_id, from_due_at, to_due_at, reason_code, granted_by)
     select :partnershipId, :roundId, :returnId, id, to_due_at - interval '7 days', to_due_at, 'other', 'Priya Shah' from batch`,
    { partnershipId, roundId, returnId },
  )
}

test(
  'nothing can be recorded for an establishment while its round is prepared, so that the draft can be discarded',
  inRollback(async world => {
    const { round, browser } = await draft(world)
    await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })
    const [first] = await rows<{ id: number }>(world.db, 'select id from returns where round_id = ? order by id', [round.id])
    const base = `/returns/${first?.id}`
    const page = pageText(await browser.get(base))
    for (const deed of ['Record a call', 'Record an offline return', 'Mark as closed', 'Add documents', 'Give more time'])
      expect(page).not.toContain(deed)
    expect(pageText(await browser.get(`${base}/chases`))).not.toContain('Record a chase')
    const chase = { kind: 'call', ...today('on'), said: 'Asked for an address' }
    const excuse = { ...today('on'), reason: 'It asked in writing', version: '1' }
    const received = { ...today('received'), 'received-time': '', by: 'Sam', note: 'In the safe' }
    for (const [path, fields] of [
      ['chases', chase],
      ['excuse/declined', excuse],
    ] as const) {
      const refused = await browser.post(`${base}/${path}`, fields)
      expect([path, refused.status, heading(refused)]).toEqual([path, 409, 'This round is not open yet'])
    }
    const files = [{ name: 'return.pdf', content: '%PDF-1.7 as it came' }]
    for (const path of ['offline', 'evidence']) {
      const refused = await browser.postFiles(`${base}/${path}`, received, 'files', files)
      expect([path, refused.status, heading(refused)]).toEqual([path, 409, 'This round is not open yet'])
    }
    expect((await browser.post(`/rounds/${round.id}/discard`)).headers.location).toBe('/rounds')
    expect(await rows(world.db, 'select 1 from rounds where id = ?', [round.id])).toEqual([])
  }),
)

test(
  'a draft in which something is recorded already is not discarded, and says so',
  inRollback(async world => {
    const { round, browser, partnership_id } = await draft(world)
    await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })
    await world.db.raw(
      `insert into chases (partnership_id, round_id, return_id, kind, by_name)
       select partnership_id, round_id, id, 'call', 'Priya Shah' from returns where round_id = ? limit 1`,
      [round.id],
    )
    const refused = await browser.post(`/rounds/${round.id}/discard`)
    expect(refused.status).toBe(409)
    expect(heading(refused)).toBe('Something is recorded in this round already')
    expect(await rows(world.db, 'select 1 from rounds where id = ? and partnership_id = ?', [round.id, partnership_id])).toHaveLength(1)
    expect(await returnsOf(world, round.id)).toHaveLength(4)
  }),
)
