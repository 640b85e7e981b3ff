import { reference } from '../../../src/features/returns/index.ts'
import { expect, test } from '@jest/globals'

import { asId } from '../../../src/platform/id.ts'
import { londonDate } from '../../../src/platform/london.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'

const REFERENCE = reference.referenceOf('Northmoor', 2026, asId(4711))

/** A small round in which every kind of end occurs. */
async function roundOfEveryEnd({ make, staff }: TestWorld) {
  const coordinator = await make.staffActor()
  const partnership_id = coordinator.partnershipId
  const due_at = new Date(Date.now() - 7 * 86_400_000)
  const round = await make.round({ partnership_id, due_at })
  const day = 86_400_000
  const before = new Date(due_at.getTime() - day)
  const after = new Date(due_at.getTime() + day)
  const later = new Date(due_at.getTime() + 2 * day)
  const add = (values: Record<string, unknown>) => make.auditReturn({ partnership_id, round_id: round.id, ...values })
  const done = { status: 'submitted', submitted_via: 'online', started_at: before }
  await add({ ...done, submitted_at: before, reference: REFERENCE })
  await add({ ...done, submitted_at: before, files: 2 })
  await add({ ...done, submitted_at: after, due_at: later, extensions: 1 })
  await add({ ...done, submitted_at: after })
  await add({ ...done, submitted_at: after, submitted_via: 'offline', received_at: after })
  await add({ status: 'excused', excused_as: 'closed' })
  await add({ status: 'in_progress', started_at: before, asked: 100, answered: 40, missing: 60 })
  await add({ status: 'opened' })
  await add({})
  await add({ status: 'not_issued', issued_at: null })
  return { round, browser: await staff(coordinator.accountId), partnership_id }
}

test(
  'the statement counts every establishment once, and each number opens a list of that length',
  inRollback(async world => {
    const { round, browser } = await roundOfEveryEnd(world)
    const page = await browser.get(`/rounds/${round.id}/statement`)
    expect(page.status).toBe(200)
    expect(heading(page)).toBe('Returns statement')
    expect(pageText(page)).toContain('5 + 1 + 3 = 9')
    const links = [...page.text.matchAll(/href="([^"]*(?:disposition|flag)=[^"]*)">(\d+)/g)]
    expect(links).toHaveLength(14)
    let sum = 0
    for (const [, href, count] of links) {
      const list = await browser.get((href ?? '').replaceAll('&amp;', '&'))
      const listed = [...list.text.matchAll(/name="return" value/g)].length
      expect([href, listed]).toEqual([href, Number(count)])
      sum += listed
    }
    // Each return stands in its line, in its group's total and in the sum.
    expect(sum).toBe(27)
  }),
)

test(
  'the numbers of the overview each open a list of that length',
  inRollback(async world => {
    const { round, browser } = await roundOfEveryEnd(world)
    const page = await browser.get(`/rounds/${round.id}`)
    expect(page.status).toBe(200)
    const links = [
      ...page.text.matchAll(/class="app-stat app-stat--link[^"]*" href="([^"]*returns[^"]*)">\s*<span class="app-stat__number">(\d+)</g),
    ]
    expect(links.length).toBeGreaterThan(4)
    for (const [, href, count] of links) {
      const list = await browser.get((href ?? '').replaceAll('&amp;', '&'))
      expect([href, [...list.text.matchAll(/name="return" value/g)].length]).toEqual([href, Number(count)])
    }
  }),
)

test(
  'what is to be done is shown to those who may do it, and every page it leads to lets them in',
  inRollback(async world => {
    const { round, browser, partnership_id } = await roundOfEveryEnd(world)
    const page = await browser.get(`/rounds/${round.id}`)
    const todo = /<ul class="govuk-list app-todo">[\s\S]*?<\/ul>/.exec(page.text)?.[0] ?? ''
    expect(todo).toContain('Chase 3 overdue returns')
    for (const [, href] of todo.matchAll(/href="([^"]*)"/g))
      expect([href, (await browser.get((href ?? '').replaceAll('&amp;', '&'))).status]).toEqual([href, 200])
    for (const role of ['reviewer', 'analyst', 'viewer'] as const) {
      const { accountId } = await world.make.staffActor(partnership_id, role)
      const seen = await (await world.staff(accountId)).get(`/rounds/${round.id}`)
      expect([seen.status, heading(seen)]).toEqual([200, heading(page)])
      expect(pageText(seen)).not.toMatch(/To do|Chase|Issue audit links/)
    }
  }),
)

test(
  'the live list is searched, filtered and sorted by its address',
  inRollback(async world => {
    const { round, browser } = await roundOfEveryEnd(world)
    const found = async (query: string) =>
      [...(await browser.get(`/rounds/${round.id}/returns?${query}`)).text.matchAll(/name="return" value/g)].length
    expect(await found('')).toBe(10)
    expect(await found('status=in_progress')).toBe(1)
    expect(await found('flag=overdue')).toBe(3)
    expect(await found(`q=${REFERENCE}`)).toBe(1)
    expect(await found(`q=${encodeURIComponent(` ${REFERENCE.toLowerCase().replaceAll('-', ' ')} `)}`)).toBe(1)
    expect(await found(`q=${REFERENCE.slice(0, -1)}`)).toBe(0)
    expect(await found('q=ASHGROVE')).toBe(10)
    expect(await found('q=%25')).toBe(0)
    expect(await found('status=nonsense&page=-4&sort=drop')).toBe(10)
    expect(await found('page=7')).toBe(10)
    for (const sort of ['name', 'status', 'progress', 'due', 'saved']) expect(await found(`sort=${sort}&order=desc`)).toBe(10)
  }),
)

test(
  'who has no email address is judged alike by the live list and by the establishments of the round: by who holds on the day',
  inRollback(async world => {
    const { make } = world
    const { partnershipId: partnership_id, accountId } = await make.staffActor()
    const { id: round_id } = await make.round({ partnership_id })
    const day = (days: number) => londonDate(new Date(Date.now() + days * 86_400_000))
    for (const contact of [
      { name: 'Coming', from_on: day(1) },
      { name: 'Gone', to_on: day(-1) },
      { name: 'Silent', email: '' },
      { name: 'Here', from_on: day(0), to_on: day(0) },
    ]) {
      const { id: establishment_id } = await make.establishment({ partnership_id, name: contact.name })
      await make.auditReturn({ partnership_id, round_id, establishment_id, status: 'not_issued', issued_at: null })
      await make.contact({ partnership_id, establishment_id, ...contact })
    }
    const browser = await world.staff(accountId)
    const names = async (address: string) => pageText(await browser.get(address)).match(/\b(Coming|Gone|Here|Silent)(?= (?:URN )?\d{6})/g)
    const without = ['Coming', 'Gone', 'Silent']
    expect(await names(`/rounds/${round_id}/returns?flag=no_contact`)).toEqual(without)
    expect(await names(`/rounds/${round_id}/establishments?show=in&contact=without`)).toEqual(without)
    expect(pageText(await browser.get(`/rounds/${round_id}`))).toContain('3 establishments without an email address')
    const listed = pageText(await browser.get(`/rounds/${round_id}/returns`))
    expect(listed.match(/Nobody with an email address/g)).toHaveLength(3)
  }),
)

test(
  'staff of another partnership see a page that is not there',
  inRollback(async world => {
    const { round } = await roundOfEveryEnd(world)
    const stranger = await world.make.staffActor()
    const browser = await world.staff(stranger.accountId)
    for (const path of ['', '/returns', '/statement']) expect((await browser.get(`/rounds/${round.id}${path}`)).status).toBe(404)
  }),
)
