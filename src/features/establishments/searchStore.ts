import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import type { Search } from './search.ts'

/** A number that followed, or went before, that of an establishment. Other links (a shared sixth form) name another school. */
const SAME_SCHOOL = `l.link_type ~* 'predecessor|successor|merge|amalgamation'`

/**
 * The one search: the ids of the establishments that words find, as an array in SQL, for `id = any(…)`. Takes `:partnershipId` and what
 * `searchBindings` gives. An array is found once, whatever the planner knows of the tables; as a list in `in (…)` it was once found
 * again for each row of a new database, and never ended.
 * Whatever is folded, is folded by the functions of the database (migration 20261129_25); each branch has its index, so that a list of
 * 30,000 is met with the few that were found. A former number finds who carries on, and the new one finds who went before.
 */
export const FOUND_SQL = `array(select f.id from establishments f where f.partnership_id = :partnershipId and f.search @@ search_query(:search)
  union all select l.establishment_id from establishment_links l
    where l.partnership_id = :partnershipId and l.link_identifier = :searchNumber and ${SAME_SCHOOL}
  union all select o.id from establishments f
    join establishment_links l on l.establishment_id = f.id and ${SAME_SCHOOL}
    join establishments o on o.partnership_id = f.partnership_id and o.scheme = 'urn' and o.identifier = l.link_identifier
    where f.partnership_id = :partnershipId and f.scheme = 'urn' and f.identifier = :searchNumber
  union all select c.establishment_id from contacts c
    where :searchPeople and c.partnership_id = :partnershipId and c.search @@ search_query(:search)
      and (c.to_on is null or c.to_on >= ${LONDON_TODAY_SQL}))`

export const searchBindings = ({ words, people }: Search) => ({
  search: words,
  searchNumber: words.replace(/\D/g, ''),
  searchPeople: people,
})
