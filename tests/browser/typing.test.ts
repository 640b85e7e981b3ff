import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { plainFaults } from './support/judge.ts'
import { startProgram, type Running } from './support/program.ts'
import { comeIn } from './support/school.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

const SECTION = '/return/sections/leadership'
const comments = (page: Page) => page.locator('main form textarea[name^="c."]')
const line = (page: Page) => page.locator('[data-typing]')

/** What another browser of the same school reads in the first two comments: what the server has. */
async function stored(link: string): Promise<string[]> {
  const { page, context } = await running.window({ scripts: false })
  await comeIn(page, link)
  await page.goto(running.base + SECTION)
  const texts = [await comments(page).nth(0).inputValue(), await comments(page).nth(1).inputValue()]
  await context.close()
  return texts
}

test('what is typed is saved while one writes, also when the window is closed at once, and never in two places', async () => {
  const link = await running.schoolLink()
  const { page, context } = await running.window({ width: 390 })
  await comeIn(page, link)
  const sent: string[] = []
  page.on('request', request => request.url().endsWith('/typed') && sent.push(request.postData() ?? ''))
  const opened = await page.goto(running.base + SECTION)
  expect(await line(page).textContent()).toBe('')
  await comments(page).nth(0).pressSequentially('Governors visit every term.', { delay: 5 })
  await page.locator('main form input[type=radio]').first().check()
  await page.getByText(/^Saved at /).waitFor()
  // One small request for a pause, with the questions that were touched alone.
  expect(sent).toHaveLength(1)
  expect(sent[0]!.length).toBeLessThan(1000)
  expect(await plainFaults(page, (await opened?.text()) ?? '')).toEqual([])
  await comments(page).nth(0).pressSequentially(' And more.')
  await comments(page).nth(1).fill('In the last second.')
  await page.close()
  expect(await stored(link)).toEqual(['Governors visit every term. And more.', 'In the last second.'])

  const again = await context.newPage()
  await again.goto(running.base + SECTION)
  expect(await again.locator('[data-draft-notice]').isVisible()).toBe(false)
  await comments(again).nth(1).fill('Changed, and sent by the button.')
  await again.getByRole('button', { name: 'Save and come back later' }).click()
  await again.waitForURL(/return\?saved/)
  expect((await stored(link))[1]).toBe('Changed, and sent by the button.')
  await context.close()
}, 240_000)

test('without a connection it waits in the browser, over a reload too, and is sent when there is one', async () => {
  const link = await running.schoolLink()
  const { page, context } = await running.window()
  await comeIn(page, link)
  await page.goto(running.base + SECTION)
  await context.setOffline(true)
  await comments(page).nth(0).fill('Written on the train.')
  await page.getByText(/^Not saved yet/).waitFor()
  await page.close()
  await context.setOffline(false)
  expect((await stored(link))[0]).toBe('')
  const later = await context.newPage()
  await later.goto(running.base + SECTION)
  expect(await comments(later).nth(0).inputValue()).toBe('Written on the train.')
  expect(await later.locator('[data-draft-notice]').isVisible()).toBe(true)
  await later.getByText(/^Saved at /).waitFor()
  expect((await stored(link))[0]).toBe('Written on the train.')
  await context.close()
}, 240_000)

test('what waits of one question is put back over nothing that a colleague answered meanwhile, and no other page takes its place', async () => {
  const link = await running.schoolLink()
  const mine = await running.window()
  const theirs = await running.window({ scripts: false })
  await comeIn(mine.page, link)
  await comeIn(theirs.page, link, { name: 'Priya Nair', role: 'Deputy Designated Safeguarding Lead' })
  const left = `${running.base}/return/sections/what-is-left`
  const later = `${left}?from=training_induction`
  const next = '[data-waits]'
  await mine.page.goto(left)
  const question = await mine.page.evaluate<string>(RATED)
  const box = mine.page.locator(`[name="c.${question}"]`)
  await mine.page.route('**/typed', route => route.abort())
  await box.fill('Mine, on the train.')
  const theirAnswer = async (text: string) => {
    await theirs.page.goto(running.base + SECTION)
    await theirs.page.locator(`[name="a.${question}"]`).first().check()
    await theirs.page.locator(`[name="c.${question}"]`).fill(text)
    await theirs.page.getByRole('button', { name: 'Save and come back later' }).click()
  }
  await theirAnswer('Theirs, meanwhile.')
  // It is not left any more: every page of the return says where it waits, and what is typed there now waits beside it.
  await mine.page.goto(later)
  expect(await mine.page.locator(`[name="c.${question}"]`).count()).toBe(0)
  await mine.page.locator(next).getByText('Something that you typed is not saved.').waitFor()
  await comments(mine.page).first().fill('Of another question.')
  await mine.page.goto(`${running.base}/return`)
  await mine.page.locator(`${next} a`).nth(1).waitFor()
  await mine.page.unroute('**/typed')
  // What nobody answered meanwhile is sent from any page of the return; the other waits for a choice.
  await mine.page.goto(`${running.base}/return`)
  await mine.page.locator(`${next} a`).first().waitFor()
  expect(await mine.page.locator(`${next} a`).count()).toBe(1)
  await mine.page
    .locator(`${next} a`)
    .and(mine.page.locator(`[href="${SECTION}"]`))
    .click()
  // Their answer, which this person never touched, is shown; the comment is back over theirs, and both are shown before anything is saved.
  expect(await mine.page.locator(`[name="a.${question}"]`).first().isChecked()).toBe(true)
  expect(await mine.page.locator(`[name="c.${question}"]`).inputValue()).toBe('Mine, on the train.')
  await mine.page.getByText(/^Someone else changed an answer/).waitFor()
  await theirs.page.goto(running.base + SECTION)
  expect(await theirs.page.locator(`[name="c.${question}"]`).inputValue()).toBe('Theirs, meanwhile.')
  await mine.page.getByRole('button', { name: 'Save and continue' }).click()
  const both = await mine.page.locator('main').innerText()
  expect(both).toContain('Theirs, meanwhile.')
  expect(await mine.page.locator(`[name="c.${question}"]`).inputValue()).toBe('Mine, on the train.')
  await mine.context.close()
  await theirs.context.close()
}, 240_000)

