import { spawn, spawnSync } from 'node:child_process'
import { closeSync, constants, copyFileSync, openSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Account } from './account.ts'
import { SOCKET_PORT, usesSocket } from './address.ts'
import { childPath, serverEnvironment } from './childPath.ts'
import { hasGone, waitForServer } from './contact.ts'
import { startFailure, wordsSince } from './failures.ts'
import type { Home } from './home.ts'
import type { ServerProgram } from './locate.ts'
import { isAlive } from './processes.ts'

export type ServerSettings = Record<string, string>

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

const LARGEST_LOG = 10 * 1024 * 1024

/**
 * Starts a server on a data folder that no process serves, and waits until it takes work. It is in a session of its own, so that a Ctrl-C at the
 * terminal reaches us and not it. Hands back its pid; `onExit` is called when it ends while we live.
 * @throws EmbeddedPostgresError with what it said when it ends instead
 */
export async function launch(
  home: Home,
  program: ServerProgram,
  account: Account | undefined,
  settings: ServerSettings,
  log: (line: string) => void,
): Promise<number> {
  capLog(home)
  const before = statSync(home.log).size
  const args = Object.entries({ ...DEFAULTS, ...settings, ...(await listening()), cluster_name: home.clusterName }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  )
  const failure: { error?: Error; ended?: true } = {}
  const place = childPath(home.data, account)
  const output = openSync(home.log, constants.O_WRONLY | constants.O_APPEND)
  const child = spawn(program.postgres, ['-D', place.path, ...args], {
    ...account,
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output, ...place.stdio],
  })
  closeSync(output)
  place.close()
  child.once('error', error => (failure.error = error))
  child.once('exit', () => (failure.ended = true))
  child.unref()
  const { pid } = child
  const outcome = await waitForServer(home, () => pid !== undefined && !failure.ended && isAlive(pid), log)
  if (outcome === 'ready' && pid !== undefined) return pid
  if (pid !== undefined) await shutDown(pid, home, program)
  throw startFailure(`${wordsSince(home.log, before)}${failure.error ? `\nerror: ${failure.error.message}` : ''}`, home.data, home.log)
}

/** Ends a server in good order: its clients are let go, what they committed is on disk. A server that will not is ended by force, and recovers at its next start. */
export async function shutDown(pid: number, home: Home, program: ServerProgram): Promise<void> {
  if (!usesSocket) {
    spawnSync(program.pgCtl, ['stop', '-D', home.data, '-m', 'fast', '-w', '-t', '60'], { stdio: 'ignore', windowsHide: true })
    return
  }
  for (const [signal, patience] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await hasGone(pid, patience)) return
  }
}

/** Keeps the server's log under its largest size, with one older part beside it. The server appends, so it goes on at the new beginning. */
export function capLog(home: Home): void {
  if ((statSync(home.log, { throwIfNoEntry: false })?.size ?? 0) <= LARGEST_LOG) return
  copyFileSync(home.log, `${home.log}.1`)
  truncateSync(home.log)
}

async function listening(): Promise<ServerSettings> {
  // '.' is the data folder, where the server works: the name stays short however long that folder's is.
  if (usesSocket) return { listen_addresses: '', unix_socket_directories: '.', port: String(SOCKET_PORT) }
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
