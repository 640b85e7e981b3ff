import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

/** How much is read and written at once: each piece costs a way to another thread and back, which takes longer than 64 KB do. */
const PIECE = 1024 * 1024

/** A file in large pieces. */
export const readInPieces = (path: string) => createReadStream(path, { highWaterMark: PIECE })

/** Writes what is given in large pieces; `end` writes the rest. A piece that fails is told of by the call that wrote it. */
export function writeInPieces(file: FileHandle): { write: (chunk: Buffer) => Promise<void> | undefined; end: () => Promise<void> } {
  let waiting: Buffer[] = []
  let bytes = 0
  const flush = async () => {
    const [piece, length] = [waiting, bytes]
    waiting = []
    bytes = 0
    const { bytesWritten } = await file.writev(piece)
    // A disk that is nearly full takes a part, and says so of the next that is written.
    if (bytesWritten < length) await file.writeFile(Buffer.concat(piece).subarray(bytesWritten))
  }
  return {
    write(chunk) {
      waiting.push(chunk)
      bytes += chunk.length
      return bytes < PIECE ? undefined : flush()
    },
    end: flush,
  }
}
