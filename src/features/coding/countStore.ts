import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { CommentFilter } from './filter.ts'
import type { OfRound } from './readyStore.ts'

/** Returns that are in, those of them that wrote something, and how far their comments are coded: `comments` is the sum of the last three. */
export type CodingCounts = {
  completed: number
  wrote: number
  comments: number
  none: number
  coded: number
  changed: number
  gone: number
}

type OfTexts = Pick<CodingCounts, 'completed' | 'wrote' | 'comments'>
type OfCodes = Pick<CodingCounts, 'coded' | 'changed' | 'gone'>

/** What does not change while somebody codes: it looks at every comment. */
export async function countTexts(db: Db, of: OfRound): Promise<OfTexts> {
  const found = await row<OfTexts>(
    db,
    `select count(*) as comments, count(distinct c.return_id) as wrote,
       (select count(*) from comment_returns where partnership_id = :partnershipId and round_id = :roundId and completed) as completed
     from comments c where c.partnership_id = :partnershipId and c.round_id = :roundId and c.standing`,
    of,
  )
  if (!found) throw new Error('the database did not count')
  return found
}

/** What changes while somebody codes: it looks at comments that are coded alone. */
export async function countCodes(db: Db, of: OfRound): Promise<OfCodes> {
  const found = await row<OfCodes>(
    db,
    `select count(*) filter (where holds and standing) as coded, count(*) filter (where not holds and standing) as changed,
       count(*) filter (where not standing) as gone
     from (
       select k.comment_id, bool_and(k.comment_version = c.version) as holds, c.standing
       from comment_themes t join comment_codes k on k.theme_id = t.id join comments c on c.id = k.comment_id
       where t.partnership_id = :partnershipId and t.round_id = :roundId group by k.comment_id, c.standing
     ) coded`,
    of,
  )
  if (!found) throw new Error('the database did not count')
  return found
}

/** How many comments there are of each question and each phase, for the lists to choose from. */
export const countByQuestion = (db: Db, of: OfRound): Promise<{ question: string; section: string; comments: number }[]> =>
  rows<{ question: string; section: string; comments: number }>(
    db,
    `select question_key as question, section_key as section, count(*) as comments from comments
     where partnership_id = :partnershipId and round_id = :roundId and standing group by 1, 2`,
    of,
  )

export const phasesOf = async (db: Db, of: OfRound): Promise<string[]> =>
  (
    await rows<{ phase: string }>(
      db,
      `select phase from comment_returns where partnership_id = :partnershipId and round_id = :roundId and completed group by 1 order by count(*) desc, 1`,
      of,
    )
  ).map(({ phase }) => phase)

/** What counts for a theme: comments that stand, and are as they were when somebody put them there. */
const COUNTED = `comment_codes k join comments c on c.id = k.comment_id and c.partnership_id = k.partnership_id and c.standing
    and c.version = k.comment_version`

/** Each comment in each theme that it counts for: `from ${CODED_COMMENTS_SQL} k`. */
export const CODED_COMMENTS_SQL = `(select k.id, k.theme_id, k.comment_id, k.coded_by, k.coded_at, k.partnership_id, c.round_id, c.return_id, c.section_key,
    c.question_key, c.source, c.body from ${COUNTED})`

export type ThemeCount = { themeId: Id<'commentTheme'>; returns: number; comments: number }

export const countThemes = (db: Db, of: OfRound): Promise<ThemeCount[]> =>
  rows<ThemeCount>(
    db,
    `select k.theme_id as "themeId", count(distinct c.return_id) as returns, count(*) as comments from ${COUNTED}
     where k.partnership_id = :partnershipId and c.round_id = :roundId group by 1`,
    of,
  )

/** The returns of a theme by the sections in which they wrote of it, and by their phase of education. */
export type ThemeParts = {
  sections: { key: string; returns: number; comments: number }[]
  phases: { key: string; returns: number; comments: number }[]
}

export async function countParts(db: Db, of: OfRound, themeId: Id<'commentTheme'>): Promise<ThemeParts> {
  const counted = (by: string) =>
    rows<{ key: string; returns: number; comments: number }>(
      db,
      `select ${by} as key, count(distinct c.return_id) as returns, count(*) as comments from ${COUNTED}
         join comment_returns t on t.return_id = c.return_id
       where k.partnership_id = :partnershipId and c.round_id = :roundId and k.theme_id = :themeId group by 1 order by 2 desc, 1`,
      { ...of, themeId },
    )
  return { sections: await counted('c.section_key'), phases: await counted('t.phase') }
}

/** Which returns: of a theme, or (none) all that wrote something. */
export type WhichReturns = Pick<CommentFilter, 'themeId' | 'section' | 'phase'>

const OF_ALL = `from comments c`
const OF_THEME = `from ${COUNTED}`

const RETURNS = ({ themeId, section, phase }: WhichReturns) => `${themeId === undefined ? OF_ALL : OF_THEME}
    join comment_returns t on t.return_id = c.return_id
  where c.partnership_id = :partnershipId and c.round_id = :roundId and c.standing
    ${themeId === undefined ? '' : 'and k.theme_id = :themeId'} ${section === '' ? '' : 'and c.section_key = :section'} ${phase === '' ? '' : 'and t.phase = :phase'}`

const bound = (of: OfRound, { themeId, section, phase }: WhichReturns) => ({ ...of, themeId: themeId ?? null, section, phase })

export async function countReturns(db: Db, of: OfRound, which: WhichReturns): Promise<number> {
  return (await row<{ n: number }>(db, `select count(distinct c.return_id) as n ${RETURNS(which)}`, bound(of, which)))?.n ?? 0
}

export type ListedReturn = { returnId: Id<'return'>; name: string; identifier: string; phase: string; comments: number }

export const listReturns = (
  db: Db,
  of: OfRound,
  which: WhichReturns,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedReturn[]> =>
  rows<ListedReturn>(
    db,
    `select r.id as "returnId", r.establishment_name as name, e.identifier, w.phase, w.comments
     from (select c.return_id, t.phase, count(*) as comments ${RETURNS(which)} group by 1, 2) w
       join returns r on r.id = w.return_id join establishments e on e.id = r.establishment_id
     order by r.establishment_name, r.id limit :limit offset :offset`,
    { ...bound(of, which), limit, offset },
  )
