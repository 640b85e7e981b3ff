import { inTransaction, type Pool } from '../../platform/db.ts'
import type { FileStore } from '../../platform/files/storage.ts'
import { londonDate } from '../../platform/london.ts'
import { addFiles, type AddOutcome, type IncomingFile } from '../evidence/index.ts'
import type { OfficeActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { addresseeOf, canNow, FILES_AT_ONCE, takeInOffline, type AuditReturn } from '../returns/index.ts'
import type { OfflineReturn } from './incoming.ts'
import { offlineLetter } from './offlineLetter.ts'
import { refuse } from './refusals.ts'

/** What became of an offline return: it is in, or one of its files was refused and it is not. */
export type Recorded = { reference: string; told: boolean } | { files: AddOutcome }

/**
 * Records a return that came as files or on paper: the files are kept with it, it counts as sent when it was received, and
 * the establishment is asked to confirm it.
 *
 * The files go first and stay, whatever comes after: they are too large to hold the return's lock for. A form sent twice
 * finds its files there already, and its outcome under its key.
 *
 * @throws Refusal (conflict) when it was submitted already, or anybody changed it since the form was rendered
 */
export async function recordOffline(
  deps: { db: Pool; files: FileStore; baseUrl: string },
  actor: OfficeActor,
  auditReturn: AuditReturn,
  request: OfflineReturn & { files: readonly IncomingFile[]; key: string | undefined; seen: string },
  megabytes: number,
): Promise<Recorded> {
  const { files, key, seen, receivedAt, byName, note } = request
  const { id: returnId, partnershipId } = auditReturn
  if (canNow('takeIn', auditReturn)) {
    if (seen !== seenIn(auditReturn)) throw refuse.changedMeanwhile(returnId)
    const adding = { returnId, files, via: 'email' as const, receivedOn: londonDate(receivedAt), note: 'The return as it came.' }
    const outcome = files.length === 0 ? null : await addFiles(deps, actor, adding, { megabytes, filesAtOnce: FILES_AT_ONCE })
    if (outcome && outcome.refused.length > 0) return { files: outcome }
  }
  return inTransaction(deps.db, async trx => {
    const { reference, sequence } = await takeInOffline(trx, actor, { returnId, key, receivedAt, byName, note })
    const addressee = await addresseeOf(trx, partnershipId, returnId)
    if (!addressee) return { reference, told: false }
    const letter = offlineLetter(addressee, auditReturn, { reference, sequence, receivedAt, byName })
    await queueMessages(trx, partnershipId, [letter], deps.baseUrl)
    return { reference, told: true }
  })
}

/**
 * What the form of an offline return was rendered from: where the return stood and when it was last answered. Not its
 * version, which the form's own files move: the second half of a double click must not be told that somebody else did.
 */
export const seenIn = ({ status, lastSavedAt }: Pick<AuditReturn, 'status' | 'lastSavedAt'>): string =>
  `${status} ${lastSavedAt?.toISOString() ?? ''}`
