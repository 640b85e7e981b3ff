import { inSnapshot, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { type Establishment, FOUND_SQL, type Search } from '../establishments/index.ts'
import { FOUND_RETURNS_SQL, returnSearchBindings } from '../liveList/index.ts'
import { RETURNS_SQL, type ReturnStatus } from '../returns/index.ts'

/** As many of each as a page shows; whoever finds more says more. */
export const MOST_FOUND = 25

type Facts = Pick<Establishment, 'scheme' | 'identifier' | 'name' | 'laCode' | 'establishmentNumber' | 'town' | 'statusCode' | 'statusName'>
/** `people` are those whom the search found there. */
export type FoundEstablishment = Facts & { id: Id<'establishment'>; people: string | null; total: number }
export type FoundReturn = {
  id: Id<'return'>
  name: string
  identifier: string
  roundId: Id<'round'>
  round: string
  status: ReturnStatus
  total: number
}

/** What the one search finds: establishments, open ones first, and returns, those of the newest round first. */
export function findAll(
  db: Db,
  partnershipId: Id<'partnership'>,
  search: Search,
): Promise<{ establishments: FoundEstablishment[]; returns: FoundReturn[] }> {
  const bindings = { partnershipId, ...returnSearchBindings(search), most: MOST_FOUND }
  return inSnapshot(db, async trx => ({
    establishments: await rows<FoundEstablishment>(
      trx,
      `select e.id, e.scheme, e.identifier, e.name, e.la_code as "laCode", e.establishment_number as "establishmentNumber", e.town,
         e.status_code as "statusCode", e.status_name as "statusName", count(*) over () as total,
         (select string_agg(distinct c.name, ', ') from contacts c where :searchPeople and c.establishment_id = e.id
            and c.search @@ search_query(:search)) as people
       from establishments e where e.partnership_id = :partnershipId and e.id = any(${FOUND_SQL})
       order by e.status_code = 2, e.name, e.id limit :most`,
      bindings,
    ),
    returns: await rows<FoundReturn>(
      trx,
      `select r.id, r.establishment_name as name, e.identifier, o.id as "roundId", o.name as round, r.status, count(*) over () as total
       from ${RETURNS_SQL} r join establishments e on e.id = r.establishment_id join rounds o on o.id = r.round_id
       where r.partnership_id = :partnershipId and r.id = any(${FOUND_RETURNS_SQL})
       order by o.opens_at desc, o.id desc, r.establishment_name, r.id limit :most`,
      bindings,
    ),
  }))
}
