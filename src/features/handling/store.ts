import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ReturnStatus } from '../returns/index.ts'

/** A dip sample that a return was drawn for. */
export type SampledIn = { sampleId: Id<'sample'>; name: string }

export async function samplesWith(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<SampledIn[]> {
  return rows<SampledIn>(
    db,
    `select s.id as "sampleId", s.name from dip_sample_members m join dip_samples s on s.id = m.sample_id
     where m.partnership_id = ? and m.return_id = ? and m.replaced_at is null order by s.id`,
    [partnershipId, returnId],
  )
}

export type CoveringReturn = { id: Id<'return'>; status: ReturnStatus; startedAt: Date | null }

/** Another return of the same round, by its establishment: the one that covers for this. */
export async function returnOfEstablishment(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  establishmentId: Id<'establishment'>,
): Promise<CoveringReturn | undefined> {
  return row<CoveringReturn>(
    db,
    `select id, status, started_at as "startedAt" from returns where partnership_id = ? and round_id = ? and establishment_id = ?`,
    [partnershipId, roundId, establishmentId],
  )
}

/** Which of these establishments have a return in the round. */
export async function establishmentsInRound(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  ids: readonly Id<'establishment'>[],
): Promise<Set<Id<'establishment'>>> {
  const found = await rows<{ id: Id<'establishment'> }>(
    db,
    `select establishment_id as id from returns where partnership_id = ? and round_id = ? and establishment_id = any(?::bigint[])`,
    [partnershipId, roundId, [...ids]],
  )
  return new Set(found.map(({ id }) => id))
}

/** The establishments that the register links with this one and holds itself: who may have taken over. */
export async function linkedEstablishments(
  db: Db,
  partnershipId: Id<'partnership'>,
  establishmentId: Id<'establishment'>,
): Promise<{ id: Id<'establishment'>; name: string; identifier: string; linkType: string }[]> {
  return rows(
    db,
    `select e.id, e.name, e.identifier, l.link_type as "linkType" from establishment_links l
     join establishments e on e.partnership_id = l.partnership_id and e.identifier = l.link_identifier and e.id <> l.establishment_id
     where l.partnership_id = ? and l.establishment_id = ? order by e.name, e.id`,
    [partnershipId, establishmentId],
  )
}
