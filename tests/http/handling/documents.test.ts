import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText, worldOn } from '../../support/app.ts'
import { filesAreRead } from '../../support/filesAreRead.ts'
import { linksOf } from '../../support/forms.ts'
import { cloneDatabase } from '../../support/database.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { londonDate } from '../../../src/platform/london.ts'
import { docm, pdf } from '../evidence/files.ts'
import { oneReturn, sent, statusOf, today, verbsOf } from './oneReturn.ts'

const policy = { name: 'Child protection policy.pdf', content: pdf('A policy') }
const minutes = { name: 'Minutes of governors.pdf', content: pdf('Minutes') }

const evidenceIn = (db: Parameters<typeof rows>[0], id: number) =>
  rows<{ id: number; original_name: string; received_via: string; note: string; by_name: string; removed_at: Date | null }>(
    db,
    `select id, original_name, received_via, note, by_name, removed_at from evidence where return_id = ? order by id`,
    [id],
  )

test(
  'staff take in documents that came by email, for a question or for the return as a whole',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, sent)
    const form = await browser.get(`${base}/evidence/new`)
    const question = /name="questions"[^>]*value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    expect(question).not.toBe('')
    const fields = { ...today('received'), note: 'From the DSL', questions: question }
    const page = await browser.postFiles(`${base}/evidence`, fields, 'files', [policy, minutes])
    expect(page.headers.location).toBe(`${base}/evidence`)
    await browser.postFiles(`${base}/evidence`, today('received'), 'files', [{ name: 'Letter.pdf', content: pdf('Dear partnership') }])
    const list = pageText(await browser.get(`${base}/evidence`))
    expect(list).toContain('Child protection policy.pdf')
    expect(list).toContain('By email on')
    expect(list).toContain('The return as a whole')
    expect(list).toMatch(/SHA-256 [0-9a-f]{64}/)
    expect((await evidenceIn(world.db, auditReturn.id)).map(({ received_via, by_name }) => [received_via, by_name])).toEqual(
      Array.from({ length: 3 }, () => ['email', 'Priya Shah']),
    )
    expect(await row(world.db, `select files, status from returns where id = ?`, [auditReturn.id])).toEqual({
      files: 3,
      status: 'submitted',
    })
    expect(pageText(await browser.get(`${base}/answers?section=all`))).toContain('Child protection policy.pdf')
  }),
)

test(
  'a document of the wrong kind is refused by name; the others are taken in, and what was typed stays',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world)
    const fields = { ...today('received'), note: 'From the <office>' }
    const page = await browser.postFiles(`${base}/evidence`, fields, 'files', [policy, { name: 'Macros.docm', content: await docm() }])
    expect(page.status).toBe(422)
    expect(pageText(page)).toContain('One document was added. The others were not')
    expect(pageText(page)).toContain('Macros.docm:')
    expect(page.text).toContain('From the &lt;office&gt;')
    expect(await evidenceIn(world.db, auditReturn.id)).toHaveLength(1)
  }),
)

test(
  'no document, a date that does not exist and one that lies ahead are said at their fields',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world)
    const none = await browser.postFiles(`${base}/evidence`, today('received'), 'files', [])
    expect(none.status).toBe(422)
    expect(pageText(none)).toContain('Choose at least one document')
    const unreal = { 'received-day': '31', 'received-month': '4', 'received-year': '2026' }
    const page = await browser.postFiles(`${base}/evidence`, unreal, 'files', [policy])
    expect(pageText(page)).toContain('The date received must be a real date')
    expect(pageText(page)).toContain('Choose the document again')
    const ahead = { 'received-day': '1', 'received-month': '1', 'received-year': '2090' }
    expect(pageText(await browser.postFiles(`${base}/evidence`, ahead, 'files', [policy]))).toContain('must be today or in the past')
    expect(await evidenceIn(world.db, auditReturn.id)).toEqual([])
  }),
)

test(
  'a document is downloaded as an attachment, removed after a question, and brought back',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world)
    await browser.postFiles(`${base}/evidence`, today('received'), 'files', [policy])
    await filesAreRead(world)
    const [stored] = await evidenceIn(world.db, auditReturn.id)
    const file = `${base}/evidence/${stored?.id}`
    const download = await browser.get(file)
    expect(download.headers['content-disposition']).toContain('attachment')
    expect(download.headers['x-content-type-options']).toBe('nosniff')
    expect(heading(await browser.get(`${file}/remove`))).toBe('Remove a document')
    expect((await evidenceIn(world.db, auditReturn.id))[0]?.removed_at).toBeNull()
    await browser.post(`${file}/remove`)
    await browser.post(`${file}/remove`)
    expect((await browser.get(file)).status).toBe(404)
    expect(pageText(await browser.get(`${base}/evidence`))).toContain('Removed')
    await browser.post(`${file}/restore`)
    expect((await browser.get(file)).status).toBe(200)
    expect(await verbsOf(world, auditReturn.id)).toEqual(['evidence.added', 'evidence.removed', 'evidence.restored'])
  }),
)

