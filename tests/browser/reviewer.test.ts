import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { plainFaults } from './support/judge.ts'
import { signIn, startProgram, type Running } from './support/program.ts'
import { waitingReview } from './support/reviews.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

const CURRENT = 'policies_child_protection_current'
/** Where it is asked which way an answer is out, or said where it can be out in one way alone. */
const WHICH_WAY = `[data-question]:has(input[name="verdict.${CURRENT}"]) [data-after]`

test('a reviewer goes through questions with the keyboard, beside the document, and loses nothing when another one is opened', async () => {
  const { page, context } = await running.window()
  await signIn(running, page)
  const response = await page.goto(running.base + (await waitingReview(running, page, 'policies')))
  expect(await plainFaults(page, (await response?.text()) ?? '')).toEqual([])
  const focused = () => page.evaluate<string>('`${document.activeElement.name} ${document.activeElement.value}`')
  const whichWay = page.locator(WHICH_WAY)
  expect(await whichWay.isVisible()).toBe(false)
  await page.getByRole('link', { name: 'Go to the first without a verdict' }).click()
  await page.keyboard.press('2')
  expect(await focused()).toBe(`verdict.${CURRENT} partly`)
  expect(await whichWay.isVisible()).toBe(true)
  await page.keyboard.press('1')
  expect(await whichWay.isVisible()).toBe(false)
  await page.keyboard.press('n')
  expect(await focused()).toBe('verdict.policies_child_protection_published ')

  const note = page.locator(`[name="note.${CURRENT}"]`)
  await note.focus()
  await page.keyboard.type('n2: page 2')
  expect(await note.inputValue()).toBe('n2: page 2')
  expect(await page.locator(`input[name="verdict.${CURRENT}"][value=agrees]`).isChecked()).toBe(true)

  const shown = () => page.frame({ name: 'document' })?.url()
  const before = shown()
  expect(before).toContain('/view?frame=1')
  await page.getByText('Other documents of this return').click()
  const other = page.locator('.app-reviewing__documents details a[target=document]').first()
  await Promise.all([page.waitForEvent('framenavigated'), other.click()])
  await page.frameLocator('iframe').locator('img').waitFor()
  expect(shown()).not.toBe(before)
  expect(await note.inputValue()).toBe('n2: page 2')
  await context.close()
}, 120_000)

test('without scripts the way is always asked, and no key is promised', async () => {
  const { page, context } = await running.window({ scripts: false })
  await signIn(running, page)
  await page.goto(running.base + (await waitingReview(running, page, 'policies')))
  expect(await page.locator(WHICH_WAY).isVisible()).toBe(true)
  expect(await page.getByText('With a keyboard').isVisible()).toBe(false)
  expect(page.frame({ name: 'document' })?.url()).toContain('/view?frame=1')
  await context.close()
}, 120_000)
