import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { StaffActor } from '../../history/index.ts'
import { findRound, type Round } from '../../rounds/index.ts'
import { refuse } from '../refusals.ts'

/** The round that a path names, when it belongs to the partnership of the one who asks. @throws Refusal (not found) */
export async function roundOf(db: Db, actor: StaffActor, req: Request): Promise<Round> {
  const round = await findRound(db, actor.partnershipId, idParam(req, 'roundId'))
  if (!round) throw notFound()
  return round
}

/** The same, when more time can be given in it. @throws Refusal (not found, or conflict when the round is not open) */
export async function openRoundOf(db: Db, actor: StaffActor, req: Request): Promise<Round> {
  const round = await roundOf(db, actor, req)
  if (round.status !== 'open') throw refuse.roundNotOpen(round.id)
  return round
}

/** Where a page of a round's extensions stands. */
export const breadcrumbsTo = (round: Round, ...below: { text: string; href?: string }[]) => [
  { text: 'Rounds', href: '/rounds' },
  { text: round.name, href: `/rounds/${round.id}` },
  ...below,
]
