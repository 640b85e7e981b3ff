import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { FOUND_RETURNS_SQL, returnSearchBindings } from './searchStore.ts'
import { listQuery, selectionQuery, type ListQuery, type Sort } from './filters.ts'
import { withKept } from '../keptCounts/index.ts'
import { type Disposition, RETURNS_SQL, type ReturnStatus, STATUSES } from '../returns/index.ts'
import { timePassed } from './passedStore.ts'

export const PAGE_SIZE = 50

export type ListedReturn = {
  id: Id<'return'>
  establishmentId: Id<'establishment'>
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
  coveredOutstanding: boolean
  offlineLate: boolean
}

const ORDER: Record<Sort, string> = {
  name: 'r.establishment_name',
  status: `array_position(array[${Object.keys(STATUSES)
    .map(status => `'${status}'`)
    .join(',')}], r.status)`,
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

/**
 * One page of the live list, and how many there are in all of it. A page past the end is the last: the list may have got shorter.
 *
 * @param people whether its search looks through contacts
 */
export function listReturns(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  query: ListQuery,
  { people }: { people: boolean },
): Promise<{ total: number; page: number; listed: ListedReturn[] }> {
  const { where, bindings } = condition(partnershipId, roundId, query, people)
  const order = orderOf(query)
  return withKept(db, { partnershipId, movesWith: 'returns' }, async (trx, kept) => {
    const work = async () =>
      (await row<{ total: number }>(trx, `select count(*) as total from ${RETURNS_SQL} r ${where}`, bindings))?.total ?? 0
    const asked = await askedBy(trx, partnershipId, roundId, query)
    const total = asked ? await kept({ what: 'list of returns', asked, work }) : await work()
    const page = Math.min(query.page, Math.max(1, Math.ceil(total / PAGE_SIZE)))
    const listed = await rows<ListedReturn>(
      trx,
      `with page as (
         select r.id from ${RETURNS_SQL} r ${where}
         order by ${order} limit ${PAGE_SIZE} offset :offset
       )
       select r.id, r.establishment_id as "establishmentId", r.establishment_name as name, e.identifier, e.phase_name as phase,
         r.set_code as "setCode", r.status, r.disposition, r.due_at as "dueAt", r.extensions, r.asked, r.answered, r.missing,
         r.last_saved_at as "lastSavedAt", r.sampled, r.overdue,
         r.covered_outstanding as "coveredOutstanding", r.offline_late as "offlineLate"
       from page join ${RETURNS_SQL} r on r.id = page.id
       join establishments e on e.id = r.establishment_id
       order by ${order}`,
      { ...bindings, offset: (page - 1) * PAGE_SIZE },
    )
    return { total, page, listed }
  })
}

/** What counts of a list are kept by. Null for what a search finds, which may change with more than what moves counts. */
async function askedBy(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, query: ListQuery) {
  const { status = '', disposition = '', flag = '', set = '', phase = '', q } = query
  return q === '' ? { roundId, status, disposition, flag, set, phase, ...(await timePassed(db, partnershipId, roundId)) } : null
}

/** What a form on the live list asks for, where that is all that a list shows and nothing is ticked: what counts of it are kept by. Null for ticked returns too. */
export const askedOfList = async (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, query: unknown) =>
  selectionQuery.parse(query).all ? askedBy(db, partnershipId, roundId, listQuery.parse(query)) : null

/** The ids behind a list, all of it: for doing one thing to everything that is shown, as those see it who may do it. */
async function idsOfList(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, query: ListQuery): Promise<Id<'return'>[]> {
  const { where, bindings } = condition(partnershipId, roundId, query, true)
  return (
    await rows<{ id: Id<'return'> }>(db, `select r.id from ${RETURNS_SQL} r ${where} order by r.establishment_name, r.id`, bindings)
  ).map(({ id }) => id)
}

function condition(
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  query: ListQuery,
  people: boolean,
): { where: string; bindings: Record<string, unknown> } {
  const parts = ['r.partnership_id = :partnershipId', 'r.round_id = :roundId']
  if (query.status) parts.push('r.status = :status')
  if (query.disposition) parts.push('r.issued and r.disposition = :disposition')
  // A flag is a column of `RETURNS_SQL`.
  if (query.flag) parts.push(`r.${query.flag}`)
  if (query.set) parts.push('r.set_code = :set')
  if (query.phase) parts.push('exists (select 1 from establishments e where e.id = r.establishment_id and e.phase_name = :phase)')
  if (query.q) parts.push(`r.id = any(${FOUND_RETURNS_SQL})`)
  const given: Record<string, unknown> = {
    partnershipId,
    roundId,
    status: query.status,
    disposition: query.disposition,
    set: query.set,
    phase: query.phase,
    ...returnSearchBindings({ words: query.q, people }),
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
export async function selectedReturns(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  query: unknown,
): Promise<Id<'return'>[]> {
  const selection = selectionQuery.parse(query)
  if (selection.all) return idsOfList(db, partnershipId, roundId, listQuery.parse(query))
  const found = await rows<{ id: Id<'return'> }>(
    db,
    `select id from returns where partnership_id = ? and round_id = ? and id = any(?) order by establishment_name, id`,
    [partnershipId, roundId, selection.return],
  )
  return found.map(({ id }) => id)
}