/** A form of a return that was issued and never answered. */
const offline = () => ({ ...today('received'), 'received-time': 'midnight', by: 'Sam Okafor, headteacher', note: '', _seen: 'issued ' })
const old = { issued_at: new Date(Date.now() - 9 * 86_400_000) }

test(
  'an offline return is in from when it was received, with its file, and the establishment is asked to confirm it',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world, { ...old, status: 'in_progress', started_at: new Date() })
    await world.make.invitation({ partnership_id, return_id: auditReturn.id, email: 'dsl@ashgrove.example' })
    const form = await browser.get(`${base}/offline`)
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form.text)?.[1] ?? ''
    const fields = { ...offline(), _key: value('_key'), _seen: value('_seen') }
    const file = { name: 'Audit 2026.pdf', content: pdf('The whole audit') }
    const done = await browser.postFiles(`${base}/offline`, fields, 'files', [file])
    expect(done.headers.location).toBe(base)
    const page = pageText(await browser.get(base))
    expect(page).toContain('The message that asks them to confirm it is kept here, not sent.')
    expect(page).toContain('Completed offline')
    expect(page).toContain('Received offline at midnight')
    const message = await row<{ to_email: string; body: string }>(world.db, `select to_email, body from messages where return_id = ?`, [
      auditReturn.id,
    ])
    expect(message?.to_email).toBe('dsl@ashgrove.example')
    expect(message?.body).toContain('It came to us from Sam Okafor, headteacher')
    const again = await browser.postFiles(`${base}/offline`, fields, 'files', [file])
    expect(again.headers.location).toBe(base)
    expect(await verbsOf(world, auditReturn.id)).toEqual(['evidence.added', 'return.taken_in'])
    expect(await evidenceIn(world.db, auditReturn.id)).toHaveLength(1)
    expect(await rows(world.db, `select id from messages where return_id = ?`, [auditReturn.id])).toHaveLength(1)
    expect(await rows(world.db, `select id from submissions where return_id = ? and via = 'offline'`, [auditReturn.id])).toHaveLength(1)
  }),
)

test(
  'an offline return is not recorded over an establishment that began to answer meanwhile',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, old)
    await world.db.raw(
      `update returns set status = 'in_progress', started_at = now(), last_saved_at = now(), version = version + 1 where id = ?`,
      [auditReturn.id],
    )
    const page = await browser.postFiles(`${base}/offline`, { ...offline(), note: 'Paper, box 3' }, 'files', [])
    expect(page.status).toBe(409)
    expect(pageText(page)).toContain('Someone changed this return after you opened the page')
    expect(page.text).toContain('Paper, box 3')
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'in_progress' })
  }),
)

test(
  'an offline return without a file says where the paper is; without either, a sender or a possible time it is not recorded',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, old)
    const blank = await browser.postFiles(`${base}/offline`, { 'received-time': '' }, 'files', [])
    expect(blank.status).toBe(422)
    for (const words of [
      'Choose the file of the return',
      'Enter the date received',
      'Enter the time received',
      'Enter who sent the return',
    ])
      expect(pageText(blank)).toContain(words)
    const ahead = { ...offline(), 'received-year': '2090', note: 'In the archive' }
    expect(pageText(await browser.postFiles(`${base}/offline`, ahead, 'files', []))).toContain('must be in the past')
    const before = { ...offline(), 'received-year': '2001', note: 'In the archive' }
    expect(pageText(await browser.postFiles(`${base}/offline`, before, 'files', []))).toContain(
      'cannot have come before its round was opened',
    )
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'issued' })
    const paper = await browser.postFiles(`${base}/offline`, { ...offline(), note: 'Paper in the archive, box 3' }, 'files', [])
    expect(paper.status).toBe(303)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'submitted' })
  }),
)

test(
  'staff who come second are led to the return: it was submitted, or is not expected any more',
  inRollback(async world => {
    for (const values of [sent, { status: 'excused', excused_as: 'closed' }]) {
      const { browser, base } = await oneReturn(world, values)
      const late = await browser.postFiles(`${base}/offline`, { ...offline(), note: 'In the archive' }, 'files', [])
      expect([late.status, linksOf(late, base)]).toEqual([409, expect.arrayContaining([base])])
    }
  }),
)

test(
  'an offline return may have come before the link was issued: a school sends the book of last year early',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world)
    const [year = '', month = '', day = ''] = londonDate(new Date(Date.now() - 3 * 86_400_000)).split('-')
    const fields = { ...offline(), 'received-day': day, 'received-month': month, 'received-year': year, note: 'In the archive' }
    expect((await browser.postFiles(`${base}/offline`, fields, 'files', [])).status).toBe(303)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'submitted' })
    expect(pageText(await browser.get(base))).toContain('Offline, in time')
  }),
)

