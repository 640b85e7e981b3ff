import { randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'

/** Text that waits on disk until its turn comes, so that memory does not grow with it. */
export type Spool = {
  /** Awaiting it keeps memory flat. */
  append(text: string): Promise<void>
  /** How many bytes were appended so far. */
  bytes(): number
  read(from: number, to: number): AsyncGenerator<Buffer>
  close(): Promise<void>
}

const CHUNK = 64 * 1024

/**
 * Opens a spool. Its file has no name as soon as it is open (where the system allows that), so that nothing of it is
 * left when the program is killed.
 *
 * @param directory must exist, and be readable by the program alone
 */
export async function openSpool(directory: string): Promise<Spool> {
  const place = path.join(directory, `spool-${randomBytes(12).toString('hex')}`)
  const handle = await open(place, 'wx+', 0o600)
  const nameless = process.platform !== 'win32'
  if (nameless) await rm(place)
  let size = 0
  return {
    async append(text) {
      const chunk = Buffer.from(text)
      for (let done = 0; done < chunk.length;) {
        const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, size)
        done += bytesWritten
        size += bytesWritten
      }
    },
    bytes: () => size,
    async *read(from, to) {
      for (let at = from; at < to;) {
        const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(CHUNK, to - at)), 0, null, at)
        if (bytesRead === 0) throw new Error('a spool ended early')
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    },
    async close() {
      await handle.close()
      if (!nameless) await rm(place, { force: true })
    },
  }
}
