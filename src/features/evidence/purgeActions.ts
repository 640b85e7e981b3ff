import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { forgetting, recordEvent, type StaffActor } from '../history/index.ts'
import { countAgain, lockForFiles, subjectOf } from './openActions.ts'
import { deleteEvidence } from './purgeStore.ts'
import type { PurgeReason } from './purgeReasons.ts'
import { refuse } from './refusals.ts'
import { findEvidence } from './store.ts'

/**
 * Removes a document for good: its bytes, its name, its description, also where the history kept an earlier one. The history says that
 * it was removed, by whom and why, without its name.
 *
 * The bytes go once the rest has: what cannot be removed now is an orphan, which the nightly sweep removes.
 *
 * @returns whether the bytes are gone already
 * @throws Refusal (not found)
 */
export async function purgeFile(
  { db, files, log }: Pick<Deps, 'db' | 'files' | 'log'>,
  actor: StaffActor,
  { returnId, evidenceId, reason }: { returnId: Id<'return'>; evidenceId: Id<'evidence'>; reason: PurgeReason },
): Promise<{ bytesGone: boolean }> {
  const storageKey = await inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const file = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
    if (!file) throw refuse.notFound()
    await deleteEvidence(trx, actor.partnershipId, evidenceId)
    await forgetting.forgetDescriptions(trx, actor.partnershipId, { returnId, evidenceId })
    await countAgain(trx, actor, auditReturn)
    await recordEvent(trx, actor, { verb: 'evidence.purged', ...subjectOf(auditReturn), details: { evidence: evidenceId, reason } })
    return file.storageKey
  })
  try {
    await files.remove(storageKey)
    return { bytesGone: true }
  } catch (error) {
    log.error({ err: error }, 'the bytes of a document that was removed for good are still there: the nightly sweep removes them')
    return { bytesGone: false }
  }
}
