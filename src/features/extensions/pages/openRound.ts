import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { refuse } from '../refusals.ts'

/** The round that a path names, when more time can be given in it. @throws Refusal (not found, or conflict when the round is not open) */
export async function openRound(db: Db, actor: StaffActor, req: Request): Promise<Round> {
  const round = await visibleRound(db, actor, req)
  if (round.status !== 'open') throw refuse.roundNotOpen(round.id)
  return round
}
