import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { CommentFilter, Shown, Source } from './filter.ts'
import type { OfRound } from './readyStore.ts'

/** A theme that a comment (`c`) is in, as it stands now. */
const CODE = (more: string) =>
  `exists (select from comment_codes k where k.comment_id = c.id and k.partnership_id = c.partnership_id${more === '' ? '' : ` and ${more}`})`
const CHANGED = 'k.comment_version <> c.version'

/** Every comment that stands is in exactly one of `none`, `coded` and `changed`. */
const SHOWN_SQL: Record<Shown, string> = {
  all: `c.standing`,
  none: `c.standing and not ${CODE('')}`,
  coded: `c.standing and ${CODE('')} and not ${CODE(CHANGED)}`,
  changed: `c.standing and ${CODE(CHANGED)}`,
  gone: `not c.standing and ${CODE('')}`,
}

/** The comments (`c`) that a filter means. Takes what `filterBindings` gives. */
export function whichSql(filter: CommentFilter): string {
  return [
    `c.partnership_id = :partnershipId and c.round_id = :roundId`,
    SHOWN_SQL[filter.shown],
    filter.themeId === undefined ? '' : CODE('k.theme_id = :themeId and k.comment_version = c.version'),
    filter.returnId === undefined ? '' : 'c.return_id = :returnId',
    filter.section === '' ? '' : 'c.section_key = :section',
    filter.question === '' ? '' : 'c.question_key = :question',
    filter.source === '' ? '' : 'c.source = :source',
    filter.phase === ''
      ? ''
      : `exists (select from comment_returns t where t.return_id = c.return_id and t.partnership_id = c.partnership_id and t.phase = :phase)`,
    filter.words === '' ? '' : 'c.search @@ search_query(:words)',
  ]
    .filter(part => part !== '')
    .join(' and ')
}

export const filterBindings = (of: OfRound, { themeId, returnId, ...filter }: CommentFilter) => ({
  ...of,
  ...filter,
  themeId: themeId ?? null,
  returnId: returnId ?? null,
})

export async function countComments(db: Db, of: OfRound, filter: CommentFilter): Promise<number> {
  const found = await row<{ n: number }>(db, `select count(*) as n from comments c where ${whichSql(filter)}`, filterBindings(of, filter))
  return found?.n ?? 0
}

/** A theme of a comment: `holds` says whether the comment is still as it was when somebody put it there. */
export type Code = { themeId: Id<'commentTheme'>; name: string; holds: boolean; codedBy: string; codedAt: string }

export type ListedComment = {
  id: Id<'comment'>
  version: number
  returnId: Id<'return'>
  establishment: string
  versionId: Id<'version'>
  question: string
  source: Source
  body: string
  was: string | null
  standing: boolean
  codes: Code[]
  quotations: number
}

const COLUMNS = `c.id, c.version, c.return_id as "returnId", r.establishment_name as establishment, r.questionnaire_version_id as "versionId",
  c.question_key as question, c.source, c.body, c.was, c.standing,
  coalesce((select json_agg(json_build_object('themeId', t.id, 'name', t.name, 'holds', k.comment_version = c.version, 'codedBy', k.coded_by,
      'codedAt', k.coded_at) order by lower(t.name))
    from comment_codes k join comment_themes t on t.id = k.theme_id where k.comment_id = c.id and k.partnership_id = c.partnership_id), '[]') as codes,
  (select count(*) from quotations q where q.comment_id = c.id and q.partnership_id = c.partnership_id) as quotations`

/** A page of comments, return by return as they were taken up. */
export const listComments = (
  db: Db,
  of: OfRound,
  filter: CommentFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedComment[]> =>
  rows<ListedComment>(
    db,
    `select ${COLUMNS} from (
       select c.id from comments c where ${whichSql(filter)} order by c.id limit :limit offset :offset
     ) page join comments c on c.id = page.id join returns r on r.id = c.return_id order by c.id`,
    { ...filterBindings(of, filter), limit, offset },
  )

export const findComment = (db: Db, of: OfRound, id: Id<'comment'>): Promise<ListedComment | undefined> =>
  row<ListedComment>(
    db,
    `select ${COLUMNS} from comments c join returns r on r.id = c.return_id
     where c.partnership_id = :partnershipId and c.round_id = :roundId and c.id = :id`,
    { ...of, id },
  )

/** These comments, by id: of those that were found otherwise. */
export const commentsById = (db: Db, of: OfRound, ids: readonly Id<'comment'>[]): Promise<ListedComment[]> =>
  rows<ListedComment>(
    db,
    `select ${COLUMNS} from unnest(:ids::bigint[]) with ordinality as g (id, at) join comments c on c.id = g.id join returns r on r.id = c.return_id
     where c.partnership_id = :partnershipId and c.round_id = :roundId order by g.at`,
    { ...of, ids: [...ids] },
  )
