import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { readEncoding } from '../encoding.ts'
import { UnusableFile } from '../unusableFile.ts'

/** What is known of a CSV file once all of it was read. */
export type CsvFacts = {
  encoding: 'utf-8' | 'windows-1252'
  sha256: string
  bytes: number
  /** Whether the last line ends as lines do: a file that was cut off usually does not. */
  endsWithNewline: boolean
}

/** The text of a CSV file: where its bytes come from, and how they are to be read. */
export type CsvSource = CsvFacts & CsvBytes
type CsvBytes = { open: () => Promise<Readable>; close: () => void }

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
 * Opens a CSV file, or the one CSV in a zip that is meant, and reads it once.
 *
 * @param filePath a file on this machine
 * @throws UnusableFile when it is something else: a workbook, a web page, an empty or binary file, a zip without it or too large
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

/** The same for a file of which all this is known: it was looked into before. */
export const reopenCsv = async (filePath: string, kind: CsvKind, facts: CsvFacts): Promise<CsvSource> => ({
  ...(await bytesOf(filePath, kind)),
  ...facts,
})

/** The same for bytes that are kept in a store: always the plain CSV. */
export const csvFrom = async (open: () => Promise<Readable>): Promise<CsvSource> => ({
  open,
  close: () => undefined,
  ...(await inspect(open)),
})

async function bytesOf(filePath: string, kind: CsvKind): Promise<CsvBytes> {
  const start = await firstBytes(filePath)
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
  if (files.some(({ fileName }) => fileName === '[Content_Types].xml')) throw workbook()
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
  try {
    for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
      if (bytes === 0) refuseOtherKinds(chunk)
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw tooLarge()
      hash.update(chunk)
      read.take(chunk)
      last = chunk.at(-1) ?? last
    }
  } catch (error) {
    throw error instanceof UnusableFile ? error : new UnusableFile('This file is damaged or incomplete. Download it again.')
  }
  if (bytes === 0) throw new UnusableFile('This file is empty.')
  return { encoding: read.encoding(), sha256: hash.digest('hex'), bytes, endsWithNewline: last === 0x0a || last === 0x0d }
}

function refuseOtherKinds(start: Buffer): void {
  const text = start.subarray(0, 512).toString('latin1')
  const opening = text.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<(!doctype|html|\?xml|head|body|script)/i.test(opening))
    throw new UnusableFile(
      'This is a web page, not the register: the download probably led to a page that asks or explains something. Open it in a browser, and download the CSV file from there.',
    )
  if (opening.startsWith('%PDF')) throw new UnusableFile('This is a PDF document. The register comes as a CSV file or a zip.')
  if (text.startsWith('\xd0\xcf\x11\xe0')) throw workbook()
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff'))
    throw new UnusableFile('This file was saved as “Unicode text”. Save it as “CSV UTF-8 (comma delimited)”, or download it again.')
  if (text.includes('\0')) throw new UnusableFile('This file is not text. The register comes as a CSV file or a zip.')
}

const workbook = () =>
  new UnusableFile('This is an Excel workbook. Choose the CSV file as it was downloaded, or save the sheet as “CSV (comma delimited)”.')
const tooLarge = () =>
  new UnusableFile(
    `This file is larger than ${MOST_BYTES / 1024 / 1024} MB when unpacked: far more than the register of the whole country.`,
  )
