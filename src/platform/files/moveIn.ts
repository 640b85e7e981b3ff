import { createHash } from 'node:crypto'
import { open, rename, stat, type FileHandle } from 'node:fs/promises'

/** A file as it was looked into: what `markOf` gave before, and its SHA-256 as it was found then. */
export type Seen = { mark: string; sha256: string }

/** Looking into more than this takes longer than the clock of a disk's times needs to move on. */
const HASHED_AGAIN = 1024 * 1024

/** By what it is told whether a file was written to since: another one in its place, another length or another time. */
export const markOf = async (file: string): Promise<string> => sayMark(await stat(file, { bigint: true }))

const sayMark = ({ ino, size, mtimeNs }: { ino: bigint; size: bigint; mtimeNs: bigint }): string => `${ino} ${size} ${mtimeNs}`

/**
 * Moves a file whose bytes are on the disk by then, not only on their way there.
 *
 * @returns how many bytes it has; null when it is not what was looked into any more, or `other_disk` when it cannot be moved there: it is
 * where it was then
 */
export async function moveIn(file: string, target: string, seen: Seen): Promise<number | null | 'other_disk'> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
    const isThere = await rename(file, target).then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'EXDEV') return false
        throw error
      },
    )
    if (!isThere) return 'other_disk'
    const now = await handle.stat({ bigint: true })
    const isAsSeen = sayMark(now) === seen.mark && (now.size >= HASHED_AGAIN || (await hashOf(handle)) === seen.sha256)
    return isAsSeen ? Number(now.size) : null
  } finally {
    await handle.close()
  }
}

/** Of a small file: it is read at once. */
const hashOf = async (handle: FileHandle): Promise<string> =>
  createHash('sha256')
    .update(await handle.readFile())
    .digest('hex')
