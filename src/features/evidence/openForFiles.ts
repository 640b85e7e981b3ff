import type { Db } from '../../platform/db.ts'
import type { Actor } from '../history/index.ts'
import { evidenceRequestsTo, isOpenForAnswers, lockReturn, requireOpened, type AuditReturn } from '../returns/index.ts'
import { refuse } from './refusals.ts'
import { countFiles } from './store.ts'

/** Whether an establishment may add files: while it answers, and whenever the partnership has asked for evidence. */
export async function mayAddFiles(db: Db, auditReturn: AuditReturn): Promise<boolean> {
  if (isOpenForAnswers(auditReturn)) return true
  return auditReturn.status !== 'excused' && (await evidenceRequestsTo(db, auditReturn.partnershipId, auditReturn.id)).length > 0
}

/** The return, held until the transaction ends, when this person may change its files now. @throws Refusal (not found), (conflict) */
export async function lockForFiles(trx: Db, actor: Actor, returnId: number): Promise<AuditReturn> {
  const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
  if (!auditReturn) throw refuse.notFound()
  requireOpened(auditReturn)
  // Staff take in what comes by e-mail at any time, once the round was opened.
  if (actor.kind === 'contributor' && !(await mayAddFiles(trx, auditReturn))) throw refuse.notNow()
  return auditReturn
}

/** The most that one return may hold. */
export const MOST_FILES = 300

/** Keeps a return from holding too many files. Call it with the return locked. @throws Refusal (conflict) */
export async function refuseMoreThanHeld(trx: Db, { partnershipId, id }: AuditReturn, more: number): Promise<void> {
  if (more > 0 && (await countFiles(trx, partnershipId, id)) + more > MOST_FILES) throw refuse.tooMany(MOST_FILES)
}

/** What an event about a return's files is about. */
export const subjectOf = ({ id, roundId, establishmentId }: AuditReturn) => ({ returnId: id, roundId, establishmentId })
