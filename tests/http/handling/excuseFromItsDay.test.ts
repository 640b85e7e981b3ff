import { expect, test } from '@jest/globals'
import { statementCounts } from '../../../src/features/dashboard/index.ts'
import { applyExcusesJob } from '../../../src/features/handling/index.ts'
import { londonDate, plusDays } from '../../../src/platform/london.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { carriedBy, oneReturn, statusOf, verbsOf, type Values } from './oneReturn.ts'

const inDays = (days: number) => {
  const [year = '', month = '', day = ''] = plusDays(londonDate(new Date()), days).split('-')
  return { 'on-day': day, 'on-month': month, 'on-year': year }
}

/** A return that staff mark as closed from a day that lies two days ahead. */
async function closing(world: TestWorld, values: Values = { status: 'in_progress', started_at: new Date() }) {
  const made = await oneReturn(world, values)
  const path = `${made.base}/excuse/closed`
  const form = { ...(await carriedBy(made.browser, path)), ...inDays(2), reason: 'It closes at the end of the month.' }
  return { ...made, done: await made.browser.post(path, form) }
}

/** The day has come: as if it had been recorded for today. */
const letTheDayCome = ({ db }: TestWorld, id: number) =>
  db.raw(`update excuses_ahead set excused_on = excused_on - 2 where return_id = ?`, [id])
const runTheJob = ({ deps }: TestWorld) => applyExcusesJob.run(deps, {})

test(
  'a closure counts from its day: until then the return is expected and its link works',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id, done } = await closing(world)
    expect(done.status).toBe(303)
    const lines = async () => (await statementCounts(world.db, partnership_id, auditReturn.round_id)).counts
    await runTheJob(world)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'in_progress', excused_as: null })
    expect(await lines()).toEqual({ outstanding_incomplete: 1 })
    const page = pageText(await browser.get(base))
    expect(page).toContain('Until then its return is expected and its link works')
    expect(page).toContain('Give more time')
    expect(page).toContain('Closed from')
    expect(pageText(await browser.get(`${base}/history`))).toContain('It closes at the end of the month.')

    await letTheDayCome(world, auditReturn.id)
    await runTheJob(world)
    await runTheJob(world)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'excused', excused_as: 'closed' })
    expect(await lines()).toEqual({ closed: 1 })
    expect(await verbsOf(world, auditReturn.id)).toEqual(['return.excuse_set', 'return.excused'])
    await browser.post(`${base}/reinstate`, await carriedBy(browser, `${base}/reinstate`))
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'in_progress', excused_as: null })
  }),
)

test(
  'a school that sends its return before it closes has sent it: the closure of that day does not undo it',
  inRollback(async world => {
    const { auditReturn, browser, base } = await closing(world)
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [
      auditReturn.id,
    ])
    await letTheDayCome(world, auditReturn.id)
    await runTheJob(world)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'submitted', excused_as: null })
    expect(await verbsOf(world, auditReturn.id)).toEqual(['return.excuse_set', 'return.excuse_lapsed'])
    expect(pageText(await browser.get(`${base}/history`))).toContain('Its return has come')
  }),
)

test(
  'what is recorded for a day to come can be taken back, and then nothing happens on that day',
  inRollback(async world => {
    const { browser, base, auditReturn } = await closing(world)
    const form = await carriedBy(browser, `${base}/reinstate`)
    expect((await browser.post(`${base}/reinstate`, form)).status).toBe(303)
    await runTheJob(world)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'in_progress', excused_as: null })
    expect((await browser.get(`${base}/reinstate`)).status).toBe(409)
    expect(await verbsOf(world, auditReturn.id)).toEqual(['return.excuse_set', 'return.reinstated'])
  }),
)

test(
  'a day that came while the program stood still is made up for by its next run',
  inRollback(async world => {
    const { auditReturn } = await closing(world)
    await world.db.raw(`update excuses_ahead set excused_on = current_date - 20 where return_id = ?`, [auditReturn.id])
    await runTheJob(world)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'excused', excused_as: 'closed' })
  }),
)

test(
  'a return that is to be covered from a day stays expected when the other is excused before it',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world)
    const other = await world.make.establishment({ partnership_id, name: 'Ashgrove Academy' })
    const academy = await world.make.auditReturn({ partnership_id, round_id: auditReturn.round_id, establishment_id: other.id })
    const path = `${base}/excuse/covered`
    const form = { ...(await carriedBy(browser, path)), ...inDays(2), reason: 'It converts', covering: String(other.id) }
    expect((await browser.post(path, form)).status).toBe(303)
    const closed = `/returns/${academy.id}/excuse/closed`
    await browser.post(closed, { ...(await carriedBy(browser, closed)), ...inDays(0) })
    await runTheJob(world)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'issued', excused_as: null })
    expect(await verbsOf(world, auditReturn.id)).toEqual(['return.excuse_set', 'return.cover_ended'])
  }),
)
