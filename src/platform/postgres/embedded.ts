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
import { launch, shutDown, type ServerSettings } from './server.ts'
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

type Installation = {
  home: Home
  program: ServerProgram
  account: Account | undefined
  settings: ServerSettings
  log: (line: string) => void
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
  const installation = { home, program: await program(home, account), account, settings, log }
  const exclusively = <T>(work: () => Promise<T>) =>
    underLock(home.lock, work, () => log('Waiting for another program that is starting or stopping the database'))

  const note = await exclusively(() => enterAndRun(installation))
  const bringBack = async () => {
    await exclusively(() => run(installation))
  }
  const watch = watchOver(home, bringBack, log)
  const letGo = async () => {
    await watch.end()
    await exclusively(() => leaveAndStop(installation, note))
  }
  let stopped: Promise<void> | undefined
  return { connection: await addressOf(home, 'program'), stop: () => (stopped ??= letGo()) }
}

async function program(home: Home, account: Account | undefined): Promise<ServerProgram> {
  const systemFolders = account ? ['/var/cache', '/var/lib', tmpdir()] : []
  return await runnableProgram(installedPackage(), account, [...(canReach(home.data, account) ? [home.folder] : []), ...systemFolders])
}

async function enterAndRun(installation: Installation): Promise<string> {
  const note = await enter(installation.home.users)
  try {
    await run(installation)
    return note
  } catch (error) {
    await leave(installation.home.users, note)
    throw error
  }
}

/** Sees to it that this data folder is served. Call under the lock. */
async function run({ home, program, account, settings, log }: Installation): Promise<void> {
  for (let attempt = 1; !(await takeOver(home, program, log)); attempt++) {
    await ensureInitialised(home, program, account)
    if (await launch(home, program, account, settings, log)) break
    if (attempt === 5) throw startFailure('error: another PostgreSQL server uses this folder', home.data, home.log)
  }
  await ensureDatabase(home)
}

async function leaveAndStop({ home, program }: Installation, note: string): Promise<void> {
  if ((await leave(home.users, note)) > 0) return
  const server = recordedServer(home)
  if (server !== undefined) await shutDown(server, home, program)
  await dropAlias(home)
}
