import { holding, row, rows, type Db } from '../../platform/db.ts'
import type { SetCode } from '../questionnaires/index.ts'
import { HAS_EMAIL_SQL, INVITEE_SQL, type Invitee } from './store.ts'

/** What the list of returns to be issued may be narrowed by. Blank means anything. */
export type IssueFilter = { search: string; set: SetCode | '' }

export const NO_ISSUE_FILTER: IssueFilter = { search: '', set: '' }

/** The returns that staff mean. */
export type WhichReturns = { ids: readonly number[] } | { filter: IssueFilter }

/** Over `returns r`: those of a round that are not issued and are meant. */
const MEANT_SQL = `r.partnership_id = :partnershipId and r.round_id = :roundId and r.status = 'not_issued'
  and (:all or r.id = any(:ids::bigint[])) and (:set = '' or r.set_code = :set)
  and (:search = '' or r.establishment_name ilike :pattern
    or exists (select from establishments e where e.id = r.establishment_id and e.identifier = :search))`

const bindings = (of: { partnershipId: number; roundId: number }, which: WhichReturns, today: string) => {
  const filter = 'filter' in which ? which.filter : NO_ISSUE_FILTER
  return {
    partnershipId: of.partnershipId,
    roundId: of.roundId,
    all: 'filter' in which,
    ids: 'ids' in which ? [...which.ids] : [],
    set: filter.set,
    search: filter.search,
    pattern: holding(filter.search),
    today,
  }
}

/** How many of those meant can be mailed, and how many have nobody to mail. */
export async function issueSums(
  db: Db,
  round: { id: number; partnershipId: number },
  which: WhichReturns,
  today: string,
): Promise<{ ready: number; withoutEmail: number }> {
  const sums = await row<{ ready: number; withoutEmail: number }>(
    db,
    `select count(*) filter (where mailable) as ready, count(*) filter (where not mailable) as "withoutEmail"
     from (select ${HAS_EMAIL_SQL} as mailable from returns r where ${MEANT_SQL}) m`,
    bindings({ partnershipId: round.partnershipId, roundId: round.id }, which, today),
  )
  return sums ?? { ready: 0, withoutEmail: 0 }
}

/** Returns of a round that are not issued, with the contacts of their establishments: one page of those that can be mailed, or cannot. */
export async function issueList(
  db: Db,
  round: { id: number; partnershipId: number },
  which: WhichReturns,
  page: { mailable: boolean; today: string; offset: number; limit: number },
): Promise<(Invitee & { setCode: SetCode })[]> {
  return rows(
    db,
    `select ${INVITEE_SQL}, r.set_code as "setCode"
     from returns r join rounds o on o.id = r.round_id join partnerships p on p.id = r.partnership_id
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
  of: { partnershipId: number; roundId: number; which: WhichReturns; after: number; today: string; limit: number },
): Promise<number[]> {
  const found = await rows<{ id: number }>(
    trx,
    `select r.id from returns r join rounds o on o.id = r.round_id and o.status = 'open'
     where ${MEANT_SQL} and r.id > :after and ${HAS_EMAIL_SQL} order by r.id limit :limit for update of r`,
    { ...bindings(of, of.which, of.today), after: of.after, limit: of.limit },
  )
  return found.map(({ id }) => id)
}