test(
  'an offline return that was never issued cannot have come before its round was opened: a wrong year is told',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, { status: 'not_issued', issued_at: null })
    const fields = { ...offline(), note: 'Paper in the archive, box 3', _seen: 'not_issued ' }
    const page = await browser.postFiles(`${base}/offline`, { ...fields, 'received-year': '2020' }, 'files', [])
    expect(page.status).toBe(422)
    expect(pageText(page)).toContain('The return cannot have come before its round was opened, at')
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'not_issued' })
    expect((await browser.postFiles(`${base}/offline`, fields, 'files', [])).status).toBe(303)
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'submitted' })
  }),
)

test(
  'a file that is refused keeps the offline return out, with all that was typed; a return that is in already is refused',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, old)
    const page = await browser.postFiles(`${base}/offline`, offline(), 'files', [{ name: 'Macros.docm', content: await docm() }])
    expect(page.status).toBe(422)
    expect(pageText(page)).toContain('Macros.docm:')
    expect(page.text).toContain('Sam Okafor, headteacher')
    expect(await statusOf(world, auditReturn.id)).toMatchObject({ status: 'issued' })
    const { browser: other, base: submitted } = await oneReturn(world, sent)
    expect((await other.postFiles(`${submitted}/offline`, { ...offline(), note: 'Box 3' }, 'files', [])).status).toBe(409)
  }),
)

test(
  'the files of an offline return may come one by one before its form, which then needs none',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world)
    const send = async (fields: Record<string, string>, name: string, content: Buffer) =>
      (await browser.postFiles(`${base}/offline/files`, fields, 'files', [{ name, content }])).body as unknown
    const form = await browser.get(`${base}/offline`)
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form.text)?.[1] ?? ''
    const fields = { ...offline(), _key: value('_key'), _seen: value('_seen') }
    expect(await send(fields, 'Audit part 1.pdf', pdf('one'))).toEqual({ isAdded: true, said: '', href: '', isFormWrong: false })
    expect(await send(fields, 'Macros.docm', await docm())).toMatchObject({
      isAdded: false,
      said: expect.stringContaining('Macros.docm: '),
      isFormWrong: false,
    })
    expect(await send({ ...fields, by: '' }, 'Audit part 2.pdf', pdf('two'))).toMatchObject({ isAdded: false, isFormWrong: true })
    expect(await send({ ...fields, _seen: 'in_progress ' }, 'Audit part 2.pdf', pdf('two'))).toMatchObject({
      isAdded: false,
      isFormWrong: true,
    })
    expect(pageText(await browser.get(`${base}/offline`))).toContain('With this return already: Audit part 1.pdf.')
    expect((await browser.postFiles(`${base}/offline`, fields, 'files', [])).status).toBe(303)
    expect(await rows(world.db, 'select original_name as name, received_via from evidence where return_id = ?', [auditReturn.id])).toEqual([
      { name: 'Audit part 1.pdf', received_via: 'offline_return' },
    ])
    expect((await browser.postFiles(`${base}/offline/files`, fields, 'files', [{ name: 'Late.pdf', content: pdf('late') }])).status).toBe(
      409,
    )
  }),
)

test('an offline return that is sent several times at once is recorded once, and everybody is told that it worked', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    const { browser, base, auditReturn } = await oneReturn(world, old)
    const fields = { ...offline(), _key: randomUUID() }
    const pages = await Promise.all(
      Array.from({ length: 4 }, () =>
        browser.postFiles(`${base}/offline`, fields, 'files', [{ name: 'Audit.pdf', content: pdf('All of it') }]),
      ),
    )
    expect(pages.map(({ status, headers }) => [status, headers.location])).toEqual(pages.map(() => [303, base]))
    expect(await verbsOf(world, auditReturn.id)).toEqual(['evidence.added', 'return.taken_in'])
    expect(await evidenceIn(db, auditReturn.id)).toHaveLength(1)
  } finally {
    await drop()
  }
})

test(
  'a viewer neither downloads documents nor changes any; staff of another partnership find none',
  inRollback(async world => {
    const { browser, base, auditReturn, partnership_id } = await oneReturn(world)
    await browser.postFiles(`${base}/evidence`, today('received'), 'files', [policy])
    const [stored] = await evidenceIn(world.db, auditReturn.id)
    const file = `${base}/evidence/${stored?.id}`
    const viewer = await world.staff((await world.make.staffActor(partnership_id, 'viewer')).accountId)
    expect((await viewer.get(file)).status).toBe(403)
    const stranger = await oneReturn(world)
    expect((await stranger.browser.get(file)).status).toBe(404)
    expect((await stranger.browser.get(`${stranger.base}/evidence/${stored?.id}`)).status).toBe(404)
    for (const [person, status] of [
      [viewer, 403],
      [stranger.browser, 404],
    ] as const) {
      expect((await person.post(`${file}/remove`)).status).toBe(status)
      expect((await person.post(`${file}/restore`)).status).toBe(status)
      expect((await person.postFiles(`${base}/evidence`, today('received'), 'files', [minutes])).status).toBe(status)
      expect((await person.postFiles(`${base}/offline`, { ...offline(), note: 'Box 3' }, 'files', [])).status).toBe(status)
    }
    expect(await verbsOf(world, auditReturn.id)).toEqual(['evidence.added'])
  }),
)
