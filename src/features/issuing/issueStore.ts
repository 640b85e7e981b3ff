import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { holdsOnSql, ROLES_TO_ANSWER } from '../establishments/index.ts'
import type { SetCode } from '../questionnaires/index.ts'
import { FOUND_RETURNS_SQL, returnSearchBindings } from '../liveList/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { Reachable } from './whoGetsThem.ts'
import { HAS_EMAIL_SQL, INVITEE_SQL, type Invitee } from '../links/index.ts'

/** What the list of returns to be issued may be narrowed by. Blank means anything. */
export type IssueFilter = { search: string; set: SetCode }

export const NO_ISSUE_FILTER: IssueFilter = { search: '', set: '' }

/** The returns that staff mean. */
export type ReturnSelection = { ids: readonly Id<'return'>[] } | { filter: IssueFilter }

/** Over `r` of `RETURNS_SQL`: those of a round that are not issued and are meant. */
const MEANT_SQL = `r.partnership_id = :partnershipId and r.round_id = :roundId and r.not_issued
  and (:all or r.id = any(:ids::bigint[])) and (:set = '' or r.set_code = :set)
  and (:search = '' or r.id = any(${FOUND_RETURNS_SQL}))`

const bindings = (of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> }, which: ReturnSelection, today: string) => {
  const filter = 'filter' in which ? which.filter : NO_ISSUE_FILTER
  return {
    partnershipId: of.partnershipId,
    roundId: of.roundId,
    all: 'filter' in which,
    ids: 'ids' in which ? [...which.ids] : [],
    set: filter.set,
    ...returnSearchBindings({ words: filter.search, people: true }),
    today,
  }
}

/** How many of those meant can be mailed, and how many have nobody to mail. */
export async function issueSums(
  db: Db,
  round: { id: Id<'round'>; partnershipId: Id<'partnership'> },
  which: ReturnSelection,
  today: string,
): Promise<{ ready: number; withoutEmail: number }> {
  const sums = await row<{ ready: number; withoutEmail: number }>(
    db,
    `select count(*) filter (where mailable) as ready, count(*) filter (where not mailable) as "withoutEmail"
     from (select ${HAS_EMAIL_SQL} as mailable from ${RETURNS_SQL} r where ${MEANT_SQL}) m`,
    bindings({ partnershipId: round.partnershipId, roundId: round.id }, which, today),
  )
  return sums ?? { ready: 0, withoutEmail: 0 }
}

/** Who of those meant can be given a link: what each choice of DSL, head or both comes to, for a whole round in one statement. */
export async function issueMix(
  db: Db,
  round: { id: Id<'round'>; partnershipId: Id<'partnership'> },
  which: ReturnSelection,
  today: string,
): Promise<Reachable[]> {
  return rows(
    db,
    `select dsl is not null as dsl, cardinality(heads) > 0 as head, cardinality(array_remove(heads, dsl)) > 0 as apart,
       case when dsl is null and cardinality(heads) = 0 then (:order::text[])[other] end as other, count(*) as count
     from (
       select (array_agg(c.email order by c.main desc, c.from_on desc nulls last, c.id desc) filter (where c.role = 'dsl'))[1] as dsl,
         coalesce(array_agg(c.email) filter (where c.role = 'head'), '{}') as heads,
         min(array_position(:order::text[], c.role)) filter (where c.role not in ('dsl', 'head')) as other
       from ${RETURNS_SQL} r join contacts c on c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id
       where ${MEANT_SQL} and c.email <> '' and ${holdsOnSql('c', ':today::date')} group by r.id) reachable
     group by 1, 2, 3, 4`,
    { ...bindings({ partnershipId: round.partnershipId, roundId: round.id }, which, today), order: [...ROLES_TO_ANSWER] },
  )
}

/** Returns of a round that are not issued, with the contacts of their establishments: one page of those that can be mailed, or cannot. */
export async function issueList(
  db: Db,
  round: { id: Id<'round'>; partnershipId: Id<'partnership'> },
  which: ReturnSelection,
  page: { mailable: boolean; today: string; offset: number; limit: number },
): Promise<(Invitee & { setCode: SetCode })[]> {
  return rows(
    db,
    `select ${INVITEE_SQL}, r.set_code as "setCode"
     from ${RETURNS_SQL} r join rounds o on o.id = r.round_id join partnerships p on p.id = r.partnership_id
     where ${MEANT_SQL} and ${HAS_EMAIL_SQL} = :mailable order by r.establishment_name, r.id limit :limit offset :offset`,
    {
      ...bindings({ partnershipId: round.partnershipId, roundId: round.id }, which, page.today),
      mailable: page.mailable,
      limit: page.limit,
      offset: page.offset,
    },
  )
}

/** The next returns of an open round that are meant, not issued, and can be mailed, beyond `after`; held until the transaction ends. */
export async function nextToIssue(
  trx: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'>; which: ReturnSelection; after: number; today: string; limit: number },
): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    trx,
    `select r.id from ${RETURNS_SQL} r join rounds o on o.id = r.round_id and o.status = 'open'
     where ${MEANT_SQL} and r.id > :after and ${HAS_EMAIL_SQL} order by r.id limit :limit for update of r`,
    { ...bindings(of, of.which, of.today), after: of.after, limit: of.limit },
  )
  return found.map(({ id }) => id)
}

/** The returns of a round that are issued and outstanding, in the order of their ids. */
export async function issuedOutstanding(db: Db, round: { id: Id<'round'>; partnershipId: Id<'partnership'> }): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    db,
    `select r.id from ${RETURNS_SQL} r where r.partnership_id = :partnershipId and r.round_id = :roundId and r.outstanding order by r.id`,
    { partnershipId: round.partnershipId, roundId: round.id },
  )
  return found.map(({ id }) => id)
}
