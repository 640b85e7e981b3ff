import { connect, type Connection } from '../../src/platform/connection.ts'
import { row, type Db, type Pool } from '../../src/platform/db.ts'
import { nextDatabase } from './jest/once.ts'
import { planOnce } from './planOnce.ts'
import { inDatabase } from './serverConnection.ts'

export type Clone = { name: string; db: Pool; connection: Connection; drop: () => Promise<void> }

/** By what all databases of this run end, which are cleared away with it. */
const runOf = (): string => (process.env.SA_TEST_TEMPLATE ?? '').split('_').at(-1) ?? ''

/**
 * A fresh copy of the migrated template, for tests that need commits of their own (several connections, jobs, kills).
 *
 * @param template another database to copy, to which nobody is connected
 */
export async function cloneDatabase(template = process.env.SA_TEST_TEMPLATE ?? ''): Promise<Clone> {
  const server = JSON.parse(process.env.SA_TEST_SERVER ?? 'null') as Connection
  const number = nextDatabase()
  const name = `sa_${process.env.JEST_WORKER_ID ?? '0'}_${Date.now().toString(36)}${number}_${runOf()}`
  const admin = connect(server, { pool: 1 })
  // Two workers cloning at once collide on the template: a lock, held on the one connection of this pool, lets them take turns.
  await admin.raw('select pg_advisory_lock(7712)')
  await admin.raw(`create database ${name} template ${template} strategy file_copy`)
  await admin.raw('select pg_advisory_unlock(7712)')
  const connection = inDatabase(server, name)
  const db = connect(connection, { pool: 10, prepares: true })
  planOnce(db)
  // The program keeps frozen versions by their ids, many files run in one process, and what one worker fills others copy.
  const worker = Number(process.env.JEST_WORKER_ID ?? 0)
  await db.raw(`select setval(pg_get_serial_sequence('questionnaire_versions', 'id'), ?)`, [1_000_000 * worker + 1000 * number])
  return {
    name,
    db,
    connection,
    async drop() {
      await db.destroy()
      await admin.raw(`drop database if exists ${name} with (force)`)
      await admin.destroy()
    },
  }
}

let shared: ReturnType<typeof cloneDatabase> | undefined

/** The database that all tests of one file share; they leave nothing behind, because each runs in a transaction that is rolled back. */
export const sharedDatabase = () => (shared ??= cloneDatabase())

export async function dropSharedDatabase(): Promise<void> {
  if (shared) await (await shared).drop()
  shared = undefined
}

/**
 * A copy of a template that the first file to ask for it fills, for all files of the run: what costs more to make than to copy.
 *
 * @param fill what is in it, made once
 */
export async function cloneFilled(name: string, fill: (db: Pool) => Promise<void>): Promise<Clone> {
  const server = JSON.parse(process.env.SA_TEST_SERVER ?? 'null') as Connection
  const template = `sa_${name}_${runOf()}`
  const admin = connect(server, { pool: 1 })
  // Whoever comes second waits for what the first one makes.
  await admin.raw('select pg_advisory_lock(7713)')
  try {
    if (!(await row(admin, 'select 1 from pg_database where datname = ?', [template]))) {
      const { db, name: made } = await cloneDatabase()
      await fill(db)
      await db.destroy()
      await admin.raw('alter database ?? rename to ??', [made, template])
    }
    return await cloneDatabase(template)
  } finally {
    await admin.destroy()
  }
}

/** Waits until a statement waits for a row that another one holds. */
export async function untilSomebodyWaits(db: Db): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const waiting = await row(db, `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    if (waiting) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('nothing waited')
}
