import { expect, test } from '@jest/globals'
import ExcelJS from 'exceljs'
import type { Response } from 'supertest'
import { forgetWorkbooksJob } from '../../../src/features/workbooks/index.ts'
import { changed, row, rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText, type Browser } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { cellAt } from '../../unit/workbooks/book.ts'
import { answering, fieldsOf } from '../answering/answering.ts'
import { filesAreRead } from '../../support/filesAreRead.ts'
import { oneReturn, sent } from '../handling/oneReturn.ts'

async function downloaded(browser: Browser, path: string): Promise<ExcelJS.Workbook> {
  const file = await browser.get(path).responseType('blob')
  expect(file.headers['content-disposition']).toMatch(/^attachment; filename="audit-.*\.xlsx"$/)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(file.body as ArrayBuffer)
  return book
}
const bytesOf = async (book: ExcelJS.Workbook) => Buffer.from(await book.xlsx.writeBuffer())
const send = (browser: Browser, path: string, content: Buffer | string, name = 'audit.xlsx') =>
  browser.postFiles(path, {}, 'file', [{ name, content }])
const confirm = (browser: Browser, page: Response, fields: Record<string, string> = {}) =>
  submitForm(browser, page, fields, { which: '/workbook/' })

test(
  'a school fills in a workbook, sees what it would change, and saves it once, with what a colleague wrote meanwhile left as it is',
  inRollback(async world => {
    const { dsl, join, answers, events, now } = await answering(world)
    expect(pageText(await dsl.get('/return'))).toContain('Work without a connection')
    expect(heading(await dsl.get('/return/workbook'))).toBe('Work without a connection')
    const head = await join('head', 'Ruth Ainsworth')
    const book = await downloaded(dsl, '/return/workbook/file')
    const form = await head.get('/return/sections/training')
    await head.post('/return/sections/training', { ...fieldsOf(form), 'a.priority': 'Attendance', 'a.story': 'Ours.' })
    cellAt(book, 'priority').value = 'Online safety'
    cellAt(book, 'read_part_one').value = '98%'
    cellAt(book, 'behaviour').value = 'Purple'
    cellAt(book, 'policy_current').value = 'yes'
    const file = await bytesOf(book)
    const came = await send(dsl, '/return/workbook', file)
    const address = String(came.headers.location)
    const page = await follow(dsl, came)
    expect(heading(page)).toBe('What the workbook would change')
    for (const words of [
      'Would be new (2)',
      'Not understood (1)',
      'Purple',
      'It takes “Green”',
      'Changed both here and in the workbook (1)',
    ])
      expect(pageText(page)).toContain(words)
    expect([...(await answers()).keys()].sort()).toEqual(['priority', 'story'])
    // Another person's workbook is nobody else's to see.
    expect((await head.get(address)).status).toBe(404)

    const saved = await confirm(dsl, page)
    expect(saved.status).toBe(303)
    expect(pageText(await follow(dsl, saved))).toContain('2 questions from the workbook are saved.')
    const [kept, { version }] = [await answers(), await now()]
    expect(kept.get('priority')).toMatchObject({ answer: 'Attendance', by_name: 'Ruth Ainsworth' })
    expect(kept.get('read_part_one')).toMatchObject({ answer: 98, by_name: 'Sam Okafor' })
    expect(kept.get('policy_current')).toMatchObject({ answer: 'yes' })
    expect(kept.has('behaviour')).toBe(false)
    expect(await events('return.workbook_read')).toMatchObject([{ details: { answers: 2, file: 'audit.xlsx' } }])

    expect((await confirm(dsl, page)).status).toBe(303)
    expect((await now()).version).toBe(version)
    expect(await events('return.workbook_read')).toHaveLength(1)
    expect(await row(world.db, 'select sheets, saved from filled_workbooks')).toEqual({ sheets: [], saved: 2 })

    // Sent once more, its own text is chosen this time; a signature given meanwhile is told of before it is cancelled.
    const again = await follow(dsl, await send(dsl, '/return/workbook', file))
    await changed(
      world.db,
      `insert into sign_offs (partnership_id, return_id, contributor_id, role, name, job_title)
       select partnership_id, return_id, id, 'head', 'Ruth Ainsworth', 'Head' from contributors where name = 'Ruth Ainsworth'`,
    )
    const choice = { 'keep.priority.answer': 'workbook' }
    const stale = await confirm(dsl, again, choice)
    expect(stale.status).toBe(409)
    expect(pageText(stale)).toContain('To save these answers cancels the signature')
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Attendance' })
    await confirm(dsl, stale, choice)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', by_name: 'Sam Okafor' })
    expect(await rows(world.db, 'select role from sign_offs where withdrawn_at is null')).toEqual([])

    await changed(world.db, `update filled_workbooks set at = now() - interval '25 hours'`)
    expect((await dsl.get(address)).status).toBe(404)
    await forgetWorkbooksJob.run(world.deps, {})
    expect(await rows(world.db, 'select id from filled_workbooks')).toEqual([])
  }),
)

