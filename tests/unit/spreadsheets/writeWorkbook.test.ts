import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, expect, jest, test } from '@jest/globals'
import ExcelJS from 'exceljs'
import type { SheetLayout } from '../../../src/platform/spreadsheets/sheet.ts'
import { openWorkbook, type WorkbookWriter } from '../../../src/platform/spreadsheets/writeWorkbook.ts'
import type { Batches, Row } from '../../../src/platform/tabular/dataSet.ts'
import { readWorkbook } from '../../support/workbook.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sa-workbook-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let serial = 0

const options = { title: 'A workbook', creator: 'Safeguarding Audit', created: new Date('2026-11-05T10:00:00Z'), folder }

/** Writes a workbook to a file and reads it back. */
async function written(write: (book: WorkbookWriter) => Promise<unknown>, more: { rowsPerTab?: number; first?: string[] } = {}) {
  const file = path.join(folder, `${(serial += 1)}.xlsx`)
  const book = await openWorkbook(createWriteStream(file), { ...options, ...more })
  try {
    await write(book)
    await book.finish(more.first ?? [])
  } finally {
    await book.close()
  }
  return readWorkbook(file)
}

async function put(book: WorkbookWriter, layout: SheetLayout, batches: Batches<Row>) {
  const sheet = await book.open(layout)
  for await (const batch of batches) await sheet.add(batch)
  return sheet.end()
}

const EVERY_TYPE: SheetLayout = {
  name: 'every_type',
  title: 'Every type',
  leading: 1,
  columns: [
    { key: 'number', type: 'number' },
    { key: 'text', type: 'text' },
    { key: 'day', type: 'date' },
    { key: 'instant', type: 'instant' },
    { key: 'flag', type: 'boolean' },
    { key: 'wrapped', type: 'text', wrap: true },
  ],
}

test('cells come back as the numbers, words, days, times and truths that they are', async () => {
  const rows: Row[] = [
    [1.5, 'words', '2026-02-28', new Date('2026-07-01T12:30:00Z'), true, 'a\nb'],
    [0, '0012', '1850-01-01', Date.parse('2026-01-01T12:30:00Z'), false, null],
    [-1e21, ' spaced ', null, null, null, ''],
    [Number.NaN, 'not a number', null, null, null, null],
  ]
  const read = (await written(book => put(book, EVERY_TYPE, [rows]))).get('Every type')!
  expect(read.rows).toEqual([
    {
      number: 1.5,
      text: 'words',
      day: new Date('2026-02-28T00:00:00Z'),
      instant: new Date('2026-07-01T13:30:00Z'),
      flag: true,
      wrapped: 'a\nb',
    },
    // A day before 1900 is no date in any workbook: it stays as it was written.
    { number: 0, text: '0012', day: '1850-01-01', instant: new Date('2026-01-01T12:30:00Z'), flag: false, wrapped: null },
    { number: -1e21, text: ' spaced ', day: null, instant: null, flag: null, wrapped: null },
    { number: null, text: 'not a number', day: null, instant: null, flag: null, wrapped: null },
  ])
})

test('the header is frozen with the columns that identify a row, and the rows are a table that formulas can name and filter', async () => {
  const { sheet } = (await written(book => put(book, EVERY_TYPE, [[[1], [2]]]))).get('Every type')!
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 1 })
  expect(tablesOf(sheet)).toEqual([
    {
      ...{ name: 'every_type', displayName: 'every_type', tableRef: 'A1:F3', autoFilterRef: 'A1:F3' },
      columns: EVERY_TYPE.columns.map(({ key }) => key),
    },
  ])
})

/** What the tables of a sheet say of themselves. */
function tablesOf(sheet: ExcelJS.Worksheet) {
  type Found = { table: { name: string; displayName: string; tableRef: string; autoFilterRef: string; columns: { name: string }[] } }
  return (sheet.getTables() as unknown as Found[]).map(({ table: { name, displayName, tableRef, autoFilterRef, columns } }) => ({
    ...{ name, displayName, tableRef, autoFilterRef },
    columns: columns.map(column => column.name),
  }))
}

test('a table has a name of its own in each tab, and one blank row where there is none', async () => {
  const columns = [{ key: 'id', type: 'integer' as const }]
  const read = await written(
    async book => {
      await put(book, { name: 'now', title: 'Now', columns }, [[[1], [2], [3]]])
      await put(book, { name: 'none', title: 'None', columns }, [])
    },
    { rowsPerTab: 3 },
  )
  const tables = ['Now', 'Now (2)', 'None'].map(name => tablesOf(read.get(name)!.sheet)[0]!)
  expect(tables.map(({ name, tableRef }) => [name, tableRef])).toEqual([
    ['now', 'A1:A3'],
    ['now_2', 'A1:A2'],
    ['none', 'A1:A2'],
  ])
})

