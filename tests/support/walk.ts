import type { Response } from 'supertest'
import type { Route } from '../../src/platform/http/routes.ts'
import type { Browser } from './app.ts'
import { linksOf, formsOf, pathOf, type Box } from './forms.ts'

/** Somebody who walks through the program, and where they begin. */
export type Walker = {
  name: string
  browser: () => Promise<Browser>
  starts: string[]
  /** How many pages of one route they open, beside those where they begin. */
  most?: number
  /** What they have done before. */
  prepare?: () => Promise<void>
  /** Pages that are not reached by links. */
  pages?: (browser: Browser) => Promise<Response[]>
}

/** A form as a walker found it on a page, and the route that takes it. */
export type FoundForm = { walker: Walker; route: Route; page: string; action: string; isMultipart: boolean; boxes: Box[] }

/**
 * What a walk saw: the forms, each kind once, the routes whose pages were opened, and the pages outside the office on which somebody can
 * write freely and does not read where a concern about a child belongs, and those with a link that loses what was typed in a section.
 */
export type Walk = { forms: FoundForm[]; opened: Set<string>; withoutConcern: string[]; losing: string[] }

/** Pages of one route that are opened by one walker: the first ones differ in what they hold, the hundredth does not. */
const PAGES_OF_A_ROUTE = 2

/** Follows the links of each walker's pages, and gathers the forms on them. */
export async function walkThrough(walkers: readonly Walker[], routes: readonly Route[]): Promise<Walk> {
  const walk: Walk = { forms: [], opened: new Set(), withoutConcern: [], losing: [] }
  const known = new Set<string>()
  for (const walker of walkers) {
    await walker.prepare?.()
    const browser = await walker.browser()
    for (const page of [...((await walker.pages?.(browser)) ?? []), ...(await pagesOf(walker, browser, routes))]) {
      walk.opened.add(nameOf(routeOf(routes, 'get', pathOf(page))))
      if (lacksConcern(page)) walk.withoutConcern.push(`${walker.name}: ${pathOf(page)}`)
      walk.losing.push(...linksThatLose(page).map(link => `${walker.name}: ${pathOf(page)} leads to ${link}`))
      for (const form of formsOf(page)) {
        const route = routeOf(routes, form.method, form.action)
        const kind = [nameOf(route), ...new Set(form.boxes.map(({ name }) => kindOf(name)))].join(' ')
        if (route && !known.has(kind))
          walk.forms.push({
            walker,
            route,
            page: pathOf(page),
            action: form.action,
            isMultipart: form.fileField !== null,
            boxes: form.boxes,
          })
        known.add(kind)
      }
    }
  }
  return walk
}

/** Staff know where a concern belongs: their pages say whose account is open. */
export const lacksConcern = ({ text }: Pick<Response, 'text'>): boolean =>
  /<textarea\b/.test(text) && !text.includes('class="app-concern"') && !text.includes('href="/account"')

/**
 * The links within the form of a section that lead to another page: without scripts they lose what was typed, so a button saves first.
 * A file is downloaded, and the page stays; the form of one row has its way back beside its button; and a link may say that it does not
 * save.
 */
export const linksThatLose = ({ text }: Pick<Response, 'text'>): string[] =>
  (text.match(/<form [^>]*\bdata-draft[\s\S]*?<\/form>/g) ?? [])
    .filter(form => !form.includes(' name="_list"'))
    .flatMap(form => [...form.matchAll(/<a\b[^>]*? href="([^"]*)"[^>]*>(?!Go back without saving<)/g)].map(([, href = '']) => href))
    .filter(href => !/^#|^https?:|^(tel|mailto):|\/evidence\/\d+$/.test(href))

async function pagesOf({ starts, most = PAGES_OF_A_ROUTE }: Walker, browser: Browser, routes: readonly Route[]): Promise<Response[]> {
  const pages: Response[] = []
  const seen = new Set(starts)
  const opened = new Map<string, number>()
  for (const address of seen) {
    const name = nameOf(routeOf(routes, 'get', address))
    const times = opened.get(name) ?? 0
    if (name === '' || (times >= most && !starts.includes(address))) continue
    if (!starts.includes(address)) opened.set(name, times + 1)
    const page = await browser.get(address)
    if (page.status === 303 && page.headers.location) seen.add(page.headers.location)
    if (page.status >= 300 && page.status < 400) continue
    if (!page.type.endsWith('html')) continue
    pages.push(page)
    for (const link of linksOf(page, '/'))
      if (/^[/?]/.test(link)) seen.add(new URL(link, `http://audit.test${address}`).href.slice('http://audit.test'.length).split('#')[0]!)
  }
  return pages
}

/** Fields that a form has once for each of many things are one kind. */
export const kindOf = (name: string): string =>
  name.replace(/^(counts|note|version|verdict|shown|shownNote|attach|keep)\..*/, '$1').replace(/\d+/g, '0')

/** "POST /rounds/new". */
export const nameOf = (route: Route | undefined): string => (route ? `${route.method.toUpperCase()} ${route.path}` : '')

/** The route that answers to an address. */
export function routeOf(routes: readonly Route[], method: string, address: string): Route | undefined {
  const parts = address.split(/[?#]/)[0]!.split('/')
  return routes.find(route => {
    const wanted = route.path.split('/')
    return route.method === method && wanted.length === parts.length && wanted.every((part, at) => fits(part, parts[at]!))
  })
}

const fits = (wanted: string, part: string): boolean =>
  wanted.startsWith(':') ? part !== '' && (!/^:(?:\w+I|i)d$/.test(wanted) || /^\d+$/.test(part)) : wanted === part
