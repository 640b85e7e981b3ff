import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { ZipFile } from 'yazl'
import { readEncoding } from '../../../src/features/establishments/register/encoding.ts'
import { readHeader, type Header } from '../../../src/features/establishments/register/header.ts'
import { openCsv } from '../../../src/features/establishments/register/looking/openFile.ts'
import { authoritiesIn } from '../../../src/features/establishments/register/looking/readRegister.ts'
import { readRow, type ReadRow } from '../../../src/features/establishments/register/readRow.ts'
import { csvRows } from '../../../src/features/establishments/register/looking/readRows.ts'
import type { CsvRow } from '../../../src/platform/csv/splitRows.ts'
import { fileOf, ODD, REAL, registerCsv, schools, type School } from '../../support/registerFile.ts'

async function readAll(file: string): Promise<{ header: Header; rows: ReadRow[] }> {
  const source = await openCsv(file)
  const [first, ...others] = await rowsOf(file)
  source.close()
  const header = readHeader(first?.cells ?? [])
  return { header, rows: others.map(({ cells, line }) => readRow(header, cells, line, () => true)) }
}

async function rowsOf(file: string): Promise<CsvRow[]> {
  const source = await openCsv(file)
  const all: CsvRow[] = []
  try {
    for await (const row of csvRows(source)) all.push(row)
  } finally {
    source.close()
  }
  return all
}

const readSchool = async (school: School): Promise<ReadRow | undefined> => (await readAll(fileOf(registerCsv([school])))).rows[0]
const refusal = (file: string): Promise<string> =>
  readAll(file).then(
    () => 'it was read',
    (error: unknown) => (error as Error).message,
  )

async function zipped(files: Record<string, Buffer | string>): Promise<string> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as unknown as AsyncIterable<Buffer>) chunks.push(chunk)
  return fileOf(Buffer.concat(chunks), 'Results.zip')
}

test('every row of three real authorities can be read', async () => {
  const { header, rows } = await readAll(REAL)
  expect(rows).toHaveLength(264)
  expect(rows.every(({ outcome }) => outcome === 'read')).toBe(true)
  expect(header.missing).toEqual([])
  expect(header.added).toEqual([])
})

test('codes that an extract leaves blank are taken from the names beside them', async () => {
  const { rows } = await readAll(REAL)
  const known = rows.flatMap(row => (row.outcome === 'read' ? [row.facts] : []))
  expect(known.filter(({ boardersCode }) => boardersCode === 3)).toHaveLength(9)
  expect(known.find(({ name }) => name === 'Dane Court Grammar School')?.sixthFormCode).toBe(1)
})

test('a name with a letter outside ASCII is read as GIAS writes it', async () => {
  const { rows } = await readAll(ODD)
  expect(rows.map(row => (row.outcome === 'read' ? row.facts.name : ''))).toContain(
    'St Thomas à Becket Church of England Aided Primary School',
  )
})

test('a row with more fields than the header is read, with a note, while its cells stand under their headings', async () => {
  const { rows } = await readAll(ODD)
  const odd = rows[3]
  expect(odd).toMatchObject({
    outcome: 'read',
    line: 5,
    identifier: '148847',
    facts: { name: 'Oulder Hill Leadership Academy', statusCode: 4, openedOn: '2021-12-01', postcode: 'OL11 5EF' },
    notes: ['It has 139 fields where the header has 133: the extra ones were ignored'],
  })
})

test('a row that a comma without quotation marks has shifted is reported, not believed', async () => {
  const text = registerCsv([{ EstablishmentName: 'NAME' }]).replace('"NAME"', 'Church of St Mary, the Virgin')
  const { rows } = await readAll(fileOf(text))
  expect(rows[0]).toMatchObject({ outcome: 'unreadable', line: 2, identifier: '100001' })
})

