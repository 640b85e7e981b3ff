import { expect, test } from '@jest/globals'
import { row } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { fieldsOf } from '../answering/answering.ts'
import { earlier, otherwise, secondYear } from './world.ts'

const RATINGS = '/return/sections/ratings'
const TRAINING = '/return/sections/training'
const again = (key: string) => ({ intent: `again:${key}` })

test(
  'last year’s answer stands under its question, with its comment and its action, and counts for nothing',
  inRollback(async world => {
    const { dsl, answers, now } = await secondYear(world)
    const page = await dsl.get(RATINGS)
    const text = pageText(page)
    expect(text).toContain('Last time (Safeguarding audit 2021 to 2022)')
    expect(text).toContain('Comment: Both clubs signed.')
    expect(text).toContain('Action: Train the site staff – Sam Okafor, by Wednesday 20 July 2022')
    expect(text).toContain('The date of this action has passed')
    expect(page.text).not.toMatch(/<input[^>]*name="a\.lettings"[^>]* checked/)
    expect((await answers()).size).toBe(0)
    expect(await now()).toMatchObject({ answered: 0, status: 'opened' })
    for (const address of ['/return/whole', '/return/check', '/return']) {
      const shown = pageText(await dsl.get(address))
      expect(shown).not.toContain('Both clubs signed')
      expect(shown).not.toContain('Train the site staff')
    }
    expect(pageText(await dsl.get('/return'))).toContain('0 of 4 sections complete')
  }),
)

test(
  'one answer is used again by its button, and what was typed beside it is saved with it',
  inRollback(async world => {
    const { dsl, answers, events, last } = await secondYear(world)
    const form = fieldsOf(await dsl.get(RATINGS))
    const used = await dsl.post(RATINGS, { ...form, 'a.policy_current': 'no', 'c.policy_current': '', ...again('lettings') })
    expect(used.status).toBe(303)
    expect(used.headers.location).toBe(`${RATINGS}?saved=ratings#question-lettings`)
    expect((await answers()).get('lettings')).toMatchObject({
      answer: 'met',
      comment: 'Both clubs signed.',
      by_name: 'Sam Okafor',
      version: 1,
    })
    expect((await answers()).get('policy_current')).toMatchObject({ answer: 'no' })
    expect([...(await answers()).keys()].toSorted()).toEqual(['lettings', 'policy_current'])
    expect((await events('return.saved'))[0]?.details).toMatchObject({ again: 1, from: last.id })
    const after = await dsl.get(RATINGS)
    expect(after.text).not.toContain('value="again:lettings"')
    expect(after.text).toContain('value="again:behaviour"')
  }),
)

test(
  'what was typed into a question is not replaced by last year’s, and what was left blank in it is filled',
  inRollback(async world => {
    const { dsl, answers } = await secondYear(world)
    const form = fieldsOf(await dsl.get(RATINGS))
    await dsl.post(RATINGS, { ...form, 'c.lettings': 'A third club is new.', ...again('lettings') })
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met', comment: 'A third club is new.' })
  }),
)

test(
  'a comment that is saved already does not take the offer away',
  inRollback(async world => {
    const { dsl, answers } = await secondYear(world)
    await dsl.post(RATINGS, { ...fieldsOf(await dsl.get(RATINGS)), 'c.lettings': 'A third club is new.', intent: 'stay' })
    await dsl.post(RATINGS, { ...fieldsOf(await dsl.get(RATINGS)), ...again('lettings') })
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met', comment: 'A third club is new.', version: 2 })
  }),
)

test(
  'an action whose date has passed is used again without its date, which is then asked for',
  inRollback(async world => {
    const { dsl, answers } = await secondYear(world)
    await dsl.post(RATINGS, { ...fieldsOf(await dsl.get(RATINGS)), ...again('whistleblowing') })
    expect((await answers()).get('whistleblowing')).toMatchObject({
      answer: 'partly',
      action: { what: 'Train the site staff', owner: 'Sam Okafor', dueOn: null },
    })
    expect(pageText(await dsl.get('/return/check'))).toContain('Say what will be done, who will do it and by when')
  }),
)

