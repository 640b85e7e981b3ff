import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Look, Looking } from '../../src/platform/looking/look.ts'
import type { Route } from '../../src/platform/http/routes.ts'
import { row } from '../../src/platform/db.ts'
import { routes } from '../../src/routes.ts'
import { oneReturn, today } from '../http/handling/oneReturn.ts'
import { office as saidDidOffice } from '../http/saidDid/world.ts'
import { exerciseIn } from '../http/standards/standards.ts'
import { plan } from '../support/plan.ts'
import { answering } from '../http/answering/answering.ts'
import { worldOn, type Browser, type Fields, type TestWorld } from '../support/app.ts'
import { awkwardFiles, type Awkward } from '../support/awkwardFiles.ts'
import { cloneDatabase } from '../support/database.ts'
import type { File } from '../support/forms.ts'

/**
 * The most of the one thread that serves everybody which one form may take for what is in its files. Their bytes cost something by
 * themselves, most of it for the sender, who is in this process as well: that is measured with as many bytes of nothing.
 */
const MOST_MS = 250

/** A form as it must be filled in for its files to be looked into. */
type Ready = { browser: Browser; url: string; fields: Fields; field: string }

/** How each form that takes files is filled in. A route that is added here must be added on purpose: it must not be left out either. */
const FORMS: Record<string, () => Ready | Promise<Ready>> = {
  '/return/sections/:section/evidence': () => ({ ...respondent, url: '/return/sections/training/evidence' }),
  '/return/evidence': () => ({ ...respondent, url: '/return/evidence' }),
  '/return/evidence/new': () => ({ ...respondent, url: '/return/evidence/new', fields: { question: 'roll' }, field: 'files' }),
  '/return/evidence/:id/replacement': async () => {
    const { dsl } = await answering(world)
    await dsl.postFiles('/return/evidence', {}, 'files.training_evidence', [{ name: 'log.txt', content: 'The log.' }])
    const file = await row<{ id: number }>(world.db, `select max(id) as id from evidence`)
    return { browser: dsl, url: `/return/evidence/${file!.id}/replacement`, fields: {}, field: 'files' }
  },
  '/returns/:returnId/evidence': async () => {
    const { browser, base } = await oneReturn(world)
    return { browser, url: `${base}/evidence`, fields: today('received'), field: 'files' }
  },
  '/returns/:returnId/offline': async () => {
    const { browser, base } = await oneReturn(world, { issued_at: new Date(Date.now() - 9 * 86_400_000) })
    const fields = { ...today('received'), 'received-time': 'midnight', by: 'Sam Okafor', note: '', _seen: 'issued ' }
    return { browser, url: `${base}/offline`, fields, field: 'files' }
  },
  '/register/contacts/upload': () => ({ browser: office, url: '/register/contacts/upload', fields: {}, field: 'file' }),
  '/plans/import': () => ({ browser: office, url: '/plans/import', fields: {}, field: 'file' }),
  '/plans/:planId/import': async () => {
    const { browser, base } = await plan(world)
    return { browser, url: `${base}/import`, fields: {}, field: 'file' }
  },
  '/rounds/:roundId/said-did/import': async () => {
    const { browser, base } = await saidDidOffice(world)
    return { browser, url: `${base}/import`, fields: {}, field: 'file' }
  },
  '/standards/exercises/:exerciseId/import': async () => {
    const { browser, at } = await exerciseIn(world)
    return { browser, url: `${at}/import`, fields: {}, field: 'file' }
  },
  '/return/workbook': () => ({ ...respondent, url: '/return/workbook', field: 'file' }),
  '/register/imports': () => ({ browser: office, url: '/register/imports', fields: {}, field: 'file' }),
}
/** What goes the way of a form that is tried: sent by a script, or to the same page by staff. */
const AS_FORMS: Record<string, string> = {
  '/return/evidence/files': '/return/evidence',
  '/return/evidence/new/files': '/return/evidence/new',
  '/return/evidence/:id/replacement/file': '/return/evidence/:id/replacement',
  '/returns/:returnId/evidence/files': '/returns/:returnId/evidence',
  '/returns/:returnId/offline/files': '/returns/:returnId/offline',
  '/returns/:returnId/workbook': '/return/workbook',
}
/** Forms whose files go the way of another one's, by the same looks, which is held below: all awkward files there, some of each kind here. */
const LIKE: Record<string, string> = {
  '/return/sections/:section/evidence': '/return/evidence',
  '/return/evidence/new': '/return/evidence',
  '/return/evidence/:id/replacement': '/return/evidence',
  '/returns/:returnId/evidence': '/return/evidence',
  '/returns/:returnId/offline': '/return/evidence',
  '/plans/:planId/import': '/plans/import',
  '/rounds/:roundId/said-did/import': '/plans/import',
  '/standards/exercises/:exerciseId/import': '/plans/import',
}
const SOME = [
  '15 KB of comments that are left open',
  '9 MB of commas',
  'a name of 15 KB of combining',
  'a zip with 60,000',
  'a PDF of 5 MB',
]
const takers = routes.filter(({ upload }) => upload !== undefined)
const UPLOADS = takers.filter(({ path }) => !(path in AS_FORMS))

