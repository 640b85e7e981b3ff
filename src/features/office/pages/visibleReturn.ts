import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { StaffActor } from '../../history/index.ts'
import { findReturn, type AuditReturn } from '../../returns/index.ts'

/** The return that a path names, when it belongs to the partnership of the one who asks. @throws Refusal (not found) */
export async function visibleReturn(db: Db, actor: StaffActor, req: Request): Promise<AuditReturn> {
  const auditReturn = await findReturn(db, actor.partnershipId, idParam(req, 'returnId'))
  if (!auditReturn) throw notFound()
  return auditReturn
}
