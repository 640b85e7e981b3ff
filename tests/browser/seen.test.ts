import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { plainFaults } from './support/judge.ts'
import { signIn, startProgram, type Running } from './support/program.ts'
import { waitingReview } from './support/reviews.ts'
import { comeIn } from './support/school.ts'

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
      await waitingReview(running, page, 'policies'),
      await waitingReview(running, page, 'training'),
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

test('a name of 200 letters without a space breaks in the crumbs and in a notice: the page is no wider than a phone', async () => {
  const { page, context } = await running.window({ width: 320 })
  await signIn(running, page)
  await page.goto(`${running.base}/rounds/1/samples/1/members/1/outcome`)
  await page.evaluate(
    `document.querySelectorAll('.govuk-breadcrumbs__list-item').forEach(crumb => { crumb.textContent = 'x'.repeat(200) })
    document.querySelector('main').insertAdjacentHTML('afterbegin', '<div class="app-notice"><p class="app-notice__text">' + 'x'.repeat(200))`,
  )
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  await context.close()
  // Some browsers take a strip of it for their scroll bar.
  expect(width).toBeLessThanOrEqual(320)
})

test('what was typed is there again after leaving and Back, and is not mixed with what a colleague saved meanwhile', async () => {
  const link = await running.schoolLink()
  const { page, context } = await running.window({ width: 390 })
  await comeIn(page, link)
  const section = `${running.base}/return/sections/leadership`
  // As if the line were cut while they write: what is typed cannot be saved before the button is pressed.
  await page.addInitScript(`(() => {
    const { fetch } = window
    window.fetch = (url, options) => (String(url).endsWith('/typed') ? Promise.reject(new TypeError('cut')) : fetch(url, options))
  })()`)
  const comment = () => page.locator('main form textarea[name^="c."]').first()
  await page.goto(section)
  await comment().fill('Governors visit every term.')
  await page.locator('main form input[type=radio]').first().check()
  await page.getByRole('link', { name: 'All sections' }).first().click()
  await page.waitForURL('**/return')
  await page.goBack()
  await page.waitForURL('**/leadership')
  expect(await comment().inputValue()).toBe('Governors visit every term.')
  expect(await page.locator('main form input[type=radio]').first().isChecked()).toBe(true)

  await page.reload()
  expect(await comment().inputValue()).toBe('Governors visit every term.')
  expect(await page.locator('[data-draft-notice]').isVisible()).toBe(true)

  const colleague = await running.window()
  await comeIn(colleague.page, link, { name: 'Priya Nair', role: 'Headteacher or principal' })
  await colleague.page.goto(section)
  await colleague.page.locator('main form textarea[name^="c."]').first().fill('From a colleague.')
  await colleague.page.getByRole('button', { name: 'Save and come back later' }).click()
  await colleague.page.waitForURL(/return\?saved/)
  await colleague.context.close()

  await page.reload()
  await page.getByRole('button', { name: 'Save and come back later' }).click()
  await page.getByText('Use Priya Nair’s comment').waitFor()
  expect(await comment().inputValue()).toBe('Governors visit every term.')
  await page.getByLabel('Use the comment below, as it is when I save').check()
  await page.getByRole('button', { name: 'Save and come back later' }).click()
  await page.waitForURL(/return\?saved/)

  // What is saved is not put back over what came later.
  await page.goto(section)
  expect(await comment().inputValue()).toBe('Governors visit every term.')
  expect(await page.locator('[data-draft-notice]').isVisible()).toBe(false)
  await context.close()
})
