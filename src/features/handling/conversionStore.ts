import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { STATUS } from '../establishments/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'

/** A return still expected of an establishment that the register calls closed, with the one that the register says took its place. */
export type Conversion = {
  returnId: Id<'return'>
  name: string
  identifier: string
  /** 'YYYY-MM-DD' */
  closedOn: string | null
  started: boolean
  successorEstablishmentId: Id<'establishment'>
  successor: string
  successorIdentifier: string
  inRound: boolean
}

/** Those of a round, by name. An establishment with several successors is left to be decided by itself: nobody knows here which stands for it. */
export const conversionsOf = (db: Db, of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> }): Promise<Conversion[]> =>
  rows(
    db,
    `select r.id as "returnId", r.establishment_name as name, e.identifier, e.closed_on as "closedOn", r.started_at is not null as started,
       n.id as "successorEstablishmentId", n.name as successor, n.identifier as "successorIdentifier",
       exists (select from returns s where s.round_id = r.round_id and s.partnership_id = r.partnership_id and s.establishment_id = n.id) as "inRound"
     from ${RETURNS_SQL} r
     join establishments e on e.id = r.establishment_id and e.status_code = ${STATUS.closed}
     join lateral (
       select min(o.id) as id, count(distinct o.id) as others from establishment_links l
       join establishments o on o.partnership_id = l.partnership_id and o.scheme = 'urn' and o.identifier = l.link_identifier and o.id <> e.id
       where l.establishment_id = e.id and l.partnership_id = e.partnership_id and l.link_type ilike 'Successor%'
     ) one on one.others = 1
     join establishments n on n.id = one.id and n.status_code <> ${STATUS.closed}
     where r.partnership_id = :partnershipId and r.round_id = :roundId and (r.not_issued or (r.outstanding and not r.excused))
     order by r.establishment_name, r.id`,
    of,
  )
