import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { withKept } from '../keptCounts/index.ts'
import { OPEN_CODES, STATUS, type Establishment } from './establishment.ts'
import { narrowed, type EstablishmentFilter } from './store.ts'
import { dslMailableSql, holdsOnSql } from './contacts/currentStore.ts'

export type SortBy = 'name' | 'type' | 'phase' | 'status' | 'authority'
export type ListedEstablishment = Pick<
  Establishment,
  | 'id'
  | 'scheme'
  | 'identifier'
  | 'name'
  | 'laCode'
  | 'laName'
  | 'establishmentNumber'
  | 'typeName'
  | 'phaseName'
  | 'statusCode'
  | 'statusName'
  | 'postcode'
> & { dsl: string | null }

const ORDER: Record<SortBy, string> = {
  name: 'e.name',
  type: 'e.type_name',
  phase: 'e.phase_code',
  status: 'e.status_code',
  authority: 'e.la_name',
}

/**
 * The register as its page shows it: the numbers, and a page of the list. A page past the end is the last. `closedToo` are the closed
 * ones that a search finds and the filter leaves out.
 */
export function readRegister(
  db: Db,
  partnershipId: Id<'partnership'>,
  filter: EstablishmentFilter,
  { page: wanted, pageSize, ...list }: { sort: SortBy; descending: boolean; page: number; pageSize: number; today: string },
): Promise<{ overview: RegisterOverview; total: number; closedToo: number; page: number; listed: ListedEstablishment[] }> {
  return withKept(db, { partnershipId, movesWith: 'register' }, async (trx, kept) => {
    const { search, ...narrow } = filter
    const { today, ...order } = list
    const count = () => countEstablishments(trx, partnershipId, filter)
    // What a search finds may change with more than what moves counts.
    const isKept = search === undefined || search.words === ''
    const total = await (isKept ? kept({ what: 'list', asked: narrow, work: count }) : count())
    const page = Math.min(wanted, Math.max(1, Math.ceil(total / pageSize)))
    const at = { ...order, limit: pageSize, offset: (page - 1) * pageSize }
    const find = () => idsOfPage(trx, partnershipId, filter, at)
    const hidesClosed = filter.search !== undefined && filter.search.words !== '' && filter.statusCodes?.includes(STATUS.closed) === false
    return {
      closedToo: hidesClosed ? await countEstablishments(trx, partnershipId, { ...filter, statusCodes: [STATUS.closed] }) : 0,
      overview: await kept({ what: 'overview', asked: today, work: () => registerOverview(trx, partnershipId, today) }),
      listed: await establishmentsListed(
        trx,
        partnershipId,
        await (isKept ? kept({ what: 'page', asked: { narrow, at }, work: find }) : find()),
        today,
      ),
      total,
      page,
    }
  })
}

/** Which establishments one page of the register's list shows, in its order. */
async function idsOfPage(
  db: Db,
  partnershipId: Id<'partnership'>,
  filter: EstablishmentFilter,
  list: { sort: SortBy; descending: boolean; limit: number; offset: number },
): Promise<Id<'establishment'>[]> {
  const { where, bindings } = narrowed(partnershipId, filter)
  const found = await rows<{ id: Id<'establishment'> }>(
    db,
    `select e.id from establishments e where ${where}
     order by ${ORDER[list.sort]} ${list.descending ? 'desc' : 'asc'} nulls last, e.name, e.id limit :limit offset :offset`,
    { ...bindings, limit: list.limit, offset: list.offset },
  )
  return found.map(({ id }) => id)
}

/** These establishments as the list shows them, in this order, with who the DSL is on a day. */
const establishmentsListed = (db: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'establishment'>[], today: string) =>
  rows<ListedEstablishment>(
    db,
    `select e.id, e.scheme, e.identifier, e.name, e.la_code as "laCode", e.la_name as "laName", e.establishment_number as "establishmentNumber",
       e.type_name as "typeName", e.phase_name as "phaseName", e.status_code as "statusCode", e.status_name as "statusName", e.postcode,
       (select c.name from contacts c where c.establishment_id = e.id and c.role = 'dsl' and ${holdsOnSql('c', ':today::date')}
        order by c.main desc, c.from_on desc nulls last, c.id desc limit 1) as dsl
     from unnest(:ids::bigint[]) with ordinality as listed (id, place)
       join establishments e on e.id = listed.id and e.partnership_id = :partnershipId
     order by listed.place`,
    { partnershipId, ids: [...ids], today },
  )

async function countEstablishments(db: Db, partnershipId: Id<'partnership'>, filter: EstablishmentFilter): Promise<number> {
  const { where, bindings } = narrowed(partnershipId, filter)
  return (await row<{ n: number }>(db, `select count(*) as n from establishments e where ${where}`, bindings))?.n ?? 0
}

/** What the register holds, for the numbers above the list and the choices of its filters. */
export type RegisterOverview = {
  total: number
  open: number
  closing: number
  proposed: number
  closed: number
  withoutDsl: number
  authorities: { code: number; name: string; n: number }[]
  typeGroups: { code: number; name: string; n: number }[]
  phases: { code: number; name: string; n: number }[]
}

export async function registerOverview(db: Db, partnershipId: Id<'partnership'>, today: string): Promise<RegisterOverview> {
  const found = await row<RegisterOverview>(
    db,
    `with e as (select * from establishments where partnership_id = :partnershipId),
     facets as (
       select 'authorities' as facet, la_code as code, max(la_name) as name, count(*) as n from e where la_code is not null group by la_code
       union all select 'typeGroups', type_group_code, max(type_group_name), count(*) from e where type_group_code is not null group by type_group_code
       union all select 'phases', phase_code, max(phase_name), count(*) from e where phase_code is not null group by phase_code)
     select count(*) as total, count(*) filter (where status_code = 1) as open, count(*) filter (where status_code = 3) as closing,
       count(*) filter (where status_code = 4) as proposed, count(*) filter (where status_code = 2) as closed,
       count(*) filter (where status_code in (${OPEN_CODES.join(', ')}) and not ${dslMailableSql('e.id', ':today::date')}) as "withoutDsl",
       ${['authorities', 'typeGroups', 'phases'].map(facet => `(select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'n', n) order by name), '[]') from facets where facet = '${facet}') as "${facet}"`).join(', ')}
     from e`,
    { partnershipId, today },
  )
  if (!found) throw new Error('counting always gives a row')
  return found
}