test(
  'a wrong date beside it costs neither the answer that is used again nor the others',
  inRollback(async world => {
    const { dsl, answers } = await secondYear(world)
    await dsl.post(RATINGS, { ...fieldsOf(await dsl.get(RATINGS)), 'a.policy_current': 'yes', intent: 'stay' })
    const form = fieldsOf(await dsl.get(RATINGS))
    const faulty = await dsl.post(RATINGS, {
      ...form,
      'a.policy_on.day': '31',
      'a.policy_on.month': '2',
      'a.policy_on.year': '2026',
      ...again('lettings'),
    })
    expect(faulty.status).toBe(422)
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met' })
    expect(faulty.text).toMatch(/name="a\.policy_on\.day"[^>]*value="31"/)
  }),
)

test(
  'a question that is worded otherwise says what it asked then and asks now, and its answer is used by itself alone',
  inRollback(async world => {
    const document = otherwise({ lettings: { label: 'People who hire rooms meet safeguarding terms' }, has_log: null })
    const { dsl, answers } = await secondYear(world, { document })
    const page = await dsl.get(RATINGS)
    const text = pageText(page)
    expect(text).toContain(
      'The wording changed from “People who hire rooms meet safeguarding terms” to “Others who use your premises meet safeguarding terms”',
    )
    expect(text).toContain('New: this was not asked last time')
    expect(page.text).toContain('value="again:lettings"')
    expect(pageText(await dsl.get('/return/last-year/ratings'))).not.toContain('Both clubs signed')
    await dsl.post(RATINGS, { ...fieldsOf(page), ...again('lettings') })
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met' })
  }),
)

test(
  'an answer of another kind, or one that reads otherwise now, is only shown',
  inRollback(async world => {
    const document = otherwise({ lettings: { kind: 'yes_no', notApplicable: undefined } as never })
    const { dsl, answers } = await secondYear(world, { document, given: { lettings: { answer: 'yes', comment: 'All of them.' } } })
    const page = await dsl.get(RATINGS)
    expect(pageText(page)).toContain('Comment: All of them.')
    expect(pageText(page)).toContain('so it cannot be used again')
    expect(page.text).not.toContain('again:lettings')
    const forced = await dsl.post(RATINGS, { ...fieldsOf(page), ...again('lettings') })
    expect(forced.status).toBe(422)
    expect((await answers()).size).toBe(0)
  }),
)

test(
  'a statement that is made anew each year is not used again',
  inRollback(async world => {
    const { dsl, answers } = await secondYear(world)
    const page = await dsl.get('/return/sections/declaration')
    expect(page.text).not.toContain('again:accurate')
    await dsl.post('/return/sections/declaration', { ...fieldsOf(page), ...again('accurate') })
    expect((await answers()).has('accurate')).toBe(false)
  }),
)

test(
  'answers that changed after the page was opened are read again before they are used',
  inRollback(async world => {
    const { dsl, answers, last } = await secondYear(world)
    const form = fieldsOf(await dsl.get(RATINGS))
    await world.db.raw('update returns set version = version + 1 where id = ?', [last.id])
    const late = await dsl.post(RATINGS, { ...form, 'a.has_log': 'yes', ...again('lettings') })
    expect(late.status).toBe(422)
    expect(pageText(late)).toContain('has changed since you opened this page')
    expect((await answers()).has('lettings')).toBe(false)
    expect((await answers()).get('has_log')).toMatchObject({ answer: 'yes' })
  }),
)

