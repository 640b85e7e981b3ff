import type { Page } from 'playwright-core'
import type { Running } from './program.ts'

/** The page of one area of a primary school that waits for its review in the demonstration, for whoever is signed in. */
export async function waitingReview({ base }: Pick<Running, 'base'>, page: Page, area: string): Promise<string> {
  await page.goto(`${base}/rounds/2/samples/2`)
  const row = page.locator('tr', { hasText: 'Not yet' }).filter({ hasText: 'Primary:' })
  return `${(await row.first().locator('a').first().getAttribute('href')) ?? ''}/areas/${area}`
}
