import path from 'node:path'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { jobs } from '../../src/jobs.ts'
import { connect, type Connection } from '../../src/platform/connection.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { inDatabase } from './serverConnection.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/postgres/index.ts'

declare global {
  // Handed from set-up to tear-down, which Jest runs in one process.
  var testServer: { embedded: EmbeddedPostgres | undefined; folder: string; drop: () => Promise<void> } | undefined
}

/**
 * One real PostgreSQL for the whole run (TEST_DATABASE_URL's, or an embedded one), with a migrated template
 * that each worker clones.
 */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sa-test-'))
  mkdirSync(path.join(folder, 'incoming'))
  const url = process.env.TEST_DATABASE_URL
  const embedded =
    url === undefined
      ? await startEmbeddedPostgres({ dataDir: folder, settings: { fsync: 'off', synchronous_commit: 'off', autovacuum: 'off' } })
      : undefined
  const server: Connection = url ?? (embedded as EmbeddedPostgres).connection
  const template = `sa_template_${process.pid}`
  const admin = connect(server, { pool: 1 })
  await admin.raw(`create database ${template}`)
  const made = connect(inDatabase(server, template), { pool: 2 })
  await migrate(made, jobs)
  await made.destroy()
  process.env.SA_TEST_SERVER = JSON.stringify(server)
  process.env.SA_TEST_TEMPLATE = template
  process.env.SA_TEST_FOLDER = folder
  globalThis.testServer = {
    embedded,
    folder,
    async drop() {
      const { rows } = await admin.raw<{ rows: { datname: string }[] }>(
        `select datname from pg_database where datname like 'sa_%_${process.pid}%'`,
      )
      for (const { datname } of rows) await admin.raw(`drop database if exists ${datname} with (force)`)
      await admin.destroy()
    },
  }
}
