import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** A round that opened before another, of the same partnership. */
export type EarlierRound = { id: Id<'round'>; name: string; opensAt: Date; answersDeletedAt: Date | null }

/** The rounds that were opened before a round, the newest first. */
export const earlierRounds = (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<EarlierRound[]> =>
  rows<EarlierRound>(
    db,
    `select o.id, o.name, o.opens_at as "opensAt", o.answers_deleted_at as "answersDeletedAt" from rounds o
     join rounds this on this.id = :roundId and this.partnership_id = :partnershipId
     where o.partnership_id = :partnershipId and o.id <> this.id and o.status <> 'draft' and (o.opens_at, o.id) < (this.opens_at, this.id)
     order by o.opens_at desc, o.id desc`,
    { partnershipId, roundId },
  )
