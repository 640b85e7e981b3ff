import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleMember } from '../../sampling/index.ts'
import type { Visit } from '../visit.ts'
import { findVisit } from '../visitStore.ts'

type Visited = Awaited<ReturnType<typeof visibleMember>>

/** The visit of a path, removed or not. @throws Refusal (not found) when the member has none such */
export async function visibleVisit(db: Db, actor: StaffActor, req: Request): Promise<Visited & { visit: Visit }> {
  const visited = await visibleMember(db, actor, req)
  const visit = await findVisit(db, actor.partnershipId, visited.member.id, idParam(req, 'visitId'))
  if (!visit) throw notFound()
  return { ...visited, visit }
}
