import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file in a zip that is being written. */
export type ZipEntry = {
  /** Awaiting it keeps memory flat. @throws what the stream under the zip reports */
  write(chunk: string | Buffer): Promise<void>
  end(): Promise<void>
}

export type ZipWriter = {
  /** Begins a file; the one before it must have ended. */
  entry(name: string): Promise<ZipEntry>
  /** Writes the directory, and waits until the stream has taken everything. */
  end(): Promise<void>
}

type Known = { name: Buffer; crc: number; bytes: number; packed: number; at: number }

/** The moment of every file in it, 1 January 1980: equal data make equal zips. */
const DOS_DATE = 0x21
/** Sizes follow the data, names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = { usual: 20, large: 45 }
const MOST_32 = 0xffff_ffff
const MOST_16 = 0xffff

/**
 * Writes a zip to a stream, file after file, at the pace of the stream. Everything in it depends on what is written alone.
 *
 * @param level of compression, 1 (fast) to 9
 */
export function writeZip(to: Writable, level: number): ZipWriter {
  const known: Known[] = []
  const broken = watch(to)
  let at = 0
  const put = async (bytes: Buffer): Promise<void> => {
    at += bytes.length
    broken.check()
    if (!to.write(bytes)) await broken.or(signal => once(to, 'drain', { signal }))
  }
  return {
    async entry(name) {
      const file: Known = { name: Buffer.from(name), crc: 0, bytes: 0, packed: 0, at }
      await put(localHeader(file))
      const packer = createDeflateRaw({ level, chunkSize: 128 * 1024 })
      packer.on('data', (chunk: Buffer) => (file.packed += chunk.length))
      packer.pipe(to, { end: false })
      broken.of(packer)
      packer.on('error', () => undefined)
      return {
        async write(chunk) {
          broken.check()
          const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
          file.crc = crc32(bytes, file.crc)
          file.bytes += bytes.length
          if (bytes.length > 0 && !packer.write(bytes)) await broken.or(signal => once(packer, 'drain', { signal }))
        },
        async end() {
          broken.check()
          packer.end()
          await broken.or(signal => finished(packer, { signal }))
          at += file.packed
          known.push(file)
          await put(sizesOf(file))
        },
      }
    },
    async end() {
      const start = at
      for (const file of known) await put(directoryLine(file))
      await put(endOf(known.length, start, at - start))
      to.end()
      await broken.or(signal => finished(to, { readable: false, signal }))
    },
  }
}

/** When the stream breaks, whoever waits for room in the zip has to hear of it. */
function watch(to: Writable) {
  let failure: Error | undefined
  let current: { destroy(): unknown } | undefined
  const stop = new AbortController()
  const fail = (error: Error) => {
    failure ??= error
    stop.abort()
    current?.destroy()
  }
  to.on('error', fail)
  to.on('close', () => {
    if (!to.writableFinished) fail(new Error('the file was closed before it was whole'))
  })
  return {
    check() {
      if (failure) throw failure
    },
    async or(wait: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
      try {
        await wait(stop.signal)
      } catch (error) {
        throw failure ?? error
      }
    },
    of(stream: { destroy(): unknown }) {
      current = stream
    },
  }
}

const isLarge = ({ bytes, packed }: Known): boolean => bytes >= MOST_32 || packed >= MOST_32

function localHeader({ name }: Known): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x0403_4b50, 0)
  header.writeUInt16LE(VERSION.usual, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(DEFLATED, 8)
  header.writeUInt16LE(DOS_DATE, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

/** What follows the data of a file: its sizes are known only then. */
function sizesOf(file: Known): Buffer {
  const large = isLarge(file)
  const sizes = Buffer.alloc(large ? 24 : 16)
  sizes.writeUInt32LE(0x0807_4b50, 0)
  sizes.writeUInt32LE(file.crc, 4)
  if (large) {
    sizes.writeBigUInt64LE(BigInt(file.packed), 8)
    sizes.writeBigUInt64LE(BigInt(file.bytes), 16)
  } else {
    sizes.writeUInt32LE(file.packed, 8)
    sizes.writeUInt32LE(file.bytes, 12)
  }
  return sizes
}

function directoryLine(file: Known): Buffer {
  const large = isLarge(file) || file.at >= MOST_32
  const line = Buffer.alloc(46)
  line.writeUInt32LE(0x0201_4b50, 0)
  line.writeUInt16LE(large ? VERSION.large : VERSION.usual, 4)
  line.writeUInt16LE(large ? VERSION.large : VERSION.usual, 6)
  line.writeUInt16LE(FLAGS, 8)
  line.writeUInt16LE(DEFLATED, 10)
  line.writeUInt16LE(DOS_DATE, 14)
  line.writeUInt32LE(file.crc, 16)
  line.writeUInt32LE(large ? MOST_32 : file.packed, 20)
  line.writeUInt32LE(large ? MOST_32 : file.bytes, 24)
  line.writeUInt16LE(file.name.length, 28)
  line.writeUInt16LE(large ? 28 : 0, 30)
  line.writeUInt32LE(large ? MOST_32 : file.at, 42)
  return Buffer.concat([line, file.name, ...(large ? [largeExtra(file)] : [])])
}

function largeExtra({ bytes, packed, at }: Known): Buffer {
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  for (const [place, value] of [bytes, packed, at].entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * place)
  return extra
}

function endOf(files: number, start: number, bytes: number): Buffer {
  const large = files >= MOST_16 || start >= MOST_32 || bytes >= MOST_32
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x0605_4b50, 0)
  end.writeUInt16LE(large ? MOST_16 : files, 8)
  end.writeUInt16LE(large ? MOST_16 : files, 10)
  end.writeUInt32LE(large ? MOST_32 : bytes, 12)
  end.writeUInt32LE(large ? MOST_32 : start, 16)
  return large ? Buffer.concat([largeEnd(files, start, bytes), end]) : end
}

function largeEnd(files: number, start: number, bytes: number): Buffer {
  const end = Buffer.alloc(76)
  end.writeUInt32LE(0x0606_4b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(VERSION.large, 12)
  end.writeUInt16LE(VERSION.large, 14)
  end.writeBigUInt64LE(BigInt(files), 24)
  end.writeBigUInt64LE(BigInt(files), 32)
  end.writeBigUInt64LE(BigInt(bytes), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x0706_4b50, 56)
  end.writeBigUInt64LE(BigInt(start + bytes), 64)
  end.writeUInt32LE(1, 72)
  return end
}
