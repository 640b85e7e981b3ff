import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { CODED_COMMENTS_SQL, type Source } from '../coding/index.ts'
import { JOIN_RETURN, keyset, ROWS_AT_ONCE } from './recordsStore.ts'
import { aboutChosen, amongChosen, OF_RETURN, type Scope } from './scope.ts'
import type { OfReturn } from './whoseRow.ts'

/** A theme of the comments of a round, with how many returns of the scope wrote of it. */
export type SourceTheme = {
  id: Id<'commentTheme'>
  name: string
  meaning: string
  returns: number
  wrote: number
  completed: number
  comments: number
}

export async function* themesOfRound(db: Db, scope: Scope): AsyncGenerator<SourceTheme[]> {
  yield await rows<SourceTheme>(
    db,
    `select t.id, t.name, t.meaning, coalesce(k.returns, 0) as returns, coalesce(k.comments, 0) as comments, w.wrote, d.completed
     from comment_themes t
     cross join (select count(distinct c.return_id) as wrote from comments c ${JOIN_RETURN('c')}
       where c.partnership_id = :partnershipId and c.standing and ${aboutChosen('c')}) w
     cross join (select count(*) as completed from comment_returns x join returns r on r.id = x.return_id
       where x.partnership_id = :partnershipId and x.round_id = :roundId and x.completed and ${amongChosen('r')}) d
     left join (select k.theme_id, count(distinct k.return_id) as returns, count(*) as comments from ${CODED_COMMENTS_SQL} k ${JOIN_RETURN('k')}
       where k.partnership_id = :partnershipId and ${aboutChosen('k')} group by 1) k on k.theme_id = t.id
     where t.partnership_id = :partnershipId and t.round_id = :roundId order by t.id`,
    { ...scope },
  )
}

/** A comment in one of its themes. */
export type SourceCodedComment = OfReturn & {
  id: Id<'commentCode'>
  commentId: Id<'comment'>
  themeId: Id<'commentTheme'>
  theme: string
  versionId: Id<'version'>
  setCode: string
  section: string
  question: string
  source: Source
  body: string
  by: string
  at: Date
}

export const codedCommentsOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceCodedComment[]> =>
  keyset(after =>
    rows<SourceCodedComment>(
      db,
      `select ${OF_RETURN}, k.id, k.comment_id as "commentId", k.theme_id as "themeId", t.name as theme, r.questionnaire_version_id as "versionId",
       r.set_code as "setCode", k.section_key as section, k.question_key as question, k.source, k.body, k.coded_by as by, k.coded_at as at
     from ${CODED_COMMENTS_SQL} k join comment_themes t on t.id = k.theme_id ${JOIN_RETURN('k')}
     where k.partnership_id = :partnershipId and ${aboutChosen('k')} and k.id > :after order by k.id limit ${ROWS_AT_ONCE}`,
      { ...scope, after },
    ),
  )
