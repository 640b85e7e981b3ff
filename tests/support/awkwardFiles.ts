import { crc32, deflateRawSync } from 'node:zlib'
import { docx, DOCX_PARTS, pdf, zip } from '../http/evidence/files.ts'
import type { File } from './forms.ts'

/** Files that no program of an office makes, each under the names that let it through to whatever looks into such a file. */
export type Awkward = {
  what: string
  files: File[]
  /** Whether its name alone may have it refused, before anything looks into it. */
  byName?: true
}

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** 15 KB of what patterns and parsers stumble over. */
const TEXTS: Record<string, string> = {
  'comments without an end to them': `${'<!---->'.repeat(29)}x`,
  '15 KB of comments': `${'<!---->'.repeat(2200)}x`,
  '15 KB of comments that are left open': '<!--'.repeat(3800),
  '15 KB of spaces': ' '.repeat(15 * KILOBYTE),
  'a letter at each end of spaces': `a${' '.repeat(15 * KILOBYTE)}b`,
  '15 KB of line ends': '\n'.repeat(15 * KILOBYTE),
  '15 KB of tabs': '\t'.repeat(15 * KILOBYTE),
  '15 KB of one digit': '7'.repeat(15 * KILOBYTE),
  '15 KB of brackets': '('.repeat(15 * KILOBYTE),
  '15 KB of references': '&#'.repeat(7 * KILOBYTE),
  '15 KB of combining marks': `a${'\u0315\u0300'.repeat(4 * KILOBYTE)}`,
  '15 KB of quotation marks': '"'.repeat(15 * KILOBYTE),
}
const ENDINGS = ['txt', 'csv', 'pdf', 'docx', 'xlsx', 'jpg']

const REGISTER = 'URN,LA (code),LA (name),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code)'
const CONTACTS = 'URN,Role,Name,Email'
const rowsOf = (count: number, row: (at: number) => string): string => Array.from({ length: count }, (_, at) => `${row(at)}\r\n`).join('')

/** What only a reader of CSV would notice. */
const TABLES: Record<string, string | Buffer> = {
  'a quotation mark that 5 MB do not close': `${REGISTER}\r\n1,"${'x'.repeat(5 * MEGABYTE)}`,
  '65,000 columns': ','.repeat(65_000),
  '40,000 columns with names': `${REGISTER},${Array.from({ length: 40_000 }, (_, at) => `c${at}`).join(',')}\r\n1,2`,
  '9 MB in one line': 'x'.repeat(9 * MEGABYTE),
  '9 MB of commas': Buffer.alloc(9 * MEGABYTE, ','),
  '5 MB of line ends': Buffer.alloc(5 * MEGABYTE, '\n'),
  '5 MB of empty rows': `${CONTACTS}\r\n${',,,\r\n'.repeat(MEGABYTE)}`,
  '5 MB of spaces and line ends': Buffer.alloc(5 * MEGABYTE, ' \n'),
  '5 MB of NUL': Buffer.alloc(5 * MEGABYTE),
  'NULs behind a header': `${REGISTER}\r\n${'\0'.repeat(MEGABYTE)}`,
  '2 MB in one cell': `${REGISTER}\r\n1,2,"${'x'.repeat(2 * MEGABYTE)}",4,5,6\r\n`,
  'quotation marks within quotation marks': `${CONTACTS}\r\n"${'""'.repeat(2 * MEGABYTE)}",head,a,b@c.example\r\n`,
  'quotation marks where none belong': `${CONTACTS}\r\n${'a"b"c,'.repeat(MEGABYTE)}`,
  '60,000 authorities': `${REGISTER}\r\n${rowsOf(60_000, at => `${100_000 + at},${at},LA ${at},School,1,1`)}`,
  'a word of 30,000 characters in each cell of 100 rows': `${CONTACTS}\r\n${rowsOf(100, at => `${at},${'x'.repeat(30_000)},${'y '.repeat(15_000)},${'z@'.repeat(15_000)}`)}`,
}

const NAMES: Record<string, string> = {
  'a name of 15 KB': `${'n'.repeat(15 * KILOBYTE)}.csv`,
  'a name of 15 KB of spaces': `a${' '.repeat(15 * KILOBYTE)}b.csv`,
  'a name of 15 KB of dots': `${'.'.repeat(15 * KILOBYTE)}csv`,
  'a name of 15 KB of combining marks': `a${'\u0315\u0300'.repeat(3 * KILOBYTE)}.csv`,
  'a name of control characters': `${'\u0001\u001b\u0085'.repeat(200)}.csv`,
  'a name of joiners': `${'\u200d'.repeat(2000)}.csv`,
}

