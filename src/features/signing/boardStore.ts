import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { RETURNS_SQL } from '../returns/index.ts'

/** A return that its head has sent and that waits for the signature of its board. */
export type WaitingReturn = { returnId: Id<'return'>; establishment: string }

/** Those of a round, or all of a partnership, by name. */
export const waitingForBoards = (
  db: Db,
  { partnershipId, roundId = null }: { partnershipId: Id<'partnership'>; roundId?: Id<'round'> | null },
): Promise<WaitingReturn[]> =>
  rows<WaitingReturn>(
    db,
    `select r.id as "returnId", r.establishment_name as establishment from ${RETURNS_SQL} r
     where r.partnership_id = :partnershipId and r.awaiting_chair and r.link_leads and (:roundId::bigint is null or r.round_id = :roundId)
     order by r.establishment_name, r.id`,
    { partnershipId, roundId },
  )

/** When an address was last asked, and reminded, to sign a return for the board. */
export type BoardAsked = { returnId: Id<'return'>; email: string; askedAt: Date | null; remindedAt: Date | null }

/** Whatever was written since the signature is asked for as something new: since the return was sent back, or a changed answer cancelled it. */
export const boardsAsked = (db: Db, partnershipId: Id<'partnership'>, returnIds: readonly Id<'return'>[]): Promise<BoardAsked[]> =>
  rows<BoardAsked>(
    db,
    `select r.id as "returnId", m.to_email as email, max(m.created_at) filter (where m.kind = 'board_request') as "askedAt",
       max(m.created_at) filter (where m.kind = 'board_reminder') as "remindedAt"
     from messages m join returns r on r.id = m.return_id and r.partnership_id = m.partnership_id
     where m.partnership_id = :partnershipId and m.return_id = any(:returnIds::bigint[]) and m.kind in ('board_request', 'board_reminder')
       and m.status not in ('withheld', 'failed', 'bounced')
       and m.created_at > coalesce(greatest(r.returned_at, (select max(s.withdrawn_at) from sign_offs s
         where s.partnership_id = m.partnership_id and s.return_id = m.return_id and s.role <> 'head')), '-infinity')
     group by r.id, m.to_email`,
    { partnershipId, returnIds: [...returnIds] },
  )
