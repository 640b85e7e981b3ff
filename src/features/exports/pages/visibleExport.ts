import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { StaffActor } from '../../history/index.ts'
import { findRound, type Round } from '../../rounds/index.ts'
import { findExport, type Export } from '../store.ts'

/** The round that a path names, when it belongs to the partnership of the one who asks. @throws Refusal (not found) */
export async function roundOf(db: Db, actor: StaffActor, req: Request): Promise<Round> {
  const round = await findRound(db, actor.partnershipId, idParam(req, 'roundId'))
  if (!round) throw notFound()
  return round
}

/** The export that a path names, with its round. @throws Refusal (not found) */
export async function exportOf(db: Db, actor: StaffActor, req: Request): Promise<{ round: Round; found: Export }> {
  const round = await roundOf(db, actor, req)
  const found = await findExport(db, actor.partnershipId, round.id, idParam(req, 'exportId'))
  if (!found) throw notFound()
  return { round, found }
}

export const breadcrumbsTo = (round: Round, ...below: { text: string; href?: string }[]) => [
  { text: 'Rounds', href: '/rounds' },
  { text: round.name, href: `/rounds/${round.id}` },
  ...below,
]
