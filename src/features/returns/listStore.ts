import { holding, inSnapshot, row, rows, type Db } from '../../platform/db.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { holdsOnSql, mailableSql } from '../establishments/index.ts'
import { DISPOSITION_SQL, type Disposition } from './disposition.ts'
import type { ReturnStatus } from './lifecycle.ts'
import { listQuery, selectionQuery, type Flag, type ListQuery, type Sort } from './listFilters.ts'
import { readReference } from './reference.ts'

export const PAGE_SIZE = 50

export type ListedReturn = {
  id: number
  establishmentId: number
  name: string
  identifier: string
  phase: string
  setCode: string
  status: ReturnStatus
  disposition: Disposition
  dueAt: Date
  extensions: number
  asked: number
  answered: number
  missing: number
  lastSavedAt: Date | null
  sampled: boolean
  overdue: boolean
  contactName: string | null
  contactEmail: string | null
}

/** The statement counts what was asked of anybody: a return that was never issued is not yet part of the round. */
export const IN_STATEMENT = `r.status <> 'not_issued'`
/** The disposition of a row called `r`. */
export const DISPOSITION_OF_R = DISPOSITION_SQL.replaceAll(
  /\b(excused_as|submitted_at|submitted_via|status|first_due_at|due_at|started_at)\b/g,
  'r.$1',
)
const UNSUBMITTED = `r.status in ('issued', 'opened', 'in_progress', 'returned')`

/** Each flag as a condition on a row called `r`. */
export const FLAG_SQL: Record<Flag, string> = {
  overdue: `${UNSUBMITTED} and r.due_at < now()`,
  extended: `r.extensions > 0`,
  sampled: `exists (select 1 from dip_sample_members m where m.return_id = r.id and m.replaced_at is null)`,
  evidence: `r.files > 0`,
  no_contact: `not ${mailableSql('r.establishment_id', LONDON_TODAY_SQL)}`,
  // Mail that was written later and has left answers for what failed before it.
  failed_mail: `exists (select 1 from messages m where m.return_id = r.id and m.status = 'failed'
    and not exists (select 1 from messages s where s.return_id = m.return_id and s.status = 'sent' and s.queued_at > m.queued_at))`,
  issued: IN_STATEMENT,
  not_expected: `r.status = 'excused'`,
  completed: `r.submitted_at is not null and r.status not in ('returned', 'excused')`,
  started: `r.status in ('in_progress', 'returned')`,
  not_started: `r.status in ('issued', 'opened')`,
  outstanding: UNSUBMITTED,
}

const ORDER: Record<Sort, string> = {
  name: 'r.establishment_name',
  status: `array_position(array['not_issued','issued','opened','in_progress','returned','awaiting_sign_off','submitted','accepted','excused'], r.status)`,
  progress: 'r.progress',
  due: 'r.due_at',
  saved: 'r.last_saved_at',
}

/** Written so that an index has the order already where there is one: all columns in one direction, and no word on nulls where there are none. */
function orderOf({ sort, order }: ListQuery): string {
  const nulls = sort === 'saved' ? (order === 'desc' ? ' nulls last' : ' nulls first') : ''
  const first = sort === 'name' ? [] : [`${ORDER[sort]} ${order}${nulls}`]
  return [...first, `r.establishment_name ${order}`, `r.id ${order}`].join(', ')
}

