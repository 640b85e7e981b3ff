import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { jobs } from '../../src/jobs.ts'
import { connect, type Connection } from '../../src/platform/connection.ts'
import { type Pool } from '../../src/platform/db.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { startEmbeddedPostgres } from '../../src/platform/postgres/index.ts'
import { inDatabase } from '../support/serverConnection.ts'

/** One measured figure, a line of `npm run bench`. `ratio` is value against reference, as the goal in the quality figures counts it. */
export type BenchLine = {
  name: string
  value: number
  unit: string
  reference: number | null
  ratio: number | null
  /** How many times the work was done. */
  n: number
  detail: Record<string, unknown>
}

/** How large a run: `small` is for CI, where a benchmark only must not rot. */
export type BenchSize = 'small' | 'full'

/**
 * What a benchmark is given: an empty migrated database with every durability setting on, and a folder. `pages`: of a bench that visits
 * pages only those are wanted whose address holds this.
 */
export type BenchWorld = { db: Pool; connection: Connection; folder: string; size: BenchSize; pages: string }

export type Bench = (world: BenchWorld) => Promise<BenchLine[]>

/** `--returns=30000`: of a bench of exports, a round of that size only. */
export function onlyReturns(): number | null {
  const found = process.argv.find(argument => argument.startsWith('--returns='))
  return found === undefined ? null : Number(found.slice('--returns='.length))
}

let worlds = 0

/** Runs a benchmark on a database of its own: on the server of DATABASE_URL, or an embedded one, reached over TCP as a server is. */
export async function inBenchWorld({ size, pages }: Pick<BenchWorld, 'size' | 'pages'>, bench: Bench): Promise<BenchLine[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sa-bench-'))
  mkdirSync(path.join(folder, 'incoming'))
  process.env.SA_TEST_FOLDER = folder
  const url = process.env.DATABASE_URL
  const embedded = url === undefined ? await startEmbeddedPostgres({ dataDir: folder, transport: 'loopback' }) : undefined
  const server = url ?? embedded?.connection
  if (server === undefined) throw new Error('there is no database')
  const name = `sa_bench_${process.pid}`
  const admin = connect(server, { pool: 1 })
  await admin.raw(`create database ${name}`)
  const connection = inDatabase(server, name)
  const db = connect(connection, { pool: 40, prepares: true })
  try {
    await migrate(db, jobs)
    // A process keeps frozen questionnaires by their id: no two worlds of one run may have the same.
    await db.raw(`alter sequence questionnaire_versions_id_seq restart with ${1 + 1000 * (worlds += 1)}`)
    return await bench({ db, connection, folder, size, pages })
  } finally {
    await db.destroy()
    // An embedded one goes with its folder; there a vacuum at work, which is nobody's to end, would stop the bench at its end.
    if (!embedded) await admin.raw(`drop database if exists ${name} with (force)`)
    await admin.destroy()
    await embedded?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The value below which `share` (0 to 1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Milliseconds that a piece of work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
