import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Round } from '../round.ts'
import { findRound } from '../store.ts'

/** The round that a path names, when it belongs to the partnership of the one who asks. @throws Refusal (not found) */
export async function visibleRound(db: Db, actor: { partnershipId: Id<'partnership'> }, req: Request): Promise<Round> {
  const round = await findRound(db, actor.partnershipId, idParam(req, 'roundId'))
  if (!round) throw notFound()
  return round
}

/** Where a page of a round stands: below the round, in the list of rounds. */
export const roundTrail = (round: Pick<Round, 'id' | 'name'>, ...below: { text: string; href?: string }[]) => [
  { text: 'Rounds', href: '/rounds' },
  { text: round.name, href: `/rounds/${round.id}` },
  ...below,
]
