import { holding } from '../../platform/db.ts'
import { mailableSql, STATUS } from '../establishments/index.ts'
import type { SetCode } from '../questionnaires/index.ts'

/** What the list of a round's establishments may be narrowed by. Blank means anything. */
export type MemberFilter = { search: string; type: string; phase: string; la: string; set: SetCode | ''; contact: 'with' | 'without' | '' }

export const NO_FILTER: MemberFilter = { search: '', type: '', phase: '', la: '', set: '', contact: '' }

export type Place = 'in' | 'out'

/** Those ticked in a list, or all that a filter matches. */
export type Which = { ids: readonly number[] } | { filter: MemberFilter }

/** Contacts that a link can be mailed to today. Takes `:today`; over `e`, an establishment. */
export const HAS_EMAIL_SQL = mailableSql('e.id', ':today::date')

const FILTER_SQL = `(:search = '' or e.name ilike :pattern or e.identifier = :search or lower(e.postcode) = lower(:search)
    or e.la_code || '/' || lpad(e.establishment_number::text, 4, '0') = :search)
  and (:type = '' or e.type_name = :type) and (:phase = '' or e.phase_name = :phase) and (:la = '' or e.la_name = :la)
  and (:contact = '' or (:contact = 'with') = ${HAS_EMAIL_SQL})`

/** Those in a round. Takes `:partnershipId` and `:roundId`, and the filter's bindings. */
export const IN_SQL = `from returns r join establishments e on e.id = r.establishment_id and e.partnership_id = r.partnership_id
  where r.partnership_id = :partnershipId and r.round_id = :roundId and (:set = '' or r.set_code = :set) and ${FILTER_SQL}`

/** Closed establishments are never offered; those not open yet are, so that staff see why they cannot be ticked. */
export const OFFERED_SQL = `r.id is null and e.status_code <> ${STATUS.closed}`

/** Those offered to a round. Takes what `IN_SQL` takes. */
export const OUT_SQL = `from establishments e left join returns r on r.establishment_id = e.id and r.round_id = :roundId
  where e.partnership_id = :partnershipId and ${OFFERED_SQL} and ${FILTER_SQL}`

export const filterBindings = (filter: MemberFilter, today: string) => ({
  ...filter,
  today,
  pattern: holding(filter.search),
})
