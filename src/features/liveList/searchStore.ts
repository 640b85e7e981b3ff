import { FOUND_SQL, type Search, searchBindings } from '../establishments/index.ts'
import { reference } from '../returns/index.ts'

/**
 * The ids of the returns that words find, as an array in SQL: by the establishment as the register has it now, by the name that it had when it
 * was asked, and by the reference. Takes `:partnershipId` and what `returnSearchBindings` gives.
 */
export const FOUND_RETURNS_SQL = `array(select f.id from returns f
    where f.partnership_id = :partnershipId and search_vector_within(f.establishment_name, '') @@ search_query(:search)
  union all select f.id from returns f where f.partnership_id = :partnershipId and f.establishment_id = any(${FOUND_SQL})
  union all select f.id from returns f where f.partnership_id = :partnershipId and f.reference = :searchReference)`

export const returnSearchBindings = (search: Search) => ({
  ...searchBindings(search),
  searchReference: reference.readReference(search.words) ?? '',
})
