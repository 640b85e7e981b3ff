import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { signIn, startProgram, type Running } from './support/program.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

const text = (page: Page) => page.locator('main').innerText()

describe.each([
  ['with scripts', true, 30],
  ['without scripts', false, 31],
])('a coordinator %s', (_how, scripts, day) => {
  test('sees who is late, gives two of them more time after a look at who can have it, and prints a statement that adds up', async () => {
    const { page, context } = await running.window({ scripts })
    await signIn(running, page)
    await page.getByRole('link', { name: 'Safeguarding audit 2021 to 2022' }).first().click()
    expect(await text(page)).toContain('118')

    // The thirteen who are late, one of them by name.
    await page.getByRole('link', { name: 'Returns', exact: true }).click()
    await page.getByLabel('Show only').selectOption({ label: 'Overdue' })
    await page.getByRole('button', { name: 'Show returns' }).click()
    const late = page.locator('tbody tr')
    expect(await late.count()).toBeGreaterThan(5)
    const name = ((await late.first().locator('th a').textContent()) ?? '').trim()
    await page.locator('main').getByLabel('Search').fill(name)
    await page.getByRole('button', { name: 'Show returns' }).click()
    expect(await late.count()).toBe(1)
    await page.getByRole('link', { name: 'Show everything' }).click()

    // More time for two: first a date that does not exist, then one that does.
    await page.getByLabel('Show only').selectOption({ label: 'Overdue' })
    await page.getByRole('button', { name: 'Show returns' }).click()
    for (const at of [0, 1]) await late.nth(at).locator('input[type=checkbox]').check()
    await page.getByRole('button', { name: 'Give more time' }).click()
    const year = String(new Date().getUTCFullYear() + 1)
    await date(page, '31', '2', year)
    await page.getByLabel('Inspection', { exact: false }).first().check()
    await page.getByRole('button', { name: 'Continue' }).click()
    expect(await page.title()).toMatch(/^Error: /)
    await date(page, String(day), '3', year)
    await page.getByRole('button', { name: 'Continue' }).click()
    expect(await text(page)).toContain('2')
    await page.locator('main form button[type=submit]').first().click()
    expect(await text(page)).toContain(`March ${year}`)

    // The statement still counts all 118.
    await page.goto(`${running.base}/rounds`)
    await page.getByRole('link', { name: 'Safeguarding audit 2021 to 2022' }).first().click()
    await page.getByRole('link', { name: 'Returns statement' }).click()
    expect(await text(page)).toContain('104 + 1 + 13 = 118')
    await context.close()
  })
})

test('a coordinator finds a return, reads it through and downloads a document of it', async () => {
  const { page, context } = await running.window()
  await signIn(running, page)
  await page.getByRole('link', { name: 'Safeguarding audit 2021 to 2022' }).first().click()
  await page.getByRole('link', { name: 'Returns', exact: true }).click()
  await page.getByLabel('Show only').selectOption({ label: 'Sent supporting documents' })
  await page.getByRole('button', { name: 'Show returns' }).click()
  await page.locator('tbody tr th a').first().click()
  await page.getByRole('link', { name: 'Documents', exact: true }).click()
  expect(await text(page)).toContain('Child protection policy.pdf')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: /Child protection policy\.pdf/ })
      .first()
      .click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^.+ School - .+ - added \d{4}-\d\d-\d\d - Child protection policy\.pdf$/)
  await context.close()
})

async function date(page: Page, day: string, month: string, year: string): Promise<void> {
  await page.getByLabel('Day').fill(day)
  await page.getByLabel('Month').fill(month)
  await page.getByLabel('Year').fill(year)
}
