import { fork } from 'node:child_process'
import path from 'node:path'
import { median, quantile, type Bench, type BenchWorld } from './bench.ts'
import { answerers, answersOf, client, measure, SECTION, startApp } from './answeringWorld.ts'

const QUESTIONS = 20
const LANES = 8

/**
 * A DSL opens a section of 20 answered questions. The reference is Express with a ready string of the same size, in a
 * process of its own like the application.
 */
export const openSection: Bench = async world => {
  const seconds = world.size === 'small' ? 1 : 5
  const people = await answerers(world, LANES, QUESTIONS)
  await answerAll(world, people)
  const app = await startApp(world)
  const page = `/return/sections/${SECTION}`
  try {
    const { send, close } = client(app.port, LANES)
    const open = (lane: number) => send({ method: 'GET', path: page, headers: { cookie: people[lane]!.cookie } })
    const { text, bytes, status } = await open(0)
    if (status !== 200 || !text.includes('In turn 0 we say how')) throw new Error(`the section was answered with ${status}`)
    const ready = await startReady(text)
    const plain = client(ready.port, LANES)
    // Servers that have run for a minute, not ones that are still compiling what they run.
    await measure(LANES, world.size === 'small' ? 1 : 10, open)
    await measure(LANES, world.size === 'small' ? 1 : 3, () => plain.send({ method: 'GET', path: '/' }))
    const rates: number[] = []
    const references: number[] = []
    const times: number[] = []
    for (let round = 0; round < (world.size === 'small' ? 1 : 3); round += 1) {
      references.push((await measure(LANES, seconds, () => plain.send({ method: 'GET', path: '/' }))).rate)
      const run = await measure(LANES, seconds, open)
      rates.push(run.rate)
      times.push(...run.times)
    }
    close()
    plain.close()
    await ready.stop()
    const [rate, reference] = [median(rates), median(references)]
    return [
      {
        name: 'open-section',
        value: Math.round(rate),
        unit: 'pages/s',
        reference: Math.round(reference),
        ratio: Number((rate / reference).toFixed(2)),
        n: times.length,
        detail: {
          questions: QUESTIONS,
          bytes,
          p50: Number(median(times).toFixed(1)),
          p99: Number(quantile(times, 0.99).toFixed(1)),
          goal: 'ratio at least 0.35',
        },
      },
    ]
  } finally {
    await app.stop()
  }
}

async function answerAll({ db }: BenchWorld, people: readonly { returnId: number; partnershipId: number }[]): Promise<void> {
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
