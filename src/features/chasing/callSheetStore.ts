import type { Id } from '../../platform/id.ts'
import { FOUND_RETURNS_SQL, returnSearchBindings, timePassed } from '../liveList/index.ts'
import { type ReturnStatus, RETURNS_SQL } from '../returns/index.ts'
import type { ContactRole } from '../history/index.ts'
import type { Chase } from './chase.ts'
import type { Sheet } from './schemas.ts'
import { type Db, rows, row } from '../../platform/db.ts'
import { holdsOnSql, type Search } from '../establishments/index.ts'
import { withKept } from '../keptCounts/index.ts'

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
 * A page of the call sheet, and how many lines each sheet has. A page past the end is the last.
 *
 * @param today 'YYYY-MM-DD'
 */
export const readCallSheet = (
  db: Db,
  of: SheetOf,
  sheet: Sheet,
  { page: wanted, pageSize }: { page: number; pageSize: number },
): Promise<{ counts: Record<Sheet, number>; page: number; lines: SheetLine[] }> =>
  withKept(db, { partnershipId: of.partnershipId, movesWith: 'returns' }, async (trx, kept) => {
    const { partnershipId, roundId, today } = of
    // What a search finds may change with more than what moves counts.
    const isKept = of.search.words === ''
    const asked = { roundId, day: today, ...(await timePassed(trx, partnershipId, roundId)) }
    const count = () => sheetCounts(trx, of)
    const counts = await (isKept ? kept({ what: 'call sheet', asked, work: count }) : count())
    const page = Math.min(wanted, Math.max(1, Math.ceil(counts[sheet] / pageSize)))
    const at = { limit: pageSize, offset: (page - 1) * pageSize }
    const find = () => idsOfSheet(trx, of, sheet, at)
    const ids = await (isKept ? kept({ what: 'page of the call sheet', asked: { ...asked, sheet, ...at }, work: find }) : find())
    return { counts, page, lines: await linesOf(trx, of, ids) }
  })

/**
 * Which returns one page of the call sheet shows: those whose next day has come, then those whom nobody chased, then those without a next
 * day, then those whose day lies ahead; within each what is due first.
 */
async function idsOfSheet(
  db: Db,
  { search, ...of }: SheetOf,
  sheet: Sheet,
  page: { limit: number; offset: number },
): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    db,
    `select r.id ${outstanding(sheet)}
     order by case when l.next_on <= :today::date then 0 when l.id is null then 1 when l.next_on is null then 2 else 3 end,
       r.due_at, r.establishment_name, r.id limit :limit offset :offset`,
    { ...of, ...returnSearchBindings(search), ...page },
  )
  return found.map(({ id }) => id)
}

async function linesOf(db: Db, { partnershipId, today }: SheetOf, ids: readonly Id<'return'>[]): Promise<SheetLine[]> {
  const lines = await rows<Omit<SheetLine, 'last'> & { last: (Omit<Chase, 'at'> & { at: string }) | null }>(
    db,
    `select r.id as "returnId", r.establishment_name as name, e.identifier, r.status, r.due_at as "dueAt", r.overdue,
       r.asked, r.answered, c.callable, e.telephone,
       case when l.id is not null then jsonb_build_object('id', l.id, 'kind', l.kind, 'at', l.at, 'byName', l.by_name,
         'said', l.said, 'nextOn', l.next_on) end as last
     from unnest(:ids::bigint[]) with ordinality as listed (id, place)
     join ${RETURNS_SQL} r on r.id = listed.id and r.partnership_id = :partnershipId
     ${LAST}
     join establishments e on e.id = r.establishment_id
     left join lateral (
       select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'role', c.role, 'phone', c.phone)
         order by array_position(array['dsl','head','deputy_dsl'], c.role) nulls last, c.id), '[]') as callable from contacts c
       where c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id and c.phone <> ''
         and ${holdsOnSql('c', ':today::date')}
     ) c on true
     order by listed.place`,
    { partnershipId, today, ids: [...ids] },
  )
  return lines.map(line => ({ ...line, last: line.last && { ...line.last, at: new Date(line.last.at) } }))
}

async function sheetCounts(db: Db, { search, ...of }: SheetOf): Promise<Record<Sheet, number>> {
  const counted = await row<Record<Sheet, number>>(
    db,
    `select count(*) as all, count(*) filter (where ${SHOWN.due}) as due, count(*) filter (where ${SHOWN.overdue}) as overdue ${outstanding('all')}`,
    { ...of, ...returnSearchBindings(search) },
  )
  return counted ?? { all: 0, due: 0, overdue: 0 }
}