test('the same rows make the same file, byte for byte, whenever they are written', async () => {
  const make = async () => {
    await written(book => put(book, EVERY_TYPE, [[[1.5, 'words', '2026-02-28', 1_790_000_000_000, true, 'a']]]))
    return readFileSync(path.join(folder, `${serial}.xlsx`))
  }
  const first = await make()
  jest.useFakeTimers({ now: new Date('2031-03-04T05:06:07Z'), doNotFake: ['setImmediate', 'setTimeout', 'nextTick', 'queueMicrotask'] })
  const second = await make()
  jest.useRealTimers()
  expect(second.equals(first)).toBe(true)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', '{=1}'])(
  '%j is text, also after somebody edits the cell',
  async typed => {
    const { sheet } = (await written(book => put(book, { name: 's', title: 'S', columns: [{ key: 'a', type: 'text' }] }, [[[typed]]]))).get(
      'S',
    )!
    const cell = sheet.getCell('A2')
    expect(cell.type).toBe(ExcelJS.ValueType.String)
    expect(cell.formula).toBeUndefined()
    expect(cell.value).toBe(typed)
    // The format "text" keeps a spreadsheet program from computing what is typed again.
    if (/^[=+\-@\t]/.test(typed)) expect(cell.numFmt).toBe('@')
  },
)

test('a text of 40,000 characters is whole: cut in its cell, with a pointer to the sheet where it stands', async () => {
  const long = `${'é😀'.repeat(14_000)}END`
  const read = await written(async book => {
    await put(
      book,
      {
        name: 'answers',
        title: 'Answers',
        columns: [
          { key: 'id', type: 'number' },
          { key: 'text', type: 'text' },
        ],
      },
      [
        [
          [1, 'short'],
          [2, long],
        ],
        [[3, `second ${long}`]],
      ],
    )
    await book.longTexts()
  })
  const cells = read.get('Answers')!.rows.map(({ text }) => String(text))
  expect(cells.every(text => text.length <= 32_767)).toBe(true)
  expect(cells[1]).toMatch(/\[This text goes on: it stands whole in the sheet “Long text”, rows 2 to 3\]$/)
  expect(cells[2]).toMatch(/rows 4 to 5\]$/)
  const parts = read.get('Long text')!.rows
  expect(parts.map(({ sheet, row, column, part, parts: of }) => [sheet, row, column, part, of])).toEqual([
    ['Answers', 3, 'text', 1, 2],
    ['Answers', 3, 'text', 2, 2],
    ['Answers', 4, 'text', 1, 2],
    ['Answers', 4, 'text', 2, 2],
  ])
  const textOf = (row: number) =>
    parts
      .filter(found => found.row === row)
      .map(({ text }) => text)
      .join('')
  expect(textOf(3)).toBe(long)
  expect(textOf(4)).toBe(`second ${long}`)
})

