import { FOUND_SQL, mailableSql, searchBindings, STATUS } from '../establishments/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { MemberFilter } from './memberFilter.ts'

/** Contacts that a link can be mailed to today. Takes `:today`; over `e`, an establishment. */
export const HAS_EMAIL_SQL = mailableSql('e.id', ':today::date')

const FILTER_SQL = `(:search = '' or e.id = any(${FOUND_SQL}))
  and (:type = '' or e.type_name = :type) and (:phase = '' or e.phase_name = :phase) and (:la = '' or e.la_name = :la)
  and (:contact = '' or (:contact = 'with') = ${HAS_EMAIL_SQL})`

/** Those in a round. Takes `:partnershipId` and `:roundId`, and the filter's bindings. */
export const IN_SQL = `from ${RETURNS_SQL} r join establishments e on e.id = r.establishment_id and e.partnership_id = r.partnership_id
  where r.partnership_id = :partnershipId and r.round_id = :roundId and (:set = '' or r.set_code = :set) and ${FILTER_SQL}`

/** Closed establishments are never offered; those not open yet are, so that staff see why they cannot be ticked. */
export const OFFERED_SQL = `r.id is null and e.status_code <> ${STATUS.closed}`

/** Those offered to a round. Takes what `IN_SQL` takes. */
export const OUT_SQL = `from establishments e left join returns r on r.establishment_id = e.id and r.round_id = :roundId
  where e.partnership_id = :partnershipId and ${OFFERED_SQL} and ${FILTER_SQL}`

/** @param people whether the search looks through contacts: those who may change who is asked may see them */
export const filterBindings = (filter: MemberFilter, today: string, people = true) => ({
  ...filter,
  today,
  ...searchBindings({ words: filter.search, people }),
})
