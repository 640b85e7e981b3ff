import yauzl, { type Entry } from 'yauzl'

/** Why the parts of a package cannot be read. */
export type WhyUnreadable = 'damaged' | 'locked' | 'too_many' | 'too_large'

export class UnreadableZip extends Error {
  readonly why: WhyUnreadable
  constructor(why: WhyUnreadable, options?: ErrorOptions) {
    super(why, options)
    this.why = why
  }
}

/** The parts of a package: of Word, Excel and their like. */
export type ZipParts = {
  names: readonly string[]
  /** A part as text; undefined when there is none of this name. @throws UnreadableZip */
  text: (name: string) => Promise<string | undefined>
  close: () => void
}

/**
 * Opens a package of a stranger, to read parts of it by name. What is really unpacked is counted, whatever its directory says.
 *
 * @param most how many parts it may have, and how many bytes may be unpacked, of one and of all that are read
 * @throws UnreadableZip
 */
export async function openZipParts(file: string, most: { entries: number; partBytes: number; allBytes: number }): Promise<ZipParts> {
  const zip = await yauzl.openPromise(file, { autoClose: false }).catch((cause: unknown) => {
    throw new UnreadableZip('damaged', { cause })
  })
  const entries = new Map<string, Entry>()
  try {
    if (zip.entryCount > most.entries) throw new UnreadableZip('too_many')
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new UnreadableZip('locked')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    zip.close()
    throw error instanceof UnreadableZip ? error : new UnreadableZip('damaged', { cause: error })
  }
  let all = 0
  return {
    names: [...entries.keys()],
    async text(name) {
      const entry = entries.get(name)
      if (!entry) return undefined
      const chunks: Buffer[] = []
      let bytes = 0
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        bytes += chunk.length
        all += chunk.length
        if (bytes > most.partBytes || all > most.allBytes) throw new UnreadableZip('too_large')
        chunks.push(chunk)
      }
      return Buffer.concat(chunks).toString('utf8')
    },
    close: () => zip.close(),
  }
}
