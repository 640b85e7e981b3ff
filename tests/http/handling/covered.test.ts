import { expect, test } from '@jest/globals'
import { statementCounts } from '../../../src/features/dashboard/index.ts'
import { excuseReturn } from '../../../src/features/handling/index.ts'
import { listQuery, listReturns } from '../../../src/features/liveList/index.ts'
import { removeEstablishments } from '../../../src/features/rounds/membershipActions.ts'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { carriedBy, statusOf, today, verbsOf } from './oneReturn.ts'

/** A round with a school that became an academy, the academy, and a third school, each with a return. */
async function conversion({ make, staff }: TestWorld) {
  const priya = await make.staffActor()
  const partnership_id = priya.partnershipId
  const round = await make.round({ partnership_id })
  const one = async (name: string, values: Record<string, unknown> = {}) => {
    const establishment = await make.establishment({ partnership_id, name })
    return make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id, ...values })
  }
  return {
    priya,
    partnershipId: partnership_id,
    roundId: round.id,
    school: await one('Ashgrove Primary School', { status: 'in_progress', started_at: new Date() }),
    academy: await one('Ashgrove Academy'),
    third: await one('Third School'),
    browser: await staff(priya.accountId),
  }
}
type Conversion = Awaited<ReturnType<typeof conversion>>
type One = { id: Conversion['school']['id']; establishment_id: Conversion['school']['establishment_id'] }

/** Presses "Mark as covered" on the page of a return. */
async function cover({ browser }: Conversion, covered: One, covering: One) {
  const path = `/returns/${covered.id}/excuse/covered`
  const form = { ...(await carriedBy(browser, path)), ...today('on'), reason: 'Became an academy' }
  return browser.post(path, { ...form, covering: String(covering.establishment_id) })
}

const linesOf = async ({ db }: TestWorld, { partnershipId, roundId }: Conversion) =>
  (await statementCounts(db, partnershipId, roundId)).counts

test(
  'a return that another covers is outstanding as that one is, and covered once that one has come',
  inRollback(async world => {
    const made = await conversion(world)
    expect((await cover(made, made.school, made.academy)).status).toBe(303)
    expect(await linesOf(world, made)).toEqual({ outstanding_missing: 3 })
    const listed = (query: Record<string, string>) =>
      listReturns(world.db, made.partnershipId, made.roundId, listQuery.parse(query), { people: false }).then(({ listed: found }) =>
        found.map(one => one.name),
      )
    expect(await listed({ flag: 'outstanding' })).toContain('Ashgrove Primary School')
    expect(await listed({ flag: 'not_started' })).toContain('Ashgrove Primary School')
    expect(await listed({ flag: 'covered_outstanding' })).toEqual(['Ashgrove Primary School'])
    expect(await listed({ flag: 'not_expected' })).toEqual([])
    expect(pageText(await made.browser.get(`/returns/${made.school.id}`))).toContain('Covered by another return, which is outstanding')
    expect(pageText(await made.browser.get(`/rounds/${made.roundId}/statement`))).toContain('covered by a return that is outstanding')
    // Nobody is to be chased at the old school: its academy is.
    const sheet = pageText(await made.browser.get(`/rounds/${made.roundId}/chases`))
    expect(sheet).toContain('Ashgrove Academy')
    expect(sheet).not.toContain('Ashgrove Primary School')

    await world.db.raw(`update returns set status = 'in_progress', started_at = now() where id = ?`, [made.academy.id])
    expect(await linesOf(world, made)).toEqual({ outstanding_incomplete: 2, outstanding_missing: 1 })
    await world.db.raw(`update returns set status = 'submitted', submitted_at = first_due_at, submitted_via = 'online' where id = ?`, [
      made.academy.id,
    ])
    expect(await linesOf(world, made)).toEqual({ completed_on_time: 1, covered_by_another: 1, outstanding_missing: 1 })
    expect(await listed({ flag: 'not_expected' })).toEqual(['Ashgrove Primary School'])
    await world.db.raw(`update returns set status = 'returned' where id = ?`, [made.academy.id])
    expect(await linesOf(world, made)).toEqual({ outstanding_incomplete: 2, outstanding_missing: 1 })
  }),
)

