import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pdfOf } from '../../seeds/demo/pdf.ts'
import { faultsOf, plainFaults } from './support/judge.ts'
import { startProgram, type Running } from './support/program.ts'
import { answerSection, comeIn } from './support/school.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

const text = (page: Page) => page.locator('main').innerText()

/** The page as it stands in the window, after a form too; without scripts by everything but axe, which is one. */
async function judge(page: Page, scripts = true): Promise<string[]> {
  const html = (await page.content())
    .replaceAll(/ (hidden|checked|open|disabled|required|multiple|selected|novalidate)=""/g, ' $1')
    // As high as the bar is: said by a script, which no policy of styles holds.
    .replace(/ style="scroll-padding-bottom[^"]*"/, '')
  return scripts ? faultsOf(page, html) : plainFaults(page, html)
}

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('a Designated Safeguarding Lead %s', (_how, scripts) => {
  test('answers, loses nothing, hands over to the head, who signs, submits and has a receipt', async () => {
    const link = await running.schoolLink()
    const { page, context } = await running.window({ scripts, width: 390 })
    await comeIn(page, link)
    expect(await judge(page, scripts)).toEqual([])
    expect(await text(page)).toContain('0 of ')

    // A date that does not exist costs none of the answers beside it, and stays to be mended.
    await page.getByRole('link', { name: 'Safeguarding training' }).click()
    expect(await judge(page, scripts)).toEqual([])
    await page.locator('[name="a.training_part_one_share"]').fill('97')
    await page.locator('[name="a.training_whole_staff_on.day"]').fill('31')
    await page.locator('[name="a.training_whole_staff_on.month"]').fill('2')
    await page.locator('[name="a.training_whole_staff_on.year"]').fill('2026')
    await page.getByRole('button', { name: 'Save and come back later' }).first().click()
    expect(await page.title()).toMatch(/^Error: /)
    expect(await text(page)).toContain('must be a real date')
    expect(await page.locator('[name="a.training_whole_staff_on.day"]').inputValue()).toBe('31')
    expect(await judge(page, scripts)).toEqual([])
    await page.locator('[name="a.training_whole_staff_on.day"]').fill('1')
    await page.locator('[name="a.training_whole_staff_on.month"]').fill('September')
    await page.getByRole('button', { name: 'Save and come back later' }).first().click()
    await page.waitForURL(/\/return(\?|$)/)

    // Evidence, from the section that asks for it.
    await page.goto(`${running.base}/return/sections/training`)
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'Training record – autumn.pdf',
        mimeType: 'application/pdf',
        buffer: pdfOf('Training record', ['All staff, September']),
      })
    // A script sends the file as soon as it is chosen; without one a button does.
    if (scripts) await page.locator('[data-attached]').getByText('Training record – autumn.pdf').first().waitFor()
    else
      await page
        .getByRole('button', { name: /add these files/i })
        .first()
        .click()
    expect(await text(page)).toContain('Training record – autumn.pdf')
    expect(await judge(page, scripts)).toEqual([])

    // Another device, days later: the same link, and everything is there.
    const other = await running.window({ scripts, width: 1280 })
    await comeIn(other.page, link)
    await other.page.goto(`${running.base}/return/sections/training`)
    expect(await other.page.locator('[name="a.training_part_one_share"]').inputValue()).toBe('97')
    expect(await other.page.locator('[name="a.training_whole_staff_on.month"]').inputValue()).toBe('9')

    // The rest, twice over: an answer may open further questions.
    for (let round = 0; round < 2; round += 1) {
      await other.page.goto(`${running.base}/return`)
      const sections = await other.page.locator('main a[href^="/return/sections/"]').all()
      const hrefs = await Promise.all(sections.map(section => section.getAttribute('href')))
      for (const href of hrefs) await answerSection(other.page, running.base + (href ?? ''))
    }
    await other.page.goto(`${running.base}/return/check`)
    expect(await other.page.locator('h1').innerText()).toBe('Nothing is missing')
    expect(await judge(other.page, scripts)).toEqual([])
    await other.page.goto(`${running.base}/return/whole`)
    expect(await text(other.page)).toContain('97')
    expect(await judge(other.page, scripts)).toEqual([])
    // The head is asked to sign; no mail leaves here, so the lead hands over the link that was made for them.
    await other.page.goto(`${running.base}/return/sign-off`)
    const ask = other.page.getByRole('button', { name: /^Ask .* to sign$/ }).first()
    const headName = /^Ask (.*) to sign$/.exec(await ask.innerText())?.[1] ?? ''
    await ask.click()
    await other.page.goto(`${running.base}/return/colleagues`)
    await other.page.getByRole('button', { name: `Show the link of ${headName}` }).click()
    const headLink = await other.page.locator('#shown-link').inputValue()
    await other.context.close()

    const head = await running.window({ scripts })
    await comeIn(head.page, headLink)
    await head.page.goto(`${running.base}/return/sign-off`)
    expect(await judge(head.page, scripts)).toEqual([])
    await head.page.getByLabel('I have read this return').check()
    // The lead has looked at this link: whoever signs by it is told so, and says that they are the head.
    for (const box of await head.page.locator('main form input[type=checkbox]').all()) await box.check()
    await head.page.getByRole('button', { name: 'Sign and submit' }).click()
    await head.page.waitForURL('**/return/receipt')
    expect(await text(head.page)).toMatch(/[A-Z]{2}-\d{4}-[0-9A-Z]{4,}-[0-9A-Z]/)
    expect(await judge(head.page, scripts)).toEqual([])

    // The first device still shows a form: what it sends now is not taken, and is not lost from sight.
    await page.goto(`${running.base}/return`)
    expect(await text(page)).not.toContain('Save and continue')
    // One press is enough.
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/return/leave')
    await head.context.close()
    await context.close()
  })
})

test('a link that is mistyped leads to help, not to an error', async () => {
  const { page, context } = await running.window({ width: 320 })
  const response = await page.goto(`${running.base}/audit/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`)
  expect(response?.status()).toBeGreaterThanOrEqual(400)
  expect(await text(page)).toMatch(/new link/i)
  expect(await judge(page)).toEqual([])
  await context.close()
})
