import type { Locator, Page, Response } from 'playwright-core'
import { faultsOf, plainFaults } from './judge.ts'
import type { Running } from './program.ts'

/** All addresses within the program to which a page leads, without those that change something or download. */
async function leadsTo(page: Page): Promise<string[]> {
  // Asked for at once: a list has hundreds, each of which is a round trip to the browser.
  const hrefs = await page.evaluate<string[]>(`[...document.querySelectorAll('a[href^="/"]')].map(link => link.getAttribute('href'))`)
  return hrefs
    .map(href => href.replace(/#.*/, ''))
    .filter(href => href !== '' && !/\/(file|assets|workbook)(\/|$)|\.csv$|\/(excel|word)$|\/evidence\/\d+/.test(href))
}

/** A route's shape: numbers and queries aside, so that of a thousand returns one is looked at. */
const shapeOf = (href: string): string =>
  href
    .replace(/\?.*/, '?')
    .replace(/\/\d+/g, '/:n')
    .replace(/^\/return\/(last-year|versions)\/[^/?]+/, '/return/$1/:key')
    .replace(/^(\/(?!return\/).*)\/(sections|keyed-answers)\/[^/?]+/, '$1/$2/:key')

/** A title says first what the page is, and no two pages share one (the same page filtered is one): tabs and screen readers go by it. */
async function titleFaults(page: Page, titles: Map<string, string>): Promise<string[]> {
  const title = await page.title()
  const heading = ((await page.locator('h1').first().textContent()) ?? '').trim().split('\n')[0] ?? ''
  const place = shapeOf(new URL(page.url()).pathname)
  const other = titles.get(title)
  titles.set(title, place)
  return [
    ...(title.startsWith(heading.slice(0, 20)) ? [] : [`${page.url()} has the title “${title}” over the heading “${heading}”`]),
    ...(other === undefined || other === place ? [] : [`${page.url()} has the title of ${other}: “${title}”`]),
  ]
}

/** Walks from a page to one of every shape of page that it leads to, and so on. @returns where it came, and what is wrong with the pages */
export async function walk(running: Running, page: Page, from: string, most: number): Promise<{ faults: string[]; seen: string[] }> {
  const faults: string[] = []
  const errors: string[] = []
  const titles = new Map<string, string>()
  page.on('console', message => {
    if (message.type() === 'error') errors.push(`${page.url()} ${message.text()}`)
  })
  const seen = await visit(running, page, from, most, async (href, response) => {
    if (response?.status() !== 200) faults.push(`${href}: status ${response?.status() ?? 'none'}`)
    else faults.push(...(await faultsOf(page, await response.text())), ...(await titleFaults(page, titles)))
  })
  return { faults: [...faults, ...errors], seen }
}

/** Opens one page of every shape to which a page leads, and so on. @returns their addresses */
export async function visit(
  running: Running,
  page: Page,
  from: string,
  most: number,
  look: (href: string, response: Response | null) => Promise<void> = async () => {},
): Promise<string[]> {
  const waiting = [from]
  const seen = new Map<string, string>()
  for (let href = waiting.shift(); href !== undefined && seen.size < most; href = waiting.shift()) {
    const shape = shapeOf(href)
    if (seen.has(shape)) continue
    const response = await page.goto(running.base + href)
    seen.set(shape, href)
    await look(href, response)
    waiting.push(...(await leadsTo(page)))
  }
  return [...seen.values()]
}

const NONSENSE = `${'Llanfairpwllgwyngyll'.repeat(30)} <b>“O’Neill & Sons”</b>`

/** Types nonsense, long and without a space, wherever something can be typed in a form of the page. @returns how many places there were */
async function typeNonsense(form: Locator): Promise<number> {
  const boxes = await form.locator('input[type=text], input[type=email], input[type=tel], input:not([type]), textarea').all()
  let typed = 0
  for (const box of boxes) {
    if (!(await box.isVisible()) || !(await box.isEditable())) continue
    await box.fill(NONSENSE)
    typed += 1
  }
  return typed
}

/**
 * Sends every form of these pages in which something can be typed, full of nonsense, and judges the page that answers.
 * Whatever it says, it must stand at 320 px; when it refuses, its title says so and what was typed is still there.
 */
export async function sendNonsense(running: Running, page: Page, hrefs: readonly string[]): Promise<{ faults: string[]; refused: number }> {
  const faults: string[] = []
  let refused = 0
  // Sections are of one form: axe reads the first of them, and what costs less is read of all.
  const sections = hrefs.filter(href => /\/sections\//.test(href)).slice(3)
  for (const href of hrefs) {
    const forms = page.locator('main form[method=post]')
    await page.goto(running.base + href)
    for (let at = 0; at < (await forms.count()); at += 1) {
      const form = forms.nth(at)
      if ((await typeNonsense(form)) === 0) continue
      const answered = page.waitForResponse(response => response.request().isNavigationRequest() && response.status() !== 303, {
        timeout: 15_000,
      })
      // The first button of a section is out of use, so that Enter sends nothing.
      const goes = form.locator('button[value=continue]')
      await ((await goes.count()) > 0 ? goes : form.locator('button:enabled')).first().dispatchEvent('click')
      const response = await answered.catch(() => null)
      if (response === null) {
        faults.push(`${href} form ${at + 1}: was not sent, or not answered`)
        continue
      }
      await page.waitForLoadState()
      const where = `${href} form ${at + 1} (${response.status()})`
      const html = await response.text()
      const found = sections.includes(href) ? plainFaults(page, html) : faultsOf(page, html, { contrast: false })
      faults.push(...(await found).map(fault => `${where}: ${fault}`))
      if (response.status() >= 500) faults.push(`${where}: ${await page.title()}`)
      if (response.status() === 422) {
        refused += 1
        if (!(await page.title()).startsWith('Error: ')) faults.push(`${where}: the title does not say that something is wrong`)
        const kept = await page.evaluate<boolean>(
          `[...document.querySelectorAll('main form :is(input, textarea)')].some(box => box.value === ${JSON.stringify(NONSENSE)})`,
        )
        if (!kept) faults.push(`${where}: what was typed is gone`)
      }
      await page.goto(running.base + href)
    }
  }
  return { faults, refused }
}
