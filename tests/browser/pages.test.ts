import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { faultsOf } from './support/judge.ts'
import { signIn, startProgram, type Running } from './support/program.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

/** All addresses within the program to which a page leads, without those that change something or download. */
async function leadsTo(page: Page): Promise<string[]> {
  const hrefs = await page.locator('a[href^="/"]').all()
  const found = await Promise.all(hrefs.map(async link => ((await link.getAttribute('href')) ?? '').replace(/#.*/, '')))
  return found.filter(href => href !== '' && !/\/(file|assets)(\/|$)|\/evidence\/\d+/.test(href))
}

/** A route's shape: numbers and queries aside, so that of a thousand returns one is looked at. */
const shapeOf = (href: string): string =>
  href
    .replace(/\?.*/, '?')
    .replace(/\/\d+/g, '/:n')
    .replace(/\/sections\/[^/?]+/, '/sections/:key')

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

/** Walks from a page to one of every shape of page that it leads to, and so on. */
async function walk(page: Page, from: string, most: number): Promise<{ faults: string[]; seen: string[] }> {
  const waiting = [from]
  const seen = new Map<string, string>()
  const faults: string[] = []
  const errors: string[] = []
  const titles = new Map<string, string>()
  page.on('console', message => {
    if (message.type() === 'error') errors.push(`${page.url()} ${message.text()}`)
  })
  for (let href = waiting.shift(); href !== undefined && seen.size < most; href = waiting.shift()) {
    const shape = shapeOf(href)
    if (seen.has(shape)) continue
    const response = await page.goto(running.base + href)
    seen.set(shape, href)
    if (response?.status() !== 200) faults.push(`${href}: status ${response?.status() ?? 'none'}`)
    else faults.push(...(await faultsOf(page, await response.text())), ...(await titleFaults(page, titles)))
    waiting.push(...(await leadsTo(page)))
  }
  return { faults: [...faults, ...errors], seen: [...seen.values()] }
}

test('every page that a member of staff can walk to is accessible, valid and as wide as a phone', async () => {
  const { page, context } = await running.window({ width: 320 })
  await signIn(running, page)
  const { faults, seen } = await walk(page, '/rounds', 70)
  await context.close()
  expect(faults).toEqual([])
  expect(seen.length).toBeGreaterThan(25)
}, 600_000)

test('every page that a visitor can walk to is, too', async () => {
  const { page, context } = await running.window({ width: 320, scripts: true })
  const { faults, seen } = await walk(page, '/', 20)
  await context.close()
  expect(faults).toEqual([])
  expect(seen.length).toBeGreaterThan(4)
})
