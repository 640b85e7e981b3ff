import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, type Browser, type Fields, type TestWorld } from '../../support/app.ts'

const NEXT_YEAR = String(new Date().getFullYear() + 1)

const FORM: Fields = {
  name: 'Safeguarding audit 2026 to 2027',
  code: '',
  mode: 'full_audit',
  'opens-day': '5',
  'opens-month': '1',
  'opens-year': NEXT_YEAR,
  'opens-time': '9am',
  'due-day': '27',
  'due-month': 'March',
  'due-year': NEXT_YEAR,
  'due-time': '5pm',
  introduction: 'Please answer honestly.',
  legalBasis: 'Education Act 2002',
  areaKey: ['policies', '', ''],
  areaTitle: ['Safeguarding policies', 'Online safety', ''],
  chairSignOff: 'may_follow',
}

async function coordinator({ make, staff }: TestWorld): Promise<{ browser: Browser; partnershipId: Id<'partnership'> }> {
  const actor = await make.staffActor()
  return { browser: await staff(actor.accountId), partnershipId: actor.partnershipId }
}

const onlyRound = (world: TestWorld, partnershipId: Id<'partnership'>) =>
  row<{ id: number; code: string; due_at: Date; evidence_areas: unknown; status: string; name: string; version: number }>(
    world.db,
    'select * from rounds where partnership_id = ?',
    [partnershipId],
  )

test(
  'a coordinator prepares a round, and its dates are those of a clock in England',
  inRollback(async world => {
    const { browser, partnershipId } = await coordinator(world)
    expect(heading(await browser.get('/rounds/new'))).toBe('Prepare a round')
    const made = await browser.post('/rounds/new', FORM)
    expect(made.status).toBe(303)
    const round = await onlyRound(world, partnershipId)
    expect(made.headers.location).toBe(`/rounds/${round?.id}/establishments`)
    expect(round?.code).toBe('safeguarding-audit-2026-to-2027')
    expect(round?.due_at.toISOString()).toMatch(new RegExp(`^${NEXT_YEAR}-03-27T1[67]:00`))
    expect(round?.evidence_areas).toEqual([
      { key: 'policies', title: 'Safeguarding policies' },
      { key: 'online_safety', title: 'Online safety' },
    ])
    expect(pageText(await browser.get('/rounds'))).toContain('Safeguarding audit 2026 to 2027')
  }),
)

test(
  'the library is published for a partnership that has no questionnaires yet',
  inRollback(async world => {
    const { browser, partnershipId } = await coordinator(world)
    await browser.post('/rounds/new', FORM)
    const sets = await rows<{ set_code: string }>(
      world.db,
      'select set_code from questionnaire_versions where partnership_id = ? order by 1',
      [partnershipId],
    )
    expect(sets.map(entry => entry.set_code)).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
  }),
)

test.each<[string, Fields, string]>([
  ['a date that does not exist', { 'due-day': '31', 'due-month': '2' }, 'The due date must be a real date'],
  ['a due date before the opening', { 'due-day': '4', 'due-month': '1' }, 'The due date and time must be after the opening, 9am on'],
  ['a due date in the past', { 'due-year': '2020' }, 'The due date and time must be in the future'],
  ['an opening in the past', { 'opens-year': '2020' }, 'The opening date must be today or in the future'],
  ['no name', { name: ' ' }, 'Enter a name for the round'],
  ['a time that is none', { 'due-time': 'teatime' }, 'The due time must be a time, like 5pm or 17:00'],
  ['half a date', { 'opens-month': '' }, 'The opening date must include a month'],
  ['one area twice', { areaTitle: ['Training', 'training', ''] }, 'The evidence area “training” is there twice'],
])('%s is told at its field, and nothing that was typed is lost', (_what, wrong, message) =>
  inRollback(async world => {
    const { browser, partnershipId } = await coordinator(world)
    const response = await browser.post('/rounds/new', { ...FORM, ...wrong })
    expect(response.status).toBe(422)
    expect(pageText(response)).toContain(message)
    expect(response.text).toContain(
      'value="Safeguarding audit 2026 to 2027"'.replace(FORM.name as string, (wrong.name ?? FORM.name) as string),
    )
    expect(response.text).toContain('Please answer honestly.')
    expect(response.text).toContain('Education Act 2002')
    expect(await onlyRound(world, partnershipId)).toBeUndefined()
  })(),
)

