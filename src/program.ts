import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pino } from 'pino'
import type { Config } from './config.ts'
import { jobs } from './jobs.ts'
import { loggable } from './platform/loggable.ts'
import { CannotStart } from './platform/cannotStart.ts'
import { connect, LONGEST_STATEMENT, serverFacts, type Connection, type ServerFacts } from './platform/connection.ts'
import type { Deps } from './platform/deps.ts'
import { removeLeftovers } from './platform/files/incoming.ts'
import { diskStore } from './platform/files/storage.ts'
import { openLooking } from './platform/looking/openLooking.ts'
import { withoutEnd } from './platform/forms/lengths.ts'
import { mailDriver } from './platform/mail/index.ts'
import { migrate } from './platform/migrate.ts'
import { startEmbeddedPostgres } from './platform/postgres/index.ts'

/** The running system and the way to let go of it. */
export type Program = { deps: Deps; connection: Connection; isDirect: boolean; temporary: string; close: () => Promise<void> }

/**
 * The composition root: opens the database (a server's, or the embedded one), brings it to the newest shape, and puts
 * together what pages, jobs and commands need.
 *
 * @throws with a sentence for the operator when the database cannot be reached or started
 */
export async function openProgram(config: Config, options: { quiet?: boolean } = {}): Promise<Program> {
  const log = pino(
    { level: options.quiet ? 'error' : config.LOG_LEVEL, serializers: { err: loggable } },
    pino.destination({ dest: 2, sync: false }),
  )
  const dataDir = path.resolve(config.DATA_DIR)
  const temporary = path.join(dataDir, 'incoming')
  await mkdir(temporary, { recursive: true, mode: 0o700 })
  await mkdir(path.resolve(config.UPLOADS_DIR), { recursive: true, mode: 0o700 })
  await removeLeftovers(temporary, new Date())
  const embedded = config.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir, log: line => log.debug(line) }) : undefined
  const connection = config.DATABASE_URL ?? embedded?.connection
  if (connection === undefined) throw new Error('there is no database')
  const { isDirect } = await reachable(connection)
  await migrated(connection)
  const db = connect(connection, { pool: config.DATABASE_POOL, prepares: isDirect, ...(isDirect ? { longest: LONGEST_STATEMENT } : {}) })
  const deps: Deps = {
    config,
    db,
    log,
    files: diskStore(path.resolve(config.UPLOADS_DIR)),
    looking: openLooking({ script: path.join(source, 'looker.ts'), root: path.dirname(source), folder: temporary, log }),
    mail: mailDriver(config),
    secret: await keepSecret(config, dataDir),
    baseUrl: withoutEnd(config.BASE_URL ?? `http://localhost:${config.PORT}`, '/'),
    now: () => new Date(),
  }
  return {
    deps,
    connection,
    isDirect,
    temporary,
    async close() {
      await deps.looking.close()
      await deps.mail.close()
      await db.destroy()
      await embedded?.stop()
    },
  }
}

/** Brings the database to the newest shape: over connections of its own, because a migration may take longer than any page or job. */
async function migrated(connection: Connection): Promise<void> {
  const db = connect(connection, { pool: 2 })
  try {
    await migrate(db, jobs)
  } finally {
    await db.destroy()
  }
}

/** Where the program's code lies. */
const source = import.meta.dirname

/** The oldest server whose features are used, as its `server_version_num`. */
const OLDEST_SERVER = 150_000

/** @throws CannotStart when the database does not answer, or is older than the program needs */
async function reachable(connection: Connection): Promise<ServerFacts> {
  const facts = await serverFacts(connection).catch((error: unknown) => {
    throw new CannotStart(
      `The database cannot be reached: ${error instanceof Error ? error.message : String(error)}. Look at DATABASE_URL: is the server running, does the database exist, are name and password right?`,
    )
  })
  if (facts.version < OLDEST_SERVER)
    throw new CannotStart(`PostgreSQL ${Math.floor(facts.version / 10_000)} is too old: version 15 or later is needed.`)
  return facts
}

/** The secret from the settings, or one made at the first start and kept beside the database, readable by the program alone. */
async function keepSecret(config: Config, dataDir: string): Promise<Buffer> {
  if (config.APP_SECRET !== undefined) return Buffer.from(config.APP_SECRET)
  const file = path.join(dataDir, 'secret')
  await writeFile(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  const secret = await readFile(file)
  if (secret.length < 32)
    throw new Error(
      `The secret in ${file} is too short: restore it from a backup, or remove it to make a new one (every audit link and session then ends).`,
    )
  return secret
}
