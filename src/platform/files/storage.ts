import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { moveIn, type Seen } from './moveIn.ts'
import { readInPieces, writeInPieces } from './pieces.ts'

/** What was stored: under which key, how many bytes, and their SHA-256 in hexadecimal. */
export type StoredFile = { key: string; bytes: number; sha256: string }

/** Where evidence and exports live. Keys are made here and are no file names of anybody's. */
export type FileStore = {
  /**
   * Streams to the store while hashing. Durable when it resolves; nothing is left when it throws.
   *
   * @param key one of `newFileKey`, for who wrote it down before there is a file, so that work that was cut off and is done again leaves one
   */
  put(body: Readable, key?: string): Promise<StoredFile>
  /**
   * Moves a file into the store, so that nothing is written twice; across disks it is copied. Durable when it resolves; nothing is in the
   * store when it throws.
   *
   * @returns null when it is not what was looked into any more: nothing is kept
   */
  take(file: string, seen: Seen): Promise<StoredFile | null>
  /** @throws when there is no such file */
  get(key: string): Promise<Readable>
  /** Also what a writer that was killed left half done. */
  remove(key: string): Promise<void>
  has(key: string): Promise<boolean>
  /** The keys of what was stored before `before`, in batches. */
  keysBefore(before: Date): AsyncIterable<string[]>
  /** Removes what never became whole and has not grown since `before`. @returns how many */
  removeUnfinished(before: Date): Promise<number>
}

export const newFileKey = (): string => randomBytes(20).toString('hex')

/** A store in a folder on disk. The folder is never served. */
export function diskStore(directory: string): FileStore {
  const place = (key: string) => path.join(directory, checked(key).slice(0, 2), key)
  const put: FileStore['put'] = async (body, key = newFileKey()) => {
    const target = place(key)
    const partial = `${target}.partial`
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    try {
      const written = await writeDurably(body, partial)
      await rename(partial, target)
      await syncDirectory(path.dirname(target))
      return { key, ...written }
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }
  const remove: FileStore['remove'] = async key => {
    await rm(place(key), { force: true })
    await rm(`${place(key)}.partial`, { force: true })
  }
  return {
    put,
    remove,
    async take(file, seen) {
      const key = newFileKey()
      const target = place(key)
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      try {
        const bytes = await moveIn(file, target, seen)
        if (bytes === 'other_disk') {
          const copied = await put(readInPieces(file))
          if (copied.sha256 === seen.sha256) return copied
          await remove(copied.key)
          return null
        }
        if (bytes === null) await remove(key)
        else await syncDirectory(path.dirname(target))
        return bytes === null ? null : { key, bytes, sha256: seen.sha256 }
      } catch (error) {
        await remove(key)
        throw error
      }
    },
    async get(key) {
      const target = place(key)
      await stat(target)
      return createReadStream(target)
    },
    async has(key) {
      return stat(place(key)).then(
        () => true,
        () => false,
      )
    },
    async *keysBefore(before) {
      for (const folder of await foldersIn(directory)) {
        const keys = (await olderThan(path.join(directory, folder), before)).filter(name => KEY.test(name))
        if (keys.length > 0) yield keys
      }
    },
    async removeUnfinished(before) {
      let removed = 0
      for (const folder of await foldersIn(directory)) {
        const names = await olderThan(path.join(directory, folder), before)
        for (const name of names.filter(candidate => candidate.endsWith('.partial'))) {
          await rm(path.join(directory, folder, name), { force: true })
          removed += 1
        }
      }
      return removed
    },
  }
}

/** Writes a stream to a file that is on the disk, and not only on its way there, when this resolves. */
async function writeDurably(body: Readable, target: string): Promise<Pick<StoredFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(target, 'w', 0o600)
  try {
    const { write, end } = writeInPieces(file)
    for await (const part of body as AsyncIterable<Buffer | string>) {
      const chunk = typeof part === 'string' ? Buffer.from(part) : part
      bytes += chunk.length
      hash.update(chunk)
      await write(chunk)
    }
    await end()
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** The folders that keys are spread over, by their first two characters. */
const foldersIn = async (directory: string): Promise<string[]> =>
  (await readdir(directory).catch(() => [])).filter(name => /^[0-9a-f]{2}$/.test(name))

async function olderThan(folder: string, before: Date): Promise<string[]> {
  const old: string[] = []
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(path.join(folder, name)).catch(() => undefined)
    if (found?.isFile() && found.mtime < before) old.push(name)
  }
  return old
}

const KEY = /^[0-9a-f]{40}$/

function checked(key: string): string {
  if (!KEY.test(key)) throw new Error('not a key of the file store')
  return key
}

/** A rename is durable once the folder that holds the name is. Windows has no such call. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
