import { fork } from 'node:child_process'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Id } from '../../src/platform/id.ts'
import { median, quantile, type Bench, type BenchLine, type BenchWorld } from './bench.ts'
import { answerers, answersOf, client, measure, SECTION, startApp, type Answerer } from './answeringWorld.ts'

const QUESTIONS = 20
const LANES = 8
const PAGE = `/return/sections/${SECTION}`

/**
 * A DSL opens a section of 20 answered questions, plain and as browsers ask for it: compressed. The reference is Express with a
 * ready string of the same size, compressed alike, in a process of its own like the application.
 */
export const openSection: Bench = async world => {
  const people = await answerers(world, LANES, QUESTIONS)
  await answerAll(world, people)
  const app = await startApp(world)
  try {
    return [await opened(world, app.port, people, 'plain'), await opened(world, app.port, people, 'compressed')]
  } finally {
    await app.stop()
  }
}

async function opened({ size }: BenchWorld, port: number, people: readonly Answerer[], how: 'plain' | 'compressed'): Promise<BenchLine> {
  const seconds = size === 'small' ? 1 : 3
  const asked: Record<string, string> = how === 'compressed' ? { 'accept-encoding': 'gzip' } : {}
  const { send, close } = client(port, LANES)
  const open = (lane: number) => send({ method: 'GET', path: PAGE, headers: { cookie: people[lane]!.cookie, ...asked } })
  const { text, whole, bytes, status, headers } = await open(0)
  const html = headers['content-encoding'] === 'gzip' ? gunzipSync(whole).toString() : text
  if (status !== 200 || !html.includes('In turn 0 we say how')) throw new Error(`the section was answered with ${status}`)
  if ((headers['content-encoding'] === 'gzip') !== (how === 'compressed')) throw new Error(`the section did not come ${how}`)
  const ready = await startReady(html)
  const bare = client(ready.port, LANES)
  const reference = () => bare.send({ method: 'GET', path: '/', headers: asked })
  if ((await reference()).headers.etag !== undefined) throw new Error('the reference makes what no page has')
  // Servers that have run for a minute, not ones that are still compiling what they run.
  await measure(LANES, size === 'small' ? 1 : 5, open)
  await measure(LANES, size === 'small' ? 1 : 2, reference)
  const rates: number[] = []
  const references: number[] = []
  const times: number[] = []
  for (let round = 0; round < (size === 'small' ? 1 : 3); round += 1) {
    references.push((await measure(LANES, seconds, reference)).rate)
    const run = await measure(LANES, seconds, open)
    rates.push(run.rate)
    times.push(...run.times)
  }
  close()
  bare.close()
  await ready.stop()
  const [rate, most] = [median(rates), median(references)]
  return {
    name: `open-section (${how})`,
    value: Math.round(rate),
    unit: 'pages/s',
    reference: Math.round(most),
    ratio: Number((rate / most).toFixed(2)),
    n: times.length,
    detail: {
      questions: QUESTIONS,
      bytes,
      p50: Number(median(times).toFixed(1)),
      p99: Number(quantile(times, 0.99).toFixed(1)),
      goal: `ratio >= ${how === 'plain' ? 0.35 : 0.5}`,
    },
  }
}

async function answerAll(
  { db }: BenchWorld,
  people: readonly { returnId: Id<'return'>; partnershipId: Id<'partnership'> }[],
): Promise<void> {
  const answers = Object.entries(answersOf(QUESTIONS, 0)).map(([key, answer]) => ({ key, answer }))
  for (const { returnId, partnershipId } of people)
    await db.raw(
      `insert into responses (return_id, partnership_id, question_key, answer, by_name)
       select ?, ?, a.key, a.answer, 'Sam Okafor' from jsonb_to_recordset(?::jsonb) as a (key text, answer jsonb)`,
      [returnId, partnershipId, JSON.stringify(answers)],
    )
}

async function startReady(text: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, 'readyProcess.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const port = new Promise<number>(resolve => child.once('message', message => resolve((message as { port: number }).port)))
  child.send({ text })
  return {
    port: await port,
    async stop() {
      child.disconnect()
      await ended
    },
  }
}