test.each([
  ['it was sent back for more work', { status: 'returned' }, {}],
  ['it was never sent', { status: 'in_progress', submitted_at: null, submitted_via: null }, {}],
  ['its answers were deleted', { answers_deleted_at: new Date() }, {}],
  ['it is of a later round', {}, { opens: '2027-11-01' }],
  ['it was received on paper, and nothing of it was keyed in', { submitted_via: 'offline' }, { given: {} }],
])('nothing is offered of another return when %s', (_why, values, then) =>
  inRollback(async world => {
    const { dsl } = await secondYear(world, { ...values, ...then })
    const page = pageText(await dsl.get(RATINGS))
    expect(page).not.toContain('Last time')
    expect(page).not.toContain('not asked last time')
    expect((await dsl.get('/return/last-year')).status).toBe(404)
    expect(pageText(await dsl.get('/return'))).not.toContain('last time')
  })(),
)

test(
  'another establishment’s return, and that of another partnership, are not shown',
  inRollback(async world => {
    const { dsl, partnership, establishment } = await secondYear(world, { given: {} })
    const other = await world.make.establishment({ partnership_id: partnership.id })
    await earlier(world, { partnership_id: partnership.id, establishment_id: other.id })
    const far = await world.make.partnership()
    const { identifier } = (await row<{ identifier: string }>(world.db, 'select identifier from establishments where id = ?', [
      establishment.id,
    ]))!
    const twin = await world.make.establishment({ partnership_id: far.id, identifier })
    await earlier(world, { partnership_id: far.id, establishment_id: twin.id })
    await link(world, { partnership_id: far.id, establishment_id: twin.id, link_identifier: identifier, link_type: 'Predecessor' })
    expect(pageText(await dsl.get(RATINGS))).not.toContain('Both clubs signed')
  }),
)

const link = ({ db }: TestWorld, values: Record<string, unknown>) =>
  db.raw(
    `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_type) values (:partnership_id, :establishment_id, :link_identifier, :link_type)`,
    values as never,
  )

test.each(['Predecessor', 'Successor'])(
  'a school that converted is offered the answers of the one it followed: the register says “%s”',
  type =>
    inRollback(async world => {
      const { dsl, partnership, establishment } = await secondYear(world, { given: {} })
      const old = await world.make.establishment({ partnership_id: partnership.id, name: 'Old Ashgrove School' })
      await earlier(world, { partnership_id: partnership.id, establishment_id: old.id })
      const identifierOf = async (id: unknown) =>
        (await row<{ identifier: string }>(world.db, 'select identifier from establishments where id = ?', [id]))!.identifier
      const [from, to] = type === 'Predecessor' ? [establishment.id, old.id] : [old.id, establishment.id]
      await link(world, {
        partnership_id: partnership.id,
        establishment_id: from,
        link_identifier: await identifierOf(to),
        link_type: type,
      })
      expect(pageText(await dsl.get(RATINGS))).toContain('Both clubs signed')
      expect(pageText(await dsl.get('/return/last-year'))).toContain('for Old Ashgrove School')
    })(),
)

test(
  'a school that several became is offered the answers of none of them',
  inRollback(async world => {
    const { dsl, partnership, establishment } = await secondYear(world, { given: {} })
    for (const name of ['Infants', 'Juniors']) {
      const old = await world.make.establishment({ partnership_id: partnership.id, name })
      await earlier(world, { partnership_id: partnership.id, establishment_id: old.id })
      await link(world, {
        partnership_id: partnership.id,
        establishment_id: establishment.id,
        link_identifier: old.identifier,
        link_type: 'Predecessor - amalgamated',
      })
    }
    expect(pageText(await dsl.get(RATINGS))).not.toContain('Last time')
  }),
)

test(
  'of several earlier returns the last one speaks',
  inRollback(async world => {
    const { dsl, of } = await secondYear(world)
    await earlier(world, of, {
      name: 'Safeguarding audit 2023 to 2024',
      opens: '2023-11-01',
      given: { priority: { answer: 'Attendance' } },
    })
    const text = pageText(await dsl.get(TRAINING))
    expect(text).toContain('Last time (Safeguarding audit 2023 to 2024)')
    expect(text).toContain('Attendance')
    expect(text).not.toContain('Safeguarding audit 2021')
  }),
)
