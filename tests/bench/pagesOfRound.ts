import type { Pool } from '../../src/platform/db.ts'
import { routes } from '../../src/routes.ts'
import { worldOn, type Browser } from '../support/app.ts'
import { routeOf } from '../support/walk.ts'
import type { Measured } from './largeRound.ts'

/** What forms of a round ask for, and what only some rounds lead to. */
const FORMS = [
  '/extensions/new?all=1',
  '/resend?all=1',
  '/links-to-move',
  '/samples/preview?sent=1&name=More&base=completed&method=stratified&sizeBy=number&size=30&strata=phase&fastMinutes=30&areas=policies&seed=spring',
]

/** More kinds of page than a round has; a walk that finds more has lost its way. */
const MOST_PAGES = 400

/** One page of each kind that a round leads to, by its shape. */
export async function pagesOf(db: Pool, { roundId, actor }: Measured): Promise<{ browser: Browser; pages: Map<string, string> }> {
  const browser = await worldOn(db).staff(actor.accountId)
  const pages = new Map<string, string>()
  const round = `/rounds/${roundId}`
  const waiting = [round, ...FORMS.map(form => `${round}${form}`), '/find?q=Bench+School+29']
  for (let href = waiting.shift(); href !== undefined; href = waiting.shift()) {
    const shape = shapeOf(href)
    if (pages.has(shape)) continue
    const page = await browser.get(href)
    if (page.status !== 200 || !page.type.includes('html')) continue
    pages.set(shape, href)
    if (pages.size > MOST_PAGES) throw new Error(`more than ${MOST_PAGES} kinds of page, the last ${href}`)
    waiting.push(...linksIn(page.text))
  }
  return { browser, pages }
}

const linksIn = (html: string): string[] =>
  [...html.matchAll(/ href="(\/[^"#]*)/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter(href => !/^\/(assets|sign-out|account)|\/(file|download)$/.test(href))

/**
 * The route that answers, and of a query the names of what it asks by: of a thousand returns one is looked at, of questions and areas one,
 * and of each list one filter and one order.
 */
function shapeOf(href: string): string {
  const [, query = ''] = href.split('?')
  const asked = [...new Set([...new URLSearchParams(query).keys()].map(name => name.replace(/\..*/, '')))].sort()
  const path = routeOf(routes, 'get', href)?.path.replace(/:\w+/g, ':n') ?? href
  return `${path}${asked.length === 0 ? '' : `?${asked.join('&')}`}`
}
