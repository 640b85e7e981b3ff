import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { findExport, type Export } from '../store.ts'

/** The export that a path names, with its round. @throws Refusal (not found) */
export async function exportOf(db: Db, actor: StaffActor, req: Request): Promise<{ round: Round; found: Export }> {
  const round = await visibleRound(db, actor, req)
  const found = await findExport(db, actor.partnershipId, round.id, idParam(req, 'exportId'))
  if (!found) throw notFound()
  return { round, found }
}
