import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { submitReturn } from '../../src/features/signing/signActions.ts'
import { loadContributor, mayStillAct } from '../../src/features/links/index.ts'
import { judgedBy, row } from '../../src/platform/db.ts'
import { quantile, type Bench, type BenchLine, type BenchWorld } from './bench.ts'
import { answerers, answersOf, client, startApp, type Answerer } from './answeringWorld.ts'
import { SESSION_WITH_PERSON } from '../../src/sessionReadings.ts'

const LANES = 8

/**
 * Heads sign and submit complete returns, eight at once: the whole request over HTTP, with the copy of the answers, the event and the
 * receipt in the queue. The reference plays the very statements of such submissions, taken down beforehand, from loops around bare `pg`.
 */
export const submit: Bench = async world => {
  const count = world.size === 'small' ? 16 : 320
  const everybody = await completed(world, 2 * count)
  const [people, twins] = [everybody.slice(0, count), everybody.slice(count)]
  const scripts: Script[] = []
  for (const twin of twins) scripts.push(await scriptOf(world, twin))
  await openAgain(world)
  const app = await startApp(world)
  try {
    // A server that has run for a minute; those returns are opened again afterwards.
    for (let round = 0; round < (world.size === 'small' ? 1 : 3); round += 1) {
      await overHttp(app.port, people)
      await openAgain(world)
    }
    const bare = await bareLoops(world, scripts)
    const http = await overHttp(app.port, people)
    const sent = await row<{ count: number }>(world.db, `select count(*) as count from returns where submitted_at is not null`)
    if (sent?.count !== everybody.length) throw new Error(`${sent?.count ?? 0} of ${everybody.length} returns are in`)
    return [lineOf(http, bare, scripts.at(-1)?.length ?? 0)]
  } finally {
    await app.stop()
  }
}

type Run = { rate: number; times: number[] }

const lineOf = (http: Run, bare: Run, statements: number): BenchLine => ({
  name: 'submit',
  value: Math.round(http.rate),
  unit: 'submissions/s',
  reference: Math.round(bare.rate),
  ratio: Number((http.rate / bare.rate).toFixed(2)),
  n: http.times.length,
  detail: {
    atOnce: LANES,
    statements,
    p50: Number(quantile(http.times, 0.5).toFixed(1)),
    p99: Number(quantile(http.times, 0.99).toFixed(1)),
    goal: 'ratio >= 0.5, statements <= 10',
  },
})

/** People who may sign as heads, each of a return that lacks nothing. */
async function completed(world: BenchWorld, count: number): Promise<Answerer[]> {
  const people = await answerers(world, count, 4)
  await world.db.raw(`update contributors set role = 'head'`)
  await world.db.raw(`update invitations set role = 'head', main = false`)
  // The section that others measure is answered as well, in such a way that no answer asks for an action.
  const answers = Object.entries(answersOf(4, 0)).map(([key, answer]) => ({ key, answer }))
  await world.db.raw(
    `insert into responses (return_id, partnership_id, question_key, answer, by_name)
     select r.id, r.partnership_id, a.key, a.answer, 'Sam Okafor' from returns r, jsonb_to_recordset(?::jsonb) as a (key text, answer jsonb)`,
    [JSON.stringify(answers)],
  )
  return people
}

type Statement = { sql: string; bindings: unknown[]; options?: { name?: string } }
type Script = pg.QueryConfig[]

/** The statements of one submission as they go to the server, with what they are given: found by watching one, which is then undone. */
async function scriptOf(world: BenchWorld, person: Answerer): Promise<Script> {
  const known = await loadContributor(world.db, person.contributorId)
  if (!known) throw new Error('nobody came by the link')
  const { actor } = known
  const seen: Script = [{ name: SESSION_WITH_PERSON.name, text: SESSION_WITH_PERSON.sql, values: [person.sid] }]
  const watch = ({ sql, bindings, options }: Statement) => void seen.push({ text: sql, values: bindings ?? [], ...options })
  const db = judgedBy(world.db, async trx => {
    await mayStillAct(trx, actor)
  })
  world.db.on('query', watch)
  await submitReturn({ db, baseUrl: 'http://audit.test', now: () => new Date() }, actor, {
    ...{ key: randomUUID(), jobTitle: 'Headteacher', minuteReference: '', meetingOn: null, code: null, inTheBrowser: [] },
    told: ['address_given'],
  })
  world.db.off('query', watch)
  return seen
}

/** Takes every submission back, so that it can be made again. */
async function openAgain({ db }: BenchWorld): Promise<void> {
  await db.raw(`delete from sign_offs`)
  await db.raw(`delete from request_keys`)
  await db.raw(`delete from messages`)
  await db.raw(`delete from pgboss.job`)
  await db.raw(`update returns set status = 'opened', submitted_at = null, submitted_via = null, recorded_at = null, received_at = null`)
  for (const table of ['returns', 'sign_offs', 'request_keys', 'messages', 'pgboss.job']) await db.raw(`vacuum analyze ${table}`)
}

/** Each of `things` once, so many lanes at once. */
async function each<Thing>(things: readonly Thing[], work: (thing: Thing, lane: number) => Promise<void>): Promise<Run> {
  const times: number[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (let at = lane; at < things.length; at += LANES) {
        const begun = performance.now()
        await work(things[at]!, lane)
        times.push(performance.now() - begun)
      }
    }),
  )
  return { rate: (1000 * things.length) / (performance.now() - started), times }
}

async function overHttp(port: number, people: readonly Answerer[]): Promise<Run> {
  const { send, close } = client(port, LANES)
  const run = await each(people, async ({ cookie, csrf }) => {
    const fields = new URLSearchParams({
      _csrf: csrf,
      _key: randomUUID(),
      confirm: 'yes',
      told: 'address_given',
      goOn: 'yes',
      jobTitle: 'Headteacher',
    })
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const { status, headers: answered } = await send({ method: 'POST', path: '/return/submit', headers, body: fields.toString() })
    if (status !== 303 || answered.location !== '/return/receipt') throw new Error(`a submission was answered with ${status}`)
  })
  close()
  return run
}

async function bareLoops({ connection }: BenchWorld, scripts: readonly Script[]): Promise<Run> {
  const clients = Array.from(
    { length: LANES },
    () => new pg.Client(typeof connection === 'string' ? { connectionString: connection } : connection),
  )
  for (const one of clients) await one.on('error', () => undefined).connect()
  const run = await each(scripts, async (script, lane) => {
    for (const statement of script) await clients[lane]!.query(statement)
  })
  for (const one of clients) await one.end()
  return run
}
