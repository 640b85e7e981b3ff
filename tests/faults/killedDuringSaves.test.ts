import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { jobs } from '../../src/jobs.ts'
import { connect, row, rows, type Pool } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { csrfToken } from '../../src/platform/http/csrf.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { startEmbeddedPostgres } from '../../src/platform/postgres/index.ts'
import { signedCookie } from '../support/app.ts'
import { makers } from '../support/make.ts'
import { pdf } from '../http/evidence/files.ts'
import { everyKind } from '../unit/questionnaires/everyKind.ts'
import { freePort, SECRET, startServer } from './server.ts'

const KILLS = Number(process.env.KILLS ?? 5)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sa-kills-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Somebody who saves one question over and over, and what they were told. */
type Saver = { cookie: string; csrf: string; key: string; version: number; text: string; inFlight: string | null }

test(
  `a program killed ${KILLS} times in the middle of saves, its database with it now and then, has lost nothing that it said was saved`,
  async () => {
    const { returnId, people } = await withDatabase(seed)
    const savers: Saver[] = people.map((person, at) => ({
      ...person,
      key: ['priority', 'story'][at % 2]!,
      version: 0,
      text: '',
      inFlight: null,
    }))
    const uploads = new Set<string>()
    const port = await freePort()
    let saves = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = await startServer(folder, port)
      for (const saver of savers) await compare(port, saver)
      const stop = new AbortController()
      const lanes = savers.map(async saver => {
        while (!stop.signal.aborted) saves += await saveOnce(port, saver)
      })
      const uploader = (async () => {
        while (!stop.signal.aborted) await uploadOnce(port, people[0]!, uploads)
      })()
      // At some moment once saves are being acknowledged, however slow the machine is.
      const enough = saves + 4
      while (saves < enough) await new Promise(resolve => setTimeout(resolve, 10))
      await new Promise(resolve => setTimeout(resolve, Math.random() * 350))
      server.child.kill('SIGKILL')
      // Every third time the whole machine goes, as far as the program can tell: its database with it.
      if (kill % 3 === 2) process.kill(await postmaster(), 'SIGKILL')
      stop.abort()
      await Promise.all([...lanes, uploader, server.ended])
    }
    const server = await startServer(folder, port)
    for (const saver of savers) await compare(port, saver)
    server.child.kill('SIGTERM')
    await server.ended
    expect(saves).toBeGreaterThanOrEqual(4 * KILLS)
    await withDatabase(db => checkHistory(db, returnId, uploads))
  },
  60_000 + KILLS * 30_000,
)

