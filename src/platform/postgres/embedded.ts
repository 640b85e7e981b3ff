import { tmpdir } from 'node:os'
import { canReach, serverAccount, type Account } from './account.ts'
import { addressOf, type Connection } from './address.ts'
import { ensureDatabase } from './contact.ts'
import { openHome, type Home } from './home.ts'
import { ensureInitialised } from './initialise.ts'
import { installedPackage, runnableProgram, type ServerProgram } from './locate.ts'
import { underLock } from './lock.ts'
import { isAlive } from './processes.ts'
import { capLog, launch, shutDown, type ServerSettings } from './server.ts'
import { recordedServer, takeOver } from './takeover.ts'
import { enter, leave } from './users.ts'

/** What a program needs to talk to its database, and how to let go of it. */
export type EmbeddedPostgres = {
  /** As `pg` takes it. */
  connection: Connection
  /** Lets go; the server is stopped when nobody else uses it. May be called again. */
  stop(): Promise<void>
}

type Options = { dataDir: string; log?: (line: string) => void; settings?: ServerSettings }
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
export async function startEmbeddedPostgres({ dataDir, log = () => undefined, settings = {} }: Options): Promise<EmbeddedPostgres> {
  const home = await openHome(dataDir)
  const account = serverAccount(home)
  const copies = [...(canReach(home.data, account) ? [home.folder] : []), '/var/cache', '/var/lib', tmpdir()]
  const program = await runnableProgram(installedPackage(), account, account ? copies : [home.folder])
  const installation: Installation = { home, program, account, settings, log }
  const exclusively = <T>(work: () => Promise<T>) =>
    underLock(home.lock, work, () => log('Waiting for another program that is starting or stopping the database'))

  let note = ''
  let pid = await exclusively(async () => {
    note = await enter(home.users)
    try {
      return await running(installation)
    } catch (error) {
      await leave(home.users, note)
      throw error
    }
  })
  const watch = watchOver(
    home,
    () => isAlive(pid),
    () =>
      exclusively(async () => {
        log('The database server has ended: starting it again')
        pid = await running(installation)
      }),
    log,
  )

  const letGo = async () => {
    await watch.end()
    await exclusively(async () => {
      if ((await leave(home.users, note)) > 0) return
      const server = recordedServer(home)
      if (server !== undefined) await shutDown(server, home, program)
    })
  }
  let stopped: Promise<void> | undefined
  return { connection: await addressOf(home, 'program'), stop: () => (stopped ??= letGo()) }
}

/** The pid of the server of this data folder, once it serves. Call under the lock. */
async function running({ home, program, account, settings, log }: Installation): Promise<number> {
  const joined = await takeOver(home, program, log)
  if (joined === undefined) await ensureInitialised(home, program, account)
  const pid = joined ?? (await launch(home, program, account, settings, log))
  await ensureDatabase(home)
  return pid
}

/** Looks every second whether the server lives, and has it brought back when it does not. */
function watchOver(home: Home, lives: () => boolean, bringBack: () => Promise<void>, log: (line: string) => void) {
  let busy: Promise<void> | undefined
  const look = () => {
    if (busy) return
    capLog(home)
    if (lives()) return
    busy = bringBack()
      .catch((error: unknown) => log(error instanceof Error ? error.message : String(error)))
      .finally(() => (busy = undefined))
  }
  const timer = setInterval(look, 1_000).unref()
  return {
    end: async () => {
      clearInterval(timer)
      await busy
    },
  }
}
