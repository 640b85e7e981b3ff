import type { Response } from 'express'
import { notFound } from '../../../platform/http/refusal.ts'
import type { OpenableEvidence } from '../held.ts'
import { lookAtStored, type Shower } from '../looking/lookAtStored.ts'
import { pictureLook } from '../looking/pictureLooks.ts'
import { refuse } from '../refusals.ts'
import { canBeShown, WIDTHS, type ShownAt } from '../shown.ts'

/** Part of what a browser keeps a picture by: another number, and all are drawn anew. */
const DRAWING = 1

/**
 * Sends a picture of one page of a document, drawn anew: nothing of the file itself leaves. The browser keeps it, and asks each
 * time whether it may still show it, so that a second look is not drawn again and one who may no longer look sees nothing.
 *
 * @throws Refusal (not found) when there is no such page; (gone) when the store has lost the bytes; (conflict) when it cannot be drawn
 */
export async function sendPicture(res: Response, shower: Shower, file: OpenableEvidence, { page, size }: ShownAt): Promise<void> {
  if (!canBeShown(file)) throw notFound()
  res.set({ 'Cache-Control': 'private, no-cache', ETag: `"${file.sha256}-${page}-${size}-${DRAWING}"` })
  if (res.req.fresh) {
    res.status(304).end()
    return
  }
  const found = await lookAtStored(shower, file, pictureLook, { mediaType: file.mediaType, number: page, width: WIDTHS[size] })
  if (!found.ok) {
    res.removeHeader('ETag')
    res.set('Cache-Control', 'no-store')
    throw found.why === 'no_page' ? notFound() : refuse.notDrawn(found.why)
  }
  res.set({
    'Content-Type': found.mediaType,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  })
  res.end(found.picture)
}