test.each([
  ['UTF-8', Buffer.from(registerCsv([{ EstablishmentName: 'North Star 82°' }]), 'utf8')],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${registerCsv([{ EstablishmentName: 'North Star 82°' }])}`, 'utf8')],
  ['windows-1252', Buffer.from(registerCsv([{ EstablishmentName: 'North Star 82°' }]), 'latin1')],
  ['line ends of Unix', Buffer.from(registerCsv([{ EstablishmentName: 'North Star 82°' }]).replaceAll('\r\n', '\n'), 'utf8')],
])('%s is understood', async (_what, bytes) => {
  expect((await readAll(fileOf(bytes))).rows[0]).toMatchObject({ outcome: 'read', facts: { name: 'North Star 82°' } })
})

test('UTF-8 with a stray byte in it is not read as another encoding as a whole: the cell of that byte is named', async () => {
  const many = registerCsv(Array.from({ length: 5 }, (_, at) => ({ URN: String(100_001 + at), EstablishmentName: `Café ${at} ~` })))
  const bytes = Buffer.from(many)
  bytes[bytes.indexOf('3 ~') + 2] = 0xe9
  const { rows } = await readAll(fileOf(bytes))
  expect(rows.map(({ outcome }) => outcome)).toEqual(['read', 'read', 'read', 'unreadable', 'read'])
  expect(rows[3]).toMatchObject({
    line: 5,
    cell: 'E5',
    reason: 'EstablishmentName is “Café 3 �”, which holds a letter that cannot be read',
  })
})

test.each<[School, object]>([
  [{ TelephoneNum: '1632960001' }, { outcome: 'read', lostZero: true, facts: { telephone: '01632960001' } }],
  [
    { TelephoneNum: '1.63E+09' },
    { outcome: 'read', notes: ['TelephoneNum is “1.63E+09”, which a spreadsheet has shortened. What is stored stays'] },
  ],
  [{ OpenDate: '45170' }, { outcome: 'read', facts: { openedOn: '2023-09-01' }, notes: [expect.stringContaining('1 September 2023')] }],
  [{ OpenDate: '01-Sep-2023' }, { outcome: 'read', facts: { openedOn: '2023-09-01' } }],
  [{ StatutoryLowAge: '04-Nov' }, { outcome: 'unreadable', reason: expect.stringContaining('a spreadsheet may have made a date of it') }],
  [{ EstablishmentName: '#REF!' }, { outcome: 'unreadable', reason: expect.stringContaining('nothing to show') }],
  [{ Postcode: '#N/A' }, { outcome: 'read', notes: [expect.stringContaining('What is stored stays')] }],
  [{ URN: '1.00E+05' }, { outcome: 'unreadable', reason: 'The URN is “1.00E+05”: a spreadsheet has shortened it' }],
  [
    { 'PhaseOfEducation (name)': 'Secondary' },
    { outcome: 'unreadable', reason: expect.stringContaining('PhaseOfEducation (code) is “2” and PhaseOfEducation (name) is “Secondary”') },
  ],
  [{ 'PhaseOfEducation (name)': 'Primary and others' }, { outcome: 'read' }],
  [{ EstablishmentName: 'St Thomas Ã\u00a0 Becket â€“ CafÃ©' }, { outcome: 'read', facts: { name: 'St Thomas à Becket – Café' } }],
  [{ EstablishmentName: 'Ysgol Tŷ Â' }, { outcome: 'read', facts: { name: 'Ysgol Tŷ Â' } }],
])('damage is recognised and said: %j', async (school, read) => {
  const text = registerCsv([school])
    .replace('"HeadLastName"', '"HeadLastName","TelephoneNum"')
    .replace('"Shah"', `"Shah","${school.TelephoneNum ?? ''}"`)
  expect((await readAll(fileOf(text))).rows[0]).toMatchObject(read)
})

test.each([
  ['columns', `${','.repeat(1000)}\r\n`, /^Line 1 has 1,001 columns/],
  ['letters in a cell', `a\r\nb\r\n${'x'.repeat(10_001)}\r\n`, /^Line 3 holds a cell of more than 10,000 characters/],
  ['commas in a line', `a\r\n\r\n${','.repeat(200_000)}\r\n`, /^Line 3 is longer than any row/],
  ['blank lines', `a\r\n${'\r\n'.repeat(100_001)}`, /more than 100,000 blank lines/],
  ['rows', `a\r\n${'b\r\n'.repeat(300_000)}`, /more than 300,000 rows/],
  ['rows that do not fit the first', `a\r\n${'b,c\r\n'.repeat(20_001)}`, /^More than 20,000 rows of this file/],
])('a file with too many %s is refused', async (_what, text, why) => {
  const read = async () => {
    for await (const _row of csvRows(await openCsv(fileOf(text)))) continue
  }
  await expect(read()).rejects.toThrow(why)
})

test('what a national file has and more of is read: long rows, many columns, line ends of every kind', async () => {
  const row = Array.from({ length: 600 }, () => 'x'.repeat(100)).join(',')
  const all: number[] = []
  for await (const { line, cells } of csvRows(await openCsv(fileOf(`${row}\r${row}\r${row}`)))) all.push(line, cells.length)
  expect(all).toEqual([1, 600, 2, 600, 3, 600])
})

test('a register file that names more authorities than there are is refused', async () => {
  const text = registerCsv(schools(1001, at => ({ 'LA (code)': String(at + 1) })))
  await expect(authoritiesIn(await openCsv(fileOf(text)))).rejects.toThrow('more than 1000 authorities')
})

test('how a text is encoded is told wherever its letters stand and however it comes in pieces', () => {
  const text = (at: number, letter: string) => `${'a'.repeat(at)}${letter}${'b'.repeat(1300)}${letter}${'c'.repeat(700)}`
  const told = (bytes: Buffer, piece: number) => {
    const read = readEncoding()
    for (let at = 0; at < bytes.length; at += piece) read.take(bytes.subarray(at, at + piece))
    return read.encoding()
  }
  for (const at of [0, 508, 509, 510, 511, 512, 513, 1023])
    for (const piece of [1, 2, 511, 512, 513, 4096]) {
      expect([at, piece, told(Buffer.from(text(at, '’')), piece)]).toEqual([at, piece, 'utf-8'])
      expect([at, piece, told(Buffer.from(text(at, '\u0092'), 'latin1'), piece)]).toEqual([at, piece, 'windows-1252'])
      // “’s” in Mac OS Roman.
      expect([at, piece, told(Buffer.from(text(at, '\u00d5s'), 'latin1'), piece)]).toEqual([at, piece, 'macintosh'])
    }
})

test('windows-1252 has curly apostrophes where Latin-1 has none', async () => {
  const bytes = Buffer.from(registerCsv([{ EstablishmentName: 'St Mary~s' }]), 'latin1')
  bytes[bytes.indexOf('~')] = 0x92
  expect((await readAll(fileOf(bytes))).rows[0]).toMatchObject({ facts: { name: 'St Mary’s' } })
})

test.each([
  [{ 'TypeOfEstablishment (code)': '01' }, { typeCode: 1 }],
  [{ 'TypeOfEstablishment (code)': '1' }, { typeCode: 1 }],
  [{ 'ReasonEstablishmentClosed (code)': '00' }, { closedReasonCode: 0 }],
  [{ OpenDate: '01-09-2020' }, { openedOn: '2020-09-01' }],
  [{ OpenDate: '01/09/2020' }, { openedOn: '2020-09-01' }],
  [{ OpenDate: '2020-09-01' }, { openedOn: '2020-09-01' }],
  [{ OpenDate: '' }, { openedOn: null }],
  [{ EstablishmentNumber: '' }, { establishmentNumber: null }],
  [{ EstablishmentName: "  St  Mary's,\nEly " }, { name: "St Mary's, Ely" }],
  [{ EstablishmentName: '=HYPERLINK("http://x")' }, { name: '=HYPERLINK("http://x")' }],
])('%j is read as %j', async (school, facts) => {
  expect(await readSchool(school)).toMatchObject({ outcome: 'read', facts })
})

test.each([
  [{ URN: 'ABC' }, 'The URN is “ABC”, which is not a number of 6 digits'],
  [{ URN: '' }, 'The URN is “”, which is not a number of 6 digits'],
  [{ 'LA (code)': 'Kent' }, 'LA (code) is “Kent”, which is not the number of an authority'],
  [{ 'TypeOfEstablishment (code)': 'x' }, 'TypeOfEstablishment (code) is “x”, which is not a number'],
  [{ 'TypeOfEstablishment (code)': '' }, 'TypeOfEstablishment (code) is blank'],
  [{ EstablishmentName: ' ' }, 'EstablishmentName is blank'],
  [{ OpenDate: '31-02-2020' }, 'OpenDate is “31-02-2020”, which is not a date'],
  [{ OpenDate: '2020' }, 'OpenDate is “2020”, which is not a date'],
  [{ EstablishmentName: 'x'.repeat(5000) }, 'EstablishmentName is 5000 characters long'],
])('%j cannot be read, and the reason is said', async (school, reason) => {
  expect(await readSchool(school)).toMatchObject({ outcome: 'unreadable', line: 2, reason })
})

test('a number of pupils that is no number costs only itself', async () => {
  expect(await readSchool({ NumberOfPupils: 'SUPP' })).toMatchObject({
    outcome: 'read',
    facts: { pupils: null },
    notes: ['NumberOfPupils is “SUPP”, which is not a number, and was left blank'],
  })
})

test('an Ofsted number is of a scheme of its own', async () => {
  expect(await readSchool({ URN: 'ey234567' })).toMatchObject({ scheme: 'ofsted_ey', identifier: 'EY234567' })
})

test('headings may be in any order and case, and columns may be missing or new', async () => {
  const text = registerCsv([{}], ['HeadLastName', 'Postcode', 'NumberOfPupils'])
    .replace('"URN"', '" urn "')
    .replace('"LA (code)"', '"la  (CODE)"')
  const [head = '', row = ''] = text.split('\r\n')
  const { header, rows } = await readAll(fileOf(`${head},"New Thing (name)"\r\n${row},"x"\r\n`))
  expect(header.missing).toContain('Postcode')
  expect(header.added).toEqual(['New Thing (name)'])
  expect(rows[0]).toMatchObject({ outcome: 'read', identifier: '100001' })
  expect((rows[0] as { facts: object }).facts).toMatchObject({ postcode: undefined })
})

test('lines are counted as an editor counts them, also across a name on two lines and blank lines', async () => {
  const text = registerCsv([{ EstablishmentName: 'Two\r\nlines' }, { URN: '100002' }, { URN: '100003' }]).split('\r\n')
  text.splice(3, 0, '', ',,,,')
  const lines = (await readAll(fileOf(text.join('\r\n')))).rows.map(({ line }) => line)
  expect(lines).toEqual([2, 6, 7])
})

test('a NUL in a row costs the row', async () => {
  const { rows } = await readAll(fileOf(registerCsv(schools(9, at => (at === 8 ? { EstablishmentName: 'A\0B' } : {})))))
  expect(rows[8]).toMatchObject({ outcome: 'unreadable', line: 10, reason: 'EstablishmentName holds a character that no text has (NUL)' })
})

test('a quotation mark that is missing costs its row and no other', async () => {
  const { rows } = await readAll(fileOf(registerCsv(schools(5)).replace('"School 2"', '"School 2')))
  expect(rows.map(({ outcome, line }) => [outcome, line])).toEqual([
    ['read', 2],
    ['unreadable', 3],
    ['read', 4],
    ['read', 5],
    ['read', 6],
  ])
})

test('a row with too few fields is reported with its line, and the others are read', async () => {
  const text = registerCsv(schools(3)).split('\r\n')
  text[2] = (text[2] ?? '').split(',').slice(0, 5).join(',')
  const { rows } = await readAll(fileOf(text.join('\r\n')))
  expect(rows.map(({ outcome }) => outcome)).toEqual(['read', 'unreadable', 'read'])
  expect(rows[1]).toMatchObject({ line: 3, reason: 'It has 5 of the 22 fields that it should have' })
})

test('a zip holds the register in a folder, under its own name or as the results of a search', async () => {
  const csv = registerCsv([{}])
  for (const name of ['extract/edubasealldata20261121.csv', 'results.csv'])
    expect((await readAll(await zipped({ 'readme.txt': 'x', 'other.csv': 'a,b', [name]: csv }))).rows).toHaveLength(1)
})

test.each<[string, () => string | Promise<string>, RegExp]>([
  ['nothing', () => fileOf(''), /empty/],
  ['a web page', () => fileOf('\n<!DOCTYPE html><html>Sign in</html>'), /web page/],
  ['a PDF', () => fileOf('%PDF-1.7'), /PDF/],
  ['a workbook', () => zipped({ '[Content_Types].xml': '<x/>', 'xl/workbook.xml': '<x/>' }), /workbook/],
  ['an old workbook', () => fileOf(Buffer.from('d0cf11e0a1b11ae1', 'hex')), /workbook/],
  ['a zip without a register', () => zipped({ 'a.csv': 'x', 'b.csv': 'y' }), /does not hold the register/],
  ['half a zip', () => fileOf(Buffer.from('PK\x03\x04 and then nothing', 'latin1')), /damaged/],
  ['bytes', () => fileOf(Buffer.from([1, 2, 0, 4, 5])), /not text/],
  ['the file of links', () => fileOf('URN,LinkURN,LinkName,LinkType\r\n1,2,a,Successor\r\n'), /file of links/],
  ['the file of groups', () => fileOf('URN,Group UID,Group Name\r\n1,2,a\r\n'), /trusts and groups/],
  ['something else', () => fileOf('Name,Age\r\nSam,5\r\n'), /first line does not name/],
  [
    'a file without types',
    () => fileOf(registerCsv([{}], ['TypeOfEstablishment (code)'])),
    /lacks a column .* TypeOfEstablishment \(code\)/,
  ],
  [
    'a file cut in a quoted cell',
    () => fileOf(`${registerCsv(schools(3))}100004,888,"North`),
    /breaks off in the middle of a row, on line 5/,
  ],
  ['a file cut between two cells', () => fileOf(`${registerCsv(schools(3))}100004,888,`), /breaks off in the middle of a row, on line 5/],
  ['a line of ten megabytes', () => fileOf(`${registerCsv(schools(2))}"${'x'.repeat(10_000_000)}"\r\n`), /Line 4 is longer/],
  ['no file at all', () => '/nowhere/edubasealldata.csv', /cannot be opened/],
])('%s is refused in words', async (_what, make, words) => {
  expect(await refusal(await make())).toMatch(words)
})

/** A zip whose directory says that its one file unpacks to so many bytes. */
async function claiming(bytes: number): Promise<string> {
  const zip = readFileSync(await zipped({ 'edubasealldata.csv': 'a'.repeat(5000) }))
  zip.writeUInt32LE(bytes, zip.indexOf('PK\x01\x02', 'latin1') + 24)
  return fileOf(zip, 'Results.zip')
}

test('a zip that says it unpacks to far more than the register of the country is not unpacked', async () => {
  expect(await refusal(await claiming(400 * 1024 * 1024))).toMatch(/larger than 160 MB/)
})

test('a zip that unpacks to more than it says is not believed', async () => {
  expect(await refusal(await claiming(50))).toMatch(/damaged/)
})
