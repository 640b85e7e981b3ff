import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { connect } from '../../../src/platform/connection.ts'
import type { Pool } from '../../../src/platform/db.ts'
import { startEmbeddedPostgres } from '../../../src/platform/postgres/index.ts'
import { isFirefox, launchBrowser } from './browsers.ts'

/** The program as a new user starts it, on an empty machine, with its demonstration; and a browser to use it with. */
export type Running = {
  base: string
  /** A link that signs the demonstration's administrator in, once: a new one at each call. */
  staffLink: () => Promise<string>
  /** The audit link of an establishment that has not begun; another one at each call, once the one before has begun. */
  schoolLink: () => Promise<string>
  /** A window of its own, with or without scripts. */
  window: (options?: { scripts?: boolean; width?: number }) => Promise<{ page: Page; context: BrowserContext }>
  cli: (...args: string[]) => Promise<{ code: number; out: string; err: string }>
  stop: () => Promise<void>
}

/**
 * Starts the program in a folder that `prepare` filled, so that the demonstration is made once for all files.
 *
 * @param change what is changed in its database before
 * @throws when the browser is not there, or the program does not say that it is ready within 90 seconds
 */
export async function startProgram(change?: (db: Pool) => Promise<void>): Promise<Running> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sa-browser-'))
  // As `cp` does it: the database is refused by PostgreSQL when its folder is another's, or open to others.
  const copied = spawnSync('cp', ['-a', `${process.env.SA_BROWSER_DATA ?? ''}/.`, folder], { encoding: 'utf8' })
  if (copied.status !== 0) throw new Error(`what was prepared could not be copied: ${copied.stderr}`)
  const env = await environmentIn(folder)
  if (change) await inDatabaseOf(path.join(folder, 'var'), change)
  const { server, lines } = await startIn(env)
  const browser = await launchBrowser()
  const cli = (...args: string[]) => run(process.execPath, ['src/cli.ts', ...args], env)
  const first = lines.get('staff')
  let unused = first
  return {
    base: lines.get('ready') ?? '',
    async staffLink() {
      const link = unused
      unused = undefined
      if (link !== undefined) return link
      const { out } = await cli('demo')
      return /^staff (\S+)$/m.exec(out)?.[1] ?? ''
    },
    async schoolLink() {
      const { out } = await cli('demo')
      return /^school (\S+)$/m.exec(out)?.[1] ?? ''
    },
    async window({ scripts = true, width = 1280 } = {}) {
      const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width, height: 900 }, acceptDownloads: true })
      // Nobody can switch the scripts of Firefox off over WebDriver BiDi (decision 0047): there, ours do not arrive.
      if (!scripts && isFirefox) await context.route('**/*.js', route => route.abort())
      return { page: await context.newPage(), context }
    },
    cli,
    async stop() {
      await browser.close()
      await ended(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function inDatabaseOf(dataDir: string, change: (db: Pool) => Promise<void>): Promise<void> {
  const embedded = await startEmbeddedPostgres({ dataDir })
  const db = connect(embedded.connection, { pool: 2 })
  await change(db)
  await db.destroy()
  await embedded.stop()
}

/** Starts the program once on an empty machine, which makes its demonstration. @returns the folder that holds it, stopped */
export async function prepare(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sa-prepared-'))
  const { server } = await startIn(await environmentIn(folder))
  await ended(server)
  return folder
}

const environmentIn = async (folder: string): Promise<NodeJS.ProcessEnv> => ({
  ...process.env,
  DATA_DIR: path.join(folder, 'var'),
  UPLOADS_DIR: path.join(folder, 'uploads'),
  PORT: String(await freePort()),
  LOG_LEVEL: 'error',
  STOP_SECONDS: '0',
  NODE_OPTIONS: '',
})

async function startIn(env: NodeJS.ProcessEnv): Promise<{ server: ChildProcess; lines: Map<string, string> }> {
  const server = spawn(process.execPath, ['src/server.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  return { server, lines: await readyLines(server) }
}

async function ended(server: ChildProcess): Promise<void> {
  const exit = new Promise(resolve => server.once('exit', resolve))
  server.kill('SIGTERM')
  await exit
}

/** Signs in by a one-time link, as the README tells a new user to. */
export async function signIn(running: Running, page: Page): Promise<void> {
  await page.goto(await running.staffLink())
  await page.locator('main button[type=submit]').click()
  await page.waitForURL('**/rounds')
}

async function readyLines(server: ChildProcess): Promise<Map<string, string>> {
  const lines = new Map<string, string>()
  let out = ''
  let err = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready after 90 seconds\n${out}${err}`)), 90_000)
    server.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
    server.once('exit', code => reject(new Error(`the program ended with ${code}\n${out}${err}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      for (const [, key, value] of out.matchAll(/^(ready|staff|school) (\S+)\n/gm)) lines.set(key ?? '', value ?? '')
      if (lines.size < 3) return
      clearTimeout(late)
      resolve(lines)
    })
  })
}

async function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number>(resolve => child.once('close', ended => resolve(ended ?? -1)))
  return { code, out, err }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
