import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { pageText, type TestWorld } from '../../support/app.ts'
import type { Clone } from '../../support/database.ts'
import { demonstrationWorld } from '../../support/demonstration.ts'

let clone: Clone
let world: TestWorld

beforeAll(async () => {
  ;({ clone, world } = await demonstrationWorld())
}, 120_000)
afterAll(() => clone.drop())

const PUBLISHED = '/published/demo/demo-2022-said-and-did'

test('what the audit said has eight themes with 3, 5, 3, 1, 1, 2, 4 and 3 answers, published in 2022', async () => {
  const page = await world.visitor().get(PUBLISHED)
  expect(page.status).toBe(200)
  expect(pageText(page)).toContain('8 themes and 22 answers: 13 done, 4 under way and 5 planned.')
  expect(pageText(page)).toContain('Version 1, published on Wednesday 30 March 2022.')
  const themes = page.text.split('<div class="app-said"').slice(1)
  expect(themes.map(theme => theme.split('app-said__answer"').length - 1)).toEqual([3, 5, 3, 1, 1, 2, 4, 3])
  expect(page.text).toContain('<a href="https://help.northmoor.example/young-people">')
  for (const name of ['Priya Shah', 'Tom Barker']) expect(page.text).not.toContain(name)
  for (const body of [
    'Northmoor Youth Service',
    'Northmoor Police',
    'Police and Crime Commissioner',
    'Violence Reduction Taskforce',
    'Family Hubs Delivery Group',
  ])
    expect(pageText(page)).toContain(body)
})

test('its progress since then stands in the office, with promises that are overdue and one without a date', async () => {
  const [round] = await rows<{ id: number }>(clone.db, `select id from rounds where code = 'demo-2022'`)
  const [account] = await rows<{ id: never }>(clone.db, `select id from accounts where name = 'Jo Whitfield'`)
  const browser = await world.staff(account!.id)
  const text = pageText(await browser.get(`/rounds/${round!.id}/said-did`))
  expect(text).toContain('8 themes and 22 answers: 15 done, 4 under way and 3 planned.')
  expect(text).toContain('What stands here has changed since.')
  expect(text).toContain('5 promises of “we did” are overdue')
  expect(text).toContain('1 promise of “we did” has no date')
  expect(pageText(await browser.get(`/rounds/${round!.id}`))).toContain('5 promises of “we did” are overdue')
})