/** The process of the database server that belongs to this test's folder. */
const postmaster = async (): Promise<number> =>
  Number((await readFile(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])

type Person = { cookie: string; csrf: string }

async function withDatabase<T>(work: (db: Pool) => Promise<T>): Promise<T> {
  const embedded = await startEmbeddedPostgres({ dataDir: folder })
  const db = connect(embedded.connection, { pool: 4 })
  try {
    await migrate(db, jobs)
    return await work(db)
  } finally {
    await db.destroy()
    await embedded.stop()
  }
}

async function seed(db: Pool): Promise<{ returnId: number; people: Person[] }> {
  const make = makers({ db } as Deps)
  const partnership = await make.partnership()
  const round = await make.round({ partnership_id: partnership.id })
  const version = await make.questionnaireVersion(partnership.id, 'A', { document: everyKind, frozen_at: new Date() })
  await db.raw(`insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, 'A', ?)`, [
    round.id,
    partnership.id,
    version.id,
  ])
  const auditReturn = await make.auditReturn({ partnership_id: partnership.id, round_id: round.id, status: 'opened' })
  const people: Person[] = []
  for (const name of ['Sam Okafor', 'Ruth Ainsworth']) {
    const actor = await make.contributorActor(auditReturn, 'dsl', name)
    const sid = randomBytes(24).toString('base64url')
    const session = {
      cookie: { originalMaxAge: 2_592_000_000, path: '/' },
      contributor: { contributorId: actor.contributorId },
      prolonged: Date.now(),
    }
    await db.raw(`insert into sessions (sid, sess, expire) values (?, ?, now() + interval '30 days')`, [sid, JSON.stringify(session)])
    const secret = Buffer.from(SECRET)
    people.push({ cookie: `safeguarding_audit=${encodeURIComponent(signedCookie(secret, sid))}`, csrf: csrfToken(secret, sid) })
  }
  return { returnId: auditReturn.id, people }
}

const SECTION = '/return/sections/training'
const headersOf = ({ cookie }: Person) => ({ cookie, 'sec-fetch-site': 'same-origin' })

/** @returns 1 when the program said that it saved */
async function saveOnce(port: number, saver: Saver): Promise<number> {
  const text = `${saver.version + 1}: ${randomBytes(6).toString('hex')}`
  saver.inFlight = text
  const { key, version, csrf } = saver
  const body = new URLSearchParams({ _csrf: csrf, [`q.${key}`]: '1', [`v.${key}`]: String(version), [`a.${key}`]: text, intent: 'stay' })
  const status = await fetch(`http://localhost:${port}${SECTION}`, {
    method: 'POST',
    headers: headersOf(saver),
    body,
    redirect: 'manual',
  }).then(
    async response => {
      await response.arrayBuffer()
      return response.status
    },
    () => 0,
  )
  // No answer: it may have been saved or not. Killed: there is nobody to ask until the next start.
  if (status === 0) return new Promise(resolve => setTimeout(() => resolve(0), 20))
  expect(status).toBe(303)
  Object.assign(saver, { version: version + 1, text, inFlight: null })
  return 1
}

/** What a page shows after a start: what was said to be saved, or what was on its way when the program was killed. */
async function compare(port: number, saver: Saver): Promise<void> {
  const page = await (await fetch(`http://localhost:${port}${SECTION}`, { headers: headersOf(saver) })).text()
  const version = Number(new RegExp(`name="v.${saver.key}" value="(\\d+)"`).exec(page)?.[1])
  const text =
    new RegExp(`name="a.${saver.key}"[^>]*?value="([^"]*)"`).exec(page)?.[1] ??
    new RegExp(`name="a.${saver.key}"[^>]*>([^<]*)</textarea>`).exec(page)?.[1]
  const kept = [`${saver.version} ${saver.text}`, ...(saver.inFlight === null ? [] : [`${saver.version + 1} ${saver.inFlight}`])]
  expect(kept).toContain(`${version} ${text}`)
  Object.assign(saver, { version, text, inFlight: null })
}

/** Sends a file and remembers it when the program said that it has it. */
async function uploadOnce(port: number, person: Person, known: Set<string>): Promise<void> {
  const content = pdf(randomBytes(2000).toString('hex'))
  const body = new FormData()
  body.set('_csrf', person.csrf)
  body.append('files.training_evidence', new File([content], 'log.pdf'))
  const status = await fetch(`http://localhost:${port}${SECTION}/evidence`, {
    method: 'POST',
    headers: headersOf(person),
    body,
    redirect: 'manual',
  }).then(
    async response => {
      await response.arrayBuffer()
      return response.status
    },
    () => 0,
  )
  if (status === 303) known.add(createHash('sha256').update(content).digest('hex'))
  else await new Promise(resolve => setTimeout(resolve, 20))
}

/** Nothing half done: the history explains every answer and every file, and each file is there with its bytes. */
async function checkHistory(db: Pool, returnId: number, uploads: ReadonlySet<string>): Promise<void> {
  const unexplained = await rows(
    db,
    `select a.question_key from responses a
     where a.return_id = ? and (a.version <> (select count(*) from response_changes c where c.return_id = a.return_id and c.question_key = a.question_key)
       or a.answer is distinct from (select c.answer from response_changes c where c.return_id = a.return_id and c.question_key = a.question_key order by c.version desc limit 1))`,
    [returnId],
  )
  expect(unexplained).toEqual([])
  const sums = await row<{ changes: number; told: number; version: number; events: number }>(
    db,
    `select (select count(*) from response_changes where return_id = r.id) as changes,
       (select sum((details->>'questions')::int) from events where return_id = r.id and verb = 'return.saved') as told,
       (select count(*) from events where return_id = r.id and verb in ('return.saved', 'evidence.added')) as events, r.version
     from returns r where id = ?`,
    [returnId],
  )
  expect(sums?.told).toBe(sums?.changes)
  expect(sums?.version).toBe(1 + (sums?.events ?? 0))
  const files = await rows<{ sha256: string; storageKey: string }>(
    db,
    `select sha256, storage_key as "storageKey" from evidence where return_id = ?`,
    [returnId],
  )
  for (const { sha256, storageKey } of files) {
    const bytes = await readFile(path.join(folder, 'uploads', storageKey.slice(0, 2), storageKey))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  }
  const stored = new Set(files.map(({ sha256 }) => sha256))
  expect([...uploads].filter(sha256 => !stored.has(sha256))).toEqual([])
}
