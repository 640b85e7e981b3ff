import { once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** A file in a zip that is being written. */
export type ZipEntry = {
  /** Awaiting it keeps memory flat. @throws what the stream under the zip reports */
  write(chunk: string | Buffer): Promise<void>
  end(): Promise<void>
}

export type ZipWriter = {
  /** Begins a file; the one before it must have ended. */
  entry(name: string): ZipEntry
  /** Writes the directory, and waits until the stream has taken everything. */
  end(): Promise<void>
}

/** The moment of every part, the first that a zip knows: equal data make equal files. */
export const ZIP_MOMENT = new Date('1980-01-01T00:00:00Z')

/**
 * Writes a zip to a stream, file after file, at the pace of the stream. Everything in it depends on what is written alone.
 *
 * @param level of compression, 1 (fast) to 9
 */
export async function writeZip(to: Writable, level: number): Promise<ZipWriter> {
  const outcome = watchOutcome(to)
  // Only a process that writes one loads what it takes.
  const { default: archiver } = await import('archiver')
  outcome.check()
  const zip = archiver('zip', { zlib: { level } })
  zip.on('error', outcome.fail)
  zip.pipe(to)
  return {
    entry(name) {
      const stream = new PassThrough({ highWaterMark: 1 << 18 })
      zip.append(stream, { name, date: ZIP_MOMENT })
      outcome.of(stream)
      return {
        write: chunk => outcome.send(stream, chunk),
        async end() {
          outcome.check()
          stream.end()
          await outcome.or(finished(stream))
        },
      }
    },
    async end() {
      outcome.check()
      void zip.finalize()
      await outcome.or(finished(to, { readable: false }))
    },
  }
}

/** When the stream under a zip breaks, whoever waits for room in one of its files has to hear of it. */
export function watchOutcome(to: Writable) {
  let failure: Error | undefined
  const open = new Set<PassThrough>()
  let reject: (error: Error) => void = () => undefined
  const broken = new Promise<never>((_resolve, refuse) => {
    reject = refuse
  })
  broken.catch(() => undefined)
  const fail = (error: Error) => {
    failure ??= error
    reject(failure)
    for (const stream of open) stream.destroy(failure)
  }
  const check = () => {
    if (failure) throw failure
  }
  /** What the work gives, unless the stream breaks first. @throws then */
  const or = <T>(work: Promise<T>): Promise<T> => Promise.race([work, broken])
  to.on('error', fail)
  to.on('close', () => {
    if (!to.writableFinished) fail(new Error('the file was closed before it was whole'))
  })
  return {
    fail,
    check,
    or,
    /** Watches a file that is begun. */
    of(stream: PassThrough) {
      open.add(stream)
      stream.on('error', () => undefined)
      stream.on('close', () => open.delete(stream))
    },
    /** Writes to a file, and waits when it has enough. */
    async send(stream: PassThrough, chunk: string | Buffer) {
      check()
      if (chunk.length > 0 && !stream.write(chunk)) await or(once(stream, 'drain'))
    },
  }
}
