import { row, rows, type Db } from '../../platform/db.ts'

/** A dip sample that a return was drawn for. */
export type SampledIn = { sampleId: number; name: string }

export async function samplesWith(db: Db, partnershipId: number, returnId: number): Promise<SampledIn[]> {
  return rows<SampledIn>(
    db,
    `select s.id as "sampleId", s.name from dip_sample_members m join dip_samples s on s.id = m.sample_id
     where m.partnership_id = ? and m.return_id = ? and m.replaced_at is null order by s.id`,
    [partnershipId, returnId],
  )
}

/** Another return of the same round, by its establishment: the one that covers for this. */
export async function returnOfEstablishment(
  db: Db,
  partnershipId: number,
  roundId: number,
  establishmentId: number,
): Promise<{ id: number } | undefined> {
  return row<{ id: number }>(db, `select id from returns where partnership_id = ? and round_id = ? and establishment_id = ?`, [
    partnershipId,
    roundId,
    establishmentId,
  ])
}

/** The establishments that the register links with this one and holds itself: who may have taken over. */
export async function linkedEstablishments(
  db: Db,
  partnershipId: number,
  establishmentId: number,
): Promise<{ id: number; name: string; identifier: string; linkType: string }[]> {
  return rows(
    db,
    `select e.id, e.name, e.identifier, l.link_type as "linkType" from establishment_links l
     join establishments e on e.partnership_id = l.partnership_id and e.identifier = l.link_identifier and e.id <> l.establishment_id
     where l.partnership_id = ? and l.establishment_id = ? order by e.name, e.id`,
    [partnershipId, establishmentId],
  )
}
