import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { filterBindings, whichSql } from './listStore.ts'
import { NO_COMMENT_FILTER } from './filter.ts'
import type { OfRound } from './readyStore.ts'
import { READ_OF_COMMENT } from './words.ts'

export type ReadComment = { id: Id<'comment'>; question: string; body: string }

const READ = `c.id, c.question_key as question, left(c.body, ${READ_OF_COMMENT}) as body`

/** Every so-manieth comment of a round: all of them, where there are no more than `most`. */
export async function sampleOf(db: Db, of: OfRound, most: number): Promise<{ comments: ReadComment[]; all: number }> {
  const found = await row<{ n: number }>(
    db,
    `select count(*) as n from comments c where c.partnership_id = :partnershipId and c.round_id = :roundId and c.standing`,
    of,
  )
  const all = found?.n ?? 0
  const comments = await rows<ReadComment>(
    db,
    `select ${READ} from comments c where c.partnership_id = :partnershipId and c.round_id = :roundId and c.standing and c.id % :step = 0
     order by c.id limit :most`,
    { ...of, step: Math.max(1, Math.ceil(all / most)), most },
  )
  return { comments, all }
}

/** How many comments a search for each of these words finds, of a question where one is named: the numbers of the lists that they open. */
export const countTerms = (
  db: Db,
  of: OfRound,
  { terms, question }: { terms: readonly string[]; question: string },
): Promise<{ term: string; comments: number }[]> => {
  const filter = { ...NO_COMMENT_FILTER, question }
  return rows<{ term: string; comments: number }>(
    db,
    `select g.term, (select count(*) from comments c where ${whichSql(filter)} and c.search @@ search_query(g.term)) as comments
     from unnest(:terms::text[]) with ordinality as g (term, at) order by g.at`,
    { ...filterBindings(of, filter), terms: [...terms] },
  )
}

/** Comments that are in a theme, the newest first. */
export const inTheme = (db: Db, of: OfRound, themeId: Id<'commentTheme'>, most: number): Promise<ReadComment[]> =>
  rows<ReadComment>(
    db,
    `select ${READ} from comments c where ${whichSql({ ...NO_COMMENT_FILTER, themeId })} order by c.id desc limit :most`,
    { ...filterBindings(of, { ...NO_COMMENT_FILTER, themeId }), most },
  )

/** Comments that hold one of these words and were never put into a theme; of many, such as a number drawn from their ids leaves. */
export const withWords = (
  db: Db,
  of: OfRound,
  { themeId, words, most }: { themeId: Id<'commentTheme'>; words: readonly string[]; most: number },
): Promise<ReadComment[]> =>
  rows<ReadComment>(
    db,
    `select ${READ} from comments c where c.partnership_id = :partnershipId and c.round_id = :roundId and c.standing
       and c.search @@ :query::tsquery
       and not exists (select from comment_codes k where k.comment_id = c.id and k.partnership_id = c.partnership_id and k.theme_id = :themeId)
     order by hashint8(c.id) limit :most`,
    // The words are letters and digits alone: see tokens.ts.
    { ...of, themeId, query: words.map(word => `'${word.replaceAll("'", '')}'`).join(' | '), most },
  )
