import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { addressOf, DATABASE, ROLE } from './address.ts'
import type { Home } from './home.ts'
import { isAlive } from './processes.ts'

export type Answer = 'ready' | 'starting' | 'stopping' | 'silent'

/** How long a living server may neither take a connection nor say that it is starting. */
const PATIENCE = { silent: 20_000, stopping: 10_000 }

/** Asks the server of this data folder, once, whether it takes work. */
export async function ask(home: Home): Promise<Answer> {
  try {
    await asOwner(home, client => client.query('select 1'))
    return 'ready'
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string }
    if (code === '57P03') return /shutting down/.test(message ?? '') ? 'stopping' : 'starting'
    // The server answered, though it refused: every other place is taken.
    if (code === '53300') return 'ready'
    return 'silent'
  }
}

/**
 * Waits until the server process takes work ('ready'), has gone ('gone'), or lives but will not serve ('stuck'). Recovery after a crash may take as
 * long as it needs.
 */
export async function waitForServer(
  home: Home,
  isRunning: () => boolean,
  log: (line: string) => void,
): Promise<'ready' | 'gone' | 'stuck'> {
  let since = Date.now()
  let told = Date.now()
  for (let last: Answer | undefined, pause = 15; ; pause = Math.min(pause * 1.3, 250)) {
    // A starting server writes each caller that it turns away into its log.
    const answer = isRunning() && saysStarting(home) ? 'starting' : await ask(home)
    if (answer === 'ready') return 'ready'
    if (!isRunning() && answer === 'silent') return 'gone'
    if (answer !== last) since = Date.now()
    last = answer
    if (answer !== 'starting' && Date.now() - since > PATIENCE[answer]) return 'stuck'
    if (Date.now() - told > 10_000) {
      log(`Waiting for the database (${answer === 'starting' ? 'it is recovering' : answer})`)
      told = Date.now()
    }
    await sleep(pause)
  }
}

/** The last line of a server's lock file is its state. */
function saysStarting(home: Home): boolean {
  try {
    return readFileSync(join(home.data, 'postmaster.pid'), 'utf8').includes('\nstarting')
  } catch {
    return false
  }
}

/** Makes the program's role and database where they are missing. The role owns its database and may make others, but is no superuser. */
export async function ensureDatabase(home: Home): Promise<void> {
  const { password } = await addressOf(home, 'program')
  await asOwner(home, async client => {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $2) as database`,
      [ROLE, DATABASE],
    )
    if (!rows[0]?.role)
      await client.query(`create role ${ROLE} login createdb ${password ? `password ${client.escapeLiteral(password)}` : ''}`)
    if (!rows[0]?.database) await client.query(`create database ${DATABASE} owner ${ROLE}`)
  })
}

/** Waits, at most so long, until a process has gone. */
export async function hasGone(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds
  while (isAlive(pid)) {
    if (Date.now() > end) return false
    await sleep(20)
  }
  return true
}

async function asOwner<T>(home: Home, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...(await addressOf(home, 'owner')), connectionTimeoutMillis: 5_000, ssl: false })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
