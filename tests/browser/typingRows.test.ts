import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { startProgram, type Running } from './support/program.ts'
import { comeIn } from './support/school.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

const LIST = '/return/sections/policies/lists/policies_others'
const name = (page: Page) => page.locator('main form [name^="a.policies_others."][name$=".policy"]')
const waits = (page: Page) => page.locator('[data-waits]')

/** How often each of these stands in the list, as another browser reads it. */
async function stored(link: string, ...names: string[]): Promise<number[]> {
  const { page, context } = await running.window({ scripts: false })
  await comeIn(page, link)
  await page.goto(running.base + LIST)
  const text = await page.locator('main table').innerText()
  await context.close()
  return names.map(one => text.split('\n').filter(line => line.startsWith(`${one}\t`) || line === one).length)
}

test('a new row that was left at once is in the list once, and nothing says that it is not saved', async () => {
  const link = await running.schoolLink()
  const { page, context } = await running.window()
  await comeIn(page, link)
  await page.goto(`${running.base}${LIST}/new`)
  await name(page).fill('Alpha Quick')
  await page.goto(running.base + LIST)
  await page.waitForTimeout(1500)
  expect(await waits(page).isVisible()).toBe(false)
  await page.goto(`${running.base}${LIST}/new`)
  expect(await name(page).inputValue()).toBe('')
  expect(await page.locator('[data-draft-notice]').isVisible()).toBe(false)
  // Opened again at once, before anything could be settled: the same row goes on.
  await name(page).fill('Bravo Quick')
  await page.reload()
  await page.waitForTimeout(4000)
  expect(await stored(link, 'Alpha Quick', 'Bravo Quick')).toEqual([1, 1])
  await context.close()
}, 240_000)

test('a new row that waits is back in its boxes, though somebody else added one meanwhile', async () => {
  const link = await running.schoolLink()
  const mine = await running.window()
  const theirs = await running.window({ scripts: false })
  await comeIn(mine.page, link)
  await comeIn(theirs.page, link, { name: 'Priya Nair', role: 'Deputy Designated Safeguarding Lead' })
  await mine.page.route('**/typed', route => route.abort())
  await mine.page.goto(`${running.base}${LIST}/new`)
  await name(mine.page).fill('Mine Waiting')
  await mine.page.goto(running.base + LIST)
  await waits(mine.page).getByText('Something that you typed is not saved.').waitFor()
  await theirs.page.goto(`${running.base}${LIST}/new`)
  await name(theirs.page).fill('Theirs Meanwhile')
  await theirs.page.getByRole('button', { name: 'Save', exact: true }).click()
  await mine.page.goto(`${running.base}${LIST}/new`)
  expect(await name(mine.page).inputValue()).toBe('Mine Waiting')
  expect(await mine.page.locator('[data-draft-notice]').isVisible()).toBe(true)
  await mine.page.unroute('**/typed')
  // From any page of the return it is stored once there is a line.
  await mine.page.goto(`${running.base}/return`)
  await mine.page.waitForTimeout(1500)
  expect(await waits(mine.page).isVisible()).toBe(false)
  expect(await stored(link, 'Mine Waiting', 'Theirs Meanwhile')).toEqual([1, 1])
  await mine.context.close()
  await theirs.context.close()
}, 240_000)

test('two tabs at the form of a new row each keep their own, and both are in the list', async () => {
  const link = await running.schoolLink()
  const { page, context } = await running.window()
  await comeIn(page, link)
  await context.route('**/typed', route => route.abort())
  const other = await context.newPage()
  await page.goto(`${running.base}${LIST}/new`)
  await name(page).fill('First Tab')
  await other.goto(`${running.base}${LIST}/new`)
  expect(await name(other).inputValue()).toBe('')
  await name(other).fill('Second Tab')
  // What one tab holds it goes on with.
  await page.reload()
  expect(await name(page).inputValue()).toBe('First Tab')
  await page.close({ runBeforeUnload: true })
  await other.close({ runBeforeUnload: true })
  // A later tab is offered one after the other.
  const later = await context.newPage()
  const offered: string[] = []
  for (let turn = 0; turn < 2; turn += 1) {
    await later.goto(`${running.base}${LIST}/new`)
    await later.locator('[data-draft-notice]').waitFor()
    offered.push(await name(later).inputValue())
    await later.getByRole('button', { name: 'Save', exact: true }).click()
    await later.waitForURL(/saved=/)
  }
  expect(offered.sort()).toEqual(['First Tab', 'Second Tab'])
  expect(await stored(link, 'First Tab', 'Second Tab')).toEqual([1, 1])
  await context.close()
}, 240_000)
