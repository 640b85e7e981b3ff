import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { signIn, startProgram, type Running } from './support/program.ts'
import { walk } from './support/walk.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

test('on paper a round is its figures and its pictures, with no links beside them', async () => {
  const { page, context } = await running.window()
  await signIn(running, page)
  await page.goto(`${running.base}/rounds/1`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(`[...document.querySelectorAll('nav, button, search')].filter(shown => shown.checkVisibility()).length`)).toBe(
    0,
  )
  expect(
    await page.evaluate(
      `document.querySelector('main .govuk-grid-column-two-thirds').clientWidth >= document.querySelector('main').clientWidth`,
    ),
  ).toBe(true)
  await context.close()
})

test('every page that a member of staff can walk to is accessible, valid and as wide as a phone', async () => {
  const { page, context } = await running.window({ width: 320 })
  await signIn(running, page)
  const { faults, seen } = await walk(running, page, '/rounds', 75)
  await context.close()
  expect(faults).toEqual([])
  expect(seen.length).toBeGreaterThan(25)
}, 1_200_000)
