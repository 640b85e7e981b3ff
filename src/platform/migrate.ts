import path from 'node:path'
import type { Knex } from 'knex'
import type { Pool } from './db.ts'
import { type AnyJob } from './jobs/queue.ts'
import { installQueue } from './jobs/worker.ts'

/** What Knex needs to find the migrations, wherever the program was started from. */
export const migrationSettings: Knex.MigratorConfig = {
  directory: path.resolve(import.meta.dirname, '../../migrations'),
  loadExtensions: ['.ts'],
  extension: 'ts',
}

/** Brings the database to the newest shape, queues included. @returns the names of the migrations run */
export async function migrate(db: Pool, jobs: readonly AnyJob[]): Promise<string[]> {
  const [, names] = (await db.migrate.latest(migrationSettings)) as [number, string[]]
  await installQueue(db, jobs)
  return names
}
