import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { forgetRemarks } from '../actionPlan/index.ts'
import { forgetRequests } from '../asking/index.ts'
import { forgetFormerContacts, formerContacts } from '../establishments/index.ts'
import { forgetting, recordEvent, type PartnershipActor } from '../history/index.ts'
import { forgetComments } from '../coding/index.ts'
import { forgetCounted } from '../counting/index.ts'
import { forgetPeople } from '../links/index.ts'
import { expiry } from '../messages/index.ts'
import { settingsOf } from '../partnerships/index.ts'
import { lockReturn, steps } from '../returns/index.ts'
import { markAnswersDeleted } from '../rounds/index.ts'
import { countAgain, lockForFiles, subjectOf } from './openActions.ts'
import { deleteEvidence, forgetSenders } from './purgeStore.ts'
import { oldAnswersByRound, oldEvidenceByRound, returnsWithOldAnswers, returnsWithOldEvidence } from './retentionStore.ts'
import { filesOf } from './store.ts'

/** What is older than a partnership keeps it. */
export type Outdated = {
  rounds: { round: string; closedAt: Date; files: number }[]
  answers: { round: string; closedAt: Date; returns: number }[]
  contacts: number
  messages: number
}

/** What the next run deletes. Where a period is not set, nothing of that kind. */
export async function outdated(db: Db, partnershipId: Id<'partnership'>, now: Date): Promise<Outdated> {
  const kept = await settingsOf(db, partnershipId)
  const old = (months: number) => ({ partnershipId, months, now })
  return {
    rounds: kept.keepEvidenceMonths === null ? [] : await oldEvidenceByRound(db, old(kept.keepEvidenceMonths)),
    answers: kept.keepAnswersMonths === null ? [] : await oldAnswersByRound(db, old(kept.keepAnswersMonths)),
    contacts: kept.keepContactsMonths === null ? 0 : await formerContacts(db, old(kept.keepContactsMonths)),
    messages: kept.keepMessagesMonths === null ? 0 : await expiry.oldMessages(db, old(kept.keepMessagesMonths)),
  }
}

/** How much of each was deleted. */
export type Deleted = Record<'files' | 'returns' | 'contacts' | 'messages', number>

/**
 * Deletes for good what is older than the partnership keeps it: documents and answers return by return, each with its event, what is
 * known of contacts who left, and emails. Cut off, it goes on at the next run.
 */
export async function applyRetention(deps: Pick<Deps, 'db' | 'files' | 'now'>, actor: PartnershipActor): Promise<Deleted> {
  const { db } = deps
  const { partnershipId } = actor
  const kept = await settingsOf(db, partnershipId)
  const now = deps.now()
  const done: Deleted = { files: 0, returns: 0, contacts: 0, messages: 0 }
  if (kept.keepEvidenceMonths !== null)
    for (const { returnId } of await returnsWithOldEvidence(db, { partnershipId, months: kept.keepEvidenceMonths, now }))
      done.files += await deleteDocuments(deps, actor, returnId)
  if (kept.keepAnswersMonths !== null)
    for (const { returnId } of await returnsWithOldAnswers(db, { partnershipId, months: kept.keepAnswersMonths, now })) {
      await deleteAnswers(db, actor, returnId)
      done.returns += 1
    }
  if (kept.keepContactsMonths !== null) done.contacts = await forgetFormerContacts(db, actor, { months: kept.keepContactsMonths, now })
  if (kept.keepMessagesMonths !== null) done.messages = await expiry.forgetMessages(db, actor, { months: kept.keepMessagesMonths, now })
  return done
}

/** All that was answered in a return, and the names of the people of its establishment, wherever they stand beside it. Its links end. */
async function deleteAnswers(db: Db, actor: PartnershipActor, returnId: Id<'return'>): Promise<void> {
  const { partnershipId } = actor
  await inTransaction(db, async trx => {
    const auditReturn = await lockReturn(trx, partnershipId, returnId)
    if (!auditReturn) return
    await markAnswersDeleted(trx, partnershipId, [returnId])
    await steps.deleteAnswers(trx, partnershipId, returnId)
    await forgetRemarks(trx, partnershipId, returnId)
    await forgetRequests(trx, partnershipId, returnId)
    await forgetComments(trx, partnershipId, returnId)
    await forgetCounted(trx, partnershipId, returnId)
    await forgetPeople(trx, partnershipId, returnId)
    await forgetSenders(trx, partnershipId, returnId)
    await forgetting.forgetNames(trx, partnershipId, returnId)
    await recordEvent(trx, actor, { verb: 'return.answers_deleted', ...subjectOf(auditReturn) })
  })
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
      await forgetting.forgetDescriptions(trx, actor.partnershipId, { returnId, evidenceId: id })
    }
    await countAgain(trx, actor, auditReturn)
    if (found.length > 0)
      await recordEvent(trx, actor, { verb: 'evidence.expired', ...subjectOf(auditReturn), details: { files: found.length } })
    return found
  })
  for (const { storageKey } of gone) await files.remove(storageKey)
  return gone.length
}
