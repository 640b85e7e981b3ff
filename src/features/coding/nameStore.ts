import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Candidates } from './names.ts'
import type { OfRound } from './readyStore.ts'
import type { KindCount } from './attribution.ts'

const HOLDS = (name: string, words: string) => `' ' || search_folded(${name}, true) || ' ' like '% ' || ${words} || ' %'`

/**
 * Which of these words and pairs stand in the register: in names and towns of establishments, and in names of people. Each is looked up
 * by the index of the one search (0041), whatever the size of the register.
 */
export const namesInRegister = (
  db: Db,
  partnershipId: Id<'partnership'>,
  { words, pairs }: Candidates,
): Promise<{ name: string; why: 'establishment' | 'person' }[]> =>
  rows<{ name: string; why: 'establishment' | 'person' }>(
    db,
    `with asked as materialized (
       select w as name, w::tsquery as query from unnest(:words::text[]) as w
       union all select p.one || ' ' || p.other, (p.one || ' & ' || p.other)::tsquery from unnest(:firsts::text[], :seconds::text[]) as p (one, other)
     )
     select a.name, 'person' as why from asked a where exists (
       select from contacts c where c.partnership_id = :partnershipId and c.search @@ a.query and ${HOLDS('c.name', 'a.name')})
     union all
     select a.name, 'establishment' as why from asked a where exists (
       select from establishments e where e.partnership_id = :partnershipId and e.search @@ a.query
         and (${HOLDS('e.name', 'a.name')} or ${HOLDS('e.town', 'a.name')}))`,
    { partnershipId, words, firsts: pairs.map(([first]) => first), seconds: pairs.map(([, second]) => second) },
  )

/** Whoever wrote: the establishment as it was asked and as it is called now, its town, its people in the register, and who answered. */
export type OwnNames = { places: string[]; people: string[] }

export async function ownNames(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<OwnNames> {
  const places = await rows<{ name: string; now: string; town: string; locality: string }>(
    db,
    `select r.establishment_name as name, e.name as now, e.town, e.locality from returns r join establishments e on e.id = r.establishment_id
     where r.partnership_id = ? and r.id = ?`,
    [partnershipId, returnId],
  )
  const people = await rows<{ name: string }>(
    db,
    `select c.name from contacts c join returns r on r.establishment_id = c.establishment_id
       where r.partnership_id = :partnershipId and r.id = :returnId
     union select name from contributors where partnership_id = :partnershipId and return_id = :returnId
     union select by_name from responses where partnership_id = :partnershipId and return_id = :returnId
     union select name from sign_offs where partnership_id = :partnershipId and return_id = :returnId`,
    { partnershipId, returnId },
  )
  return { places: places.flatMap(({ name, now, town, locality }) => [name, now, town, locality]), people: people.map(({ name }) => name) }
}

/** How many returns that are in are of establishments of which type and phase, as the register had them when they were asked. */
export const kindsOfRound = (db: Db, of: OfRound): Promise<KindCount[]> =>
  rows<KindCount>(
    db,
    `select coalesce(r.issue_type_name, '') as type, coalesce(r.issue_phase_name, '') as phase, count(*) as returns
     from comment_returns t join returns r on r.id = t.return_id
     where t.partnership_id = :partnershipId and t.round_id = :roundId and t.completed group by 1, 2`,
    of,
  )
