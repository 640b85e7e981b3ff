import { createHmac, randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import path from 'node:path'
import type { Express } from 'express'
import session, { type SessionData } from 'express-session'
import { pino } from 'pino'
import supertest, { type Response } from 'supertest'
import { parseConfig, type Config } from '../../src/config.ts'
import type { Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { diskStore } from '../../src/platform/files/storage.ts'
import type { Route } from '../../src/platform/http/routes.ts'
import { csrfToken } from '../../src/platform/http/csrf.ts'
import { mailDriver } from '../../src/platform/mail/index.ts'
import { sharedDatabase } from './database.ts'
import { KEPT_OPEN } from './listening.ts'
import { sharedLooking } from './looking.ts'
import { makers, type Makers } from './make.ts'
import { lend, served, type Served } from './served.ts'

export type TestWorld = {
  app: Express
  server: Server
  deps: Deps
  db: Pool
  make: Makers
  /** A browser in which nobody is signed in. */
  visitor: () => Browser
  /** A browser of a member of staff. */
  staff: (accountId: Id<'account'>, epoch?: number, since?: number) => Promise<Browser>
  /** A browser whose session holds this. */
  signedIn: (data: Partial<SessionData>) => Promise<Browser>
  /** A browser of somebody who came by an audit link and said who they are. */
  contributor: (contributorId: Id<'contributor'>) => Promise<Browser>
}

/** A browser with one session: sends its cookie, its origin and, with every form, its token. */
export type Browser = {
  get: (url: string) => supertest.Test
  post: (url: string, fields?: Fields) => supertest.Test
  /** Sends a body as it is, of this kind. */
  send: (url: string, type: string, body: string) => supertest.Test
  /** A token for its forms; blank where nobody is known. */
  csrf: (url?: string) => string
  postFiles: (url: string, fields: Fields, field: string, files: { name: string; content: Buffer | string }[]) => supertest.Test
}
export type Fields = Record<string, string | string[]>

const ORIGIN = 'http://audit.test'
const SECRET = Buffer.from('a secret of the tests, which is long enough for them')

/**
 * Runs a test against the whole program in a transaction that is rolled back at the end: nothing of it is left.
 *
 * @param more routes that only this test has
 */
export function inRollback(
  test: (world: TestWorld) => Promise<void>,
  settings: Partial<Record<keyof Config, string>> = {},
  more: readonly Route[] = [],
): () => Promise<void> {
  return async () => {
    const { db } = await sharedDatabase()
    const rolledBack = new Error('rolled back')
    await db
      .transaction(async trx => {
        if (more.length > 0) await test(worldOn(trx, settings, more))
        else await onLent(depsOn(trx, settings), settings, test)
        throw rolledBack
      })
      .catch((error: unknown) => {
        if (error !== rolledBack) throw error
      })
  }
}

async function onLent(deps: Deps, settings: object, test: (world: TestWorld) => Promise<void>): Promise<void> {
  const { lent, giveBack } = await lend(settings, deps)
  await test(worldOf(deps, lent))
  giveBack()
}

/** The whole program on a database of the caller's: for tests that need real commits. */
export function worldOn(db: Pool, settings: Partial<Record<keyof Config, string>> = {}, more: readonly Route[] = []): TestWorld {
  const deps = depsOn(db, settings)
  return worldOf(deps, served(deps, more))
}

function depsOn(db: Pool, settings: Partial<Record<keyof Config, string>>): Deps {
  const folder = process.env.SA_TEST_FOLDER ?? ''
  const config = parseConfig({
    DATA_DIR: folder,
    // Its own for each worker: some tests look at all that is there.
    UPLOADS_DIR: path.join(folder, `uploads-${process.env.JEST_WORKER_ID ?? '0'}`),
    LOG_LEVEL: 'silent',
    BASE_URL: ORIGIN,
    DEMONSTRATION: 'true',
    ...settings,
  })
  return {
    config,
    db,
    log: pino({ level: config.LOG_LEVEL }),
    files: diskStore(config.UPLOADS_DIR),
    looking: sharedLooking(),
    mail: mailDriver(config),
    secret: SECRET,
    baseUrl: ORIGIN,
    now: () => new Date(),
  }
}

function worldOf(deps: Deps, { app, server, store }: Served): TestWorld {
  const signedIn = async (data: Partial<SessionData>): Promise<Browser> => {
    const sid = randomBytes(16).toString('hex')
    const cookie = new session.Cookie()
    await new Promise<void>((resolve, reject) =>
      store.set(sid, { cookie, prolonged: Date.now(), ...data }, (error: unknown) => (error ? reject(asError(error)) : resolve())),
    )
    return browser(server, deps.secret, sid, data.contributor?.contributorId)
  }
  return {
    app,
    server,
    deps,
    db: deps.db,
    make: makers(deps),
    visitor: () => browser(server, deps.secret),
    signedIn,
    staff: (accountId, epoch = 1, since = deps.now().getTime()) => signedIn({ staff: { accountId, epoch, since } }),
    contributor: contributorId => signedIn({ contributor: { contributorId } }),
  }
}

function browser(server: Server, secret: Buffer, sid?: string, whose?: Id<'contributor'>): Browser {
  const agent = supertest.agent(server)
  const cookie = sid === undefined ? undefined : `safeguarding_audit=${encodeURIComponent(signedCookie(secret, sid))}`
  const dress = (test: supertest.Test) => {
    // Pages are packed and unpacked in the tests of that alone: elsewhere it shows nothing (6 % of the largest file's time).
    void test.set('Origin', ORIGIN).set('Sec-Fetch-Site', 'same-origin').set('Accept-Encoding', 'identity')
    if (server.listening) void test.agent(KEPT_OPEN)
    return cookie === undefined ? test : test.set('Cookie', cookie)
  }
  // As pages draw them: the forms of a return are their contributor's, those of staff and of everybody the session's.
  const tokenFor = (url: string): string =>
    sid === undefined ? '' : csrfToken(secret, sid, /^\/return(?!s|\/who)/.test(url) ? whose : undefined)
  const token = (url: string): Fields => (sid === undefined ? {} : { _csrf: tokenFor(url) })
  return {
    get: url => dress(agent.get(url)),
    post: (url, fields = {}) =>
      dress(agent.post(url))
        .type('form')
        .send({ ...token(url), ...fields }),
    csrf: (url = '/return') => tokenFor(url),
    send: (url, type, body) => dress(agent.post(url)).set('Content-Type', type).send(body),
    postFiles(url, fields, field, files) {
      const test = dress(agent.post(url))
      for (const [name, value] of Object.entries({ ...token(url), ...fields }))
        for (const one of Array.isArray(value) ? value : [value]) void test.field(name, one)
      for (const file of files) void test.attach(field, asBuffer(file.content), file.name)
      return test
    },
  }
}

const asBuffer = (content: Buffer | string): Buffer => (Buffer.isBuffer(content) ? content : Buffer.from(content))
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** As express-session signs its cookies. */
export function signedCookie(secret: Buffer, sid: string): string {
  const key = createHmac('sha256', secret).update('sessions').digest('hex')
  const signature = createHmac('sha256', key).update(sid).digest('base64').replace(/=+$/, '')
  return `s:${sid}.${signature}`
}

/** The text of the first h1 of a page. */
export function heading(response: Response): string {
  return plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(response.text)?.[1] ?? '')
}

/** What a person would read on a page: without tags, entities resolved, white space folded. */
export const pageText = (response: Response): string => plain(/<main[\s\S]*<\/main>/.exec(response.text)?.[0] ?? response.text)

function plain(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;|&#x27;|&apos;/g, "'")
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}
