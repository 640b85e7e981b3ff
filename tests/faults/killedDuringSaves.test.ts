import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { row, rows, type Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { pdf } from '../http/evidence/files.ts'
import { headersOf, seedPeople, withDatabase, type Person } from './people.ts'
import { freePort, startServer } from './server.ts'

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
    const { returnId, people } = await withDatabase(folder, seedPeople)
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
        while (!stop.signal.aborted) {
          // Counted after the wait: the other lane counts meanwhile.
          const saved = await saveOnce(port, saver)
          saves += saved
        }
      })
      const uploader = (async () => {
        while (!stop.signal.aborted) await uploadOnce(port, people[0]!, uploads)
      })()
      // At some moment once saves are being acknowledged, however slow the machine is.
      const enough = saves + 4
      while (saves < enough) await new Promise(resolve => setTimeout(resolve, 10))
      await new Promise(resolve => setTimeout(resolve, Math.random() * 350))
      server.kill()
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
    await withDatabase(folder, db => checkHistory(db, returnId, uploads))
  },
  60_000 + KILLS * 30_000,
)

/** The process of the database server that belongs to this test's folder. */
const postmaster = async (): Promise<number> =>
  Number((await readFile(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])

const SECTION = '/return/sections/training'

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
  const version = Number(new RegExp(`name="v.${saver.key}" value="(\\d+)[."]`).exec(page)?.[1])
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

/** Nothing half done: the version of the return counts its saves, somebody is named for each answer, and each file is there with its bytes. */
async function checkHistory(db: Pool, returnId: Id<'return'>, uploads: ReadonlySet<string>): Promise<void> {
  const unexplained = await rows(
    db,
    `select a.question_key from responses a where a.return_id = ? and not exists (select from events e
       where e.return_id = a.return_id and e.verb = 'return.saved' and e.actor_name = a.by_name and e.at <= a.at)`,
    [returnId],
  )
  expect(unexplained).toEqual([])
  const sums = await row<{ answers: number; files: number; version: number }>(
    db,
    `select (select coalesce(sum(version), 0) from responses where return_id = r.id) as answers,
       (select count(*) from events where return_id = r.id and verb = 'evidence.added') as files, r.version
     from returns r where id = ?`,
    [returnId],
  )
  expect(sums?.version).toBe(1 + (sums?.answers ?? 0) + (sums?.files ?? 0))
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
