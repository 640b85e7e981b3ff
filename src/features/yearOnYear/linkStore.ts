/** As many steps of predecessors as are followed: a school that converts every year between two rounds is not met. */
export const MOST_STEPS = 5

/** Which establishment of the partnership followed which, whichever of the two the register said it of: `later`, `earlier`. */
export const LINKS_SQL = `select l.establishment_id as later, o.id as earlier from establishment_links l
  join establishments o on o.partnership_id = l.partnership_id and o.scheme = 'urn' and o.identifier = l.link_identifier
  where l.partnership_id = :partnershipId and l.link_type ~* 'predecessor'
  union
  select o.id, l.establishment_id from establishment_links l
  join establishments o on o.partnership_id = l.partnership_id and o.scheme = 'urn' and o.identifier = l.link_identifier
  where l.partnership_id = :partnershipId and l.link_type ~* 'successor'`
