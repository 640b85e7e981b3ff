import { row, rows, type Db } from '../../platform/db.ts'
import { holdsOnSql } from '../establishments/index.ts'
import type { ContactRole } from '../history/index.ts'
import { FLAG_SQL, type ReturnStatus } from '../returns/index.ts'
import type { Chase } from './chase.ts'
import type { NewChase, Sheet } from './schemas.ts'

/** @param chase.at the moment of the chase */
export async function insertChase(
  trx: Db,
  chase: Omit<NewChase, 'on'> & { partnershipId: number; roundId: number; returnId: number; at: Date; byName: string },
): Promise<number> {
  const made = await row<{ id: number }>(
    trx,
    `insert into chases (partnership_id, round_id, return_id, kind, at, by_name, said, next_on)
     values (:partnershipId, :roundId, :returnId, :kind, :at, :byName, :said, :nextOn) returning id`,
    chase,
  )
  if (!made) throw new Error('the chase was not stored')
  return made.id
}

const CHASE = `h.id, h.kind, h.at, h.by_name as "byName", h.said, h.next_on as "nextOn"`

/** Every chase of a return, the newest first. */
export async function chasesOf(db: Db, partnershipId: number, returnId: number): Promise<Chase[]> {
  return rows<Chase>(db, `select ${CHASE} from chases h where h.partnership_id = ? and h.return_id = ? order by h.id desc`, [
    partnershipId,
    returnId,
  ])
}

/** An outstanding return with whom to call about it, and what was said last. */
export type SheetLine = {
  returnId: number
  name: string
  identifier: string
  status: ReturnStatus
  dueAt: Date
  overdue: boolean
  asked: number
  answered: number
  contactName: string | null
  contactRole: ContactRole | null
  contactPhone: string
  /** The establishment's own number, from the register. */
  telephone: string
  last: Chase | null
}

const LAST = `left join lateral (select * from chases h where h.return_id = r.id order by h.id desc limit 1) l on true`

const SHOWN: Record<Sheet, string> = {
  all: 'true',
  due: '(l.id is null or l.next_on <= :today::date)',
  overdue: 'r.due_at < now()',
}

const outstanding = (sheet: Sheet) => `from returns r ${LAST}
  where r.partnership_id = :partnershipId and r.round_id = :roundId and (${FLAG_SQL.outstanding}) and ${SHOWN[sheet]}`

/**
 * One page of the call sheet: those whose next day has come, then those whom nobody chased, then those without a next day,
 * then those whose day lies ahead; within each what is due first.
 *
 * @param today 'YYYY-MM-DD'
 */
export async function callSheet(
  db: Db,
  of: { partnershipId: number; roundId: number; today: string },
  sheet: Sheet,
  page: { limit: number; offset: number },
): Promise<SheetLine[]> {
  return rows<SheetLine>(
    db,
    `select r.id as "returnId", r.establishment_name as name, e.identifier, r.status, r.due_at as "dueAt", r.due_at < now() as overdue,
       r.asked, r.answered, c.name as "contactName", c.role as "contactRole", coalesce(c.phone, '') as "contactPhone", e.telephone,
       case when r.chase_id is not null then jsonb_build_object('id', r.chase_id, 'kind', r.chase_kind, 'at', r.chase_at, 'byName', r.chase_by,
         'said', r.chase_said, 'nextOn', r.next_on) end as last
     from (
       select r.*, l.id as chase_id, l.kind as chase_kind, l.at as chase_at, l.by_name as chase_by, l.said as chase_said, l.next_on,
         row_number() over (order by case when l.next_on <= :today::date then 0 when l.id is null then 1 when l.next_on is null then 2 else 3 end,
           r.due_at, r.establishment_name, r.id) as place
       ${outstanding(sheet)}
       order by place limit :limit offset :offset
     ) r
     join establishments e on e.id = r.establishment_id
     left join lateral (
       select name, role, phone from contacts c
       where c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id
         and ${holdsOnSql('c', ':today::date')}
       order by c.phone = '', array_position(array['dsl','head','deputy_dsl'], c.role) nulls last, c.id limit 1
     ) c on true
     order by r.place`,
    { ...of, ...page },
  ).then(lines => lines.map(line => ({ ...line, last: line.last && { ...line.last, at: new Date(line.last.at) } })))
}

/** How many lines each sheet has. */
export async function sheetCounts(db: Db, of: { partnershipId: number; roundId: number; today: string }): Promise<Record<Sheet, number>> {
  const counted = await row<Record<Sheet, number>>(
    db,
    `select count(*) as all, count(*) filter (where ${SHOWN.due}) as due, count(*) filter (where ${SHOWN.overdue}) as overdue ${outstanding('all')}`,
    of,
  )
  return counted ?? { all: 0, due: 0, overdue: 0 }
}
