import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import session from 'express-session'
import supertest from 'supertest'
import { createApp } from '../../src/app.ts'
import { connect, type Connection } from '../../src/platform/connection.ts'
import type { Pool } from '../../src/platform/db.ts'
import { csrfToken } from '../../src/platform/http/csrf.ts'
import { sessionStore } from '../../src/platform/http/sessionStore.ts'
import { isOutage } from '../../src/platform/outage.ts'
import { heading, inRollback, pageText, signedCookie, worldOn, type TestWorld } from '../support/app.ts'

let folder = ''
let silent: Server
const held = new Set<Socket>()
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sa-outage-'))
  silent = createServer(socket => held.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1')
})
afterAll(async () => {
  silent.close()
  await rm(folder, { recursive: true, force: true })
})

/** The socket of a local server that was stopped: what express-session took for "there is no such session". */
const gone = (): Connection => ({ host: path.join(folder, 'no-socket-here'), user: 'audit', database: 'audit' })

/** The program with its database down, and a browser that was known before. */
async function withDown<T>(connection: Connection, work: (world: TestWorld, app: ReturnType<typeof createApp>) => Promise<T>): Promise<T> {
  const db: Pool = connect(connection, { pool: 2 })
  const sessions = sessionStore(connection, { prepares: false })
  const world = worldOn(db)
  try {
    return await work(world, createApp(world.deps, sessions.store, folder))
  } finally {
    await sessions.close()
    await db.destroy()
  }
}

const memory = () => new session.MemoryStore()

const known = ({ deps }: TestWorld, test: supertest.Test) =>
  test.set('Cookie', `safeguarding_audit=${encodeURIComponent(signedCookie(deps.secret, 'somebody'))}`).set('Sec-Fetch-Site', 'same-origin')

test.each(['/return', '/return/sections/training', '/rounds', '/account', '/privacy'])(
  'while the database is down, %s says that the service is not available, and nothing of a link or of signing in',
  address =>
    withDown(gone(), async (world, app) => {
      const response = await known(world, supertest(app).get(address))
      expect(response.status).toBe(503)
      expect(response.headers['retry-after']).toBe('60')
      expect(response.headers['set-cookie']).toBeUndefined()
      expect(heading(response)).toBe('Sorry, the service is not available')
      expect(pageText(response)).not.toMatch(/open your audit link|sign in/i)
    }),
)

test('what a school sent while the database is down is shown again, and it is told that it was not saved', () =>
  withDown(gone(), async (world, app) => {
    const post = known(world, supertest(app).post('/return/sections/training'))
    const response = await post
      .type('form')
      .send({ _csrf: csrfToken(world.deps.secret, 'somebody'), 'c.training': 'Forty staff were trained in September.' })
    expect(response.status).toBe(503)
    expect(pageText(response)).toContain('What you just sent was not saved.')
    expect(pageText(response)).toContain('Forty staff were trained in September.')
  }))

test('a database that is down, and one that never answers, make the program not ready', async () => {
  await withDown(gone(), async (_world, app) => {
    const response = await supertest(app).get('/readyz')
    expect(response.status).toBe(503)
    expect(response.text).toContain('the database cannot be written to')
    expect((await supertest(app).get('/healthz')).status).toBe(200)
  })
  const { port } = silent.address() as AddressInfo
  await withDown({ host: '127.0.0.1', port, user: 'audit', database: 'audit' }, async (_world, app) => {
    // It would wait for ever: the test ends for want of an answer.
    expect((await supertest(app).get('/readyz')).status).toBe(503)
    for (const socket of held) socket.destroy()
  })
}, 30_000)

test(
  'a program that can write to its database and both folders is ready, and one whose uploads are gone is not',
  inRollback(async ({ deps, app }) => {
    await mkdir(deps.config.UPLOADS_DIR, { recursive: true })
    await mkdir(path.join(deps.config.DATA_DIR, 'incoming'), { recursive: true })
    expect(await supertest(app).get('/readyz')).toMatchObject({ status: 200, text: 'ready' })
    const lost = createApp({ ...deps, config: { ...deps.config, UPLOADS_DIR: path.join(folder, 'not-mounted') } }, memory(), folder)
    expect(await supertest(lost).get('/readyz')).toMatchObject({ status: 503, text: 'the folder of uploads cannot be written to' })
  }),
)

test(
  'a program that is about to stop says so, and ends each connection with the answer that it gives',
  inRollback(async ({ deps }) => {
    const readiness = { ready: true }
    const app = createApp(deps, memory(), folder, { readiness })
    const kept = (address: string) => supertest(app).get(address).set('Connection', 'keep-alive')
    expect((await kept('/healthz')).headers.connection).not.toBe('close')
    readiness.ready = false
    expect(await supertest(app).get('/readyz')).toMatchObject({ status: 503, text: 'stopping' })
    const response = await kept('/privacy')
    expect(response.status).toBe(200)
    expect(response.headers.connection).toBe('close')
  }),
)

test('an outage is known by what its cause says, and a mistake of ours is none', () => {
  const coded = (code: string, more = {}) => Object.assign(new Error('x'), { code, ...more })
  for (const down of [
    coded('ECONNREFUSED'),
    coded('57P03'),
    coded('53100'),
    coded('08006'),
    coded('ENOSPC'),
    coded('ENOENT', { syscall: 'connect' }),
  ])
    expect(isOutage(down)).toBe(true)
  expect(isOutage(new Error('wrapped', { cause: coded('57P01') }))).toBe(true)
  expect(isOutage(new AggregateError([coded('ECONNREFUSED')]))).toBe(true)
  for (const ours of [coded('23505'), coded('42P01'), coded('ENOENT', { syscall: 'open' }), new TypeError('x is not a function'), 'text'])
    expect(isOutage(ours)).toBe(false)
})
