import type { Response } from 'supertest'
import { capped } from '../../src/platform/forms/lengths.ts'
import type { Browser, TestWorld } from './app.ts'
import type { Box } from './forms.ts'
import { kindOf, nameOf, type FoundForm } from './walk.ts'

/** What patterns that look ahead, fold or try again take longest over. Each is sent 15 KB long. */
const KILOBYTES_15 = 15 * 1024
const repeated = (part: string, bytes = KILOBYTES_15): string => part.repeat(bytes / Buffer.byteLength(part))
export const AWKWARD: Record<string, (bytes?: number) => string> = {
  spaces: bytes => repeated(' ', bytes),
  'line ends': bytes => repeated('\r\n', bytes),
  tabs: bytes => repeated('\t', bytes),
  'one digit': bytes => repeated('1', bytes),
  'numbers in a row': bytes => repeated('7,', bytes),
  brackets: bytes => repeated('(', bytes),
  comments: bytes => repeated('<!---->', bytes),
  'starts of entities': bytes => repeated('&#', bytes),
  'combining marks': bytes => repeated('\u0301', bytes),
  'a letter at each end of spaces': (bytes = KILOBYTES_15) => `a${repeated(' ', bytes - 2)}b`,
}

/** The most of the one process's time that a request may take. It is time of the processor, so a busy machine changes nothing. */
export const MOST_MILLISECONDS = 250

/** From here on the fields of a form are looked at one by one, each with twice as much: what takes four times as long then, stands out. */
const WORTH_A_LOOK = 100

/** A text so short that nothing takes long over it. */
const FEW_BYTES = 12

/** A body that the program reads whole has to stay under the 2 MB of a form. */
const MOST_BYTES = 2_000_000
/** And what a script sends under its 512 KB. */
const MOST_BYTES_OF_A_SCRIPT = 480_000

const WRITTEN = ['text', 'textarea', 'email', 'tel', 'search', 'password']

/** What is sent to any field of any form, also where its name was sent all of them by two forms before. */
const TO_ALL = ['a letter at each end of spaces', 'numbers in a row']
const FORMS_BEFORE = 2

/**
 * How many forms had which names of fields that are the same everywhere: what nobody writes much in (ids, versions, keys, choices, dates,
 * searches), and comments and actions of questions.
 */
export type Known = Map<string, number>

/**
 * Sends each awkward text to every field of a form: first to what a person writes much in, with the rest as the page has it, then to the
 * rest.
 *
 * @param known what forms before had
 * @returns a line for every field that held the process up, and for every answer that was a fault of ours
 */
export async function heldUpBy(
  world: TestWorld,
  form: FoundForm,
  texts = Object.keys(AWKWARD),
  known: Known = new Map(),
): Promise<string[]> {
  const named = form.boxes.filter(({ name }) => name !== '' && name !== '_csrf')
  const isItsOwn = ({ name, type }: Box) => WRITTEN.includes(type) && isLong(name) && !OF_EVERY_QUESTION.test(name)
  const written = [...new Set(named.filter(isItsOwn).map(({ name }) => name))]
  const others = [...new Set(named.filter(({ name, type }) => type !== 'file' && !written.includes(name)).map(({ name }) => name))]
  const kindIn = (name: string) => `${form.route.answers} ${goesBy(name)}`
  const unknown = others.filter(name => (known.get(kindIn(name)) ?? 0) < FORMS_BEFORE)
  for (const kind of new Set(others.map(kindIn))) known.set(kind, (known.get(kind) ?? 0) + 1)
  const faults: string[] = []
  for (const text of texts) {
    for (const fields of [...groupsOf(written, form, text), ...groupsOf(TO_ALL.includes(text) ? others : unknown, form, text)]) {
      const sum = await sent(world, form, fields, text)
      faults.push(...sum.faults)
      if (sum.milliseconds <= WORTH_A_LOOK) continue
      for (const field of fields) {
        const { milliseconds } = await sent(world, form, [field], text, 2 * KILOBYTES_15)
        if (milliseconds <= MOST_MILLISECONDS) continue
        // On a slow machine a large page takes as long by itself.
        const more = milliseconds - (await sent(world, form, [field], text, FEW_BYTES)).milliseconds
        if (more > MOST_MILLISECONDS) faults.push(`${nameOf(form.route)} ${field}: ${text} took ${Math.round(more)} ms`)
      }
    }
  }
  return faults
}

/** Whether so much of a text is read from a field of this name that a pattern could take long over it: others are cut at the door. */
const isLong = (name: string): boolean => capped(name, AWKWARD.brackets!()).length > 1_000

/** What stands in the forms of sections once for each question, whatever kind it is: its comment, its action, what it was drawn from. */
const OF_EVERY_QUESTION = /^([b-z])\..*/
const goesBy = (name: string): string => kindOf(name).replace(OF_EVERY_QUESTION, '$1')

/** As many fields as go into one body. */
function groupsOf(fields: readonly string[], form: FoundForm, text: string): string[][] {
  const most = form.route.answers === 'json' ? MOST_BYTES_OF_A_SCRIPT : MOST_BYTES
  const size = Math.floor(most / escaped(text).length)
  return Array.from({ length: Math.ceil(fields.length / size) }, (_, at) => fields.slice(at * size, (at + 1) * size))
}

