import pg from 'pg'
import { openReturn, saveSection as save } from '../../src/features/returns/index.ts'
import { type ContributorActor, WHOLE_RETURN } from '../../src/features/history/index.ts'
import { row } from '../../src/platform/db.ts'
import { asId, type Id } from '../../src/platform/id.ts'
import { median, quantile, type Bench, type BenchLine, type BenchWorld } from './bench.ts'
import { answerers, answersOf, client, measure, SECTION, startApp, type Answerer } from './answeringWorld.ts'

const QUESTIONS = 15
const LANES = [1, 8, 32]

/**
 * A DSL saves 15 answers: the whole request, with session, token and history, over HTTP against PostgreSQL. The reference is
 * the same SQL of the same save, from a loop around bare `pg` that does nothing else. Each lane has a return of its own.
 */
export const saveSection: Bench = async world => {
  const lanes = world.size === 'small' ? [8] : LANES
  const seconds = world.size === 'small' ? 1 : 3
  const most = Math.max(...lanes)
  const everybody = await answerers(world, 2 * most, QUESTIONS)
  const people = everybody.slice(0, most)
  const twins = everybody.slice(most)
  const app = await startApp(world)
  try {
    const lines: BenchLine[] = []
    // A server that has run for a minute, not one that is still compiling what it runs.
    await overHttp(world, app.port, people.slice(0, 8), world.size === 'small' ? 1 : 6)
    for (const lane of lanes) {
      // Turn about, so that a busy moment of the machine strikes both.
      const http: { rate: number; times: number[] }[] = []
      const bare: { rate: number; times: number[] }[] = []
      for (let round = 0; round < (world.size === 'small' ? 1 : 3); round += 1) {
        bare.push(await bareLoop(world, twins.slice(0, lane), seconds))
        http.push(await overHttp(world, app.port, people.slice(0, lane), seconds))
      }
      lines.push(lineOf(lane, http, bare))
    }
    return lines
  } finally {
    await app.stop()
  }
}

type Run = { rate: number; times: number[] }

function lineOf(lanes: number, http: readonly Run[], bare: readonly Run[]): BenchLine {
  const rate = median(http.map(run => run.rate))
  const reference = median(bare.map(run => run.rate))
  const p99 = quantile(
    http.flatMap(run => run.times),
    0.99,
  )
  const bareP99 = quantile(
    bare.flatMap(run => run.times),
    0.99,
  )
  return {
    name: `save-section (${lanes} at once)`,
    value: Math.round(rate),
    unit: 'saves/s',
    reference: Math.round(reference),
    ratio: Number((rate / reference).toFixed(2)),
    n: http.reduce((sum, run) => sum + run.times.length, 0),
    detail: {
      questions: QUESTIONS,
      p50: Number(median(http.flatMap(run => run.times)).toFixed(1)),
      p99: Number(p99.toFixed(1)),
      p99OfReference: Number(bareP99.toFixed(1)),
      p99Ratio: Number((p99 / bareP99).toFixed(1)),
      goal: 'ratio >= 0.5, p99Ratio < 4',
    },
  }
}

/** Posts the form of a section again and again, each time with every answer changed. */
async function overHttp({ db }: BenchWorld, port: number, people: readonly Answerer[], seconds: number): Promise<Run> {
  const { send, close } = client(port, people.length)
  const turns = await Promise.all(people.map(({ returnId }) => versionOf(db, returnId)))
  const run = await measure(people.length, seconds, async lane => {
    const person = people[lane]!
    const version = turns[lane]!
    const fields = new URLSearchParams({ _csrf: person.csrf, intent: 'continue' })
    for (const [key, answer] of Object.entries(answersOf(QUESTIONS, version))) {
      fields.set(`q.${key}`, '1')
      fields.set(`v.${key}`, String(version))
      fields.set(`a.${key}`, answer)
    }
    const { status } = await send({
      method: 'POST',
      path: `/return/sections/${SECTION}`,
      headers: { cookie: person.cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: fields.toString(),
    })
    if (status !== 303) throw new Error(`a save was answered with ${status}`)
    turns[lane] = version + 1
  })
  close()
  for (const [lane, { returnId }] of people.entries())
    if ((await versionOf(db, returnId)) !== turns[lane]) throw new Error('an acknowledged save is not stored')
  return run
}

async function versionOf(db: BenchWorld['db'], returnId: Id<'return'>): Promise<number> {
  const found = await row<{ version: number }>(db, `select version from responses where return_id = ? and question_key = 'bench_0'`, [
    returnId,
  ])
  return found?.version ?? 0
}

type Statement = { sql: string; bindings: unknown[]; options?: { name?: string } }

/** The statements of one save as they go to the server, found by watching one. */
async function statementsOfASave({ db }: BenchWorld, person: Answerer): Promise<Statement[]> {
  const seen: Statement[] = []
  const watch = ({ sql, bindings, options }: Statement) => seen.push({ sql, bindings, ...(options ? { options } : {}) })
  const actor: ContributorActor = {
    kind: 'contributor',
    invitationId: asId(0),
    name: 'Sam Okafor',
    role: 'dsl',
    reach: WHOLE_RETURN,
    ...person,
  }
  const version = await versionOf(db, person.returnId)
  const entries = new Map(
    Object.entries(answersOf(QUESTIONS, version)).map(([key, answer]) => [
      key,
      { base: String(version), response: { answer, comment: null, action: null } },
    ]),
  )
  await openReturn(db, person.partnershipId, person.returnId)
  db.on('query', watch)
  const open = await openReturn(db, person.partnershipId, person.returnId)
  await save(db, actor, { open, sectionKey: SECTION, entries, signatures: '', now: new Date() })
  db.off('query', watch)
  return seen
}

const asSent = ({ sql, options }: Statement, values: unknown[]): pg.QueryConfig => ({ text: sql, values, ...options })

async function laneOf(world: BenchWorld, person: Answerer) {
  const [read, write] = await statementsOfASave(world, person)
  if (!read || !write) throw new Error('a save is not the two statements it was')
  const connection = new pg.Client(typeof world.connection === 'string' ? { connectionString: world.connection } : world.connection)
  // Its server may go away at the end of a run that failed.
  connection.on('error', () => undefined)
  await connection.connect()
  const versionAt = Number(/version = \$(\d+)/.exec(write.sql)?.[1]) - 1
  return { connection, read, write, versionAt, version: await versionOf(world.db, person.returnId) }
}

/** Runs what a save runs, from plain `pg` connections: read the return, write the save. */
async function bareLoop(world: BenchWorld, people: readonly Answerer[], seconds: number): Promise<Run> {
  const lanes: Awaited<ReturnType<typeof laneOf>>[] = []
  for (const person of people) lanes.push(await laneOf(world, person))
  const run = await measure(people.length, seconds, async at => {
    const lane = lanes[at]!
    const { rows } = await lane.connection.query<{ version: number }>(asSent(lane.read, lane.read.bindings))
    const writes = Object.entries(answersOf(QUESTIONS, lane.version)).map(([key, answer]) => ({
      key,
      version: lane.version + 1,
      answer,
      comment: null,
      action: null,
    }))
    const bindings = lane.write.bindings.map((value, place) => {
      if (typeof value === 'string' && value.startsWith('[{"key"')) return JSON.stringify(writes)
      return place === lane.versionAt ? rows[0]?.version : value
    })
    const written = await lane.connection.query(asSent(lane.write, bindings))
    if (written.rowCount !== 1) throw new Error('the reference wrote nothing')
    lane.version += 1
  })
  for (const { connection } of lanes) await connection.end()
  return run
}
