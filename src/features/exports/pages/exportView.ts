import type { StatusTag } from '../../../platform/http/components.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayNumber, sayBytes, capitalised } from '../../../platform/say.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { choiceLines, type Choosable } from '../choosing.ts'
import { formatNamed } from '../sinks/formats.ts'
import type { Export } from '../store.ts'
import { hiddenFields } from './choiceForm.ts'

export function stateOf({ status, expired }: Pick<Export, 'status' | 'expired'>): StatusTag {
  if (expired) return { text: 'No longer kept', colour: 'grey' }
  if (status === 'ready') return { text: 'Ready', colour: 'green' }
  if (status === 'failed') return { text: 'Could not be made', colour: 'red' }
  return { text: 'Being made', colour: 'blue' }
}

/** One export: how far it is, the way to it, or what to do instead. @param key of the form that makes another */
export function exportView(round: Round, found: Export, known: Choosable, key: string) {
  const { noun } = formatNamed(found.format)
  const base = `/rounds/${round.id}/exports`
  const isReady = found.status === 'ready' && !found.expired
  const isComing = found.status === 'pending' || found.status === 'building'
  return {
    title: TITLES[isComing ? 'coming' : found.expired ? 'expired' : found.status === 'ready' ? 'ready' : 'failed'](noun),
    layout: 'staff' as const,
    breadcrumbs: roundTrail(round, { text: 'Export the data', href: base }, { text: capitalised(noun) }),
    roundName: round.name,
    noun,
    ...(isComing ? { refreshSeconds: 3 } : {}),
    askedLine: `${found.requestedBy} asked for it at ${sayInstant(found.createdAt)}.`,
    progress: isComing ? progressOf(found) : null,
    download: isReady ? downloadOf(base, noun, found) : null,
    error: found.status === 'failed' ? (found.error ?? 'The reason was not recorded.') : '',
    expiredLine: found.expired
      ? `An export holds names and answers, so it is deleted after 24 hours. A new one has everything as it stands now.`
      : '',
    chosen: choiceLines(found.choice, known).map(({ title, text }) => ({ key: { text: title }, value: { text } })),
    again: isComing
      ? null
      : { action: base, key, format: found.format, hidden: hiddenFields(found.choice), text: `Make a new ${noun}`, secondary: isReady },
    listHref: base,
  }
}

const TITLES = {
  coming: (noun: string) => `Your ${noun} is being made`,
  ready: (noun: string) => `Your ${noun} is ready`,
  failed: (noun: string) => `The ${noun} could not be made`,
  expired: (noun: string) => `This ${noun} is no longer kept`,
}

function progressOf({ status, done, total }: Export) {
  if (status === 'pending' || total === null) return { label: 'Progress', value: 0, max: 1, text: 'Waiting to start' }
  const text =
    done < total ? `${sayNumber(done)} of ${sayNumber(total)} returns read` : 'All returns read, the other sheets are being written'
  return { label: 'Progress', value: done, max: Math.max(total, 1), text }
}

function downloadOf(base: string, noun: string, { id, fileName, bytes, sha256, readyAt, expiresAt }: Export) {
  return {
    href: `${base}/${id}/file`,
    text: `Download the ${noun} (${sayBytes(bytes ?? 0)})`,
    facts: [
      { key: { text: 'File' }, value: { text: fileName ?? '' } },
      { key: { text: 'Made' }, value: { text: readyAt ? sayInstant(readyAt) : '' } },
      { key: { text: 'Kept until' }, value: { text: expiresAt ? sayInstant(expiresAt) : '' } },
      { key: { text: 'Size' }, value: { text: `${sayNumber(bytes ?? 0)} bytes` } },
      { key: { text: 'SHA-256' }, value: { text: sha256 ?? '' } },
    ],
  }
}
