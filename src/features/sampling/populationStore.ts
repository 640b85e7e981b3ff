import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { holdsOnSql } from '../establishments/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { OVER_RATED_BEFORE_SQL } from './overRatedStore.ts'
import type { Base, ReturnFacts, Target } from './population.ts'
import type { KnownFacts, KnownStrata, StratumFacts } from './stratum.ts'

/** Everything that decides who can be drawn from, of every return of a round, in one statement. In the order of the names. Its answers are ready. */
export const factsOfReturns = (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<ReturnFacts[]> =>
  rows<ReturnFacts>(db, `${FACTS} order by r.establishment_name, r.id`, { partnershipId, roundId })

/** What groups some returns of a round. Its answers are ready. */
export const stratumFactsOf = (
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
): Promise<(StratumFacts & { returnId: Id<'return'> })[]> =>
  rows(
    db,
    `select r.id as "returnId", ${GROUPED_BY} from ${RETURNS_SQL} r join establishments e on e.id = r.establishment_id
     left join return_answers a on a.return_id = r.id and a.partnership_id = r.partnership_id
     where r.partnership_id = ? and r.id = any(?::bigint[])`,
    [partnershipId, [...returnIds]],
  )

/** How many returns each choice on the form would leave, as `frameOf` would find them: all of them are counted, none is read. Their answers are ready. */
export type ChoiceCounts = { bases: Record<Base, number>; targets: Record<Target, number>; sampledLately: number; sampledHere: number }

export async function countChoices(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  fastMinutes: number,
): Promise<ChoiceCounts> {
  const counted = await row<{ counts: ChoiceCounts }>(db, CHOICES, { partnershipId, roundId, fastMinutes })
  if (!counted) throw new Error('a count gave no row')
  return counted.counts
}

/** When the last samples were drawn that are one year and three years old: no establishment came out of these years since. */
export async function lastDrawnLongAgo(db: Db, partnershipId: Id<'partnership'>): Promise<{ year: string | null; three: string | null }> {
  const found = await row<{ year: string | null; three: string | null }>(
    db,
    `select max(drawn_at)::text as year, (max(drawn_at) filter (where drawn_at <= now() - interval '3 years'))::text as three
     from dip_samples where partnership_id = ? and drawn_at <= now() - interval '1 year'`,
    [partnershipId],
  )
  return { year: found?.year ?? null, three: found?.three ?? null }
}

const BESIDE = `
  with drawn as (
    select q.establishment_id, max(s.drawn_at) filter (where s.round_id <> :roundId) as elsewhere_at,
      (array_agg(o.name order by s.drawn_at desc) filter (where s.round_id <> :roundId))[1] as elsewhere,
      (array_agg(s.name order by s.drawn_at desc, s.id desc) filter (where s.round_id = :roundId))[1] as here, max(s.drawn_at) as last_at
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
  ), over_rated as (${OVER_RATED_BEFORE_SQL})`

const DISPOSITION = `case when r.excused and r.covered_outstanding then 'covered_by_another' else r.disposition end`
const MINUTES = `case when r.submitted_via = 'online' then extract(epoch from r.submitted_at - r.started_at)::float8 / 60 end`
const LATELY = `drawn.elsewhere_at > now() - interval '1 year'`
const IN_THREE_YEARS = `coalesce(drawn.last_at > now() - interval '3 years', false)`
const NEW_HEAD = `exists (select 1 from contacts c where c.establishment_id = r.establishment_id and c.role = 'head'
      and c.from_on > ${LONDON_TODAY_SQL} - 365 and ${holdsOnSql('c', LONDON_TODAY_SQL)})`

const JOINED = `left join return_answers a on a.return_id = r.id and a.partnership_id = r.partnership_id
  left join drawn on drawn.establishment_id = r.establishment_id
  left join earlier on earlier.establishment_id = r.establishment_id
  left join over_rated on over_rated.establishment_id = r.establishment_id
  where r.partnership_id = :partnershipId and r.round_id = :roundId`

/** Where what anyone may know stands: of a return `r` and its establishment `e`. */
export const KNOWN_COLUMNS: Record<KnownStrata, { fact: keyof KnownFacts; sql: string; from: 'establishments e' | 'returns r' }> = {
  phase: { fact: 'phase', sql: 'e.phase_name', from: 'establishments e' },
  set: { fact: 'setCode', sql: 'r.set_code', from: 'returns r' },
  type_group: { fact: 'typeGroup', sql: 'e.type_group_name', from: 'establishments e' },
  size: { fact: 'pupils', sql: 'e.pupils', from: 'establishments e' },
  trust: { fact: 'trust', sql: 'e.trust_name', from: 'establishments e' },
  authority: { fact: 'authority', sql: 'e.la_name', from: 'establishments e' },
}

/** The fields of `StratumFacts`. */
const GROUPED_BY = `${DISPOSITION} as disposition, coalesce(a.all_best, false) as "allPositive", ${Object.values(KNOWN_COLUMNS)
  .map(({ fact, sql }) => `${sql} as "${fact}"`)
  .join(', ')}`

const FACTS = `${BESIDE}
  select r.id as "returnId", r.establishment_id as "establishmentId", e.scheme || ':' || e.identifier as key, r.establishment_name as name,
    r.issued, ${GROUPED_BY}, ${MINUTES} as minutes, drawn.establishment_id is not null as "sampledBefore",
    ${IN_THREE_YEARS} as "sampledInThreeYears", drawn.here as "sampledHere",
    case when ${LATELY} then drawn.elsewhere end as "sampledLately",
    earlier.establishment_id is null as "firstTime", ${NEW_HEAD} as "newHead",
    over_rated.establishment_id is not null as "overRatedBefore"
  from ${RETURNS_SQL} r
  join establishments e on e.id = r.establishment_id
  ${JOINED}`

const APPLIES: Record<Target, string> = {
  all_positive: 'a.all_best',
  late: `r.disposition in ('completed_late', 'completed_in_extension')`,
  fast: `${MINUTES} < :fastMinutes`,
  never_sampled: 'drawn.establishment_id is null',
  not_in_three_years: `not ${IN_THREE_YEARS}`,
  first_time: 'earlier.establishment_id is null',
  new_head: NEW_HEAD,
  over_rated: 'over_rated.establishment_id is not null',
}

const IN_BASE: Record<Base, string> = { completed: 'r.completed', outstanding: 'not r.completed', all: 'true' }

const counts = (choices: Record<string, string>): string =>
  `json_build_object(${Object.entries(choices)
    .map(([choice, sql]) => `'${choice}', count(*) filter (where ${sql})`)
    .join(', ')})`

/** Of those that can be drawn: issued, and expected but for a return that another covers which is outstanding itself. */
const CHOICES = `${BESIDE}
  select json_build_object('bases', ${counts(IN_BASE)}, 'targets', ${counts(APPLIES)},
    'sampledLately', count(*) filter (where ${LATELY}), 'sampledHere', count(*) filter (where drawn.here is not null)) as counts
  from ${RETURNS_SQL} r
  ${JOINED} and r.issued and not r.excused`