test(
  'what is no workbook of this return is told apart, in words, and changes nothing',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    const book = await downloaded(dsl, '/return/workbook/file')
    const file = await bytesOf(book)
    const says = async (content: Buffer | string, name?: string) => {
      const refused = await send(dsl, '/return/workbook', content, name)
      expect(refused.status).toBe(422)
      return pageText(refused)
    }
    expect(pageText(await dsl.postFiles('/return/workbook', {}, 'file', []))).toContain('Choose a file')
    expect(await says('', 'nothing.xlsx')).toContain('This file is empty')
    expect(await says('No.,Question,Answer\n', 'audit.csv')).toContain('text file or CSV')
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    expect(await says(old, 'audit.xls')).toContain('old kind (.xls)')
    expect(await says(Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]))).toContain('protected with a password')
    const other = await answering(world)
    const theirs = await bytesOf(await downloaded(other.dsl, '/return/workbook/file'))
    expect(await says(theirs)).toContain('This workbook is of another establishment')
    const set = (column: string, value: unknown) =>
      changed(world.db, `update returns set ${column} = ? where id = ?`, [value, auditReturn.id])
    const version = await world.make.questionnaireVersion(auditReturn.partnership_id, 'A', { version: 2 }).catch(() => undefined)
    if (version) {
      await set('questionnaire_version_id', version.id)
      expect(await says(file)).toContain('The questions have changed since')
    }
    book.getWorksheet('Do not change')!.getCell('A2').value = 'x'
    expect(await says(await bytesOf(book))).toContain('hidden sheet of this workbook was changed')
    book.removeWorksheet(book.getWorksheet('Do not change')!.id)
    expect(await says(await bytesOf(book))).toContain('its hidden sheet is gone')
    await changed(
      world.db,
      `update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online', reference = 'NR-9' where id = ?`,
      [auditReturn.id],
    )
    expect((await dsl.get('/return/workbook')).status).toBe(409)
  }),
)

test(
  'several schools’ workbooks sent at once are told apart, each compared with its own return, and none is applied to another’s',
  inRollback(async world => {
    const [cherry, beck, other] = [
      await answering(world, {}, { name: 'Cherry Bank Primary' }),
      await answering(world, {}, { name: 'Beckside Primary' }),
      await answering(world, {}, { name: 'Somebody Else’s School' }),
    ]
    const people = [cherry, beck].map(({ dsl, auditReturn }) => ({ contributorId: dsl.actor.contributorId, returnId: auditReturn.id }))
    const [one, two] = [world.signedIn({ contributor: people[0]!, people }), world.signedIn({ contributor: people[1]!, people })]
    const [browser, second] = [await one, await two]
    const [here, there] = people.map(({ contributorId }) => `/return/${contributorId}`)
    const filled = async ({ dsl }: typeof cherry, text: string) => {
      const book = await downloaded(dsl, '/return/workbook/file')
      cellAt(book, 'priority').value = text
      return { name: `${text}.xlsx`, content: await bytesOf(book) }
    }
    const files = [
      await filled(cherry, 'Ours'),
      await filled(beck, 'Theirs'),
      await filled(beck, 'Theirs again'),
      await filled(other, 'Nobody’s'),
      { name: 'notes.txt', content: 'Hello' },
    ]
    const page = await browser.postFiles(`${here}/workbook`, {}, 'file', files)
    expect(heading(page)).toBe('The workbooks you chose')
    for (const words of [
      '2 workbooks can be compared, each with the return of its own establishment. 3 files were not read.',
      'Another workbook of this return was chosen with it',
      'This workbook is of another establishment: “Somebody Else’s School”',
      'text file or CSV',
    ])
      expect(pageText(page)).toContain(words)
    const links = [...page.text.matchAll(/href="(\/return\/\d+\/workbook\/\d+)"/g)].map(([, href = '']) => href)
    expect(links.map(href => href.replace(/\/\d+$/, ''))).toEqual([`${here}/workbook`, `${there}/workbook`])
    const theirs = await second.get(links[1] ?? '')
    expect(pageText(theirs)).toContain('Would be new (1)')
    expect(theirs.text).toContain('Theirs')
    await confirm(second, theirs)
    // The other one waits, and is not forgotten.
    const start = await browser.get(`${here}/workbook`)
    expect(pageText(start)).toContain('Workbooks that wait for you to confirm Cherry Bank Primary , Ours.xlsx')
    expect(start.text).toContain(`href="${links[0]}"`)
    expect((await beck.answers()).get('priority')).toMatchObject({ answer: 'Theirs' })
    expect([...(await cherry.answers()).keys(), ...(await other.answers()).keys()]).toEqual([])
  }),
)

