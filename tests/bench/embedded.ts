import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'
import { median, quantile, type Bench, type BenchLine, type BenchWorld } from './bench.ts'

const CLIENTS = 8

const TABLES = `
  create table if not exists bench_returns (id int primary key, version int not null default 0, status text not null default 'issued');
  create table if not exists bench_responses (return_id int not null references bench_returns, question text not null, answer jsonb not null,
    answered_at timestamptz not null default now(), primary key (return_id, question));
  create table if not exists bench_history (id bigint generated always as identity primary key, return_id int not null, what jsonb not null, at timestamptz not null default now());
  insert into bench_returns (id) select generate_series(1, 64) on conflict do nothing`

/** A way to run one transaction's statements in order, all or none. */
type Database = { fsync: string; save: (statements: Statement[]) => Promise<void>; close: () => Promise<void> }
type Statement = [sql: string, values: unknown[]]
type Slice = { perSecond: number; latencies: number[]; longestBlock: number }

/**
 * Fifteen answers saved in one transaction, by eight clients at once: on the PostgreSQL that is brought along, and on PostgreSQL compiled to
 * WebAssembly, which would need no platform's binaries but runs inside our one thread. Both keep their files on disk, but WebAssembly's answers before
 * the disk has them (`fsync` in the detail). So there are two figures: as we run it, where a save that is acknowledged is on the disk, and with that
 * wait left out, where both promise equally little. They take turns, so that whatever else the machine does hits all.
 */
export const run: Bench = async world => {
  const [turns, milliseconds] = world.size === 'small' ? [1, 300] : [7, 1_200]
  const contestants = {
    safe: { database: await onServer(world, 'begin'), slices: [] as Slice[] },
    equal: { database: await onServer(world, 'begin; set local synchronous_commit = off'), slices: [] as Slice[] },
    wasm: { database: await onWebAssembly(world), slices: [] as Slice[] },
  }
  const all = Object.values(contestants)
  try {
    for (const { database } of all) await clients(database, milliseconds)
    for (let turn = 0; turn < turns; turn++) for (const { database, slices } of all) slices.push(await measure(database, milliseconds))
  } finally {
    for (const { database } of all) await database.close()
  }
  return lines(contestants)
}

type Measured = { database: Database; slices: Slice[] }

function lines({ safe, equal, wasm }: { safe: Measured; equal: Measured; wasm: Measured }): BenchLine[] {
  const reference = summary(wasm)
  const line = (name: string, unit: string, measured: Measured, figure: 'perSecond' | 'longestBlock'): BenchLine => {
    const embedded = summary(measured)
    const ratios = measured.slices.map((slice, turn) => slice[figure] / (wasm.slices[turn]?.[figure] ?? Number.NaN))
    const n = measured.slices.reduce((sum, { latencies }) => sum + latencies.length, 0)
    return {
      name,
      value: embedded[figure],
      unit,
      reference: reference[figure],
      ratio: rounded(median(ratios)),
      n,
      detail: { clients: CLIENTS, rows: 15, embedded, wasm: reference },
    }
  }
  return [
    line('embedded-save', 'saves/s', safe, 'perSecond'),
    line('embedded-save-unsynced', 'saves/s', equal, 'perSecond'),
    line('embedded-event-loop', 'ms', safe, 'longestBlock'),
  ]
}

function summary({ database: { fsync }, slices }: Measured) {
  const latencies = slices.flatMap(slice => slice.latencies)
  return {
    fsync,
    perSecond: rounded(median(slices.map(({ perSecond }) => perSecond))),
    p50: rounded(quantile(latencies, 0.5)),
    p99: rounded(quantile(latencies, 0.99)),
    longestBlock: rounded(Math.max(...slices.map(slice => slice.longestBlock))),
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100

async function onServer({ connection }: BenchWorld, begin: string): Promise<Database> {
  const pool = new Pool({ ...(typeof connection === 'string' ? { connectionString: connection } : connection), max: CLIENTS })
  await pool.query(TABLES)
  const { rows } = await pool.query<{ fsync: string }>('show fsync')
  return {
    fsync: rows[0]?.fsync ?? '',
    close: () => pool.end(),
    save: async statements => {
      const client = await pool.connect()
      await client.query(begin)
      for (const [sql, values] of statements) await client.query(sql, values)
      await client.query('commit')
      client.release()
    },
  }
}

async function onWebAssembly({ folder }: BenchWorld): Promise<Database> {
  const database = await PGlite.create(path.join(folder, 'wasm'))
  await database.exec(TABLES)
  const { rows } = await database.query<{ fsync: string }>('show fsync')
  return {
    fsync: rows[0]?.fsync ?? '',
    close: () => database.close(),
    save: statements =>
      database.transaction(async transaction => {
        for (const [sql, values] of statements) await transaction.query(sql, values)
      }),
  }
}

async function measure(database: Database, milliseconds: number): Promise<Slice> {
  const eventLoop = watchEventLoop()
  const started = performance.now()
  const latencies = await clients(database, milliseconds)
  const seconds = (performance.now() - started) / 1000
  return { perSecond: latencies.length / seconds, latencies, longestBlock: eventLoop.longestBlock() }
}

/**
 * The longest time that no timer of ours could run. Node's own monitor only counts the delays that ended: it says 0 when the loop stood still all
 * the while.
 */
function watchEventLoop(): { longestBlock: () => number } {
  let last = performance.now()
  let longest = 0
  const look = () => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }
  const timer = setInterval(look, 1)
  return {
    longestBlock: () => {
      clearInterval(timer)
      look()
      return longest
    },
  }
}

/** Eight clients, each on returns of its own, one save after the other until the time is up. Milliseconds of each save. */
async function clients(database: Database, milliseconds: number): Promise<number[]> {
  const latencies: number[] = []
  const end = performance.now() + milliseconds
  const client = async (number: number) => {
    for (let n = 0; performance.now() < end; n++) {
      const started = performance.now()
      await database.save(fifteenAnswers(number + CLIENTS * (n % 8) + 1, n))
      latencies.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))
  return latencies
}

function fifteenAnswers(returnId: number, n: number): Statement[] {
  const questions = Array.from({ length: 15 }, (_, index) => `question-${(n % 10) * 15 + index}`)
  const answers = questions.map((_, index) =>
    JSON.stringify({ value: 'met', note: `Reviewed by governors at meeting ${n}, item ${index}` }),
  )
  return [
    ['select status from bench_returns where id = $1 for update', [returnId]],
    [
      `insert into bench_responses (return_id, question, answer) select $1, question, answer from unnest($2::text[], $3::jsonb[]) as given (question, answer)
       on conflict (return_id, question) do update set answer = excluded.answer, answered_at = now()`,
      [returnId, questions, answers],
    ],
    [`update bench_returns set version = version + 1, status = 'in_progress' where id = $1`, [returnId]],
    ['insert into bench_history (return_id, what) values ($1, $2)', [returnId, JSON.stringify({ saved: questions.length })]],
  ]
}
