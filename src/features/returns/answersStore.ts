import { prepared, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { type Json, type Response } from '../questions/index.ts'
import type { AuditReturn, ChosenOver, SignOff, StoredResponse } from './auditReturn.ts'
import { partsFrom, RETURN_COLUMNS, RETURN_FROM, toReturn, type AsJson, type PartsAsJson, type ReturnRow } from './store.ts'

type LoadedSection = { auditReturn: AuditReturn; responses: Map<string, StoredResponse>; signOffs: SignOff[]; chosenOver: ChosenOver[] }
type LoadedAnswers = LoadedSection & { evidenceCounts: Map<string, number> }

/** A return with its responses and counts, as one statement saw them: `auditReturn.version` vouches for all of it. */
export async function loadAnswers(db: Db, partnershipId: Id<'partnership'>, id: Id<'return'>): Promise<LoadedAnswers | undefined> {
  const found = await row<AnswersRow>(db, ANSWERS, [partnershipId, id])
  return found && answersFrom(found)
}

/** What a row of `ANSWERS_SQL` says, whether it came as columns or as JSON. */
export const answersFrom = ({ counts, ...rest }: AnswersRow | AsJson<AnswersRow>): LoadedAnswers => ({
  ...sectionFrom(rest),
  evidenceCounts: new Map(counts ?? []),
})

/** What a row of `SECTION_SQL` says. */
export const sectionFrom = ({ given, signed, over, ...rest }: SectionRow | AsJson<SectionRow>): LoadedSection => ({
  auditReturn: toReturn(rest),
  responses: new Map((given ?? []).map(row => [row[0], toStored(row)])),
  signOffs: (signed ?? []).map(([role, name, jobTitle, at]) => ({ role, name, jobTitle, at: new Date(at) })),
  chosenOver: (over ?? []).map(told => ({ ...told, at: new Date(told.at) })),
})

const givenSql = (
  which: string,
) => `(select json_agg(json_build_array(a.question_key, a.version, a.answer, a.comment, a.action, a.by_name, a.contributor_id, a.at, a.parts_by))
      from responses a where a.return_id = r.id and a.partnership_id = r.partnership_id${which}) as given`

const COUNTS_SQL = `(select json_agg(json_build_array(c.question_key, c.files)) from (
        select q.question_key, count(*) as files from evidence_questions q
        join evidence v on v.id = q.evidence_id and v.removed_at is null
        where q.return_id = r.id and q.partnership_id = r.partnership_id group by q.question_key) c) as counts`

const SIGNED_SQL = `(select json_agg(json_build_array(s.role, s.name, s.job_title, s.at) order by s.id)
      from sign_offs s where s.return_id = r.id and s.partnership_id = r.partnership_id and s.withdrawn_at is null) as signed`

/** What is still to be told: mostly there is none, and an index says so. */
const OVER_SQL = `(select json_agg(json_build_object('id', o.id, 'questionKey', o.question_key, 'part', o.part, 'byName', o.by_name,
        'contributorId', o.contributor_id, 'chosenBy', o.chosen_by, 'at', o.at) order by o.id)
      from chosen_over o where o.return_id = r.id and o.partnership_id = r.partnership_id and o.seen_at is null) as over`

/** Read for one return: what follows says which. */
export const ANSWERS_SQL = `select ${RETURN_COLUMNS}, ${givenSql('')}, ${COUNTS_SQL}, ${SIGNED_SQL}, ${OVER_SQL} ${RETURN_FROM}`

/** The same with the answers to some questions alone, and without what only the whole return needs. */
export const SECTION_SQL = (questions: string): string =>
  `select ${RETURN_COLUMNS}, ${givenSql(` and a.question_key = any(${questions})`)}, ${SIGNED_SQL}, ${OVER_SQL} ${RETURN_FROM}`

const ANSWERS = prepared('returns.answers', `${ANSWERS_SQL} where r.partnership_id = ? and r.id = ?`)

export type SectionRow = ReturnRow & { given: GivenRow[] | null; signed: SignOffRow[] | null; over: AsJson<ChosenOver>[] | null }
export type AnswersRow = SectionRow & { counts: [string, number][] | null }

type GivenRow = [
  key: string,
  version: number,
  answer: Json,
  comment: string | null,
  action: Response['action'],
  byName: string,
  contributorId: Id<'contributor'> | null,
  at: string,
  partsBy: PartsAsJson | null,
]
type SignOffRow = [role: SignOff['role'], name: string, jobTitle: string, at: string]

const toStored = ([, version, answer, comment, action, byName, contributorId, at, partsBy]: GivenRow): StoredResponse => ({
  version,
  answer,
  comment,
  action,
  byName,
  contributorId,
  at: new Date(at),
  partsBy: partsFrom(partsBy),
})
