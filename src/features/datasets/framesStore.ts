import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { DipSample } from '../sampling/index.ts'
import type { Scope } from './scope.ts'
import type { OfReturn } from './whoseRow.ts'

/** One establishment that could be drawn, as it stood at the draw. */
export type SourceFrameMember = OfReturn & {
  sampleId: Id<'sample'>
  sampleName: string
  place: number
  key: string
  stratum: string
  reason: string
  position: number | null
  replaces: boolean
  replaced: boolean
  plan: DipSample['plan']
  seed: string
  frameSalt: string | null
}

/** Each batch opens the frame anew, which costs 50 ms of 30,000. */
const AT_ONCE = 5_000

/**
 * Whom each sample of the round was drawn from, in the order of its frame. It is whole whatever is chosen of the round: from a part of a
 * frame others would be drawn.
 */
export async function* framesOfRound(
  db: Db,
  { partnershipId, roundId }: Pick<Scope, 'partnershipId' | 'roundId'>,
): AsyncGenerator<SourceFrameMember[]> {
  const samples = await rows<{ id: Id<'sample'> }>(db, `select id from dip_samples where partnership_id = ? and round_id = ? order by id`, [
    partnershipId,
    roundId,
  ])
  for (const { id } of samples)
    for (let after = 0; ;) {
      const found = await membersAfter(db, { partnershipId, id, after })
      if (found.length > 0) yield found
      const last = found.at(-1)
      if (!last || found.length < AT_ONCE) break
      after = last.place
    }
}

const membersAfter = (db: Db, of: { partnershipId: Id<'partnership'>; id: Id<'sample'>; after: number }): Promise<SourceFrameMember[]> =>
  rows<SourceFrameMember>(
    db,
    `select (p.value ->> 'returnId')::bigint as "returnId", (p.value ->> 'establishmentId')::bigint as "establishmentId",
       case when p.value ->> 'key' ~ '^urn:[0-9]{1,9}$' then substr(p.value ->> 'key', 5)::bigint end as urn,
       p.value ->> 'name' as "establishmentName", s.id as "sampleId", s.name as "sampleName", p.place, p.value ->> 'key' as key,
       p.value ->> 'stratum' as stratum, p.value ->> 'reason' as reason, m.position, m.replaces_member_id is not null as replaces,
       m.replaced_at is not null as replaced, s.method as plan, s.seed, s.frame_salt as "frameSalt"
     from dip_samples s
     cross join lateral jsonb_array_elements(coalesce(s.frame -> 'population', '[]')) with ordinality as p (value, place)
     left join dip_sample_members m on m.sample_id = s.id and m.return_id = (p.value ->> 'returnId')::bigint
     where s.partnership_id = :partnershipId and s.id = :id and p.place > :after order by p.place limit ${AT_ONCE}`,
    of,
  )