test(
  'staff send the workbooks of several schools at once, and where answers cannot be keyed in the page says why',
  inRollback(async world => {
    const came = { ...sent, submitted_via: 'offline', received_at: new Date(), started_at: null }
    const { browser, base, partnership_id, auditReturn } = await oneReturn(world, { ...came, reference: 'NM-2026-000002' })
    const round_id = auditReturn.round_id
    const second = await world.make.auditReturn({ partnership_id, round_id, ...came, reference: 'NM-2026-000003' })
    const online = await world.make.auditReturn({ partnership_id, round_id, ...came, reference: 'NM-2026-000004' })
    const files = []
    for (const { id } of [auditReturn, second, online]) {
      const book = await downloaded(browser, `/returns/${id}/workbook/file`)
      files.push({ name: `${id}.xlsx`, content: await bytesOf(book) })
    }
    await changed(world.db, `update returns set submitted_via = 'online', started_at = now() where id = ?`, [online.id])
    const page = await browser.postFiles(`${base}/workbook`, {}, 'file', files)
    expect(pageText(page)).toContain('2 workbooks can be compared')
    expect(pageText(page)).toContain('Answers cannot be keyed into this return.')
    for (const { id } of [auditReturn, second]) expect(page.text).toMatch(new RegExp(`href="/returns/${id}/workbook/\\d+"`))
    const book = await downloaded(browser, `${base}/workbook/file`)
    cellAt(book, 'policies_child_protection_current').value = 'Yes'
    const saved = await confirm(browser, await follow(browser, await send(browser, `${base}/workbook`, await bytesOf(book))))
    // The other one waits, and is not forgotten.
    expect(saved.headers.location).toBe(`${base}/workbook`)
    expect(pageText(await follow(browser, saved))).toContain('Workbooks that wait for you to confirm')
  }),
)

test(
  'staff read the workbook that came with an offline return, and key in what it says',
  inRollback(async world => {
    const { browser, base, auditReturn } = await oneReturn(world, {
      ...sent,
      ...{ reference: 'NM-2026-000002', submitted_via: 'offline', received_at: new Date(), started_at: null },
    })
    expect(pageText(await browser.get(`${base}/keyed-answers`))).toContain('Read its answers from a workbook')
    const book = await downloaded(browser, `${base}/workbook/file`)
    cellAt(book, 'policies_child_protection_current').value = 'Yes'
    await submitForm(
      browser,
      await browser.get(`${base}/evidence/new`),
      { note: '' },
      { files: [{ name: 'Filled in.xlsx', content: await bytesOf(book) }] },
    )
    await filesAreRead(world)
    const start = await browser.get(`${base}/workbook`)
    expect(pageText(start)).toContain('Filled in.xlsx')
    const page = await follow(browser, await submitForm(browser, start, {}, { which: '/documents/' }))
    expect(pageText(page)).toContain('Would be new (1)')
    expect(pageText(await follow(browser, await confirm(browser, page)))).toContain('1 question from the workbook is saved.')
    expect(await rows(world.db, `select question_key, contributor_id from responses where return_id = ?`, [auditReturn.id])).toEqual([
      { question_key: 'policies_child_protection_current', contributor_id: null },
    ])
  }),
)
