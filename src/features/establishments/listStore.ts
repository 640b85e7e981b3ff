import { row, rows, type Db } from '../../platform/db.ts'
import { OPEN_CODES, type Establishment } from './establishment.ts'
import { dslMailableSql, holdsOnSql, narrowed, type EstablishmentFilter } from './store.ts'

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

/** One page of the register's list, with who the DSL is on a day. */
export async function listEstablishments(
  db: Db,
  partnershipId: number,
  filter: EstablishmentFilter,
  list: { sort: SortBy; descending: boolean; limit: number; offset: number; today: string },
): Promise<ListedEstablishment[]> {
  const { where, bindings } = narrowed(partnershipId, filter)
  return rows<ListedEstablishment>(
    db,
    `select e.id, e.scheme, e.identifier, e.name, e.la_code as "laCode", e.la_name as "laName", e.establishment_number as "establishmentNumber",
       e.type_name as "typeName", e.phase_name as "phaseName", e.status_code as "statusCode", e.status_name as "statusName", e.postcode,
       (select c.name from contacts c where c.establishment_id = e.id and c.role = 'dsl' and ${holdsOnSql('c', ':today::date')}
        order by c.from_on desc nulls last, c.id desc limit 1) as dsl
     from establishments e where ${where}
     order by ${ORDER[list.sort]} ${list.descending ? 'desc' : 'asc'} nulls last, e.name, e.id limit :limit offset :offset`,
    { ...bindings, limit: list.limit, offset: list.offset, today: list.today },
  )
}

export async function countEstablishments(db: Db, partnershipId: number, filter: EstablishmentFilter): Promise<number> {
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

export async function registerOverview(db: Db, partnershipId: number, today: string): Promise<RegisterOverview> {
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

export type OpenReturn = {
  returnId: number
  roundName: string
  establishmentId: number
  name: string
  identifier: string
  closedOn: string | null
  closedReason: string
}

/** Establishments that the register calls closed while a return of theirs is still expected: staff decide what becomes of it. */
export async function closedWithOpenReturn(db: Db, partnershipId: number): Promise<OpenReturn[]> {
  return rows<OpenReturn>(
    db,
    `select r.id as "returnId", o.name as "roundName", e.id as "establishmentId", e.name, e.identifier, e.closed_on as "closedOn",
       e.closed_reason as "closedReason"
     from returns r join establishments e on e.id = r.establishment_id join rounds o on o.id = r.round_id
     where r.partnership_id = ? and e.status_code = 2 and o.status = 'open'
       and r.status in ('not_issued', 'issued', 'opened', 'in_progress', 'returned')
     order by e.name, r.id`,
    [partnershipId],
  )
}

export type ReturnOf = {
  returnId: number
  roundId: number
  roundName: string
  dueAt: Date
  submittedAt: Date | null
  excusedAs: string | null
  isIssued: boolean
}

/** The returns of an establishment, the newest round first. */
export async function returnsOf(db: Db, partnershipId: number, establishmentId: number): Promise<ReturnOf[]> {
  return rows<ReturnOf>(
    db,
    `select r.id as "returnId", o.id as "roundId", o.name as "roundName", r.due_at as "dueAt", r.submitted_at as "submittedAt",
       r.excused_as as "excusedAs", r.issued_at is not null as "isIssued"
     from returns r join rounds o on o.id = r.round_id
     where r.partnership_id = ? and r.establishment_id = ? order by o.due_at desc, r.id desc`,
    [partnershipId, establishmentId],
  )
}

export type EstablishmentLink = { identifier: string; name: string; type: string; linkedOn: string | null; establishmentId: number | null }

/** Predecessors, successors and other links; `establishmentId` where the other one is in the register as well. */
export async function linksOf(db: Db, partnershipId: number, establishmentId: number): Promise<EstablishmentLink[]> {
  return rows<EstablishmentLink>(
    db,
    `select l.link_identifier as identifier, coalesce(nullif(l.link_name, ''), o.name, '') as name, l.link_type as type, l.linked_on as "linkedOn",
       o.id as "establishmentId"
     from establishment_links l
     left join establishments o on o.partnership_id = l.partnership_id and o.scheme = 'urn' and o.identifier = l.link_identifier
     where l.partnership_id = ? and l.establishment_id = ? order by l.linked_on desc nulls last, l.link_type, l.id`,
    [partnershipId, establishmentId],
  )
}
