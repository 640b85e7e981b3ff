import { londonDate } from '../../platform/london.ts'
import { extensionOf } from './fileKinds.ts'
import type { StoredEvidence } from './store.ts'

/** Whose a file is, and what its questions are called by whoever downloads it. */
export type Whose = { school: string; labels: ReadonlyMap<string, string> }

/**
 * What a file is called when it is downloaded: "Beckside Primary - Training log - dated 2026-09 - minutes.pdf", so that those of many schools
 * lie in one folder and are still told apart. No disk keeps a name of more than 255 bytes: each part has its share of them.
 */
export function downloadName(
  file: Pick<StoredEvidence, 'name' | 'questionKeys' | 'datedOn' | 'at' | 'receivedVia' | 'receivedOn'>,
  { school, labels }: Whose,
): string {
  const [first, ...more] = file.questionKeys.flatMap(key => labels.get(key) ?? [])
  const extension = extensionOf(file.name)
  const stem = extension === '' ? file.name : file.name.slice(0, -extension.length - 1)
  const parts = [
    partOf(school, 70),
    first === undefined ? '' : `${partOf(first, 60)}${more.length === 0 ? '' : ` and ${more.length} more`}`,
    dayOf(file),
    partOf(stem, 60),
  ]
  const name = parts.filter(part => part !== '').join(' - ')
  return extension === '' ? name : `${name}.${extension}`
}

const dayOf = ({ datedOn, at, receivedVia, receivedOn }: Parameters<typeof downloadName>[0]): string => {
  if (datedOn !== null) return `dated ${datedOn}`
  return receivedVia === 'online' ? `added ${londonDate(at)}` : `received ${receivedOn}`
}

/** A text as a part of a file's name: without what some system does not take in one, and no longer than `bytes`. */
function partOf(text: string, bytes: number): string {
  const clean = text
    .toWellFormed()
    .replace(/[\u0000-\u001F\u007F\\/:*?"<>|]/g, ' ')
    .replace(/\s+/g, ' ')
  let kept = ''
  let size = 0
  for (const sign of clean) {
    size += Buffer.byteLength(sign)
    if (size > bytes) break
    kept += sign
  }
  kept = kept.trim()
  while (kept.endsWith('.')) kept = kept.slice(0, -1)
  return kept
}