/** The time of the one process that an answer takes, its status, and in place of that why there was none. */
export async function timed(request: PromiseLike<Response>): Promise<{ milliseconds: number; status: number | string; text: string }> {
  const before = process.threadCpuUsage()
  const { status, text } = await request.then(
    answer => ({ status: answer.status, text: answer.text ?? '' }),
    (error: unknown) => ({ status: String(error), text: '' }),
  )
  const { user, system } = process.threadCpuUsage(before)
  return { milliseconds: (user + system) / 1000, status, text }
}

/** What nobody writes words into: codes, numbers and addresses of mail have a shape of their own, which is told. */
const SHAPED = /^(?:code|who|phone|telephone|contactPhone|postcode|day|year|pasted)$|^word-/

/**
 * The boxes of a page that refused what was too long for them and do not tell how much they take: by the count of the script beside them
 * (`data-limit`), and in words for whoever has no scripts.
 */
export function untoldLimits(page: string): string[] {
  return [...page.matchAll(/<a href="#([^"]+)">[^<]* must be ([\d,]+) characters or fewer[^<]*</g)].flatMap(([, id = '', most = '']) => {
    const [box = ''] = new RegExp(`<(?:input|textarea)\\b[^>]* id="${id}"[^>]*>`).exec(page) ?? []
    // Of several in one box, a line each, the limit of a line is told in words alone.
    const isCounted = box.includes(`data-limit="${most.replaceAll(',', '')}"`) || (id === 'agencies' && box.includes('data-limit'))
    if (box === '' || SHAPED.test(id) || box.includes('type="password"')) return []
    return isCounted && new RegExp(`(?:up to|action|role) ${most} ?`, 'i').test(page.replace(/<a href="#.*/g, '')) ? [] : [`${id}: ${most}`]
  })
}

/** Sends one form and takes back whatever it changed. */
async function sent({ db }: TestWorld, form: FoundForm, fields: readonly string[], text: string, bytes?: number) {
  const browser = await form.walker.browser()
  const csrf = form.route.method === 'get' ? '' : browser.csrf()
  await db.raw('savepoint awkward')
  const request = prepared(browser, form, fields, { text, bytes }, csrf)
  const { milliseconds, status, text: page } = await timed(request())
  await db.raw('rollback to savepoint awkward')
  return {
    milliseconds,
    faults: [
      ...(Number(status) < 500 ? [] : [`${nameOf(form.route)} ${fields.join(', ')}: ${text} was answered ${status}`]),
      ...(status === 422 ? untoldLimits(page).map(box => `${nameOf(form.route)} does not tell its limit: ${box}`) : []),
    ],
  }
}

function prepared(
  browser: Browser,
  form: FoundForm,
  fields: readonly string[],
  { text, bytes }: { text: string; bytes: number | undefined },
  csrf: string,
): () => PromiseLike<Response> {
  const others = form.boxes.filter(({ name, type }) => name !== '' && name !== '_csrf' && type !== 'file' && !fields.includes(name))
  const untouched = unique(others).flatMap(({ name, values }) => values.map((value): [string, string] => [name, value]))
  const typed = (room = bytes) => fields.map((name): [string, string] => [name, AWKWARD[text]!(room)])
  if (form.route.method === 'get') {
    // An address has room for 16 KB, escaped: of several fields each gets its share.
    const share = 12_000 / fields.length / Math.max(1, escaped(text).length / KILOBYTES_15)
    const query = new URLSearchParams([...untouched, ...typed(Math.floor(share))]).toString()
    return () => browser.get(`${form.action.split('?')[0]!}?${query}`)
  }
  if (form.route.answers === 'json') {
    const body = JSON.stringify(Object.fromEntries([...untouched, ...typed()]))
    return () => browser.send(form.action, 'application/json', body).set('X-CSRF-Token', csrf)
  }
  const asItStands: [string, string][] = [['_csrf', csrf], ...untouched]
  if (!form.isMultipart) {
    const written = fields.map(name => `${encodeURIComponent(name)}=${escaped(text, bytes)}`)
    const body = [new URLSearchParams(asItStands).toString(), ...written].join('&')
    return () => browser.send(form.action, 'application/x-www-form-urlencoded', body)
  }
  const parts = [...asItStands, ...typed()].map(
    ([name, value]) => `--part\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return () => browser.send(form.action, 'multipart/form-data; boundary=part', `${parts.join('')}--part--\r\n`)
}

const escapedTexts = new Map<string, string>()
/** A text as a form sends it, escaped once: it goes into thousands of bodies. */
function escaped(text: string, bytes?: number): string {
  const key = `${text} ${bytes ?? ''}`
  const known = escapedTexts.get(key) ?? new URLSearchParams({ text: AWKWARD[text]!(bytes) }).toString().slice('text='.length)
  escapedTexts.set(key, known)
  return known
}

const unique = (boxes: readonly Box[]): Box[] => [...new Map(boxes.map(box => [box.name, box])).values()]