test('more rows than a tab can hold go on in the next, each with its header, whether written at once or kept for later', async () => {
  const columns = [{ key: 'id', type: 'number' as const }]
  const numbers = Array.from({ length: 25 }, (_, at) => [at])
  const told: unknown[] = []
  const read = await written(
    async book => {
      const now = await book.open({ name: 'now', title: 'Now', columns })
      const later = await book.open({ name: 'later', title: 'Later', columns })
      for (const row of numbers) {
        await later.add([row])
        await now.add([row])
      }
      told.push(await now.end(), await later.end())
    },
    { rowsPerTab: 11 },
  )
  expect(told).toEqual([
    { parts: ['Now', 'Now (2)', 'Now (3)'], rows: 25 },
    { parts: ['Later', 'Later (2)', 'Later (3)'], rows: 25 },
  ])
  for (const name of ['Now', 'Later']) {
    const tabs = [name, `${name} (2)`, `${name} (3)`].map(tab => read.get(tab)!)
    expect(tabs.map(({ columns: header, rows }) => [header, rows.length])).toEqual([
      [['id'], 10],
      [['id'], 10],
      [['id'], 5],
    ])
    expect(tabs.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(numbers.map(([id]) => id))
  }
})

test('tabs stand in the order that readers want, whenever they were written', async () => {
  const columns = [{ key: 'id', type: 'number' as const }]
  const read = await written(
    async book => {
      await put(book, { name: 'data', title: 'Data', columns }, [[[1]]])
      await put(book, { name: 'codes', title: 'Codes', columns }, [])
      await book.page('About', [
        { kind: 'title', text: 'What this is' },
        { kind: 'heading', text: 'Sheets' },
        { kind: 'line', cells: ['Data', 1, '=not a formula'], link: 'Data' },
      ])
    },
    { first: ['About', 'Codes'] },
  )
  expect([...read.keys()]).toEqual(['About', 'Codes', 'Data'])
  expect(read.get('Data')!.rows).toEqual([{ id: 1 }])
  expect(read.get('Codes')!.rows).toEqual([])
  expect(read.get('About')!.sheet.getCell('C4').value).toBe('=not a formula')
  expect(read.get('About')!.sheet.getCell('A4').hyperlink).toBe("#'Data'!A1")
})

test('it keeps the pace of the file, so that memory does not grow with the rows', async () => {
  let taken = 0
  const slow = new Writable({
    highWaterMark: 16 * 1024,
    write(chunk: Buffer, _encoding, done) {
      taken += chunk.length
      setTimeout(done, 2)
    },
  })
  // More of them than a compressor looks back at.
  const noise = Array.from({ length: 500 }, (_, at) =>
    Array.from({ length: 40 }, (_each, more) => Math.sin(at * 41 + more).toString(36)).join(''),
  )
  const batches = 2_000
  const takenAt: number[] = []
  const rows = function* () {
    for (let at = 0; at < batches; at += 1) {
      takenAt.push(taken)
      yield Array.from({ length: 20 }, (_, more) => [noise[(at * 20 + more) % 500]!])
    }
  }
  const book = await openWorkbook(slow, options)
  await put(book, { name: 'slow', title: 'Slow', columns: [{ key: 'a', type: 'text' }] }, rows())
  await book.finish([])
  await book.close()
  // By how many of the batches the rows were ahead of the file.
  const ahead = Math.max(...takenAt.map((then, at) => at - (batches * then) / taken))
  expect(taken).toBeGreaterThan(6_000_000)
  expect(ahead).toBeLessThan(batches / 2)
})

test('others get their turn while it writes', async () => {
  let turns = 0
  const clock = setInterval(() => (turns += 1), 5)
  const row: Row = Array.from({ length: 20 }, (_, at) => `some words that stand in column ${at}`)
  const columns = row.map((_, at) => ({ key: `c${at}`, type: 'text' as const }))
  const started = performance.now()
  await written(book => put(book, { name: 'big', title: 'Big', columns }, [Array.from({ length: 4_000 }, () => row)]))
  clearInterval(clock)
  expect(turns).toBeGreaterThan(Math.min(5, (performance.now() - started) / 100))
})

test('when the file cannot be written it says so, and waits for nothing', async () => {
  let room = 50_000
  const full = new Writable({
    write(chunk: Buffer, _encoding, done) {
      room -= chunk.length
      done(room < 0 ? Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }) : null)
    },
  })
  const book = await openWorkbook(full, options)
  const rows = function* () {
    for (let at = 0; at < 2_000; at += 1)
      yield Array.from({ length: 50 }, (_, more) => [
        Math.sin(at * 50 + more)
          .toString(36)
          .repeat(3),
      ])
  }
  const writing = async () => {
    await put(book, { name: 'full', title: 'Full', columns: [{ key: 'a', type: 'text' }] }, rows())
    await book.finish([])
  }
  await expect(writing()).rejects.toThrow('no space left on device')
  await book.close()
})

test('when the file broke while nobody waited for it, whoever writes next hears of it', async () => {
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(null) })
  const book = await openWorkbook(gone, options)
  const sheet = await book.open({ name: 'gone', title: 'Gone', columns: [{ key: 'a', type: 'text' }] })
  gone.destroy(new Error('the disk is gone'))
  await new Promise(resolve => setTimeout(resolve, 20))
  await expect(sheet.add(Array.from({ length: 5_000 }, () => ['x'.repeat(2_000)]))).rejects.toThrow('the disk is gone')
  await book.close()
})

test('nothing is left of what waited on disk', async () => {
  await written(async book => {
    const now = await book.open({ name: 'now', title: 'Now', columns: [{ key: 'id', type: 'number' }] })
    const later = await book.open({ name: 'later', title: 'Later', columns: [{ key: 'id', type: 'number' }] })
    await later.add([[1]])
    await now.end()
    await later.end()
  })
  expect(readdirSync(folder).filter(name => name.startsWith('spool'))).toEqual([])
})

test('a sheet that waits for another cannot be written into the middle of it', async () => {
  await written(async book => {
    const now = await book.open({ name: 'now', title: 'Now', columns: [{ key: 'id', type: 'number' }] })
    const later = await book.open({ name: 'later', title: 'Later', columns: [{ key: 'id', type: 'number' }] })
    expect(() => later.end()).toThrow('Later waits for a sheet that is not ended')
    await now.end()
    await later.end()
  })
})

test.each([
  ['percentage', 97.5, 'General"%"'],
  ['share', 0.25, '0.0%'],
] as const)('a %s is shown with its sign by the format of its cell, and kept as it is', async (type, value, format) => {
  const read = await written(book => put(book, { name: 's', title: 'S', columns: [{ key: 'a', type }] }, [[[value]]]))
  const cell = read.get('S')!.sheet.getCell('A2')
  expect([cell.value, cell.numFmt]).toEqual([value, format])
})

test.each([
  ['code', 'yes', 'yes'],
  ['integer', 3, 3],
  ['percentage', 97.5, 97.5],
  ['share', 0.25, 0.25],
] as const)('a column of the type %s is kept as the plain one that it is', async (type, value, kept) => {
  const read = await written(book => put(book, { name: 's', title: 'S', columns: [{ key: 'a', type }] }, [[[value]]]))
  expect(read.get('S')!.rows).toEqual([{ a: kept }])
})
