import { setTimeout as pause } from 'node:timers/promises'
import { median, quantile, type Bench, type BenchLine } from './bench.ts'
import { answerers, answersOf, client, measure, SECTION, startApp, type Answerer } from './answeringWorld.ts'

const QUESTIONS = 15
const AT_ONCE = 8
const OPEN = { full: 1000, small: 40 }

/**
 * A thousand people have a section open, and some of them write. What the open pages cost while nobody types; then pauses, each of which
 * sends the one question that was touched, as the page's script does, against the button, which sends the whole form, in turns. How
 * often a page sends is its script's to say, and tested in a browser (tests/browser/typing.test.ts): every four seconds at most.
 */
export const typing: Bench = async world => {
  const { size } = world
  const seconds = size === 'small' ? 1 : 3
  const people = await answerers(world, OPEN[size], QUESTIONS)
  const app = await startApp(world)
  const pages = client(app.port, OPEN[size])
  const { send, close } = client(app.port, AT_ONCE)
  try {
    const bases = await openAll(pages.send, people)
    const idle = await idleShare(app, size === 'small' ? 1 : 10)
    const writers = people.slice(0, AT_ONCE).map((person, at) => new Writer(person, bases[at] ?? new Map<string, string>(), send))
    await measure(AT_ONCE, seconds, lane => writers[lane]!.pause())
    const typed: Run[] = []
    const pressed: Run[] = []
    let cpu = 0
    for (let turn = 0; turn < (size === 'small' ? 1 : 3); turn += 1) {
      pressed.push(await measure(AT_ONCE, seconds, lane => writers[lane]!.press()))
      const before = await app.cpuSeconds()
      typed.push(await measure(AT_ONCE, seconds, lane => writers[lane]!.pause()))
      cpu += (await app.cpuSeconds()) - before
    }
    const pauses = typed.reduce((sum, run) => sum + run.times.length, 0)
    return [
      {
        name: 'typing (nobody types)',
        value: Number(idle.toFixed(3)),
        unit: 'of a core',
        reference: null,
        ratio: null,
        n: 1,
        detail: { pages: OPEN[size], goal: 'value < 0.1' },
      },
      lineOf(typed, pressed, { bytes: writers[0]!.bytes, cpuMsOfAPause: Number(((1000 * cpu) / pauses).toFixed(2)) }),
    ]
  } finally {
    pages.close()
    close()
    await app.stop()
  }
}

type Run = { rate: number; times: number[] }
type Send = ReturnType<typeof client>['send']

/** Opens the section for everybody, each over a connection of their own, which stays. @returns what the fields were drawn with */
const openAll = (send: Send, people: readonly Answerer[]): Promise<Map<string, string>[]> =>
  Promise.all(
    people.map(async ({ cookie }) => {
      const { status, text } = await send({
        method: 'GET',
        path: `/return/sections/${SECTION}`,
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
      })
      if (status !== 200) throw new Error(`a section was answered with ${status}`)
      return new Map([...text.matchAll(/name="v\.(\w+)" value="([^"]*)"/g)].map(([, key = '', base = '']): [string, string] => [key, base]))
    }),
  )

/** How much of a core the program uses while the pages stand open. */
async function idleShare(app: Awaited<ReturnType<typeof startApp>>, seconds: number): Promise<number> {
  await pause(1000)
  const before = await app.cpuSeconds()
  await pause(seconds * 1000)
  return ((await app.cpuSeconds()) - before) / seconds
}

/** Somebody at their section. */
class Writer {
  #pauses = 0
  #presses = 0
  /** Of the last pause, as it was sent and answered, without headers. */
  bytes = 0
  readonly #person: Answerer
  readonly #bases: Map<string, string>
  readonly #send: Send

  constructor(person: Answerer, bases: Map<string, string>, send: Send) {
    this.#person = person
    this.#bases = bases
    this.#send = send
  }

  /** Half a sentence more in one question. */
  async pause(): Promise<void> {
    this.#pauses += 1
    const fields = {
      _signatures: '',
      'q.bench_0': '1',
      'v.bench_0': this.#bases.get('bench_0') ?? '',
      'a.bench_0': `As we said in pause ${this.#pauses}`,
    }
    const body = JSON.stringify(fields)
    const { cookie, csrf } = this.#person
    const headers = { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
    const { status, text } = await this.#send({ method: 'POST', path: `/return/sections/${SECTION}/typed`, headers, body })
    const base = status === 200 ? (JSON.parse(text) as { bases: Record<string, string> }).bases.bench_0 : undefined
    if (base === undefined) throw new Error(`a pause was not saved: ${status} ${text}`)
    this.#bases.set('bench_0', base)
    this.bytes = body.length + text.length
  }

  /** The whole form, every answer changed. */
  async press(): Promise<void> {
    this.#presses += 1
    const fields = new URLSearchParams({ _csrf: this.#person.csrf, intent: 'stay' })
    for (const [key, answer] of Object.entries(answersOf(QUESTIONS, this.#presses))) {
      fields.set(`q.${key}`, '1')
      fields.set(`v.${key}`, this.#bases.get(key) ?? '')
      fields.set(`a.${key}`, answer)
    }
    const headers = { cookie: this.#person.cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const { status } = await this.#send({ method: 'POST', path: `/return/sections/${SECTION}`, headers, body: fields.toString() })
    if (status !== 303) throw new Error(`a save was answered with ${status}`)
    for (const [key, base] of this.#bases) this.#bases.set(key, nextOf(base))
  }
}

/** A base of the next version, which needs no print of what was shown: whoever saves it wrote it. */
const nextOf = (base: string): string => String(Number(base.split('.')[0]) + 1)

function lineOf(typed: readonly Run[], pressed: readonly Run[], detail: Record<string, unknown>): BenchLine {
  const rate = median(typed.map(run => run.rate))
  const reference = median(pressed.map(run => run.rate))
  const times = typed.flatMap(run => run.times)
  return {
    name: 'typing (pauses)',
    value: Math.round(rate),
    unit: 'pauses/s',
    reference: Math.round(reference),
    ratio: Number((rate / reference).toFixed(2)),
    n: times.length,
    detail: { atOnce: AT_ONCE, ...detail, p99: Number(quantile(times, 0.99).toFixed(1)), goal: 'ratio >= 1' },
  }
}
