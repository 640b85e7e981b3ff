import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import supertest, { type Response } from 'supertest'
import { allows, STAFF_PERMISSIONS, type Permission } from '../../src/features/accounts/index.ts'
import { ROLES, type Actor } from '../../src/features/history/index.ts'
import { rows } from '../../src/platform/db.ts'
import type { Route } from '../../src/platform/http/routes.ts'
import { routes } from '../../src/routes.ts'
import { heading, worldOn, type Browser, type TestWorld } from '../support/app.ts'
import { cloneDatabase } from '../support/database.ts'
import { listening } from '../support/listening.ts'

/** What anybody may open. A route that is added here is open to the whole world: add it on purpose. */
const PUBLIC = [
  'GET /',
  'GET /about',
  'GET /accessibility',
  'GET /privacy',
  'GET /published/:partnership/:name',
  'GET /published/:partnership/:name/:number',
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-in/partnership',
  'POST /sign-in/partnership',
  'GET /sign-in/code',
  'POST /sign-in/code',
  'GET /sign-in/recovery-code',
  'POST /sign-in/recovery-code',
  'GET /sign-in/set-up',
  'POST /sign-in/set-up',
  'GET /sign-in/link/:token',
  'POST /sign-in/link/:token',
  'GET /sign-out',
  'POST /sign-out',
  'GET /account/set-password/:token',
  'POST /account/set-password/:token',
  'GET /audit/all/:token',
  'POST /audit/all/:token',
  'GET /audit/lost-link',
  'POST /audit/lost-link',
  'GET /audit/:token',
  'POST /audit/:token',
  'POST /audit/:token/new-link',
  'GET /feedback/:token',
  'POST /feedback/:token',
  'GET /progress/:token',
  'POST /progress/:token',
  'GET /return/mine',
  'GET /return/who',
  'POST /return/who',
  'GET /rate/:token',
  'GET /rate/:token/all',
  'GET /rate/:token/:part',
  'POST /rate/:token/:part',
]

type Person = { name: string; actor: Actor | null; browser: Browser }

let world: TestWorld
let drop: () => Promise<void>
let people: Person[]
let stranger: Browser
/** Real ids of the partnership, by the names that paths give them. */
let ids: Record<string, string>

beforeAll(async () => {
  const database = await cloneDatabase()
  drop = database.drop
  world = worldOn(database.db)
  await listening(world.server)
  const { make } = world
  const { id: partnership_id } = await make.partnership()
  const auditReturn = await make.auditReturn({ partnership_id })
  const contributor = await make.contributorActor(auditReturn)
  people = [{ name: 'a visitor', actor: null, browser: world.visitor() }]
  for (const role of ROLES) {
    const actor = await make.staffActor(partnership_id, role)
    people.push({ name: `the ${role}`, actor, browser: await world.staff(actor.accountId) })
    ids = { accountId: String(actor.accountId) }
  }
  people.push({ name: 'a contributor', actor: contributor, browser: await world.contributor(contributor.contributorId) })
  const other = await make.staffActor(undefined, 'administrator')
  stranger = await world.staff(other.accountId)
  ids = {
    ...ids,
    roundId: String(auditReturn.round_id),
    returnId: String(auditReturn.id),
    establishmentId: String(auditReturn.establishment_id),
  }
}, 60_000)

afterAll(() => drop())

