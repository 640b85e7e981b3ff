import { inTransaction, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type ContributorActor, type PartnershipActor } from '../history/index.ts'
import { requireMayChangeFile } from './mayChangeFile.ts'
import { isHeld } from './held.ts'
import { countAgain, lockForFiles, refuseMoreThanHeld, requireOpenSections, subjectOf } from './openActions.ts'
import { refuse } from './refusals.ts'
import { describe, findEvidence, linkQuestions, setRemoved, unlinkQuestion } from './store.ts'

type FileRequest = { returnId: Id<'return'>; evidenceId: Id<'evidence'> }

/**
 * Takes a file off a question, or out of the return when no other question has it. The bytes stay, so that it can be undone.
 *
 * @throws Refusal (not found), (conflict) when it was part of what was submitted
 */
export async function removeFile(
  db: Pool,
  actor: ContributorActor | PartnershipActor,
  { returnId, evidenceId, questionKey }: FileRequest & { questionKey: string | null },
): Promise<'detached' | 'removed'> {
  return inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const file = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
    if (!file || file.removedAt !== null) throw refuse.notFound()
    if (actor.kind === 'contributor') requireMayChangeFile(auditReturn, file)
    await requireOpenSections(trx, actor, { auditReturn, ...file, held: isHeld(file) })
    const detaches = questionKey !== null && file.questionKeys.includes(questionKey) && file.questionKeys.length > 1
    if (detaches) await unlinkQuestion(trx, actor.partnershipId, evidenceId, questionKey)
    else await setRemoved(trx, actor.partnershipId, evidenceId, actor.name)
    await countAgain(trx, actor, auditReturn)
    const verb = detaches ? 'evidence.detached' : 'evidence.removed'
    await recordEvent(trx, actor, {
      verb,
      ...subjectOf(auditReturn),
      details: { evidence: evidenceId, ...(questionKey === null ? {} : { question: questionKey }) },
    })
    return detaches ? 'detached' : 'removed'
  })
}

/** Brings a removed file back, to the questions that it was on. @throws Refusal as `removeFile`; (conflict) when the return holds too many by now */
export async function restoreFile(
  db: Pool,
  actor: ContributorActor | PartnershipActor,
  { returnId, evidenceId }: FileRequest,
): Promise<void> {
  await inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const file = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
    if (!file) throw refuse.notFound()
    if (file.removedAt === null) return
    if (actor.kind === 'contributor') requireMayChangeFile(auditReturn, file)
    await requireOpenSections(trx, actor, { auditReturn, ...file })
    await refuseMoreThanHeld(trx, auditReturn, 1)
    await setRemoved(trx, actor.partnershipId, evidenceId, null)
    await countAgain(trx, actor, auditReturn)
    await recordEvent(trx, actor, { verb: 'evidence.restored', ...subjectOf(auditReturn), details: { evidence: evidenceId } })
  })
}

/** Keeps what somebody says about a file: what it shows, and of which day it is. The history keeps what it said before. @throws Refusal as `removeFile` */
export async function describeFile(
  db: Pool,
  actor: ContributorActor | PartnershipActor,
  {
    returnId,
    evidenceId,
    note,
    datedOn,
    questionKeys,
  }: FileRequest & { note: string; datedOn: string | null; questionKeys: readonly string[] },
): Promise<void> {
  await inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const file = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
    if (!file || file.removedAt !== null) throw refuse.notFound()
    if (actor.kind === 'contributor') requireMayChangeFile(auditReturn, file)
    await requireOpenSections(trx, actor, { auditReturn, questionKeys: [...file.questionKeys, ...questionKeys] })
    await describe(trx, actor.partnershipId, evidenceId, { note, datedOn })
    const tied = await linkQuestions(
      trx,
      actor.partnershipId,
      returnId,
      questionKeys.map(questionKey => ({ evidenceId, questionKey })),
    )
    if (tied > 0) await countAgain(trx, actor, auditReturn)
    const was = {
      ...(file.note === note ? {} : { noteBefore: file.note }),
      ...(file.datedOn === datedOn ? {} : { datedBefore: file.datedOn }),
    }
    await recordEvent(trx, actor, {
      verb: 'evidence.described',
      ...subjectOf(auditReturn),
      details: { evidence: evidenceId, ties: tied, ...was },
    })
  })
}
