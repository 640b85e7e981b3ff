import type { Bench, BenchLine } from './bench.ts'
import { answerers, client, SECTION, startApp } from './answeringWorld.ts'

const QUESTIONS = 20
const KILOBYTE = 1024

/**
 * What a school's line carries for a section page, compressed as a browser asks for it: the page and all that it loads on a first visit,
 * and what is asked for again on a second; the latter also of the longest page, which asks 25 questions that are left. Nothing that it loads may hold up the drawing but its style sheet.
 */
export const pageWeight: Bench = async world => {
  const [person] = await answerers(world, 1, QUESTIONS)
  if (!person) throw new Error('there is nobody to open the page')
  const app = await startApp(world)
  const { send, close } = client(app.port, 1)
  const get = (path: string) => send({ method: 'GET', path, headers: { cookie: person.cookie, 'accept-encoding': 'br, gzip' } })
  try {
    const address = `/return/sections/${SECTION}`
    const { text } = await send({ method: 'GET', path: address, headers: { cookie: person.cookie } })
    const page = (await get(address)).bytes
    const loaded = await Promise.all(loadedBy(text).map(async path => ({ path, ...(await get(path)) })))
    const missing = loaded.find(({ status }) => status !== 200)
    if (missing) throw new Error(`${missing.path} answered ${missing.status}`)
    const again = loaded.filter(({ headers }) => !/immutable/.test(String(headers['cache-control'])))
    const bytesOf = (parts: readonly { bytes: number }[]) => parts.reduce((sum, { bytes }) => sum + bytes, 0)
    const line = (visit: string, value: number, goal: string): BenchLine => ({
      name: 'page-weight',
      value: Number((value / KILOBYTE).toFixed(1)),
      unit: 'KB',
      reference: null,
      ratio: null,
      n: 1,
      detail: { visit, questions: QUESTIONS, blockingScripts: blockingIn(text), goal },
    })
    const left = (await get('/return/sections/what-is-left')).bytes
    return [
      line('first', page + bytesOf(loaded), 'value < 60, blockingScripts <= 0'),
      line('second', page + bytesOf(again), 'value < 10'),
      line('second, what is left', left + bytesOf(again), 'value < 10'),
    ]
  } finally {
    close()
    await app.stop()
  }
}

/** What a browser loads with a page: style sheets, scripts, pictures. */
const loadedBy = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/<(?:script|img)[^>]*? src="(\/[^"]+)"|<link(?=[^>]*rel="(?:stylesheet|preload|icon)")[^>]*? href="(\/[^"]+)"/g)].map(
      ([, source, link]) => source ?? link ?? '',
    ),
  ),
]

const blockingIn = (html: string): number =>
  [...html.matchAll(/<script[^>]*>/g)].filter(([tag]) => / src=/.test(tag) && !/ (?:type="module"|defer|async)/.test(tag)).length
