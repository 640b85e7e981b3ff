import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { forgetting, recordEvent, type ContributorActor, type StaffActor } from '../history/index.ts'
import { lockReturn, requireOpened, type AuditReturn } from '../returns/index.ts'
import { isHeld } from './held.ts'
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
    await forgetFile(trx, actor, { auditReturn, evidenceId, reason })
    return file.storageKey
  })
  return { bytesGone: await removeBytes({ files, log }, storageKey) }
}

/**
 * Removes a file that is held back for good: its establishment may do that at any time, because what names a child must not be kept.
 *
 * @throws Refusal (not found), also for one that is not held back, or did not come from the establishment
 */
export async function purgeHeldFile(
  { db, files, log }: Pick<Deps, 'db' | 'files' | 'log'>,
  actor: ContributorActor,
  { returnId, evidenceId }: { returnId: Id<'return'>; evidenceId: Id<'evidence'> },
): Promise<void> {
  const storageKey = await inTransaction(db, async trx => {
    const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
    const file = auditReturn && (await findEvidence(trx, actor.partnershipId, returnId, evidenceId))
    if (!file || !isHeld(file) || file.receivedVia !== 'online') throw refuse.notFound()
    requireOpened(auditReturn)
    await forgetFile(trx, actor, { auditReturn, evidenceId, reason: 'child' })
    return file.storageKey
  })
  await removeBytes({ files, log }, storageKey)
}

/** Takes a file’s row, name and description away, and says so in the history. */
export async function forgetFile(
  trx: Db,
  actor: ContributorActor | StaffActor,
  { auditReturn, evidenceId, reason }: { auditReturn: AuditReturn; evidenceId: Id<'evidence'>; reason: PurgeReason },
): Promise<void> {
  await deleteEvidence(trx, actor.partnershipId, evidenceId)
  await forgetting.forgetDescriptions(trx, actor.partnershipId, { returnId: auditReturn.id, evidenceId })
  await countAgain(trx, actor, auditReturn)
  await recordEvent(trx, actor, { verb: 'evidence.purged', ...subjectOf(auditReturn), details: { evidence: evidenceId, reason } })
}

/** @returns whether the bytes are gone: what is left of them is swept at night */
export async function removeBytes({ files, log }: Pick<Deps, 'files' | 'log'>, storageKey: string): Promise<boolean> {
  try {
    await files.remove(storageKey)
    return true
  } catch (error) {
    log.error({ err: error }, 'the bytes of a document that was removed for good are still there: the nightly sweep removes them')
    return false
  }
}
