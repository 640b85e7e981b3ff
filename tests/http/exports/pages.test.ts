import { createHash } from 'node:crypto'
import { existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { readyComments } from '../../../src/features/coding/index.ts'
import { buildExport } from '../../../src/features/exports/buildActions.ts'
import { sweepExportsJob } from '../../../src/features/exports/index.ts'
import { jobs } from '../../../src/jobs.ts'
import { changed, row, rows, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { newFileKey, type FileStore } from '../../../src/platform/files/storage.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { filledRound } from '../../support/filledRound.ts'
import { heading, inRollback, pageText, worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { readWorkbook } from '../../support/workbook.ts'

const keyOf = ({ text }: Response): string => /name="_key" value="([^"]+)"/.exec(text)?.[1] ?? ''
const shaOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex')

/** A filled round and the browser of an analyst of its partnership. */
async function analyst({ db, make, staff }: Pick<TestWorld, 'db' | 'make' | 'staff'>, role: 'analyst' | 'viewer' | 'reviewer' = 'analyst') {
  const { partnershipId, round } = await filledRound(db, make)
  const actor = await make.staffActor(partnershipId, role)
  return { partnershipId, round, list: `/rounds/${round.id}/exports`, browser: await staff(actor.accountId) }
}

const filesOf = (response: Response) => response.body as Buffer
const binary = (response: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void) => {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => done(null, Buffer.concat(chunks)))
}

test(
  'an analyst makes a workbook, waits for it, and downloads what its page says',
  inRollback(async world => {
    const { list, browser } = await analyst(world)
    const empty = await browser.get(list)
    expect(heading(empty)).toBe('Export the data')
    expect(pageText(empty)).toContain('No export has been made yet')

    const asked = await browser.post(list, { _key: keyOf(empty) })
    expect(asked.status).toBe(303)
    const page = asked.headers.location!
    const waiting = await browser.get(page)
    expect(heading(waiting)).toBe('Your workbook is being made')
    expect(waiting.text).toContain('<meta http-equiv="refresh" content="3">')
    expect((await browser.get(`${page}/file`)).status).toBe(409)

    await drain(world.deps, jobs)
    const ready = await browser.get(page)
    expect(heading(ready)).toBe('Your workbook is ready')
    expect(ready.text).not.toContain('http-equiv="refresh"')

    const file = await browser
      .get(`${page}/file`)
      .buffer(true)
      .parse(binary as never)
    expect(file.headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="?safeguarding-audit-round-\d+-\d{4}-\d\d-\d\d\.xlsx"?$/)
    expect(pageText(ready)).toContain(shaOf(filesOf(file)))
    expect((await readWorkbook(filesOf(file))).get('Establishments')!.rows.length).toBe(12)
    expect(pageText(await browser.get(list))).toMatch(/Priya Shah Workbook: everything, with names Ready/)
    const told = await rows<{ verb: string }>(world.db, `select verb from events where verb like 'export.%' order by id`)
    expect(told.map(({ verb }) => verb)).toEqual(['export.requested', 'export.made', 'export.downloaded'])
  }),
)

test(
  'a double click makes one workbook',
  inRollback(async world => {
    const { list, browser, round } = await analyst(world)
    const _key = keyOf(await browser.get(list))
    const first = await browser.post(list, { _key })
    const again = await browser.post(list, { _key })
    expect(again.headers.location).toBe(first.headers.location)
    expect(await rows(world.db, 'select format from exports where round_id = ?', [round.id])).toEqual([{ format: 'workbook' }])
  }),
)

test(
  'a form that names no format that there is asks for the usual one',
  inRollback(async world => {
    const { list, browser } = await analyst(world)
    for (const form of [{ format: 'nothing' }, { format: '' }, { format: '__proto__' }, { format: ['workbook', 'workbook'] }])
      expect((await browser.post(list, form)).status).toBe(303)
    expect(await rows(world.db, 'select distinct format from exports')).toEqual([{ format: 'workbook' }])
  }),
)

