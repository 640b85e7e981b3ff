import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { headersOf, seedPeople, withDatabase, type Person } from './people.ts'
import { freePort, startServer, type RunningServer } from './server.ts'

let folder = ''
let person: Person
let running: RunningServer | undefined

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sa-still-'))
  const { people } = await withDatabase(folder, seedPeople)
  person = people[0]!
}, 60_000)
afterEach(async () => {
  if (running?.child.exitCode !== null) return
  running.child.kill('SIGTERM')
  await running.ended
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function start(): Promise<RunningServer> {
  const hook = pathToFileURL(path.join(import.meta.dirname, 'standStill.ts'))
  running = await startServer(folder, await freePort(), { STAND_STILL: folder, NODE_OPTIONS: `--import=${hook.href}` })
  return running
}

const SECTION = '/return/sections/training'
const standStill = () => writeFile(path.join(folder, 'stand-still'), '')
const servingProcess = async () => Number(await readFile(path.join(folder, 'pid'), 'utf8'))
const getSection = (port: number) => fetch(`http://localhost:${port}${SECTION}`, { headers: headersOf(person), redirect: 'manual' })

/** Waits, and says for how long. @throws after 20 seconds */
async function until(isSo: () => boolean | Promise<boolean>): Promise<number> {
  const started = performance.now()
  while (!(await isSo())) {
    if (performance.now() - started > 20_000) throw new Error(`not so after 20 seconds: ${running?.said() ?? ''}`)
    await sleep(20)
  }
  return performance.now() - started
}

const serves = (port: number) => () =>
  fetch(`http://localhost:${port}/readyz`, { signal: AbortSignal.timeout(500) }).then(
    ({ status }) => status === 200,
    () => false,
  )

/** Begins to send a form and does not go on: the program is at work on it. */
async function beginToSend(port: number, address: string): Promise<void> {
  const headers = { ...headersOf(person), 'content-type': 'multipart/form-data; boundary=part', 'content-length': '1000' }
  const sending = request({ port, path: address, method: 'POST', headers })
  sending.on('error', () => undefined)
  sending.write('--part\r\n')
  await sleep(300)
}

test('a program that stands still for five seconds is ended, says at what, and serves again, with everybody still there', async () => {
  const { port, said, child, ended } = await start()
  const before = await servingProcess()
  const saved = await fetch(`http://localhost:${port}${SECTION}`, {
    method: 'POST',
    headers: headersOf(person),
    body: new URLSearchParams({ _csrf: person.csrf, 'q.story': '1', 'v.story': '0', 'a.story': 'Kept through it all', intent: 'stay' }),
    redirect: 'manual',
  })
  expect(saved.status).toBe(303)
  await beginToSend(port, '/return/sections/training/evidence?token=not-for-a-log')

  await standStill()
  const stood = await until(() => said().includes('The program is started again'))
  expect(stood).toBeGreaterThan(4_500)
  await until(serves(port))

  expect(said()).toContain('it did nothing for 5 seconds, while working on POST /return/sections/:section/evidence\n')
  expect(said()).not.toContain('not-for-a-log')
  await until(() => said().includes('"msg":"serves again: it did nothing for 5 seconds'))
  expect(said().match(/^(ready|staff|school) /gm)).toEqual(['ready '])
  const page = await getSection(port)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Kept through it all')
  expect(await servingProcess()).not.toBe(before)

  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(existsSync(path.join(folder, 'postgres/data/postmaster.pid'))).toBe(false)
}, 60_000)

test('a program that stands still while it is told to stop is ended, and leaves no database running', async () => {
  const { child, ended, port } = await start()
  await standStill()
  await until(() => !existsSync(path.join(folder, 'stand-still')))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(existsSync(path.join(folder, 'postgres/data/postmaster.pid'))).toBe(false)
  expect(await serves(port)()).toBe(false)
}, 60_000)

test('a web process that is killed is started again, and one whose keeper is killed ends with it', async () => {
  const { port, child, said } = await start()
  const first = await servingProcess()
  process.kill(first, 'SIGKILL')
  await until(() => said().includes('The program is started again: it was ended by SIGKILL'))
  await until(serves(port))
  const second = await servingProcess()
  expect(second).not.toBe(first)
  child.kill('SIGKILL')
  await until(async () => !(await serves(port)()))
  await until(() => !isRunning(second))
}, 60_000)

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
