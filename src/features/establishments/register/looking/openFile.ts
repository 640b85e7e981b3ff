import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { readEncoding, wideEncoding, type Encoding } from '../encoding.ts'
import { UnusableFile } from '../unusableFile.ts'
import { separatorOf, type Separator } from './separator.ts'
import { isWorkbook, workbookAsCsv } from './workbook.ts'

/** What is known of a CSV file once all of it was read. */
export type CsvFacts = {
  encoding: Encoding
  separator: Separator
  sha256: string
  bytes: number
  /** Whether the last line ends as lines do: a file that was cut off usually does not. */
  endsWithNewline: boolean
}

/** The text of a CSV file: where its bytes come from, and how they are to be read. */
export type CsvSource = CsvFacts & CsvBytes
/** `text` where the file is a workbook, whose sheet was made one. */
type CsvBytes = { open: () => Promise<Readable>; close: () => void; text?: string }

/** What a file is to be, which tells the one that is meant in a zip of several. */
export type CsvKind = 'register' | 'links' | 'contacts'
const CALLED: Record<CsvKind, RegExp> = {
  register: /^(edubasealldata.*|results)\.csv$/i,
  links: /^links_edubasealldata.*\.csv$/i,
  contacts: /^(?=.*contacts).*\.csv$/i,
}

/** The national file is about 65 MB; nothing that we read is twice that. */
const MOST_BYTES = 160 * 1024 * 1024
const MOST_ENTRIES = 500

/**
 * Opens a CSV file, the one CSV in a zip that is meant, or a workbook, and reads it once.
 *
 * @param filePath a file on this machine
 * @throws UnusableFile when it is something else: a web page, an empty or binary file, a zip without it or too large
 */
export async function openCsv(filePath: string, kind: CsvKind = 'register'): Promise<CsvSource> {
  const bytes = await bytesOf(filePath, kind)
  try {
    return { ...bytes, ...(await inspect(bytes.open)) }
  } catch (error) {
    bytes.close()
    throw error
  }
}

/** The same for a file of which all this is known: it was looked into before. @param text what was made of a workbook */
export const reopenCsv = async (filePath: string, kind: CsvKind, facts: CsvFacts, text?: string): Promise<CsvSource> => ({
  ...(text === undefined ? await bytesOf(filePath, kind) : ofText(text)),
  ...facts,
})

const ofText = (text: string): CsvBytes => ({
  open: () => Promise.resolve(Readable.from([Buffer.from(text)])),
  close: () => undefined,
  text,
})

/** The same for bytes that are kept in a store: always the plain CSV. */
export const csvFrom = async (open: () => Promise<Readable>): Promise<CsvSource> => ({
  open,
  close: () => undefined,
  ...(await inspect(open)),
})

async function bytesOf(filePath: string, kind: CsvKind): Promise<CsvBytes> {
  const start = await firstBytes(filePath)
  if (await isWorkbook(filePath)) return ofText(await workbookAsCsv(filePath))
  if (start.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return openZip(filePath, CALLED[kind])
  return { open: () => Promise.resolve(createReadStream(filePath, { highWaterMark: 64 * 1024 })), close: () => undefined }
}

async function firstBytes(filePath: string): Promise<Buffer> {
  const handle = await openFile(filePath, 'r').catch(() => {
    throw new UnusableFile(`The file ${path.basename(filePath)} cannot be opened. Check that it is there and may be read.`)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.subarray(0, bytesRead)
  } catch {
    throw new UnusableFile(`${path.basename(filePath)} is not a file that can be read.`)
  } finally {
    await handle.close()
  }
}

async function openZip(filePath: string, wanted: RegExp): Promise<CsvBytes> {
  const zip = await yauzl.openPromise(filePath, { autoClose: false }).catch(() => {
    throw new UnusableFile('This zip file is damaged or incomplete. Download it again.')
  })
  try {
    const entry = await chosenEntry(zip, wanted)
    return { open: () => zip.openReadStreamPromise(entry), close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function chosenEntry(zip: ZipFile, wanted: RegExp): Promise<Entry> {
  if (zip.entryCount > MOST_ENTRIES) throw new UnusableFile('This zip file holds far more files than the register’s does.')
  const files: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) files.push(entry)
  } catch {
    throw new UnusableFile('This zip file is damaged or incomplete. Download it again.')
  }
  const csv = files.filter(({ fileName }) => /\.csv$/i.test(fileName))
  const chosen = csv.find(({ fileName }) => wanted.test(path.posix.basename(fileName))) ?? (csv.length === 1 ? csv[0] : undefined)
  if (!chosen)
    throw new UnusableFile('This zip file does not hold the register: a file whose name begins with edubasealldata, or results.csv.')
  if (chosen.isEncrypted()) throw new UnusableFile('This zip file is protected with a password. Unpack it and choose the CSV file inside.')
  if (!chosen.canDecodeFileData())
    throw new UnusableFile('This zip file is packed in a way that cannot be read. Unpack it and choose the CSV file inside.')
  if (chosen.uncompressedSize > MOST_BYTES) throw tooLarge()
  return chosen
}

/** Reads everything once: how it is encoded can only be known at the end, and a file of another kind must be told apart first. */
async function inspect(open: () => Promise<Readable>): Promise<CsvFacts> {
  const hash = createHash('sha256')
  const read = readEncoding()
  let bytes = 0
  let last = 0
  let start = Buffer.alloc(0)
  try {
    for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
      if (bytes === 0) refuseOtherKinds(chunk)
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw tooLarge()
      hash.update(chunk)
      read.take(chunk)
      if (start.length < START) start = Buffer.concat([start, chunk.subarray(0, START)])
      last = chunk.findLast(byte => byte !== 0) ?? last
    }
  } catch (error) {
    throw error instanceof UnusableFile ? error : new UnusableFile('This file is damaged or incomplete. Download it again.')
  }
  if (bytes === 0) throw new UnusableFile('This file is empty.')
  const encoding = read.encoding()
  const separator = separatorOf(new TextDecoder(encoding).decode(start))
  return { encoding, separator, sha256: hash.digest('hex'), bytes, endsWithNewline: last === 0x0a || last === 0x0d }
}

/** As much of a file as is looked at for what separates its cells. */
const START = 16 * 1024

function refuseOtherKinds(start: Buffer): void {
  const text = start.subarray(0, 512).toString('latin1')
  const opening = text.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<(!doctype|html|\?xml|head|body|script)/i.test(opening))
    throw new UnusableFile(
      'This is a web page, not the register: the download probably led to a page that asks or explains something. Open it in a browser, and download the CSV file from there.',
    )
  if (opening.startsWith('%PDF')) throw new UnusableFile('This is a PDF document. The register comes as a CSV file or a zip.')
  if (text.startsWith('\xd0\xcf\x11\xe0')) throw oldWorkbook()
  if (text.includes('\0') && wideEncoding(start) === undefined)
    throw new UnusableFile('This file is not text. The register comes as a CSV file or a zip.')
}

const oldWorkbook = () =>
  new UnusableFile(
    'This is a workbook of an old Excel, or one with a password. Save it as an Excel workbook (.xlsx) without one, or as CSV.',
  )
const tooLarge = () =>
  new UnusableFile(
    `This file is larger than ${MOST_BYTES / 1024 / 1024} MB when unpacked: far more than the register of the whole country.`,
  )