/** @param many whether a form may hold several files: the same text then comes under every ending at once */
export async function awkwardFiles(many: boolean): Promise<Awkward[]> {
  const texts = Object.entries(TEXTS).map(([what, content]) => ({
    what,
    files: (many ? ENDINGS : ['csv']).map(ending => ({ name: `awkward.${ending}`, content })),
  }))
  const tables = Object.entries(TABLES).map(([what, content]) => ({ what, files: [{ name: 'awkward.csv', content }] }))
  const names = Object.entries(NAMES).map(([what, name]) => ({
    what,
    byName: true as const,
    files: [{ name, content: `${CONTACTS}\r\n1,head,Sam,s@a.example\r\n` }],
  }))
  const documents = (await packages()).flatMap(([what, content]) => {
    const all = (many ? ['docx', 'xlsx', 'odt', 'txt'] : ['zip']).map(ending => ({ name: `awkward.${ending}`, content }))
    // Large ones come one by one: to carry four at once costs more than to look into them.
    return content.length < 2 * MEGABYTE ? [{ what, files: all }] : all.map(file => ({ what: `${what}, as ${file.name}`, files: [file] }))
  })
  const pdfs: [string, Buffer][] = [
    ['a PDF of 5 MB of %', Buffer.concat([pdf(), Buffer.alloc(5 * MEGABYTE, '%')])],
    ['a PDF that ends in 70 KB of a lock', Buffer.concat([pdf(), Buffer.from(`/Encrypt ${'1 '.repeat(35 * KILOBYTE)}`)])],
  ]
  const portable = pdfs.map(([what, content]) => ({ what, files: [{ name: many ? 'awkward.pdf' : 'awkward.csv', content }] }))
  return [...texts, ...tables, ...names, ...documents, ...portable]
}

let made: Promise<[string, Buffer][]> | undefined
/** Made once for both kinds of forms: 260 MB are packed. */
const packages = () => (made ??= makePackages())

async function makePackages(): Promise<[string, Buffer][]> {
  const whole = await docx()
  const types = `<Types>${'<!---->'.repeat(140_000)}</Types>`
  return [
    ['a zip with 60,000 entries', packed({ '[Content_Types].xml': '', 'word/document.xml': '', ...pictures(59_998) })],
    ['a zip that unpacks into 200 MB', packed({ ...DOCX_PARTS, 'word/media/image1.png': Buffer.alloc(200 * MEGABYTE) })],
    ['a zip of 60 MB of commas', packed({ 'results.csv': Buffer.alloc(60 * MEGABYTE, ',\n') })],
    ['half a zip', whole.subarray(0, whole.length / 2)],
    [
      'a list of parts of 1 MB of comments',
      await zip({ '[Content_Types].xml': types, 'word/document.xml': '<d/>', '_rels/.rels': '<r/>' }),
    ],
    ['a list of parts of 1 MB of one word', await docx({ '[Content_Types].xml ': 'x', 'customXml/a.xml': 'w'.repeat(MEGABYTE) })],
    ['a BOM alone', Buffer.from('\ufeff')],
    ['a BOM of other programs alone', Buffer.from('\ufeff', 'utf16le')],
  ]
}

const pictures = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`word/media/${at}.png`, '']))

/** A zip with these entries, packed by what Node has: 260 MB take a tenth of the time that they took `yazl`. */
function packed(entries: Record<string, string | Buffer>): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, given] of Object.entries(entries)) {
    const content = typeof given === 'string' ? Buffer.from(given) : given
    const body = content.length === 0 ? content : deflateRawSync(content, { level: 1 })
    const text = Buffer.from(name)
    const facts = Buffer.alloc(20)
    facts.writeUInt16LE(content.length === 0 ? 0 : 8, 2)
    facts.writeUInt32LE(content.length === 0 ? 0 : crc32(content), 8)
    facts.writeUInt32LE(body.length, 12)
    facts.writeUInt32LE(content.length, 16)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    facts.copy(head, 6)
    head.writeUInt16LE(text.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    facts.copy(entry, 8)
    entry.writeUInt16LE(text.length, 28)
    entry.writeUInt32LE(offset, 42)
    local.push(head, text, body)
    directory.push(entry, text)
    offset += head.length + text.length + body.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(entries).length, 8)
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, ...directory, end])
}
