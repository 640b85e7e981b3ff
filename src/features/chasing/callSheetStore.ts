import type { Id } from '../../platform/id.ts'
import { FOUND_RETURNS_SQL, returnSearchBindings } from '../liveList/index.ts'
import { type ReturnStatus, RETURNS_SQL } from '../returns/index.ts'
import type { ContactRole } from '../history/index.ts'
import type { Chase } from './chase.ts'
import type { Sheet } from './schemas.ts'
import { type Db, rows, row } from '../../platform/db.ts'
import { holdsOnSql, type Search } from '../establishments/index.ts'

/** An outstanding return with whom to call about it, and what was said last. */
export type SheetLine = {
  returnId: Id<'return'>
  name: string
  identifier: string
  status: ReturnStatus
  dueAt: Date
  overdue: boolean
  asked: number
  answered: number
  /** Who has a telephone number there, those who answer for the return first. */
  callable: { id: Id<'contact'>; name: string; role: ContactRole; phone: string }[]
  /** The establishment's own number, from the register. */
  telephone: string
  last: Chase | null
}

/** Whose sheet, of which day, and which of it somebody looks for. */
type SheetOf = { partnershipId: Id<'partnership'>; roundId: Id<'round'>; today: string; search: Search }

const LAST = `left join lateral (select * from chases h where h.return_id = r.id order by h.id desc limit 1) l on true`

const SHOWN: Record<Sheet, string> = {
  all: 'true',
  due: '(l.id is null or l.next_on <= :today::date)',
  overdue: 'r.overdue',
}

const outstanding = (sheet: Sheet) => `from ${RETURNS_SQL} r ${LAST}
  where r.partnership_id = :partnershipId and r.round_id = :roundId and r.outstanding and not r.excused and ${SHOWN[sheet]}
    and (:search = '' or r.id = any(${FOUND_RETURNS_SQL}))`

/**
 * One page of the call sheet: those whose next day has come, then those whom nobody chased, then those without a next day,
 * then those whose day lies ahead; within each what is due first.
 *
 * @param today 'YYYY-MM-DD'
 */
export async function callSheet(
  db: Db,
  { search, ...of }: SheetOf,
  sheet: Sheet,
  page: { limit: number; offset: number },
): Promise<SheetLine[]> {
  const lines = await rows<Omit<SheetLine, 'last'> & { last: (Omit<Chase, 'at'> & { at: string }) | null }>(
    db,
    `select r.id as "returnId", r.establishment_name as name, e.identifier, r.status, r.due_at as "dueAt", r.overdue,
       r.asked, r.answered, c.callable, e.telephone,
       case when s.chase_id is not null then jsonb_build_object('id', s.chase_id, 'kind', s.chase_kind, 'at', s.chase_at, 'byName', s.chase_by,
         'said', s.chase_said, 'nextOn', s.next_on) end as last
     from (
       select r.id, l.id as chase_id, l.kind as chase_kind, l.at as chase_at, l.by_name as chase_by, l.said as chase_said, l.next_on,
         row_number() over (order by case when l.next_on <= :today::date then 0 when l.id is null then 1 when l.next_on is null then 2 else 3 end,
           r.due_at, r.establishment_name, r.id) as place
       ${outstanding(sheet)}
       order by place limit :limit offset :offset
     ) s
     join ${RETURNS_SQL} r on r.id = s.id
     join establishments e on e.id = r.establishment_id
     left join lateral (
       select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'role', c.role, 'phone', c.phone)
         order by array_position(array['dsl','head','deputy_dsl'], c.role) nulls last, c.id), '[]') as callable from contacts c
       where c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id and c.phone <> ''
         and ${holdsOnSql('c', ':today::date')}
     ) c on true
     order by s.place`,
    { ...of, ...returnSearchBindings(search), ...page },
  )
  return lines.map(line => ({ ...line, last: line.last && { ...line.last, at: new Date(line.last.at) } }))
}

/** How many lines each sheet has. */
export async function sheetCounts(db: Db, { search, ...of }: SheetOf): Promise<Record<Sheet, number>> {
  const counted = await row<Record<Sheet, number>>(
    db,
    `select count(*) as all, count(*) filter (where ${SHOWN.due}) as due, count(*) filter (where ${SHOWN.overdue}) as overdue ${outstanding('all')}`,
    { ...of, ...returnSearchBindings(search) },
  )
  return counted ?? { all: 0, due: 0, overdue: 0 }
}
