import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { pino } from 'pino'
import type { CouldNotLook, Looking, WhyNot } from '../../../src/platform/looking/look.ts'
import { openLooking } from '../../../src/platform/looking/openLooking.ts'
import { LOOKER } from '../../support/looking.ts'
import { ends, fills, lies, spins, tellsAll, throws, waits } from './oddLooks.ts'

const SCRIPT = path.join(import.meta.dirname, 'oddLooks.ts')

let folder = ''
let file = ''
let secret = ''
let looking: Looking
let log: Record<string, unknown>[] = []
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'looking-')))
  await mkdir(path.join(folder, 'incoming'))
  file = path.join(folder, 'incoming', 'upload')
  secret = path.join(folder, 'secret')
  await writeFile(file, 'a file')
  await writeFile(secret, 'the secret')
  log = []
  looking = open()
})
afterEach(async () => {
  await looking.close()
  await rm(folder, { recursive: true, force: true })
})

const open = (limits: Parameters<typeof openLooking>[0]['limits'] = {}) =>
  openLooking({
    ...LOOKER,
    script: SCRIPT,
    folder: path.join(folder, 'incoming'),
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) }),
    limits: { megabytes: 64, ...limits },
  })

const look = () => looking.look(tellsAll, file, { elsewhere: secret })
const whyNot = (work: Promise<unknown>): Promise<WhyNot | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error as CouldNotLook).why,
  )
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const isGone = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await pause(50)
  return !isAlive(pid)
}

test('a looker reads the file, but no other of this machine, no setting and no secret; it writes nothing and starts nothing', async () => {
  const denied = 'ERR_ACCESS_DENIED'
  expect(await look()).toMatchObject({ settings: [], file: 'a file', elsewhere: denied, written: denied, started: denied })
})

test('a folder that is reached by a link is read as well', async () => {
  await symlink(folder, `${folder}-link`)
  const linked = openLooking({ ...LOOKER, script: SCRIPT, folder: path.join(`${folder}-link`, 'incoming') })
  try {
    const found = await linked.look(tellsAll, path.join(`${folder}-link`, 'incoming', 'upload'), { elsewhere: secret })
    expect(found.file).toBe('a file')
  } finally {
    await linked.close()
    await rm(`${folder}-link`)
  }
})

test('one looker serves file after file, and ends with the program', async () => {
  const pids = (await Promise.all([look(), look(), look()])).map(({ pid }) => pid)
  expect(new Set(pids).size).toBe(1)
  await looking.close()
  expect(await isGone(pids[0]!)).toBe(true)
  expect(await whyNot(look())).toBe('stopping')
})

test('a looker that nobody needs gives its memory back, and the next file has another', async () => {
  looking = open({ idleSeconds: 0.1 })
  const { pid } = await look()
  expect(await isGone(pid)).toBe(true)
  expect((await look()).pid).not.toBe(pid)
})

test.each([
  ['a loop without an end', spins, 'too_long'],
  ['an answer that never comes', waits, 'too_long'],
  ['more memory than it may have', fills, 'too_much'],
  ['an end of the process', ends, 'too_much'],
] as const)(
  '%s costs that file alone, is written down, and the next one is looked into by a new looker',
  async (_what, odd, why) => {
    const { pid } = await look()
    const [first, second] = await Promise.all([whyNot(looking.look(odd, file, {})), look()])
    expect(first).toBe(why)
    expect(second.file).toBe('a file')
    expect(second.pid).not.toBe(pid)
    expect(await isGone(pid)).toBe(true)
    expect(log).toEqual([expect.objectContaining({ level: 40, look: odd.name, why })])
    expect(JSON.stringify(log)).not.toContain(file)
  },
  60_000,
)

test('a fault of ours in a look, and a finding of another shape than it declares, are errors in the log; the looker goes on', async () => {
  const { pid } = await look()
  expect(await whyNot(looking.look(throws, file, {}))).toBe('failed')
  expect(await whyNot(looking.look(lies, file, {}))).toBe('failed')
  expect(log.map(({ level, why }) => [level, why])).toEqual([
    [50, 'failed'],
    [50, 'failed'],
  ])
  expect((await look()).pid).toBe(pid)
})

test('a looker that cannot even start is a fault of ours, not of the file', async () => {
  looking = openLooking({
    ...LOOKER,
    script: path.join(import.meta.dirname, 'holder.ts'),
    folder: path.join(folder, 'incoming'),
    log: pino({ level: 'silent' }),
  })
  expect([await whyNot(look()), await whyNot(look())]).toEqual(['failed', 'failed'])
})

test('whoever comes when many wait is told so at once, and whoever waited too long as well', async () => {
  looking = open({ waiting: 2, patienceSeconds: 0.5 })
  const first = whyNot(looking.look(waits, file, {}))
  const second = whyNot(look())
  expect(await whyNot(look())).toBe('busy')
  expect([await first, await second]).toEqual(['too_long', 'busy'])
})

test('a looker does not outlive a program that was killed', async () => {
  const args = [path.join(import.meta.dirname, 'holder.ts'), SCRIPT, path.join(folder, 'incoming'), file]
  const program = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = Number(await new Promise(resolve => program.stdout.once('data', part => resolve(String(part)))))
  expect(isAlive(pid)).toBe(true)
  program.kill('SIGKILL')
  expect(await isGone(pid)).toBe(true)
})
