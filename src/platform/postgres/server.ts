import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import { SOCKET_PORT } from './address.ts'
import { childPath, serverEnvironment } from './childPath.ts'
import { hasGone, waitForServer } from './contact.ts'
import { startFailure, wordsSince } from './failures.ts'
import type { Home } from './home.ts'
import type { ServerProgram } from './locate.ts'
import { isAlive, signal } from './processes.ts'

export type ServerSettings = Record<string, string>

/** Everything there is to know for running the server of one data folder. */
export type Installation = {
  home: Home
  program: ServerProgram
  account: Account | undefined
  settings: ServerSettings
  log: (line: string) => void
}

const DEFAULTS: ServerSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  unix_socket_permissions: '0700',
  log_line_prefix: '%m [%p] ',
  // What people typed does not belong in a log: neither the statement nor the values that an error was about.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  // Compiling a statement costs more than any of ours takes.
  jit: 'off',
}

/** What parallel workers of one statement may want to share. Containers often have 64 MB for that, and the statement fails where it ends. */
const SHARED_BETWEEN_WORKERS = 256 * 1024 * 1024

const LARGEST_LOG = 10 * 1024 * 1024

/** Said by a server that finds another one, just started or not quite gone, on its data folder. */
const isNotAlone = (words: string): boolean =>
  words.includes('pre-existing shared memory block') ||
  words.split('\n').some(line => line.includes('lock file "') && line.includes('" already exists'))

/**
 * Starts a server on a data folder that no process serves, and waits until it takes work. It is in a session of its own, so that a Ctrl-C at the
 * terminal reaches us and not it. False when it was killed meanwhile, or gave way to
 * another server on the same folder: then it is worth another look.
 * @throws EmbeddedPostgresError with what it said when it could not start
 */
export async function launch(installation: Installation): Promise<boolean> {
  const { home, settings, log } = installation
  capLog(home)
  const before = statSync(home.log).size
  const args = Object.entries({
    ...DEFAULTS,
    ...sharedMemory(),
    ...settings,
    ...(await listening(home)),
    cluster_name: home.clusterName,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawnServer(installation, args)
  const { pid } = child
  const end = endOf(child)
  const outcome = await waitForServer(home, () => pid !== undefined && child.exitCode === null && isAlive(pid), log)
  if (outcome === 'ready') return true
  if (outcome === 'stuck' && pid !== undefined) await shutDown(pid, installation)
  const words = `${wordsSince(home.log, before)}\n${await Promise.race([end, sleep(1_000, '')])}`
  if (isNotAlone(words) || child.signalCode !== null) return false
  throw startFailure(words, home.data, home.log)
}

/** Resolves when the process has ended, with what kept it from running at all, if anything did. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('exit', () => resolve(''))
    child.once('error', error => resolve(`error: ${error.message}`))
  })
}

function spawnServer({ home, program, account }: Installation, args: string[]): ChildProcess {
  const place = childPath(home.data, account)
  const output = openSync(home.log, constants.O_WRONLY | constants.O_APPEND)
  try {
    const stdio: StdioOptions = ['ignore', output, output, ...place.stdio]
    const child = spawn(program.postgres, ['-D', place.path, ...args], {
      ...account,
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio,
    })
    child.unref()
    return child
  } finally {
    closeSync(output)
    place.close()
  }
}

/** Asks a server to end in good order: its clients are let go, what they committed is on disk. */
export function askToStop(pid: number, { home, program }: Installation): void {
  if (process.platform === 'win32')
    spawnSync(program.pgCtl, ['stop', '-D', home.data, '-m', 'fast', '-W'], { stdio: 'ignore', windowsHide: true })
  else signal(pid, 'SIGINT')
}

/** Ends a server in good order, and waits for it. One that will not is ended by force, and recovers at its next start. */
export async function shutDown(pid: number, installation: Installation): Promise<void> {
  askToStop(pid, installation)
  for (const [patience, force] of [
    [60_000, 'SIGQUIT'],
    [10_000, 'SIGKILL'],
  ] as const) {
    if (await hasGone(pid, patience)) return
    signal(pid, force)
  }
  await hasGone(pid, 10_000)
}

/** Keeps the server's log under its largest size, with one older part beside it. The server appends, so it goes on at the new beginning. */
export function capLog(home: Home): void {
  if ((statSync(home.log, { throwIfNoEntry: false })?.size ?? 0) <= LARGEST_LOG) return
  copyFileSync(home.log, `${home.log}.1`)
  truncateSync(home.log)
}

function sharedMemory(): ServerSettings {
  if (process.platform !== 'linux') return {}
  const size = existsSync('/dev/shm') ? statfsSync('/dev/shm') : { blocks: 0, bsize: 0 }
  return size.blocks * size.bsize < SHARED_BETWEEN_WORKERS ? { dynamic_shared_memory_type: 'mmap' } : {}
}

async function listening(home: Home): Promise<ServerSettings> {
  // '.' is the data folder, where the server works: the name stays short however long that folder's is.
  if (home.transport === 'socket') return { listen_addresses: '', unix_socket_directories: '.', port: String(SOCKET_PORT) }
  const port = String(await freePort(existsSync(home.port) ? Number(readFileSync(home.port, 'utf8')) : 0))
  writeFileSync(home.port, port, { mode: 0o600 })
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port }
}

/** The wished port if nobody has it, so that programs find a server again that was restarted under them; else any that is free. */
async function freePort(wished: number): Promise<number> {
  const server = createServer()
  try {
    await once(server.listen(wished, '127.0.0.1'), 'listening')
  } catch (error) {
    if (wished === 0) throw error
    return await freePort(0)
  }
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
