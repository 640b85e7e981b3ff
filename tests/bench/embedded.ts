import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Pool } from 'pg'
import { quantile, type Bench, type BenchLine, type BenchWorld } from './bench.ts'

const CLIENTS = 8

const TABLES = `
  create table bench_returns (id int primary key, version int not null default 0, status text not null default 'issued');
  create table bench_responses (return_id int not null references bench_returns, question text not null, answer jsonb not null,
    answered_at timestamptz not null default now(), primary key (return_id, question));
  create table bench_history (id bigint generated always as identity primary key, return_id int not null, what jsonb not null, at timestamptz not null default now());
  insert into bench_returns (id) select generate_series(1, 64)`

/** A way to run one transaction's statements in order, all or none. */
type Database = { save: (statements: Statement[]) => Promise<void> }
type Statement = [sql: string, values: unknown[]]
type Measured = { fsync: string; perSecond: number; saves: number; p50: number; p99: number; longestBlock: number }

/**
 * Fifteen answers saved in one transaction, by eight clients at once: on the PostgreSQL that is brought along, and on PostgreSQL compiled to
 * WebAssembly, which would need no platform's binaries but runs inside our one thread. Both keep their files on disk; only ours waits until the disk
 * has them, which the detail says of each (`fsync`).
 */
export const run: Bench = async world => {
  const milliseconds = world.size === 'small' ? 500 : 8_000
  const ours = await onServer(world, milliseconds)
  const wasm = await onWebAssembly(world, milliseconds)
  return [
    line('embedded-save', 'saves/s', ours.perSecond, wasm?.perSecond ?? null, ours, wasm),
    line('embedded-event-loop', 'ms', ours.longestBlock, wasm?.longestBlock ?? null, ours, wasm),
  ]
}

function line(name: string, unit: string, value: number, reference: number | null, ours: Measured, wasm: Measured | undefined): BenchLine {
  const ratio = reference === null ? null : value / reference
  return {
    name,
    value,
    unit,
    reference,
    ratio,
    n: ours.saves,
    detail: { clients: CLIENTS, rows: 15, embedded: ours, wasm: wasm ?? 'not installed' },
  }
}

async function onServer({ connection }: BenchWorld, milliseconds: number): Promise<Measured> {
  const pool = new Pool({ ...(typeof connection === 'string' ? { connectionString: connection } : connection), max: CLIENTS })
  try {
    await pool.query(TABLES)
    const save = async (statements: Statement[]) => {
      const client = await pool.connect()
      await client.query('begin')
      for (const [sql, values] of statements) await client.query(sql, values)
      await client.query('commit')
      client.release()
    }
    const { rows } = await pool.query<{ fsync: string }>('show fsync')
    return { fsync: rows[0]?.fsync ?? '', ...(await measure({ save }, milliseconds)) }
  } finally {
    await pool.end()
  }
}

async function onWebAssembly({ folder }: BenchWorld, milliseconds: number): Promise<Measured | undefined> {
  const library = await import('@electric-sql/pglite').catch(() => undefined)
  if (!library) return undefined
  const dataDir = path.join(folder, 'wasm')
  mkdirSync(dataDir)
  const database = await library.PGlite.create(dataDir)
  try {
    await database.exec(TABLES)
    const save = (statements: Statement[]) =>
      database.transaction(async transaction => {
        for (const [sql, values] of statements) await transaction.query(sql, values)
      })
    const { rows } = await database.query<{ fsync: string }>('show fsync')
    return { fsync: rows[0]?.fsync ?? '', ...(await measure({ save }, milliseconds)) }
  } finally {
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measure(database: Database, milliseconds: number): Promise<Omit<Measured, 'fsync'>> {
  await clients(database, milliseconds / 8)
  const eventLoop = watchEventLoop()
  const started = performance.now()
  const latencies = await clients(database, milliseconds)
  const seconds = (performance.now() - started) / 1000
  const longestBlock = eventLoop.longestBlock()
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    perSecond: round(latencies.length / seconds),
    saves: latencies.length,
    p50: round(quantile(latencies, 0.5)),
    p99: round(quantile(latencies, 0.99)),
    longestBlock: round(longestBlock),
  }
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