/** One page of the live list, and how many there are in all of it. A page past the end is the last: the list may have got shorter. */
export function listReturns(
  db: Db,
  partnershipId: number,
  roundId: number,
  query: ListQuery,
): Promise<{ total: number; page: number; listed: ListedReturn[] }> {
  const { where, bindings } = condition(partnershipId, roundId, query)
  const order = orderOf(query)
  return inSnapshot(db, async trx => {
    const counted = await row<{ total: number }>(trx, `select count(*) as total from returns r ${where}`, bindings)
    const total = counted?.total ?? 0
    const page = Math.min(query.page, Math.max(1, Math.ceil(total / PAGE_SIZE)))
    const listed = await rows<ListedReturn>(
      trx,
      `with page as (
         select r.* from returns r ${where}
         order by ${order} limit ${PAGE_SIZE} offset :offset
       )
       select r.id, r.establishment_id as "establishmentId", r.establishment_name as name, e.identifier, e.phase_name as phase,
         r.set_code as "setCode", r.status, ${DISPOSITION_OF_R} as disposition, r.due_at as "dueAt", r.extensions, r.asked, r.answered, r.missing,
         r.last_saved_at as "lastSavedAt", ${FLAG_SQL.sampled} as sampled, ${FLAG_SQL.overdue} as overdue,
         c.name as "contactName", c.email as "contactEmail"
       from page r
       join establishments e on e.id = r.establishment_id
       left join lateral (
         select name, email from contacts c
         where c.establishment_id = r.establishment_id and ${holdsOnSql('c', LONDON_TODAY_SQL)}
         order by array_position(array['dsl','head'], c.role) nulls last, c.id limit 1
       ) c on true
       order by ${order}`,
      { ...bindings, offset: (page - 1) * PAGE_SIZE },
    )
    return { total, page, listed }
  })
}

/** The ids behind a list, all of it: for doing one thing to everything that is shown. */
async function idsOfList(db: Db, partnershipId: number, roundId: number, query: ListQuery): Promise<number[]> {
  const { where, bindings } = condition(partnershipId, roundId, query)
  return (await rows<{ id: number }>(db, `select r.id from returns r ${where} order by r.establishment_name, r.id`, bindings)).map(
    ({ id }) => id,
  )
}

function condition(partnershipId: number, roundId: number, query: ListQuery): { where: string; bindings: Record<string, unknown> } {
  const parts = ['r.partnership_id = :partnershipId', 'r.round_id = :roundId']
  if (query.status) parts.push('r.status = :status')
  if (query.disposition) parts.push(`${IN_STATEMENT} and (${DISPOSITION_OF_R}) = :disposition`)
  if (query.flag) parts.push(`(${FLAG_SQL[query.flag]})`)
  if (query.set) parts.push('r.set_code = :set')
  if (query.phase) parts.push('exists (select 1 from establishments e where e.id = r.establishment_id and e.phase_name = :phase)')
  if (query.q)
    parts.push(`(r.establishment_name ilike :like or r.reference = :reference
      or r.establishment_id in (select e.id from establishments e where e.partnership_id = :partnershipId
           and (e.identifier = :q or (e.la_code || '/' || lpad(e.establishment_number::text, 4, '0')) = :q)))`)
  const like = holding(query.q)
  const given: Record<string, unknown> = {
    partnershipId,
    roundId,
    status: query.status,
    disposition: query.disposition,
    set: query.set,
    phase: query.phase,
    q: query.q,
    reference: readReference(query.q) ?? '',
    like,
  }
  const where = `where ${parts.join(' and ')}`
  return { where, bindings: Object.fromEntries(Object.entries(given).filter(([name]) => where.includes(`:${name}`))) }
}

/**
 * The returns that a form on the live list means: those ticked, or with `all=1` everything its filters show.
 * Ids of other rounds and partnerships are left out.
 *
 * @param query the query of the request: the list's own address with `return` and `all`
 */
export async function selectedReturns(db: Db, partnershipId: number, roundId: number, query: unknown): Promise<number[]> {
  const selection = selectionQuery.parse(query)
  if (selection.all) return idsOfList(db, partnershipId, roundId, listQuery.parse(query))
  const found = await rows<{ id: number }>(
    db,
    `select id from returns where partnership_id = ? and round_id = ? and id = any(?) order by establishment_name, id`,
    [partnershipId, roundId, selection.return],
  )
  return found.map(({ id }) => id)
}
