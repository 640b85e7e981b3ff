import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { policy } from '../http/evidence/pages.ts'
import { faultsOf, plainFaults } from './support/judge.ts'
import { comeIn } from './support/school.ts'
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
  await office.locator('input[type=file]').setInputFiles([
    { name: 'Child protection policy.pdf', mimeType: 'application/pdf', buffer: policy(7) },
    { name: 'Staff.pages', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') },
  ])
  const add = office.getByRole('button', { name: 'Add' }).first()
  await add.click()
  // What was added stays in sight beside what was not, until that is taken off the list.
  await office.getByRole('listitem').getByText('export it as PDF').waitFor()
  expect(await office.locator('.app-sending__file').allInnerTexts()).toEqual([
    expect.stringMatching(/^Child protection policy\.pdf\s+It is added\s*$/),
    expect.stringMatching(/^Staff\.pages\s/),
  ])
  await office.getByRole('button', { name: 'Take off this list Staff.pages' }).press('Enter')
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

test('files are sent as they are chosen: one is cancelled, one tried again, one too large for a byte of it, and each is heard', async () => {
  const { page, context } = await running.window({ width: 320 })
  await comeIn(page, await running.schoolLink())
  const opened = await page.goto(`${running.base}/return/evidence`)
  const box = page.locator('[data-files]').first()
  const names: string[] = []
  let isCut = true
  await page.route('**/evidence/files', async route => {
    names.push(/filename="([^"]*)"/.exec(route.request().postData() ?? '')?.[1] ?? '')
    if (names.at(-1) === 'slow.txt') await new Promise(resolve => setTimeout(resolve, 2000))
    if (names.at(-1) === 'cut.txt' && isCut) await route.abort()
    else await route.continue().catch(() => undefined)
  })
  await page.evaluate(`document.querySelector('[data-send-files]').setAttribute('data-most-bytes', '1000')`)
  const file = (name: string, bytes = 100) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(`${name} `.repeat(bytes).slice(0, bytes)),
  })
  await box.locator('input[type=file]').setInputFiles([file('large.txt', 1001), file('slow.txt'), file('queued.txt'), file('cut.txt')])
  await box.getByRole('button', { name: 'Cancel queued.txt' }).press('Enter')
  await box.getByRole('button', { name: 'Try again cut.txt' }).waitFor()
  expect(await plainFaults(page, (await opened?.text()) ?? '')).toEqual([])
  await page
    .getByRole('status')
    .getByText(/^cut.txt: it was not sent/)
    .waitFor()
  isCut = false
  await box.getByRole('button', { name: 'Try again cut.txt' }).press('Enter')
  await page.getByRole('status').getByText('cut.txt: It was added.').waitFor()
  // Whoever pressed a button that went is where files are chosen, not at the top of the page.
  await box.locator('input[type=file]:focus').waitFor()
  expect(names).toEqual(['slow.txt', 'cut.txt', 'cut.txt'])
  expect(await box.locator('.app-sending__file').allTextContents()).toEqual([expect.stringMatching(/^large\.txtError: It is larger than/)])
  expect(await box.locator('[data-attached] .app-files__list > li > a:first-child').allTextContents()).toEqual(['slow.txt', 'cut.txt'])
  await context.close()
}, 120_000)
