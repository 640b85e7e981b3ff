import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { UnusableFile } from './unusableFile.ts'

/** The text of a CSV file: where its bytes come from, and how they are to be read. */
export type CsvSource = {
  open: () => Promise<Readable>
  encoding: 'utf-8' | 'windows-1252'
  sha256: string
  bytes: number
  /** Whether the last line ends as lines do: a file that was cut off usually does not. */
  endsWithNewline: boolean
  close: () => void
}

/** The national file is about 65 MB; nothing that we read is five times that. */
const MOST_BYTES = 320 * 1024 * 1024
const MOST_ENTRIES = 500

/**
 * Opens a CSV file, or the one CSV in a zip that is the register's.
 *
 * @param filePath a file on this machine
 * @param wanted which file of a zip is meant
 * @throws UnusableFile when it is something else: a workbook, a web page, an empty or binary file, a zip without it or too large
 */
export async function openCsv(filePath: string, wanted = /^(edubasealldata.*|results)\.csv$/i): Promise<CsvSource> {
  const start = await firstBytes(filePath)
  if (start.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return openZip(filePath, wanted)
  return inspect(
    () => Promise.resolve(createReadStream(filePath, { highWaterMark: 256 * 1024 })),
    () => undefined,
  )
}

/** The same for bytes that are kept in a store: always the plain CSV. */
export const csvFrom = (open: () => Promise<Readable>): Promise<CsvSource> => inspect(open, () => undefined)

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

async function openZip(filePath: string, wanted: RegExp): Promise<CsvSource> {
  const zip = await yauzl.openPromise(filePath, { autoClose: false }).catch(() => {
    throw new UnusableFile('This zip file is damaged or incomplete. Download it again.')
  })
  try {
    const entry = await chosenEntry(zip, wanted)
    return await inspect(
      () => zip.openReadStreamPromise(entry),
      () => zip.close(),
    )
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
async function inspect(open: () => Promise<Readable>, close: () => void): Promise<CsvSource> {
  const hash = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let encoding: CsvSource['encoding'] = 'utf-8'
  let bytes = 0
  let last = 0
  const check = (chunk?: Buffer) => {
    if (encoding !== 'utf-8') return
    try {
      utf8.decode(chunk, { stream: chunk !== undefined })
    } catch {
      encoding = 'windows-1252'
    }
  }
  try {
    for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
      if (bytes === 0) refuseOtherKinds(chunk)
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw tooLarge()
      hash.update(chunk)
      check(chunk)
      last = chunk.at(-1) ?? last
    }
  } catch (error) {
    throw error instanceof UnusableFile ? error : new UnusableFile('This file is damaged or incomplete. Download it again.')
  }
  check()
  if (bytes === 0) throw new UnusableFile('This file is empty.')
  return { open, encoding, sha256: hash.digest('hex'), bytes, endsWithNewline: last === 0x0a || last === 0x0d, close }
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