test(
  'what somebody chose is made, is told on its page, and is remembered for the next time, also in another round',
  inRollback(async world => {
    const { list, browser, round, partnershipId } = await analyst(world)
    const form = {
      format: 'csv',
      sheets: ['establishments', 'rates'],
      sets: 'A',
      sections: 'training',
      people: 'pseudonymised',
      labels: 'yes',
    }
    const page = (await browser.post(list, form)).headers.location!
    expect(await row(world.db, 'select format, choice from exports where round_id = ?', [round.id])).toEqual({
      format: 'csv',
      choice: {
        ...{ sheets: ['establishments', 'rates'], sets: ['A'], sections: ['training'], states: null },
        ...{ people: 'pseudonymised', labels: true },
      },
    })
    await drain(world.deps, jobs)
    const ready = await browser.get(page)
    expect(heading(ready)).toBe('Your zip is ready')
    expect(pageText(ready)).toContain('Establishments; Rates')
    expect(pageText(ready)).toContain('Pseudonymised: codes in place of names')
    const file = await browser
      .get(`${page}/file`)
      .buffer(true)
      .parse(binary as never)
    expect(file.headers['content-type']).toBe('application/zip')
    expect(file.headers['content-disposition']).toMatch(/-pseudonymised-\d{4}-\d\d-\d\d\.zip"?$/)

    const other = await world.make.round({ partnership_id: partnershipId })
    for (const address of [list, `/rounds/${other.id}/exports`]) {
      const { text } = await browser.get(address)
      expect(ticked(text)).toEqual(
        new Set([
          'people=pseudonymised',
          'sheets=establishments',
          'sheets=rates',
          'labels=yes',
          ...(address === list ? ['sets=A', 'sections=training'] : []),
        ]),
      )
    }
    // Its own button makes the same again.
    const hidden = Object.fromEntries(
      [...ready.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    )
    expect(hidden).toMatchObject({ format: 'csv', sets: 'A', sections: 'training', people: 'pseudonymised', labels: 'yes' })
    const colleague = await world.staff((await world.make.staffActor(partnershipId, 'analyst')).accountId)
    expect(ticked((await colleague.get(list)).text)).toEqual(new Set(['people=named']))
  }),
)

/** What is ticked in a page, as it would be sent. */
const ticked = (html: string) =>
  new Set(
    [...html.matchAll(/<input[^>]*type="(?:radio|checkbox)"[^>]*>/g)].flatMap(([input]) =>
      / checked/.test(input) ? [`${/name="([^"]*)"/.exec(input)![1]}=${/value="([^"]*)"/.exec(input)![1]}`] : [],
    ),
  )

test.each([
  ['sheets', 'everything', 'There is no sheet “everything” in this round'],
  ['sets', 'Q', 'There is no question set “Q” in this round'],
  ['sections', '__proto__', 'There is no section “__proto__” in this round'],
  ['states', 'x'.repeat(300), 'There is no state in this round'],
  ['people', 'anonymous', 'Choose with names, or pseudonymised'],
])('what there is not is refused at its field, and nobody gets more than they asked for: %s', async (field, value, message) => {
  await inRollback(async world => {
    const { list, browser } = await analyst(world)
    const refused = await browser.post(list, { sheets: 'rates', [field]: value })
    expect(refused.status).toBe(422)
    expect(pageText(refused)).toContain(message)
    expect(refused.text).toContain(`href="#${field}"`)
    expect(await rows(world.db, 'select 1 from exports')).toEqual([])
  })()
})

test.each(['viewer', 'reviewer'] as const)('a %s cannot take the data out', async role => {
  await inRollback(async world => {
    const { list, browser } = await analyst(world, role)
    expect((await browser.get(list)).status).toBe(403)
    expect((await browser.post(list)).status).toBe(403)
    expect((await browser.get(`${list}/1`)).status).toBe(403)
    expect((await browser.get(`${list}/1/file`)).status).toBe(403)
  })()
})

test(
  'another partnership’s round and workbook are not there',
  inRollback(async world => {
    const own = await analyst(world)
    const other = await analyst(world)
    const page = (await own.browser.post(own.list, {})).headers.location!
    await drain(world.deps, jobs)
    const id = page.split('/').at(-1)!
    for (const url of [
      own.list,
      page,
      `${page}/file`,
      `${other.list}/${id}`,
      `${other.list}/${id}/file`,
      `${other.list}/x`,
      '/rounds/x/exports',
    ])
      expect([url, (await other.browser.get(url)).status]).toEqual([url, 404])
    expect((await other.browser.post(own.list, {})).status).toBe(404)
  }),
)

test(
  'after a day the workbook is gone: its page says so, its file is removed, and a new one can be made',
  inRollback(async world => {
    const { list, browser } = await analyst(world)
    const page = (await browser.post(list, {})).headers.location!
    await drain(world.deps, jobs)
    const made = await row<{ key: string; hours: number }>(
      world.db,
      `select storage_key as key, round(extract(epoch from expires_at - ready_at) / 3600) as hours from exports`,
    )
    expect([made!.hours, await world.deps.files.has(made!.key)]).toEqual([24, true])

    await changed(world.db, `update exports set expires_at = now() - interval '1 second'`)
    expect((await browser.get(`${page}/file`)).status).toBe(410)
    const expired = await browser.get(page)
    expect(heading(expired)).toBe('This workbook is no longer kept')
    expect(keyOf(expired)).not.toBe('')
    await sweepExportsJob.run(world.deps, {})
    await sweepExportsJob.run(world.deps, {})
    expect(await world.deps.files.has(made!.key)).toBe(false)
    expect((await browser.get(`${page}/file`)).status).toBe(410)
    expect(pageText(await browser.get(list))).toContain('No longer kept')
  }),
)

/** A store that knows what it holds, and does what a test wants before it takes a file. */
function watched(files: FileStore, kept: Set<string>, before: () => Promise<void> | void = () => undefined): FileStore {
  return {
    ...files,
    async put(body, key) {
      await before()
      const stored = await files.put(body, key)
      kept.add(stored.key)
      return stored
    },
    async remove(key) {
      await files.remove(key)
      kept.delete(key)
    },
  }
}

const orderOf = async (db: Db) =>
  (await row<{ partnershipId: Id<'partnership'>; exportId: Id<'export'> }>(
    db,
    `select partnership_id as "partnershipId", id as "exportId" from exports`,
  ))!

test.each(['had begun its file', 'had stored its file'])(
  'a workbook whose worker was killed when it %s is made by the next one, and one file is left',
  async when => {
    await inRollback(async ({ deps, ...world }) => {
      const { list, browser } = await analyst(world)
      await browser.post(list, {})
      const order = await orderOf(world.db)
      const left = newFileKey()
      await changed(world.db, `update exports set status = 'building', storage_key = ?`, [left])
      await deps.files.put(Readable.from(['half']), left)
      const place = path.join(deps.config.UPLOADS_DIR, left.slice(0, 2), left)
      if (when === 'had begun its file') renameSync(place, `${place}.partial`)

      await buildExport(deps, order)
      const made = await row<{ status: string; key: string; sha256: string }>(
        world.db,
        'select status, storage_key as key, sha256 from exports',
      )
      expect(made!.status).toBe('ready')
      expect([existsSync(place), existsSync(`${place}.partial`)]).toEqual([false, false])
      expect(shaOf(Buffer.concat((await (await deps.files.get(made!.key)).toArray()) as Buffer[]))).toBe(made!.sha256)

      // Told once more, by a queue that did not hear that it was done.
      await buildExport(deps, order)
      expect(await row(world.db, 'select storage_key as key from exports')).toEqual({ key: made!.key })
    })()
  },
)

test.each(['had not begun', 'was killed over the last try'])(
  'a workbook that nobody makes any more, because its worker %s, says so, and a new one can be made',
  async how => {
    await inRollback(async ({ deps, ...world }) => {
      const { list, browser } = await analyst(world)
      const page = (await browser.post(list, {})).headers.location!
      const left = newFileKey()
      if (how === 'was killed over the last try') {
        await deps.files.put(Readable.from(['half']), left)
        await changed(world.db, `update exports set status = 'building', storage_key = ?`, [left])
        await changed(world.db, `update pgboss.job set state = 'active' where name = 'export.build'`)
      }
      await sweepExportsJob.run(deps, {})
      expect(heading(await browser.get(page))).toBe('Your workbook is being made')

      if (how === 'had not begun') await changed(world.db, `delete from pgboss.job where name = 'export.build'`)
      else await changed(world.db, `update pgboss.job set state = 'failed' where name = 'export.build'`)
      await sweepExportsJob.run(deps, {})
      await sweepExportsJob.run(deps, {})
      const failed = await browser.get(page)
      expect(heading(failed)).toBe('The workbook could not be made')
      expect(pageText(failed)).toContain('The program stopped while it was made.')
      expect(await deps.files.has(left)).toBe(false)
      expect(await rows(world.db, `select 1 from events where verb = 'export.failed'`)).toHaveLength(1)
      expect(await row(world.db, 'select status from job_runs')).toEqual({ status: 'failed' })

      const again = (await browser.post(list, { _key: keyOf(failed) })).headers.location!
      await drain(deps, jobs)
      expect(heading(await browser.get(again))).toBe('Your workbook is ready')
    })()
  },
)

test('two workers that both believe they have it leave one file, that of the later', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const { deps, ...world } = worldOn(db)
    const { list, browser } = await analyst(world)
    await browser.post(list, {})
    const order = await orderOf(db)
    const kept = new Set<string>()
    const files = watched(deps.files, kept, () => buildExport({ ...deps, files: watched(deps.files, kept) }, order))
    await buildExport({ ...deps, files }, order)
    const made = await row<{ status: string; key: string }>(db, 'select status, storage_key as key from exports')
    expect(made!.status).toBe('ready')
    expect([...kept]).toEqual([made!.key])
  } finally {
    await drop()
  }
})

