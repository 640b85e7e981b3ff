import { expect, test } from '@jest/globals'
import { addSet } from '../../../src/features/questionnaires/setActions.ts'
import { publishDraft, startDraft } from '../../../src/features/questionnaires/draftActions.ts'
import { LIBRARY, publishLibrary } from '../../../src/features/questionnaires/index.ts'
import { createPartnership, LIBRARY_SETS, questionSets } from '../../../src/features/partnerships/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'
import { workbookOf } from '../../support/workbook.ts'

const own = { code: 'G', name: 'supplementary schools', audience: 'Supplementary schools and tuition centres' }

/** A draft round with two schools, in a partnership that has a set of its own beside the library's. */
async function partnershipWithOwnSet({ db, make, staff }: TestWorld) {
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  await publishLibrary(db, actor)
  expect(await addSet(db, actor, own)).toEqual([])
  const { draft, faults } = await startDraft(db, actor, { ...everyKind, set: 'G', title: 'Our supplementary schools' })
  expect(faults).toEqual([])
  await publishDraft(db, actor, draft)
  const [ash, beech] = [
    await make.establishment({ partnership_id, name: 'Ash Tuition' }),
    await make.establishment({ partnership_id, name: 'Beech Primary School' }),
  ]
  for (const { id } of [ash, beech]) await make.contact({ partnership_id, establishment_id: id })
  const round = await make.round({ partnership_id, status: 'draft', opened_at: null })
  return { actor, partnership_id, ash, beech, round, browser: await staff(actor.accountId) }
}

const setsIn = async ({ db }: TestWorld, roundId: Id<'round'>) =>
  Object.fromEntries(
    (
      await rows<{ name: string; set: string }>(db, 'select establishment_name as name, set_code as set from returns where round_id = ?', [
        roundId,
      ])
    ).map(({ name, set }) => [name, set]),
  )

test(
  'a partnership’s own set goes through register, round, links, lists and workbook like the library’s',
  inRollback(async world => {
    const { actor, ash, round, browser } = await partnershipWithOwnSet(world)
    expect(pageText(await browser.get('/questionnaires'))).toContain('Set G: Our supplementary schools')

    // In the register, for every round to come.
    expect(pageText(await browser.get(`/register/establishments/${ash.id}`))).toContain('G: supplementary schools')
    await browser.post(`/register/establishments/${ash.id}/set`, { set: 'G' })
    expect(pageText(await browser.get(`/register/establishments/${ash.id}`))).toContain('Staff chose set G for it: supplementary schools.')
    await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })
    expect(await setsIn(world, round.id)).toEqual({ 'Ash Tuition': 'G', 'Beech Primary School': 'A' })

    // In the round, for this one.
    const list = `/rounds/${round.id}/establishments`
    await browser.post(`${list}/sets`, { which: 'all', search: 'Beech', chosenSet: 'G' })
    expect(await setsIn(world, round.id)).toEqual({ 'Ash Tuition': 'G', 'Beech Primary School': 'G' })
    await browser.post(`${list}/sets`, { which: 'all', search: 'Beech', chosenSet: 'by type' })
    const filtered = await browser.get(`${list}?show=in&set=G`)
    expect(pageText(filtered)).toContain('Ash Tuition')
    expect(pageText(filtered)).not.toContain('Beech Primary School')
    expect(filtered.text).toContain('<option value="G" selected>G: supplementary schools</option>')

    // Open, issued and listed.
    await browser.post(`/rounds/${round.id}/open`, {})
    expect(
      await row(world.db, `select status from questionnaire_versions where partnership_id = ? and set_code = 'G'`, [actor.partnershipId]),
    ).toEqual({
      status: 'frozen',
    })
    const issue = pageText(await browser.get(`/rounds/${round.id}/issue?set=G`))
    expect(issue).toContain('Ash Tuition')
    expect(issue).not.toContain('Beech Primary School')
    const returns = pageText(await browser.get(`/rounds/${round.id}/returns?set=G`))
    expect(returns).toContain('Ash Tuition')
    expect(returns).not.toContain('Beech Primary School')

    // And counted.
    await world.db.raw(`update returns set status = 'issued', issued_at = now() where round_id = ?`, [round.id])
    const sheet = await workbookOf(world.db, actor.partnershipId, round.id, { sheets: ['establishments'] })
    const lines = sheet('Establishments').rows.filter(line => Object.values(line).includes('Ash Tuition'))
    expect(lines.map(line => line.question_set)).toEqual(['G'])
  }),
)

test(
  'a set of another partnership, or of nobody, is not taken',
  inRollback(async world => {
    const { ash, round, browser } = await partnershipWithOwnSet(world)
    await browser.post(`/rounds/${round.id}/establishments/add`, { which: 'all' })
    for (const set of ['Z', 'g', '<b>', '']) await browser.post(`/register/establishments/${ash.id}/set`, { set })
    await browser.post(`/rounds/${round.id}/establishments/sets`, { which: 'all', chosenSet: 'Z' })
    expect(await setsIn(world, round.id)).toEqual({ 'Ash Tuition': 'A', 'Beech Primary School': 'A' })
    expect((await browser.get(`/rounds/${round.id}/returns?set=%3Cb%3E`)).status).toBe(200)
    const stranger = await world.make.staffActor()
    expect((await questionSets(world.db, stranger.partnershipId)).map(({ code }) => code)).toEqual(LIBRARY_SETS.map(({ code }) => code))
  }),
)

test(
  'what is wrong with a new set is said, all of it and where',
  inRollback(async ({ db, make }) => {
    const actor = await make.staffActor()
    expect(await addSet(db, actor, { code: 'A', name: ' ', audience: '' })).toEqual([
      { path: ['code'], message: 'There is a set A already.' },
      { path: ['name'], message: 'Give the set a name.' },
    ])
    expect((await addSet(db, actor, { code: 'lower', name: 'x', audience: '' }))[0]?.path).toEqual(['code'])
    expect(await questionSets(db, actor.partnershipId)).toHaveLength(6)
  }),
)

test(
  'a new partnership has the six sets of the library, in their order and with their audience',
  inRollback(async ({ db }) => {
    const { id } = await createPartnership(db, {
      code: 'south-moor',
      name: 'South Moor',
      shortName: 'South Moor',
      laCodes: [],
      contactName: '',
      contactEmail: '',
      contactPhone: '',
      concernLine: '',
    })
    expect(await questionSets(db, id)).toEqual(LIBRARY_SETS)
    expect(LIBRARY_SETS.map(({ code, audience }) => [code, audience])).toEqual(LIBRARY.map(({ set, audience }) => [set, audience]))
  }),
)