let world: TestWorld
let drop: () => Promise<void>
let respondent: Omit<Ready, 'url'>
let office: Browser
const files = new Map<boolean, Awkward[]>()

beforeAll(async () => {
  const database = await cloneDatabase()
  drop = database.drop
  world = worldOn(database.db)
  respondent = { browser: (await answering(world)).dsl, fields: {}, field: 'files.training_evidence' }
  office = (await oneReturn(world)).browser
  for (const many of [true, false]) files.set(many, await awkwardFiles(many))
}, 120_000)
afterAll(() => drop())

/** Sends files by a form. @returns how long the thread of the program was busy with them, and how many of them were looked into */
async function send(
  { browser, url, fields, field }: Ready,
  sent: File[],
  looking: Looking = usual,
): Promise<{ ms: number; looks: string[]; status: number }> {
  const looks: string[] = []
  world.deps.looking = {
    look(...asked) {
      looks.push(asked[0].name)
      return looking.look(...asked)
    },
    close: () => Promise.resolve(),
  }
  const request = browser.postFiles(url, fields, field, sent)
  const before = process.threadCpuUsage()
  const { status } = await request
  const { user, system } = process.threadCpuUsage(before)
  return { ms: Math.round((user + system) / 1000), looks, status }
}

let usual: Looking
beforeAll(() => {
  usual = world.deps.looking
})

/**
 * The least that a form takes in three tries: what its files cost is taken each time. What a garbage collection of this whole process
 * takes, with the modules of all the test files before, is not.
 */
async function least(once: () => ReturnType<typeof send>): ReturnType<typeof send> {
  let found = await once()
  for (let tries = 1; tries < 3 && found.ms > MOST_MS; tries += 1) {
    const again = await once()
    if (again.ms < found.ms) found = again
  }
  return found
}

const ORDINARY: File = { name: 'ordinary.csv', content: 'URN,Role\r\n1,head\r\n' }
const nothing = ({ name, content }: File): File => ({ name, content: Buffer.alloc(Buffer.byteLength(content)) })

async function tooSlow(route: Route, all: Awkward[], looking?: Looking): Promise<string[]> {
  const ready = FORMS[route.path]!
  // Code is made ready the first time that it runs.
  await send(await ready(), [ORDINARY], looking)
  const faults: string[] = []
  for (const { what, files: sent, byName } of all) {
    const { ms, looks, status } = await least(async () => send(await ready(), sent, looking))
    const ofBytes = async () => (await least(async () => send(await ready(), sent.map(nothing)))).ms
    if (looks.length < sent.length && !byName) faults.push(`${what}: ${looks.length} of ${sent.length} files were looked into (${status})`)
    if (status >= 500) faults.push(`${what}: ${status}`)
    if (ms > MOST_MS && ms - (await ofBytes()) > MOST_MS) faults.push(`${what}: ${ms} ms`)
  }
  return faults
}

test('every form that takes files is among those that are tried', () => {
  expect(takers.map(({ path }) => path).sort()).toEqual([...Object.keys(FORMS), ...Object.keys(AS_FORMS)].sort())
})

describe('whatever file somebody sends, the thread that serves everybody is busy with it for a moment only', () => {
  test.each(UPLOADS.map(route => [route.path, route] as const))(
    '%s',
    async (_path, route) => {
      // Forms that judge each file by itself take documents, the others lists.
      const all = files.get(route.upload?.each === true)!.map(one => ({ ...one, files: one.files.slice(0, route.upload?.files ?? 1) }))
      const like = LIKE[route.path]
      const some = like === undefined ? all : all.filter(({ what }) => SOME.some(beginning => what.startsWith(beginning)))
      expect(some.length).toBeGreaterThanOrEqual(SOME.length)
      expect(await tooSlow(route, some)).toEqual([])
      if (like === undefined) return
      const [mine, theirs] = [await send(await FORMS[route.path]!(), [ORDINARY]), await send(await FORMS[like]!(), [ORDINARY])]
      expect(mine.looks).toEqual(theirs.looks)
    },
    180_000,
  )
})

test('a pattern that tries every way of parting a text is found out, where it runs in that thread', async () => {
  const planted: Looking = {
    ...usual,
    async look<Question, Finding>(look: Look<Question, Finding>, file: string, question: Question): Promise<Finding> {
      const head = (await readFile(file)).subarray(0, 8192).toString('latin1')
      expect(/^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype|html|head)/i.test(head)).toBe(false)
      return look.run(file, question)
    },
  }
  // Each further comment took twice as long: four more than these, and it was half a minute.
  const [route] = UPLOADS.filter(({ path }) => path === '/return/evidence')
  const text = { what: 'comments', files: [{ name: 'minutes.txt', content: `${'<!---->'.repeat(25)}x` }] }
  expect(await tooSlow(route!, [text], planted)).toEqual([expect.stringMatching(/^comments: \d+ ms$/)])
  expect(await tooSlow(route!, [text])).toEqual([])
}, 60_000)
