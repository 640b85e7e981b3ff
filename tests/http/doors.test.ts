import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import supertest, { type Response } from 'supertest'
import type { ActorOf } from '../../src/features/accounts/permissions.ts'
import { csrfToken } from '../../src/platform/http/csrf.ts'
import { Refusal } from '../../src/platform/http/refusal.ts'
import { ANSWERS, routesFor } from '../../src/platform/http/routes.ts'
import { routes } from '../../src/routes.ts'
import { heading, inRollback, type TestWorld } from '../support/app.ts'

const { getJson, postJson, callback } = routesFor<ActorOf>()
const KEY = 'the key of another service'
const signed = (body: string): string => createHmac('sha256', KEY).update(body).digest('hex')

/** A route of each kind that no page has yet, and one of each that goes wrong. */
const MORE = [
  getJson('/test/json', 'round.view', ({ actor }, _req, res) => void res.json({ name: actor.name })),
  postJson('/test/json', 'round.view', (_context, req, res) => void res.json(req.body)),
  postJson('/test/json/mine', 'return.complete', ({ actor }, req, res) => void res.json({ by: actor.name, sent: req.body as unknown })),
  postJson('/test/json/refused', 'round.view', () => {
    throw new Refusal('conflict', 'test.moved_on', 'This has changed', ['Nothing was done.', 'Look again.'])
  }),
  postJson('/test/json/broken', 'round.view', () => {
    throw new Error('a secret of the program')
  }),
  callback(
    '/test/callback',
    'public',
    (_deps, req, body) => req.get('x-signature') === signed(body.toString()),
    (_context, req, res) => void res.json({ bytes: (req.body as Buffer).length }),
  ),
]

/** A member of staff whose pages' scripts send JSON. */
async function scripts({ app, deps, make, staff }: TestWorld) {
  const actor = await make.staffActor()
  const browser = await staff(actor.accountId)
  const cookie =
    /safeguarding_audit=[^;]+/.exec(
      String((browser.get('/healthz') as unknown as { header: Record<string, string> }).header.Cookie),
    )?.[0] ?? ''
  const sid = decodeURIComponent(cookie)
    .replace(/^safeguarding_audit=s:/, '')
    .replace(/\..*$/, '')
  const send = (url: string, body: unknown, headers: Record<string, string> = {}) =>
    supertest(app)
      .post(url)
      .set({ Cookie: cookie, Origin: deps.baseUrl, 'X-CSRF-Token': csrfToken(deps.secret, sid), ...headers })
      .type('json')
      .send(JSON.stringify(body))
  return { actor, browser, cookie, send }
}

const problem = (res: Response) => ({ status: res.status, type: res.type, ...(JSON.parse(res.text) as Record<string, unknown>) })

test('every route of the program says what it answers, and answers with a file only when it is fetched', () => {
  for (const { answers, method } of routes) {
    expect(ANSWERS).toContain(answers)
    if (answers === 'file') expect(method).toBe('get')
  }
  expect(routes.filter(({ answers }) => answers === 'file').length).toBeGreaterThan(2)
})

test(
  'a script of our pages sends and is sent JSON, with the token of its page in a header',
  inRollback(
    async world => {
      const { actor, browser, send } = await scripts(world)
      expect((await browser.get('/test/json')).body).toEqual({ name: actor.name })
      expect((await send('/test/json', { text: 'a\u0000b', list: ['\u0007c'] })).body).toEqual({ text: 'ab', list: ['c'] })
      for (const headers of [{ 'X-CSRF-Token': '' }, { 'X-CSRF-Token': csrfToken(world.deps.secret, 'another') }]) {
        const refused = await send('/test/json', {}, headers)
        expect(problem(refused)).toMatchObject({ status: 403, type: 'urn:safeguarding-audit:problem:stale_form' })
      }
      expect(problem(await send('/test/json', {}, { Origin: 'https://elsewhere.invalid' }))).toMatchObject({ status: 403 })
    },
    {},
    MORE,
  ),
)

test(
  'whatever goes wrong is told to a script as a problem, in the words that a page would have, and without a word of ours',
  inRollback(
    async world => {
      const { browser, send } = await scripts(world)
      const refused = await send('/test/json/refused', {})
      expect(refused.headers['content-type']).toContain('application/problem+json')
      expect(problem(refused)).toEqual({
        status: 409,
        type: 'urn:safeguarding-audit:problem:test.moved_on',
        title: 'This has changed',
        detail: 'Nothing was done. Look again.',
      })
      const broken = await send('/test/json/broken', {})
      expect(problem(broken)).toMatchObject({ status: 500, type: 'urn:safeguarding-audit:problem:failed' })
      expect(broken.text).not.toContain('secret')
      expect(problem(await send('/test/json', { text: 'x'.repeat(600_000) }))).toMatchObject({ status: 413 })
      expect(problem(await browser.post('/test/json', {}))).toMatchObject({ status: 403 })
      const visitor = await world.visitor().get('/test/json')
      expect(problem(visitor)).toMatchObject({ status: 403, type: 'urn:safeguarding-audit:problem:signed_out' })
      // A page goes on saying it as a page.
      expect(heading(await browser.get('/rounds/999999'))).toBe('Page not found')
    },
    {},
    MORE,
  ),
)

test(
  'a script of a school’s page is known by the link that opened it, and staff are not',
  inRollback(
    async world => {
      const { send } = await scripts(world)
      expect(problem(await send('/test/json/mine', {}))).toMatchObject({ status: 403, type: 'urn:safeguarding-audit:problem:no_session' })
    },
    {},
    MORE,
  ),
)

test(
  'a callback needs no session and no page of ours, but a body that vouches for itself',
  inRollback(
    async ({ app }) => {
      const call = (body: string, signature: string) =>
        supertest(app).post('/test/callback').set('Content-Type', 'application/json').set('X-Signature', signature).send(body)
      const body = JSON.stringify({ delivered: true })
      const heard = await call(body, signed(body))
      expect(heard.body).toEqual({ bytes: body.length })
      expect(heard.headers['set-cookie']).toBeUndefined()
      expect(problem(await call(body, signed('another')))).toMatchObject({
        status: 403,
        type: 'urn:safeguarding-audit:problem:not_vouched_for',
      })
      const long = 'x'.repeat(70_000)
      expect((await call(long, signed(long))).status).toBe(413)
    },
    {},
    MORE,
  ),
)

test('one kind of problem has one name, and one heading for people', () => {
  const headings = new Map<string, Set<string>>()
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
    const text = readFileSync(path.join('src', file), 'utf8')
    for (const [, code = '', words = ''] of text.matchAll(/new Refusal\(\s*'[a-z_]+',\s*'([a-z_.]+)',\s*'([^']+)'/g))
      headings.set(code, (headings.get(code) ?? new Set()).add(words))
  }
  expect(headings.size).toBeGreaterThan(40)
  expect([...headings].filter(([, words]) => words.size > 1)).toEqual([])
})
