import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { StorageEngine } from 'multer'
import { writeInPieces } from '../files/pieces.ts'
import type { UploadedFile } from '../files/uploadedFile.ts'

/** A folder for the files of one request. */
export type UploadFolder = {
  storage: StorageEngine
  /** Removes it with all that is in it, once nothing is being written there any more. */
  remove(): Promise<void>
}

/**
 * Makes a folder for the files of one request.
 *
 * @param most how many bytes a file of this field may have that comes as the `nth`; of one that may have none, or is larger, nothing
 * is kept. It comes marked (`refused`), and the rest of the form is read
 * @param failsWhole whether the form is at an end when a file cannot be written (a full disk); otherwise that file comes marked, too
 */
export async function makeUploadFolder(
  temporary: string,
  most: (field: string, nth: number) => number,
  failsWhole: boolean,
): Promise<UploadFolder> {
  const folder = await mkdtemp(path.join(temporary, 'upload-'))
  const writing = new Set<Promise<unknown>>()
  let files = 0
  const storage: StorageEngine = {
    _handleFile(_req, file, done) {
      const target = path.join(folder, randomBytes(16).toString('hex'))
      files += 1
      const allowed = most(file.fieldname, files)
      const work = keepUpTo(allowed, file.stream, target).then(
        ({ bytes, fault }) => {
          if (fault !== undefined && failsWhole) done(fault)
          else done(null, { path: target, size: bytes, refused: whyNot(bytes, allowed, fault) } as Partial<Express.Multer.File>)
        },
        (error: unknown) => done(error),
      )
      writing.add(work)
      void work.finally(() => writing.delete(work))
    },
    _removeFile(_req, file, done) {
      void rm(file.path, { force: true }).then(() => done(null), done)
    },
  }
  return {
    storage,
    async remove() {
      // A sender who is gone leaves files that are just being opened: one made after the folder was read would keep it.
      await Promise.allSettled(writing)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const whyNot = (bytes: number, most: number, fault: unknown): UploadedFile['refused'] => {
  if (most === 0) return 'too_many'
  if (bytes > most) return 'too_large'
  return fault === undefined ? null : 'failed'
}

/**
 * Writes a stream to a file as long as it fits; what does not fit, or cannot be written (a full disk), is read to its end
 * and dropped. Throws only when the stream itself breaks off.
 */
async function keepUpTo(most: number, body: Readable, target: string): Promise<{ bytes: number; fault?: unknown }> {
  let bytes = 0
  let fault: unknown
  const failed = (error: unknown) => void (fault ??= error)
  const file: FileHandle | undefined = most === 0 ? undefined : await open(target, 'wx', 0o600).catch(failed)
  const pieces = file && writeInPieces(file)
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes <= most && fault === undefined) await pieces?.write(chunk)?.catch(failed)
    }
    if (bytes <= most && fault === undefined) await pieces?.end().catch(failed)
  } finally {
    await file?.close().catch(failed)
  }
  if (bytes > most || fault !== undefined) await rm(target, { force: true })
  return { bytes, fault }
}
