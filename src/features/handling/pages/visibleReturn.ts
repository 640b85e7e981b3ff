import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { findReturn, type AuditReturn } from '../../returns/index.ts'
import { findEvidence, type StoredEvidence } from '../../evidence/index.ts'
import { samplesWith } from '../store.ts'

/** The return that a path names, when it is in the sight of the one who asks. @throws Refusal (not found) */
export async function visibleReturn(db: Db, actor: StaffActor, req: Request): Promise<AuditReturn> {
  const auditReturn = await findReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))
  if (!auditReturn) throw notFound()
  return auditReturn
}

/** The id of the return that a path names: whoever reads the dip samples alone has those in sight that were drawn. @throws Refusal (not found) */
export async function visibleReturnId(db: Db, actor: StaffActor, req: Request): Promise<Id<'return'>> {
  const id = idParam(req, 'returnId')
  if (!roleHolds(actor.role, 'return.list') && (await samplesWith(db, actor.partnershipId, id)).length === 0) throw notFound()
  return id
}

/** The file of a path, removed or not, of a return in sight. @throws Refusal (not found) when the return has none such */
export async function visibleFile(
  { db, actor }: { db: Db; actor: StaffActor },
  req: Request,
): Promise<{ auditReturn: AuditReturn; file: StoredEvidence }> {
  const auditReturn = await visibleReturn(db, actor, req)
  const file = await findEvidence(db, actor.partnershipId, auditReturn.id, idParam(req, 'evidenceId'))
  if (!file) throw notFound()
  return { auditReturn, file }
}
