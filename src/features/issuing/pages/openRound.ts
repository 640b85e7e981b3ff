import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { refuse } from '../refusals.ts'

/** The round of an address, of which links can be sent. @throws Refusal when it is not there, or not open */
export async function openRound(db: Db, actor: StaffActor, req: Request): Promise<Round> {
  const round = await visibleRound(db, actor, req)
  if (round.status !== 'open') throw refuse.notOpen(round.id)
  return round
}
