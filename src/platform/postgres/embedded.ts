import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canReach, serverAccount, type Account } from './account.ts'
import { addressOf, dropAlias, type Connection } from './address.ts'
import { ensureDatabase } from './contact.ts'
import { EmbeddedPostgresError, startFailure } from './failures.ts'
import { openHome, type Home, type Transport } from './home.ts'
import { ensureInitialised } from './initialise.ts'
import { installedPackage, runnableProgram, type ServerProgram } from './locate.ts'
import { underLock } from './lock.ts'
import { askToStop, launch, shutDown, type Installation, type ServerSettings } from './server.ts'
import { recordedServer, takeOver } from './takeover.ts'
import { enter, leave } from './users.ts'
import { watchOver } from './watch.ts'

/** What a program needs to talk to its database, and how to let go of it. */
export type EmbeddedPostgres = {
  /** As `pg` takes it. */
  connection: Connection
  /** Lets go; the server is stopped when nobody else uses it. May be called again. */
  stop(): Promise<void>
}

type Options = {
  dataDir: string
  log?: (line: string) => void
  /** PostgreSQL settings that differ from ours, if we are the one who starts the server. */
  settings?: ServerSettings
  transport?: Transport
}

/**
 * Starts the PostgreSQL that belongs to a data folder, or joins it when another process has started it. While it is in use it is watched, and
 * started again should it die. The last user to leave stops it.
 * @throws EmbeddedPostgresError in words for the person who started the program
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  try {
    return await start(options)
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error
    const folder = join(options.dataDir, 'postgres')
    throw startFailure(`error: ${(error as Error).message}`, folder, join(folder, 'server.log'))
  }
}

async function start({
  dataDir,
  log = () => undefined,
  settings = {},
  transport = process.platform === 'win32' ? 'loopback' : 'socket',
}: Options): Promise<EmbeddedPostgres> {
  const home = await openHome(dataDir, transport)
  const account = serverAccount(home)
  const installation: Installation = { home, program: await program(home, account), account, settings, log }
  const exclusively = <T>(work: () => Promise<T>) =>
    underLock(home.lock, work, () => log('Waiting for another program that is starting or stopping the database'))

  const note = await exclusively(() => enterAndRun(installation))
  const bringBack = async () => {
    await exclusively(() => run(installation))
  }
  const watch = watchOver(home, bringBack, log)
  const abandon = () => leaveAtExit(installation, note)
  process.once('exit', abandon)
  const letGo = async () => {
    await watch.end()
    await exclusively(() => leaveAndStop(installation, note))
    process.off('exit', abandon)
  }
  let stopped: Promise<void> | undefined
  return { connection: await addressOf(home, 'program'), stop: () => (stopped ??= letGo()) }
}

async function program(home: Home, account: Account | undefined): Promise<ServerProgram> {
  const systemFolders = account ? ['/var/cache', '/var/lib', tmpdir()].map(folder => join(folder, 'safeguarding-audit')) : []
  return await runnableProgram(installedPackage(), account, [...(canReach(home.data, account) ? [home.folder] : []), ...systemFolders])
}

async function enterAndRun(installation: Installation): Promise<string> {
  const note = enter(installation.home.users)
  try {
    await run(installation)
    return note
  } catch (error) {
    leave(installation.home.users, note)
    throw error
  }
}

/** Sees to it that this data folder is served, also when a server is killed while we wait for it. Call under the lock. */
async function run(installation: Installation): Promise<void> {
  const { home } = installation
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (!(await serves(installation))) continue
    try {
      await ensureDatabase(home)
      return
    } catch (error) {
      if (attempt === 5 || recordedServer(home) !== undefined) throw error
    }
  }
  throw startFailure('error: killed while starting, or kept out by another server on this folder, five times', home.data, home.log)
}

async function serves(installation: Installation): Promise<boolean> {
  if (await takeOver(installation)) return true
  await ensureInitialised(installation)
  return await launch(installation)
}

async function leaveAndStop(installation: Installation, note: string): Promise<void> {
  const { home } = installation
  if (leave(home.users, note) > 0) return
  const server = recordedServer(home)
  if (server !== undefined) await shutDown(server, installation)
  await dropAlias(home)
}

/** A program that ends without a word, by an error say, leaves no server behind either. There is no time for the lock: who joins just now starts another. */
function leaveAtExit(installation: Installation, note: string): void {
  const { home } = installation
  if (leave(home.users, note) > 0) return
  const server = recordedServer(home)
  if (server !== undefined) askToStop(server, installation)
}