test(
  'chains, loops and returns that are not expected cannot cover, and the form says why',
  inRollback(async world => {
    const made = await conversion(world)
    const { school, academy, third } = made
    await cover(made, school, academy)
    const loop = await cover(made, academy, school)
    expect(loop.status).toBe(422)
    expect(pageText(loop)).toContain('The return of Ashgrove Primary School is not expected itself')
    expect(pageText(await cover(made, third, school))).toContain('not expected itself')
    const chain = await cover(made, academy, third)
    expect(chain.status).toBe(422)
    expect(pageText(chain)).toContain('This return covers that of Ashgrove Primary School')
    await expect(
      excuseReturn(world.db, made.priya, {
        ...{ returnId: academy.id, key: undefined, as: 'covered', on: '2026-11-01', reason: 'By hand' },
        coveredByEstablishmentId: third.establishment_id,
      }),
    ).rejects.toMatchObject({ code: 'returns.cannot_cover' })
    expect(await statusOf(world, academy.id)).toMatchObject({ status: 'issued' })
  }),
)

test(
  'a school that is named as its own cover, by its name or its number, is told that it cannot be',
  inRollback(async world => {
    const { browser, school } = await conversion(world)
    const path = `/returns/${school.id}/excuse/covered`
    const said = async (typed: Record<string, string>) =>
      pageText(await browser.post(path, { ...(await carriedBy(browser, path)), ...today('on'), reason: 'Became an academy', ...typed }))
    const itself: Record<string, string>[] = [{ search: 'Ashgrove Primary School' }, { covering: String(school.establishment_id) }]
    for (const typed of itself) expect(await said(typed)).toContain('The return of Ashgrove Primary School cannot cover itself')
    expect(await said({ search: 'Nowhere' })).toContain('No open establishment in the register matches “Nowhere”')
  }),
)

test(
  'when the return that covers another is excused, the other is expected again as it stood, and staff are told',
  inRollback(async world => {
    const made = await conversion(world)
    await cover(made, made.school, made.academy)
    const path = `/returns/${made.academy.id}/excuse/closed`
    await made.browser.post(path, { ...(await carriedBy(made.browser, path)), ...today('on') })
    const told = await made.browser.get(`/returns/${made.academy.id}`)
    expect(told.text).toContain('Ashgrove Primary School is expected again, because this return covered it')
    expect(await statusOf(world, made.school.id)).toMatchObject({ status: 'in_progress', excused_as: null })
    expect(await verbsOf(world, made.school.id)).toEqual(['return.excused', 'return.cover_ended'])
    expect(pageText(await made.browser.get(`/returns/${made.school.id}/history`))).toContain('no other return covers it now')
    expect(await linesOf(world, made)).toEqual({ closed: 1, outstanding_incomplete: 1, outstanding_missing: 1 })
  }),
)

test(
  'when the return that covers another leaves the round, the other is expected again as it stood',
  inRollback(async world => {
    const made = await conversion(world)
    await world.db.raw(`update returns set status = 'not_issued', issued_at = null where id = ?`, [made.academy.id])
    await cover(made, made.school, made.academy)
    const gone = await removeEstablishments(world.db, made.priya, {
      ...{ roundId: made.roundId, today: '2026-11-28' },
      which: { ids: [made.academy.establishment_id] },
    })
    expect(gone).toEqual({ removed: 1, kept: [], uncovered: ['Ashgrove Primary School'] })
    expect(await statusOf(world, made.school.id)).toMatchObject({ status: 'in_progress', excused_as: null })
    expect(await verbsOf(world, made.school.id)).toEqual(['return.excused', 'return.cover_ended'])
  }),
)

test(
  'no statement can make a return covered by one of no round or of another: the database says no',
  inRollback(async world => {
    const made = await conversion(world)
    const elsewhere = await world.make.auditReturn({ partnership_id: made.partnershipId })
    await expect(
      rows(
        world.db,
        `update returns set status = 'excused', excused_as = 'covered', covered_by_establishment_id = ? where id = ? returning id`,
        [elsewhere.establishment_id, made.school.id],
      ),
    ).rejects.toThrow('returns_covered_by_fkey')
  }),
)
