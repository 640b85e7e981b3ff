import type { StatusTag } from '../../../platform/http/components.ts'
import { sayInstant } from '../../../platform/london.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import type { Export } from '../store.ts'

/** "2.4 MB" */
export function sayBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000)).toLocaleString('en-GB')} KB`
  return `${(bytes / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`
}

export function stateOf({ status, expired }: Pick<Export, 'status' | 'expired'>): StatusTag {
  if (expired) return { text: 'No longer kept', colour: 'grey' }
  if (status === 'ready') return { text: 'Ready', colour: 'green' }
  if (status === 'failed') return { text: 'Could not be made', colour: 'red' }
  return { text: 'Being made', colour: 'blue' }
}

const number = new Intl.NumberFormat('en-GB')

/** One workbook: how far it is, the way to it, or what to do instead. @param key of the form that makes another */
export function exportView(round: Round, found: Export, key: string) {
  const base = `/rounds/${round.id}/exports`
  const isReady = found.status === 'ready' && !found.expired
  const isComing = found.status === 'pending' || found.status === 'building'
  return {
    title: TITLES[isComing ? 'coming' : found.expired ? 'expired' : found.status === 'ready' ? 'ready' : 'failed'],
    layout: 'staff' as const,
    breadcrumbs: roundTrail(round, { text: 'Export to Excel', href: base }, { text: 'Workbook' }),
    roundName: round.name,
    ...(isComing ? { refreshSeconds: 3 } : {}),
    askedLine: `${found.requestedBy} asked for it at ${sayInstant(found.createdAt)}.`,
    progress: isComing ? progressOf(found) : null,
    download: isReady ? downloadOf(base, found) : null,
    error: found.status === 'failed' ? (found.error ?? 'The reason was not recorded.') : '',
    expiredLine: found.expired
      ? 'A workbook holds names and answers, so it is thrown away after 24 hours. A new one has everything as it stands now.'
      : '',
    again: isComing ? null : { action: base, key, text: 'Make a new workbook', secondary: isReady },
    listHref: base,
  }
}

const TITLES = {
  coming: 'Your workbook is being made',
  ready: 'Your workbook is ready',
  failed: 'The workbook could not be made',
  expired: 'This workbook is no longer kept',
}

function progressOf({ status, done, total }: Export) {
  if (status === 'pending' || total === null) return { label: 'Progress', value: 0, max: 1, text: 'Waiting to start' }
  const text =
    done < total ? `${number.format(done)} of ${number.format(total)} returns read` : 'All returns read, the other sheets are being written'
  return { label: 'Progress', value: done, max: Math.max(total, 1), text }
}

function downloadOf(base: string, { id, fileName, bytes, sha256, readyAt, expiresAt }: Export) {
  return {
    href: `${base}/${id}/file`,
    text: `Download the workbook (${sayBytes(bytes ?? 0)})`,
    facts: [
      { key: { text: 'File' }, value: { text: fileName ?? '' } },
      { key: { text: 'Made' }, value: { text: readyAt ? sayInstant(readyAt) : '' } },
      { key: { text: 'Kept until' }, value: { text: expiresAt ? sayInstant(expiresAt) : '' } },
      { key: { text: 'Size' }, value: { text: `${number.format(bytes ?? 0)} bytes` } },
      { key: { text: 'SHA-256' }, value: { text: sha256 ?? '' } },
    ],
  }
}
