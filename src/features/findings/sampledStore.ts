import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { askedSql } from '../questionnaires/index.ts'
import type { Json } from '../questions/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { CountIn } from './completedStore.ts'
import { answersSql, SAMPLED, type SampleSource } from './countStore.ts'
import type { Source } from './finding.ts'

/** What one return of the sample answered, and whether it is a completed one. */
export type SampledAnswers = { returnId: Id<'return'>; completed: boolean; answers: ReadonlyMap<string, Json> }

/** What each return of the sample answered, or what reviewers found, to some questions: nothing is there that cannot be counted. */
export async function sampledAnswers(db: Db, where: CountIn, source: SampleSource, keys: readonly string[]): Promise<SampledAnswers[]> {
  const answers = answersSql(where, [source], keys)
  const found = await rows<{ returnId: Id<'return'>; completed: boolean; answers: Record<string, Json> | null }>(
    db,
    `with answers as (${answers.sql})
     select r.id as "returnId", r.completed, (select jsonb_object_agg(a.key, a.answer) from answers a where a.return_id = r.id) as answers
     from ${RETURNS_SQL} r where r.partnership_id = :partnershipId and r.round_id = :roundId and ${SAMPLED}`,
    answers.bindings,
  )
  return found.map(({ returnId, completed, answers: given }) => ({ returnId, completed, answers: new Map(Object.entries(given ?? {})) }))
}

type Asked = { key: string; completed: boolean; asked: number }

/** So many questions are looked at in one statement: with all of a report in one, each return is held against each in turn. */
const AT_ONCE = 16

/** Of how many returns each of some questions is asked, among the completed or among the sampled ones, of which some may not be completed. */
export async function countAsked(db: Db, where: CountIn, source: Source, keys: readonly string[]): Promise<Asked[]> {
  const counted: Asked[] = []
  for (let at = 0; at < keys.length; at += AT_ONCE) counted.push(...(await askedOfSome(db, where, source, keys.slice(at, at + AT_ONCE))))
  return counted
}

function askedOfSome(db: Db, where: CountIn, source: Source, keys: readonly string[]): Promise<Asked[]> {
  const asked = askedSql(where.documents, keys)
  return rows<Asked>(
    db,
    `select s.question_key as key, r.completed, count(*) as asked from ${RETURNS_SQL} r cross join unnest(:keys::text[]) as s (question_key)
     where r.partnership_id = :partnershipId and r.round_id = :roundId and ${source === 'completed' ? 'r.completed' : SAMPLED} and ${asked.sql}
     group by s.question_key, r.completed`,
    { ...asked.bindings, partnershipId: where.partnershipId, roundId: where.roundId, keys: [...keys] },
  )
}
