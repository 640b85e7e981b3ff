import { rows, type Db } from '../../platform/db.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { holdsOnSql } from '../establishments/index.ts'
import { askedSql, type VersionedDocument } from '../questionnaires/index.ts'
import { DISPOSITION_OF_R } from '../returns/index.ts'
import type { ReturnFacts } from './population.ts'
import { bestValues } from './ratings.ts'

/** The versions of question sets that the returns of a round use. */
export async function versionsUsed(db: Db, partnershipId: number, roundId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select distinct questionnaire_version_id as id from returns where partnership_id = ? and round_id = ? order by 1`,
    [partnershipId, roundId],
  )
  return found.map(({ id }) => id)
}

/** Everything that decides who can be drawn from, of every return of a round, in one statement. In the order of the names. */
export async function factsOfReturns(
  db: Db,
  partnershipId: number,
  roundId: number,
  documents: readonly VersionedDocument[],
): Promise<ReturnFacts[]> {
  const best = bestValues(documents)
  const asked = askedSql(documents, [...new Set(best.map(({ key }) => key))])
  return rows<ReturnFacts>(db, FACTS.replace('/* asked */', asked.sql), {
    ...asked.bindings,
    partnershipId,
    roundId,
    best: JSON.stringify(best),
  })
}

const FACTS = `
  with best as (
    select b."versionId" as version_id, b.key, b.best from jsonb_to_recordset(:best::jsonb) as b ("versionId" bigint, key text, best jsonb)
  ), rated as (
    select r.id, bool_and(s.answer = b.best) as all_best
    from returns r
    join responses s on s.return_id = r.id and s.partnership_id = r.partnership_id
    join best b on b.version_id = r.questionnaire_version_id and b.key = s.question_key
    where r.partnership_id = :partnershipId and r.round_id = :roundId and r.submitted_at is not null
      and s.answer is not null and s.answer not in ('"na"'::jsonb, 'null'::jsonb) and /* asked */
    group by r.id
  ), drawn as (
    select q.establishment_id, max(s.drawn_at) filter (where s.round_id <> :roundId) as elsewhere_at,
      (array_agg(o.name order by s.drawn_at desc) filter (where s.round_id <> :roundId))[1] as elsewhere
    from dip_sample_members m
    join dip_samples s on s.id = m.sample_id
    join rounds o on o.id = s.round_id
    join returns q on q.id = m.return_id
    where m.partnership_id = :partnershipId and m.replaced_at is null
    group by q.establishment_id
  ), earlier as (
    select distinct q.establishment_id from returns q
    join rounds o on o.id = q.round_id
    where q.partnership_id = :partnershipId and q.round_id <> :roundId and q.issued_at is not null
      and o.opens_at < (select opens_at from rounds where id = :roundId and partnership_id = :partnershipId)
  )
  select r.id as "returnId", r.establishment_id as "establishmentId", e.scheme || ':' || e.identifier as key, r.establishment_name as name,
    r.status <> 'not_issued' as issued, (${DISPOSITION_OF_R}) as disposition, e.phase_name as phase, r.set_code as "setCode",
    e.type_group_name as "typeGroup",
    case when r.submitted_via = 'online' then extract(epoch from r.submitted_at - r.started_at)::float8 / 60 end as minutes,
    coalesce(rated.all_best, false) as "allPositive", drawn.establishment_id is not null as "sampledBefore",
    case when drawn.elsewhere_at > now() - interval '1 year' then drawn.elsewhere end as "sampledLately",
    earlier.establishment_id is null as "firstTime",
    exists (select 1 from contacts c where c.establishment_id = r.establishment_id and c.role = 'head'
      and c.from_on > ${LONDON_TODAY_SQL} - 365 and ${holdsOnSql('c', LONDON_TODAY_SQL)}) as "newHead"
  from returns r
  join establishments e on e.id = r.establishment_id
  left join rated on rated.id = r.id
  left join drawn on drawn.establishment_id = r.establishment_id
  left join earlier on earlier.establishment_id = r.establishment_id
  where r.partnership_id = :partnershipId and r.round_id = :roundId
  order by r.establishment_name, r.id`
