import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { plainFaults } from './support/judge.ts'
import { signIn, startProgram, type Running } from './support/program.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

const figures = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('.app-statement td > a')].map(link => link.firstChild.data)`)

test('every figure and every label is whole on a phone and on a screen', async () => {
  const faults: string[] = []
  for (const width of [320, 1280]) {
    const { page, context } = await running.window({ width })
    await signIn(running, page)
    for (const href of [
      '/rounds/1',
      '/rounds/1/returns',
      '/rounds/1/statement',
      '/rounds/1/establishments',
      '/rounds/1/samples/1',
      '/rounds/1/samples/1/members/9/areas/policies',
      '/rounds/1/samples/1/members/9/areas/training',
      '/register',
      '/mail',
      '/rounds/1/chases',
    ]) {
      const response = await page.goto(running.base + href)
      expect(`${href} ${response?.status() ?? 0}`).toBe(`${href} 200`)
      faults.push(...(await plainFaults(page, (await response?.text()) ?? '')))
    }
    await page.goto(`${running.base}/rounds/1/statement`)
    expect(await figures(page)).toEqual(expect.arrayContaining(['104', '118']))
    await context.close()
  }
  expect(faults).toEqual([])
})
