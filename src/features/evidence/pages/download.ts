import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { attachAs } from '../../../platform/http/attachment.ts'
import type { FileStore } from '../../../platform/files/storage.ts'
import { downloadName, type Whose } from '../downloadName.ts'
import { refuse } from '../refusals.ts'
import type { OpenableEvidence } from '../held.ts'

/**
 * Sends a file as a download: never shown in the browser as part of this site, whatever it holds.
 *
 * @param whose the school and what its questions are called: its name says both
 * @throws Refusal (gone) when the store has lost the bytes
 */
export async function sendEvidence(res: Response, files: FileStore, evidence: OpenableEvidence, whose: Whose): Promise<void> {
  const body = await files.get(evidence.storageKey).catch(() => undefined)
  if (!body) throw refuse.bytesMissing()
  attachAs(res, downloadName(evidence, whose))
  res.set({
    'Content-Type': evidence.mediaType,
    'Content-Length': String(evidence.bytes),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  })
  await pipeline(body, res).catch((error: unknown) => {
    // A reader who goes away in the middle is no fault.
    if (!isGone(error)) throw error
  })
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE'
