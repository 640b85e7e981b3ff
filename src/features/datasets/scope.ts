import type { Id } from '../../platform/id.ts'

/** A round of a partnership: the scope of everything that is read here. */
export type Scope = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** What every data set says of a return, over `r`, the return, and `e`, its establishment: the fields of `OfReturn`. */
export const OF_RETURN = `r.id as "returnId", r.establishment_name as "establishmentName",
  case when e.scheme = 'urn' and e.identifier ~ '^[0-9]{1,9}$' then e.identifier::bigint end as urn`