const called = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`

/** An address of a route: with real ids where there are such, otherwise with one that nothing has. */
const address = ({ path }: Route, known: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? (/id$/i.test(name) ? '987654321' : 'nothing'))

const WRONG_TOKEN = { _csrf: 'not the token' }

/** Opens a page, or sends its form, blank but for these fields. */
function ask({ method, upload }: Route, browser: Browser, url: string, fields: Record<string, string> = WRONG_TOKEN): Promise<Response> {
  if (method === 'get') return Promise.resolve(browser.get(url))
  return Promise.resolve(upload ? browser.postFiles(url, fields, upload.field, []) : browser.post(url, fields))
}

/** What a person or a script is told first. */
const titleOf = (response: Response): string =>
  response.type === 'application/problem+json' ? (JSON.parse(response.text) as { title: string }).title : heading(response)

/** Turned away for who one is: asked to sign in, or told that one may not. */
const turnedAway = (response: Response): boolean =>
  (response.headers.location ?? '').startsWith('/sign-in') ||
  ['Your account cannot do this', 'Open your audit link again', 'You are no longer signed in'].includes(titleOf(response))

test('every route names a permission that exists', () => {
  const known = new Set<string>([...STAFF_PERMISSIONS, 'public', 'return.complete', 'return.progress'])
  expect(routes.length).toBeGreaterThan(60)
  expect(routes.filter(({ needs }) => !known.has(needs)).map(called)).toEqual([])
})

test('no route is declared twice', () => {
  const all = routes.map(called)
  expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([])
})

test('only what is listed is open to everybody', () => {
  expect(
    routes
      .filter(({ needs }) => needs === 'public')
      .map(called)
      .sort(),
  ).toEqual([...PUBLIC].sort())
})

describe('every route lets in exactly those who hold its permission', () => {
  test.each(routes.map(route => [called(route), route] as const))(
    '%s',
    async (_name, route) => {
      for (const { name, actor, browser } of people) {
        const may = allows(actor, route.needs as Permission)
        if (may && route.needs === 'public') continue
        const response = await ask(route, browser, address(route))
        expect([name, turnedAway(response)]).toEqual([name, !may])
      }
    },
    60_000,
  )
})

describe('no form is taken without the token of its session, nor from another site', () => {
  test.each(routes.filter(({ method }) => method === 'post').map(route => [called(route), route] as const))('%s', async (_name, route) => {
    const url = address(route, ids)
    const foreign = await supertest(world.app)
      .post(url)
      .set('Sec-Fetch-Site', 'cross-site')
      .set('Origin', 'https://elsewhere.example')
      .type('form')
    expect([foreign.status, titleOf(foreign)]).toEqual([403, 'This form was not sent from our pages'])
    const mute = await supertest(world.app).post(url).type('form')
    expect(mute.status).toBe(403)
    for (const { name, actor, browser } of people) {
      if (actor === null || !allows(actor, route.needs as Permission)) continue
      // A contributor is a visitor on public pages: there is no token that they could have been given.
      if (actor.kind === 'contributor' && route.needs === 'public') continue
      const response = await ask(route, browser, url)
      expect([name, response.status, titleOf(response)]).toEqual([name, 403, 'This page was opened too long ago, or in another session'])
    }
  })
})

/** So many pages are opened before all tables are summed up again, which takes longer than a page. */
const AT_ONCE = 12

test('opening a page changes nothing, whoever opens it', async () => {
  const before = await everything()
  const changed: string[] = []
  const pages = routes.filter(({ method }) => method === 'get')
  for (let at = 0; at < pages.length; at += AT_ONCE) {
    const some = pages.slice(at, at + AT_ONCE)
    for (const route of some)
      for (const { browser } of people.filter(({ actor }) => allows(actor, route.needs as Permission)))
        await browser.get(address(route, ids))
    const after = await everything()
    const tables = [...after].filter(([table, sum]) => before.get(table) !== sum).map(([table]) => table)
    if (tables.length > 0) changed.push(`${some.map(called).join(' or ')} changed ${tables.join(' and ')}`)
    for (const [table, sum] of after) before.set(table, sum)
  }
  expect(changed).toEqual([])
}, 120_000)

describe('what belongs to another partnership is not there', () => {
  const theirs = routes.filter(
    ({ path, needs }) => needs !== 'public' && needs !== 'return.complete' && /:(roundId|returnId|establishmentId|accountId)\b/.test(path),
  )
  test.each(theirs.map(route => [called(route), route] as const))('%s', async (_name, route) => {
    const url = address(route, ids)
    const response = await ask(route, stranger, url, {})
    expect([response.status, titleOf(response)]).toEqual([404, 'Page not found'])
  })
})

/** What lies ready for whoever looks next, worked out of the other tables (decisions 0044 and 0059): it says nothing that those do not. */
const WORKED_OUT = [
  'return_answers',
  'round_answers',
  'comment_rounds',
  'comment_returns',
  'comments',
  'partnership_moves',
  'partnership_generations',
  'kept_counts',
]

/** A sum of the rows of every table of ours. Tries are counted also of those who guess at links: those counts are left out. */
async function everything(): Promise<Map<string, string>> {
  const tables = await rows<{ name: string }>(
    world.db,
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'knex%' and tablename <> 'rate_limits'
       and tablename <> all(?) order by 1`,
    [WORKED_OUT],
  )
  const sums = tables.map(
    ({ name }) => `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t`,
  )
  return new Map((await rows<{ name: string; sum: string }>(world.db, sums.join(' union all '))).map(({ name, sum }) => [name, sum]))
}
