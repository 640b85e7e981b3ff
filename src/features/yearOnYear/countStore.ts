import { createHash } from 'node:crypto'
import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { bitSql, countCompletedWhere, placesOf, sumsOf, type CountedRound, type VersionPlaces } from '../counting/index.ts'
import type { Counted, Matched } from './difference.ts'
import type { Line } from './lines.ts'
import { LINKS_SQL, MOST_STEPS } from './linkStore.ts'

type Asked = Pick<Line, 'key' | 'values'>

/** What completed returns of a round answered, line by line. Its answers are ready. */
export async function countLines(db: Db, where: CountedRound, lines: readonly Asked[]): Promise<Counted[]> {
  const sums = await countCompletedWhere(db, where, version => lines.flatMap(line => Object.values(inOrder(bitsOf(version, line, 'a')))))
  return lines.map((_, at) => ({ of: sums[2 * at] ?? 0, n: sums[2 * at + 1] ?? 0 }))
}

const inOrder = ({ answered, chosen }: Bits) => ({ answered, chosen })

type Bits = { answered: string; chosen: string }

function bitsOf({ questions }: VersionPlaces, { key, values }: Asked, of: string): Bits {
  const places = questions.get(key)
  if (!places) return { answered: 'false', chosen: 'false' }
  const chosen = places.values.filter(({ value }) => values.includes(value)).map(({ place }) => bitSql(place, of))
  return { answered: bitSql(places.answered, of), chosen: chosen.length === 0 ? 'false' : `(${chosen.join(' or ')})` }
}

/** How many completed returns a round has. Its answers are ready. */
export async function countCompleted(db: Db, { partnershipId, roundId }: Omit<CountedRound, 'documents'>): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select count(*) as count from return_answers where partnership_id = :partnershipId and round_id = :roundId and completed`,
    { partnershipId, roundId },
  )
  return found?.count ?? 0
}

/**
 * The completed returns of two rounds that are of the same establishment: the same in the register, or linked there as predecessor and
 * successor. Where several followed one, or one followed several, none of them is the same.
 */
const PAIRS = `
  with recursive links as (
    ${LINKS_SQL}
  ), now_sent as materialized (
    select a.return_id, r.establishment_id from return_answers a join returns r on r.id = a.return_id and r.partnership_id = a.partnership_id
    where a.partnership_id = :partnershipId and a.round_id = :roundId and a.completed
  ), then_sent as materialized (
    select a.return_id, r.establishment_id from return_answers a join returns r on r.id = a.return_id and r.partnership_id = a.partnership_id
    where a.partnership_id = :partnershipId and a.round_id = :against and a.completed
  ), same as (
    select n.return_id as now_id, t.return_id as then_id, n.establishment_id as later, t.establishment_id as earlier
    from now_sent n join then_sent t using (establishment_id)
  ), followed as (
    select n.establishment_id as later, l.earlier, 1 as steps from now_sent n join links l on l.later = n.establishment_id
    where n.return_id not in (select now_id from same)
    union
    select f.later, l.earlier, f.steps + 1 from followed f join links l on l.later = f.earlier where f.steps < ${MOST_STEPS}
  ), linked as (
    select distinct n.return_id as now_id, t.return_id as then_id from followed f
    join now_sent n on n.establishment_id = f.later join then_sent t on t.establishment_id = f.earlier
  ), counted as (
    select now_id, then_id, count(*) over (partition by now_id) as of_now, count(*) over (partition by then_id) as of_then
    from (select now_id, then_id from same union select now_id, then_id from linked) every
  )`

/** By what the links of a register are told from those of before: no count is kept by them. */
export async function linksPrint(db: Db, partnershipId: Id<'partnership'>): Promise<string> {
  const found = await row<{ print: string }>(
    db,
    `select coalesce(md5(string_agg(l.establishment_id || l.link_identifier || l.link_type, ',' order by l.id)), '') as print
     from establishment_links l where l.partnership_id = ?`,
    [partnershipId],
  )
  return found?.print ?? ''
}

/** Pairs of returns of the same establishment: how many, and by what they are told from others. */
export type Pairs = { count: number; followed: number; print: string; versions: { now: Id<'version'>; then: Id<'version'> }[] }

/** Who answered in both rounds. The answers of both are ready. */
export async function pairsOf(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'>; against: Id<'round'> },
): Promise<Pairs> {
  const found = await rows<{ now: Id<'version'>; then: Id<'version'>; count: number; followed: number; print: string }>(
    db,
    `${PAIRS}
     select n.questionnaire_version_id as now, t.questionnaire_version_id as "then", count(*) as count,
       count(*) filter (where (p.now_id, p.then_id) not in (select now_id, then_id from same)) as followed,
       md5(string_agg(p.now_id || ':' || p.then_id, ',' order by p.now_id)) as print
     from counted p join returns n on n.id = p.now_id and n.partnership_id = :partnershipId
     join returns t on t.id = p.then_id and t.partnership_id = :partnershipId
     where p.of_now = 1 and p.of_then = 1 group by 1, 2 order by 1, 2`,
    of,
  )
  const sum = (which: 'count' | 'followed') => found.reduce((all, one) => all + one[which], 0)
  return {
    count: sum('count'),
    followed: sum('followed'),
    print: createHash('sha256')
      .update(found.map(({ print }) => print).join())
      .digest('hex'),
    versions: found.map(({ now, then }) => ({ now, then })),
  }
}

/** What those who answered a question in both rounds answered then and now, line by line. The answers of both are ready. */
export async function countMatched(
  db: Db,
  now: CountedRound,
  then: CountedRound,
  { versions }: Pairs,
  lines: readonly Asked[],
): Promise<Matched[]> {
  const places = new Map([...now.documents, ...then.documents].map(document => [document.versionId, placesOf(document)]))
  const parts = versions.flatMap(pair => {
    const [later, earlier] = [places.get(pair.now), places.get(pair.then)]
    if (!later || !earlier) return []
    const counts = lines.flatMap(line => {
      const [n, t] = [bitsOf(later, line, 'n'), bitsOf(earlier, line, 't')]
      const both = `${n.answered} and ${t.answered}`
      return [both, `${both} and ${t.chosen}`, `${both} and ${n.chosen}`, `${n.chosen} and ${t.chosen}`]
    })
    return [
      `select to_json(array[${counts.map(sql => `count(*) filter (where ${sql})`).join(', ')}]::integer[]) as counts
       from pairs p join return_answers n on n.return_id = p.now_id and n.partnership_id = :partnershipId
       join return_answers t on t.return_id = p.then_id and t.partnership_id = :partnershipId
       where n.questionnaire_version_id = ${pair.now} and t.questionnaire_version_id = ${pair.then}`,
    ]
  })
  if (parts.length === 0 || lines.length === 0) return lines.map(() => ({ of: 0, then: 0, now: 0, both: 0 }))
  const { partnershipId, roundId } = now
  const found = await rows<{ counts: number[] }>(
    db,
    `${PAIRS}, pairs as materialized (select now_id, then_id from counted where of_now = 1 and of_then = 1) ${parts.join('\nunion all\n')}`,
    { partnershipId, roundId, against: then.roundId },
  )
  const sums = sumsOf(found)
  const at = (place: number) => sums[place] ?? 0
  return lines.map((_, line) => ({ of: at(4 * line), then: at(4 * line + 1), now: at(4 * line + 2), both: at(4 * line + 3) }))
}