test('what the button sent over a line that was cut, and after the session ended, is back in its place', async () => {
  const link = await running.schoolLink()
  const { page, context } = await running.window()
  await comeIn(page, link)
  await page.goto(running.base + SECTION)
  await page.route('**/typed', route => route.abort())
  await page.locator('main form input[type=radio]').first().check()
  await comments(page).nth(0).fill('Pressed as the line went.')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Save and come back later' }).click()
  await page.waitForTimeout(500)
  await context.setOffline(false)
  await page.goto(running.base + SECTION)
  expect(await comments(page).nth(0).inputValue()).toBe('Pressed as the line went.')

  const cookies = await context.cookies()
  await context.clearCookies()
  await page.getByRole('button', { name: 'Save and come back later' }).click()
  await page.getByRole('heading', { name: 'You were signed out. What you typed is kept' }).waitFor()
  await context.addCookies(cookies)
  await page.goto(running.base + SECTION)
  expect(await comments(page).nth(0).inputValue()).toBe('Pressed as the line went.')
  expect(await page.locator('main form input[type=radio]').first().isChecked()).toBe(true)
  await context.close()
}, 240_000)

test('who signs out while something is not saved, here or on another page, is told first, and sends it or discards it', async () => {
  const { page, context } = await running.window({ width: 320 })
  const link = await running.schoolLink()
  await comeIn(page, link)
  await page.goto(running.base + SECTION)
  await page.route('**/typed', route => route.abort())
  await comments(page).nth(0).fill('Not sent yet.')
  // It waits in the browser, and the page that signs out does not ask it.
  const opened = await page.goto(`${running.base}/return`)
  const leave = page.getByRole('button', { name: 'Sign out' })
  const dialog = page.getByRole('dialog', { name: /Some of what you typed is not saved/ })
  await leave.click()
  await dialog.waitFor()
  expect(await plainFaults(page, (await opened?.text()) ?? '')).toEqual([])
  await dialog.getByRole('button', { name: 'Send it and sign out' }).click()
  await dialog.getByText('It could not be sent.').waitFor()
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await dialog.waitFor({ state: 'detached' })
  await leave.click()
  await page.unroute('**/typed')
  await dialog.getByRole('button', { name: 'Send it and sign out' }).click()
  await page.getByRole('heading', { name: 'You have left the return' }).waitFor()
  await comeIn(page, link)
  await page.goto(running.base + SECTION)
  expect(await comments(page).nth(0).inputValue()).toBe('Not sent yet.')
  await page.route('**/typed', route => route.abort())
  await comments(page).nth(0).fill('Never sent.')
  await leave.click()
  await dialog.getByRole('button', { name: 'Discard it and sign out' }).click()
  await page.getByRole('heading', { name: 'You have left the return' }).waitFor()
  await context.close()
}, 120_000)

test.each([true, false])(
  'in a long section saving is in reach and covers nothing, Enter sends nothing, and the next gap is near (scripts: %s)',
  async scripts => {
    const { page, context } = await running.window({ scripts, width: 390 })
    await comeIn(page, await running.schoolLink())
    const sent: string[] = []
    page.on('request', request => request.method() === 'POST' && !request.url().endsWith('/typed') && sent.push(request.url()))
    await page.goto(`${running.base}/return/sections/training`)
    const save = page.getByRole('button', { name: 'Save and continue' })
    await page.locator('[name="a.training_part_one_share"]').fill('97')
    await page.keyboard.press('Enter')
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate<string>(COVERED)).toBe('')
      expect(await save.isVisible()).toBe(true)
    }
    // A browser that pressed a button for the Enter key would have sent the form by now.
    expect(sent).toEqual([])
    expect(page.url()).toMatch(/training$/)
    await page.locator('[name="a.training_part_one_share"]').focus()
    const next = page.getByRole('link', { name: 'Next to answer', exact: true })
    if (scripts) await page.keyboard.press('Alt+PageDown')
    else await next.click()
    const first = (await next.getAttribute('href')) ?? ''
    // Without scripts it is the first of the section; with them the first after the box in which one is.
    if (scripts) expect(await page.evaluate<string>(QUESTION)).not.toBe(first.slice(1))
    else expect(page.url()).toContain(first)
    await context.close()
  },
)

/** What is focused, where something else lies over all of it. */
const COVERED = `(() => {
  const focused = document.activeElement
  const { top } = focused.getBoundingClientRect()
  const bar = document.querySelector('.app-save-bar')
  if (bar.contains(focused) || !focused.closest('form[data-draft]')) return ''
  return top > bar.getBoundingClientRect().top - 4 ? focused.outerHTML.slice(0, 120) : ''
})()`

/** The first question with a rating and a comment. */
const RATED = `[...document.querySelectorAll('main form input[type=radio][name^="a."]')].map(({ name }) => name.slice(2))
  .find(key => document.getElementsByName('c.' + key).length > 0) ?? ''`

/** The question in which the focus is. */
const QUESTION = `document.activeElement.closest('.app-question')?.id ?? ''`
