import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { forgetFormerContacts, formerContacts } from '../establishments/index.ts'
import { forgetDescriptions, recordEvent, type PartnershipActor } from '../history/index.ts'
import { settingsOf } from '../partnerships/index.ts'
import { countAgain, lockForFiles, subjectOf } from './openActions.ts'
import { deleteEvidence } from './purgeStore.ts'
import { oldEvidenceByRound, returnsWithOldEvidence } from './retentionStore.ts'
import { filesOf } from './store.ts'

/** What is older than a partnership keeps it. */
export type Outdated = { rounds: { round: string; closedAt: Date; files: number }[]; contacts: number }

/** What the next run deletes. Where a period is not set, nothing of that kind. */
export async function outdated(db: Db, partnershipId: Id<'partnership'>, now: Date): Promise<Outdated> {
  const settings = await settingsOf(db, partnershipId)
  const evidence = settings.keepEvidenceMonths
  const contacts = settings.keepContactsMonths
  return {
    rounds: evidence === null ? [] : await oldEvidenceByRound(db, { partnershipId, months: evidence, now }),
    contacts: contacts === null ? 0 : await formerContacts(db, { partnershipId, months: contacts, now }),
  }
}

/**
 * Deletes for good what is older than the partnership keeps it: documents return by return, each with its event, and what is known of
 * contacts who left. Cut off, it goes on at the next run.
 *
 * @returns how many of each
 */
export async function applyRetention(
  deps: Pick<Deps, 'db' | 'files' | 'now'>,
  actor: PartnershipActor,
): Promise<{ files: number; contacts: number }> {
  const { partnershipId } = actor
  const settings = await settingsOf(deps.db, partnershipId)
  const now = deps.now()
  const months = settings.keepEvidenceMonths
  const found = months === null ? [] : await returnsWithOldEvidence(deps.db, { partnershipId, months, now })
  let files = 0
  for (const { returnId } of found) files += await deleteDocuments(deps, actor, returnId)
  const contactMonths = settings.keepContactsMonths
  if (contactMonths === null) return { files, contacts: 0 }
  return { files, contacts: await forgetFormerContacts(deps.db, actor, { months: contactMonths, now }) }
}

/** All documents of one return, removed ones too. The bytes go last: what is left of them is an orphan, which the sweep removes. */
async function deleteDocuments(
  { db, files }: Pick<Deps, 'db' | 'files'>,
  actor: PartnershipActor,
  returnId: Id<'return'>,
): Promise<number> {
  const gone = await inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const found = await filesOf(trx, actor.partnershipId, returnId)
    for (const { id } of found) {
      await deleteEvidence(trx, actor.partnershipId, id)
      await forgetDescriptions(trx, actor.partnershipId, { returnId, evidenceId: id })
    }
    await countAgain(trx, actor, auditReturn)
    if (found.length > 0)
      await recordEvent(trx, actor, { verb: 'evidence.expired', ...subjectOf(auditReturn), details: { files: found.length } })
    return found
  })
  for (const { storageKey } of gone) await files.remove(storageKey)
  return gone.length
}