test(
  'the same form sent twice makes one round',
  inRollback(async world => {
    const { browser, partnershipId } = await coordinator(world)
    const twice = { ...FORM, _key: '0d5f1c1e-58c5-4c3e-9d0c-0b7b3e8f7c11' }
    const [first, second] = [await browser.post('/rounds/new', twice), await browser.post('/rounds/new', twice)]
    expect(second.headers.location).toBe(first.headers.location)
    expect(await rows(world.db, 'select id from rounds where partnership_id = ?', [partnershipId])).toHaveLength(1)
  }),
)

test(
  'a code that is taken is refused when it was typed, and numbered when it was not',
  inRollback(async world => {
    const { browser, partnershipId } = await coordinator(world)
    await browser.post('/rounds/new', FORM)
    await browser.post('/rounds/new', FORM)
    const refused = await browser.post('/rounds/new', { ...FORM, code: 'safeguarding-audit-2026-to-2027' })
    expect(refused.status).toBe(422)
    expect(pageText(refused)).toContain('Another round has this code')
    const codes = await rows<{ code: string }>(world.db, 'select code from rounds where partnership_id = ? order by id', [partnershipId])
    expect(codes.map(entry => entry.code)).toEqual(['safeguarding-audit-2026-to-2027', 'safeguarding-audit-2026-to-2027-2'])
  }),
)

test(
  'two people who edit one round do not overwrite each other',
  inRollback(async world => {
    const { browser, partnershipId } = await coordinator(world)
    await browser.post('/rounds/new', FORM)
    const round = await onlyRound(world, partnershipId)
    const path = `/rounds/${round?.id}/edit`
    expect((await browser.post(path, { ...FORM, code: 'audit', version: '1', name: 'The first name' })).status).toBe(303)
    const late = await browser.post(path, { ...FORM, code: 'audit', version: '1', name: 'The second name' })
    expect(late.status).toBe(409)
    expect(pageText(late)).toContain('Name: it is now “The first name”')
    expect(late.text).toContain('value="The second name"')
    expect((await onlyRound(world, partnershipId))?.name).toBe('The first name')
    expect((await browser.post(path, { ...FORM, code: 'audit', version: '2', name: 'The second name' })).status).toBe(303)
  }),
)

test(
  'an open round keeps its dates, and lets its name be mended',
  inRollback(async world => {
    const { browser, partnershipId } = await coordinator(world)
    const round = await world.make.round({ partnership_id: partnershipId })
    const before = await onlyRound(world, partnershipId)
    const changed = await browser.post(`/rounds/${round.id}/edit`, { ...FORM, name: 'A better name', version: '1' })
    expect(changed.status).toBe(303)
    const after = await onlyRound(world, partnershipId)
    expect(after?.name).toBe('A better name')
    expect(after?.due_at).toEqual(before?.due_at)
  }),
)

test(
  'another partnership’s round is not there',
  inRollback(async world => {
    const { browser } = await coordinator(world)
    const { id: other } = await world.make.partnership()
    const round = await world.make.round({ partnership_id: other, status: 'draft' })
    for (const path of ['edit', 'establishments', 'open', 'issue'])
      expect((await browser.get(`/rounds/${round.id}/${path}`)).status).toBe(404)
    expect((await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })).status).toBe(404)
  }),
)

test(
  'the page that closes a round adds up: every establishment in it stands in one row',
  inRollback(async world => {
    const { make } = world
    const partnership = await make.partnership()
    const round = await make.round({ partnership_id: partnership.id })
    const standings = [
      { status: 'not_issued', issued_at: null },
      { status: 'not_issued', issued_at: null },
      { status: 'issued' },
      { status: 'in_progress' },
      { status: 'submitted', submitted_at: new Date(), submitted_via: 'online' },
    ]
    for (const standing of standings) await make.auditReturn({ partnership_id: partnership.id, round_id: round.id, ...standing })
    const staff = await world.staff((await make.staffActor(partnership.id)).accountId)
    expect(pageText(await staff.get(`/rounds/${round.id}/close`))).toContain(
      'In the round 5 Not issued 2 Completed 1 Of these, awaiting sign-off 0 Outstanding 2 Not expected 0',
    )
  }),
)
