import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { identityOf } from '../../../src/features/workbooks/identityActions.ts'
import { whyNotOurs } from '../../../src/features/workbooks/whose.ts'
import { whyNotExcel } from '../../../src/platform/spreadsheets/reading/notExcel.ts'
import { docx, pdf, zip } from '../../http/evidence/files.ts'
import { bookOf, cellAt, compared, openWith, readBack, said, SECRET, stored } from './book.ts'
import { asLibreOffice } from './libreOffice.ts'

test('a workbook that LibreOffice saved as .xlsx is read as one of Excel is', async () => {
  const open = openWith({ roll: stored(400), lettings: stored('na', { comment: 'A  club &\n<two> “more”' }) })
  const book = await bookOf(open)
  cellAt(book, 'head/name').value = 'Zoë Ó Briain'
  cellAt(book, 'head/trained').value = new Date('2026-09-14T00:00:00Z')
  cellAt(book, 'roll').value = 412
  cellAt(book, 'read_part_one').value = 0.98
  cellAt(book, 'read_part_one').numFmt = '0%'
  cellAt(book, 'priority').value = { formula: '"On"&"line"', result: 'Online' }
  cellAt(book, 'behaviour').value = 'green'
  const comparison = compared(await readBack(await asLibreOffice(book)), open)
  expect(said(comparison)).toEqual([
    'head answer new',
    'roll answer changed',
    'lettings answer same',
    'lettings comment same',
    'behaviour answer new',
    'read_part_one answer new',
    'priority answer new',
  ])
  const given = (key: string) => comparison.lines.find(line => line.key === key)?.given.answer
  expect(given('head')).toMatchObject({ name: 'Zoë Ó Briain', trained: '2026-09-14' })
  expect([given('roll'), given('read_part_one'), given('priority')]).toEqual([412, 98, 'Online'])
  expect([comparison.notes, comparison.withoutRow]).toEqual([[], []])
})

const folder = mkdtempSync(path.join(tmpdir(), 'sa-kinds-'))

test.each([
  [
    'LibreOffice’s own',
    () => zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
    'own format (.ods)',
  ],
  ['a workbook with macros', () => zip({ 'xl/workbook.xml': '<x/>', 'xl/vbaProject.bin': 'x' }), 'holds macros'],
  ['one with macros of Excel 4', () => zip({ 'xl/workbook.xml': '<x/>', 'xl/macrosheets/sheet1.xml': '<x/>' }), 'holds macros'],
  ['a binary workbook', () => zip({ 'xl/workbook.bin': 'x' }), 'binary Excel workbook (.xlsb)'],
  ['a binary workbook with macros', () => zip({ 'xl/workbook.bin': 'x', 'xl/vbaProject.bin': 'x' }), 'holds macros'],
  ['Apple’s', () => zip({ 'Index/Document.iwa': 'x' }), 'Apple Numbers'],
  ['a Word document', docx, 'a Word document'],
  ['a PDF', pdf, 'a PDF'],
  ['a picture', () => Buffer.from('ffd8ffe000104a464946000101', 'hex'), 'not an Excel workbook'],
  ['a CSV', () => Buffer.from('No.,Question,Answer\n'), 'text file or CSV'],
  ['nothing', () => Buffer.alloc(0), 'empty'],
] as const)('%s instead of an Excel workbook is told apart, in words', async (_what, content, words) => {
  const file = path.join(folder, 'audit.xlsx')
  writeFileSync(file, await content())
  expect(await whyNotExcel(file)).toContain(words)
})

test('last year’s workbook, and that of another establishment or of other questions, is told apart before anything in it is compared', async () => {
  const open = openWith({})
  const found = identityOf(SECRET, await readBack(await bookOf(open)))
  if (typeof found === 'string') throw new Error(found)
  const here = open.auditReturn
  const why = (other: Partial<typeof here>) => whyNotOurs(found, { ...here, ...other })
  expect(why({})).toBeUndefined()
  expect(why({ roundId: 99 as never, id: 98 as never, roundName: 'Audit 2027 to 2028' })).toBe(
    'This workbook is of another audit: “Audit 2026 to 2027”, made on 30 Nov 2026, 9am. This return is of “Audit 2027 to 2028”. Download the workbook of this return, copy your answers into it, and choose that.',
  )
  expect(why({ establishmentId: 99 as never, establishmentName: 'Hill Top' })).toContain('of another establishment: “Park View”')
  expect(why({ id: 99 as never })).toContain('another return of this establishment')
  expect(why({ questionnaireVersionId: 99 as never })).toContain('The questions have changed since')
})
