import yauzl, { type Entry, type ZipFile } from 'yauzl'

/** What a zip says of itself in its directory: nothing is unpacked. */
export type ZipDirectory = {
  names: string[]
  /** How large everything would be, as the directory says. */
  inflatedBytes: number
  /** How much of the file the entries claim; more than the file has when they overlap. */
  compressedBytes: number
  encrypted: boolean
}

/** Beyond these a zip is built to hurt whoever opens it. */
const LIMITS = { entries: 20_000, inflatedBytes: 2 * 1024 ** 3 }

/**
 * Reads the directory of a zip, and the text of one small entry when asked to.
 *
 * @param path of the file
 * @param textOf the entry whose text is wanted: at most a megabyte of it
 * @returns undefined when the file is no zip, is damaged, has names that lead out of it, or is built to hurt
 */
export async function readZip(path: string, textOf?: string): Promise<{ directory: ZipDirectory; text: string | null } | undefined> {
  const zip = await open(path).catch(() => undefined)
  if (!zip) return undefined
  try {
    const entries = await entriesOf(zip)
    const directory: ZipDirectory = { names: [], inflatedBytes: 0, compressedBytes: 0, encrypted: false }
    for (const entry of entries) {
      directory.names.push(entry.fileName)
      directory.inflatedBytes += entry.uncompressedSize
      directory.compressedBytes += entry.compressedSize
      directory.encrypted ||= entry.isEncrypted()
    }
    if (directory.inflatedBytes > LIMITS.inflatedBytes || directory.compressedBytes > zip.fileSize) return undefined
    const wanted = entries.find(({ fileName }) => fileName === textOf)
    return { directory, text: wanted && !wanted.isEncrypted() ? await textIn(zip, wanted) : null }
  } catch {
    return undefined
  } finally {
    zip.close()
  }
}

const open = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(error)
      else resolve(zip)
    })
  })

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = []
  return new Promise((resolve, reject) => {
    if (zip.entryCount > LIMITS.entries) reject(new Error('too many entries'))
    zip.once('error', reject)
    zip.once('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

const TEXT_LIMIT = 1024 * 1024

const textIn = (zip: ZipFile, entry: Entry): Promise<string> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error)
        return
      }
      const parts: Buffer[] = []
      let bytes = 0
      stream.on('error', reject)
      stream.on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes > TEXT_LIMIT) stream.destroy(new Error('too long'))
        else parts.push(part)
      })
      stream.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    })
  })
