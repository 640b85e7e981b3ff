import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { policy } from '../http/evidence/pages.ts'
import { faultsOf } from './support/judge.ts'
import { signIn, startProgram, type Running } from './support/program.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

/** How wide the picture of the page is that came. */
const DRAWN = `(async () => { const picture = document.querySelector('main img'); await picture.decode(); return picture.naturalWidth })()`

test('a document is seen page by page, on a phone and on a screen, without a fault', async () => {
  const { page: office, context: desk } = await running.window({ width: 1280 })
  await signIn(running, office)
  await office.goto(`${running.base}/returns/9/evidence/new`)
  const now = new Date()
  await office.locator('input[name="received-day"]').fill(String(now.getDate()))
  await office.locator('input[name="received-month"]').fill(String(now.getMonth() + 1))
  await office.locator('input[name="received-year"]').fill(String(now.getFullYear()))
  await office
    .locator('input[type=file]')
    .setInputFiles({ name: 'Child protection policy.pdf', mimeType: 'application/pdf', buffer: policy(7) })
  await office.getByRole('button', { name: 'Add' }).first().click()
  await office.waitForURL('**/returns/9/evidence')
  // It opens once it was read for details of children, which a job does.
  const look = office.getByRole('link', { name: /^Look at it/ })
  for (let tries = 0; tries < 60 && (await look.count()) === 0; tries += 1) {
    await office.waitForTimeout(1000)
    await office.reload()
  }
  await look.click()
  await office.waitForURL('**/view')
  const view = office.url()
  await desk.close()
  const faults: string[] = []
  for (const width of [1280, 320])
    for (const query of ['?page=2', '?page=2&size=larger']) {
      const { page, context } = await running.window({ width })
      await signIn(running, page)
      const response = await page.goto(view + query)
      faults.push(...(await faultsOf(page, (await response?.text()) ?? '')))
      expect(await page.evaluate(DRAWN)).toBe(query.includes('larger') ? 1600 : 1000)
      await context.close()
    }
  expect(faults).toEqual([])
}, 120_000)