test(
  'when there is no room to store it, its page says what to do, and nothing is left',
  inRollback(async world => {
    const { list, browser } = await analyst(world)
    const page = (await browser.post(list, {})).headers.location!
    const kept = new Set<string>()
    const full = watched(world.deps.files, kept, () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    })
    await drain({ ...world.deps, files: full }, jobs)
    const failed = await browser.get(page)
    expect(heading(failed)).toBe('The workbook could not be made')
    expect(pageText(failed)).toContain('There was no room left to store it.')
    expect(pageText(failed)).not.toContain('ENOSPC')
    expect([...kept]).toEqual([])
    expect((await browser.get(`${page}/file`)).status).toBe(409)

    const again = (await browser.post(list, { _key: keyOf(failed) })).headers.location!
    await drain(world.deps, jobs)
    expect(heading(await browser.get(again))).toBe('Your workbook is ready')
  }),
)

test.each(['after', 'before'])(
  'a workbook is ready only with its file, when the connection breaks %s it is marked as ready',
  async when => {
    await inRollback(async world => {
      const { list, browser, partnershipId, round } = await analyst(world)
      const page = (await browser.post(list, {})).headers.location!
      const kept = new Set<string>()
      // What is worked out before a file is written is written already: the first transaction is that which makes it ready.
      await readyComments(world.db, { partnershipId, roundId: round.id })
      let isCut = false
      const cutOff = async (...[work, how]: Parameters<Db['transaction']>): Promise<unknown> => {
        if (how !== undefined || isCut) return world.db.transaction(work, how)
        isCut = true
        if (when === 'after') await world.db.transaction(work)
        throw new Error('Connection terminated unexpectedly')
      }
      const db = new Proxy(world.db, { get: (of, name): unknown => (name === 'transaction' ? cutOff : Reflect.get(of, name)) })
      await buildExport({ ...world.deps, db, files: watched(world.deps.files, kept) }, await orderOf(world.db))
      expect(isCut).toBe(true)
      const made = await row<{ status: string; key: string | null }>(world.db, 'select status, storage_key as key from exports')
      expect(made!.status).toBe(when === 'after' ? 'ready' : 'failed')
      expect([...kept]).toEqual(made!.key === null ? [] : [made!.key])
      expect((await browser.get(`${page}/file`)).status).toBe(when === 'after' ? 200 : 409)
    })()
  },
)
