import { prepared, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { type Json, type Response } from '../questions/index.ts'
import type { AuditReturn, ChosenOver, StoredResponse } from './auditReturn.ts'
import type { SignOff } from './signatures.ts'
import { partsFrom, RETURN_COLUMNS, RETURN_FROM, toReturn, type AsJson, type PartsByRow, type ReturnRow } from './store.ts'

type LoadedSection = {
  auditReturn: AuditReturn
  responses: Map<string, StoredResponse>
  signOffs: SignOff[]
  chosenOver: ChosenOver[]
  followsAnother: boolean
  withFiles: ReadonlySet<string>
}
type LoadedAnswers = LoadedSection & { evidenceCounts: Map<string, number> }

/** A return with its responses and counts, as one statement saw them: `auditReturn.version` vouches for all of it. */
export async function loadAnswers(db: Db, partnershipId: Id<'partnership'>, id: Id<'return'>): Promise<LoadedAnswers | undefined> {
  const found = await row<AnswersRow>(db, ANSWERS, [partnershipId, id])
  return found && answersFrom(found)
}

/** What a row of `ANSWERS_SQL` says, whether it came as columns or as JSON. */
export const answersFrom = (read: AnswersRow | AsJson<AnswersRow>): LoadedAnswers => ({
  ...sectionFrom(read),
  evidenceCounts: new Map(read.counts ?? []),
})

/** What a row of `SECTION_SQL` says. */
export const sectionFrom = ({ given, signed, over, followsAnother, counts, ...rest }: SectionRow | AsJson<SectionRow>): LoadedSection => ({
  followsAnother,
  withFiles: new Set((counts ?? []).map(([key]) => key)),
  auditReturn: toReturn(rest),
  responses: new Map((given ?? []).map(row => [row[0], toStored(row)])),
  signOffs: (signed ?? []).map(toSignOff),
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

const SIGNED_SQL = `(select json_agg(json_build_object('role', s.role, 'name', s.name, 'jobTitle', s.job_title, 'at', s.at, 'contributorId', s.contributor_id,
        'proof', s.proof, 'address', s.address, 'unusual', s.unusual, 'minuteReference', s.minute_reference, 'meetingOn', s.meeting_on,
        'confirmedAt', s.confirmed_at, 'confirmedBy', s.confirmed_by, 'confirmedNote', s.confirmed_note) order by s.id)
      from sign_offs s where s.return_id = r.id and s.partnership_id = r.partnership_id and s.withdrawn_at is null) as signed`

/** What is still to be told: mostly there is none, and an index says so. */
const OVER_SQL = `(select json_agg(json_build_object('id', o.id, 'questionKey', o.question_key, 'part', o.part, 'byName', o.by_name,
        'contributorId', o.contributor_id, 'chosenBy', o.chosen_by, 'at', o.at) order by o.id)
      from chosen_over o where o.return_id = r.id and o.partnership_id = r.partnership_id and o.seen_at is null) as over`

/** By indexes alone, so that a return without an earlier one pays next to nothing for the question. */
const FOLLOWS_SQL = `(exists (select from returns e where e.establishment_id = r.establishment_id and e.partnership_id = r.partnership_id
        and e.id <> r.id and e.submitted_at is not null)
      or exists (select from establishment_links l where l.establishment_id = r.establishment_id and l.partnership_id = r.partnership_id
        and l.link_type ~* 'predecessor')
      or exists (select from establishments n join establishment_links l on l.partnership_id = n.partnership_id
        and l.link_identifier = n.identifier and l.link_type ~* 'successor'
        where n.id = r.establishment_id and n.partnership_id = r.partnership_id)) as "followsAnother"`

/** Read for one return: what follows says which. */
export const ANSWERS_SQL = `select ${RETURN_COLUMNS}, ${givenSql('')}, ${COUNTS_SQL}, ${SIGNED_SQL}, ${OVER_SQL}, ${FOLLOWS_SQL} ${RETURN_FROM}`

/** The same with the answers to some questions alone, and without what only the whole return needs. */
export const SECTION_SQL = (questions: string): string =>
  `select ${RETURN_COLUMNS}, ${givenSql(` and a.question_key = any(${questions})`)}, ${COUNTS_SQL}, ${SIGNED_SQL}, ${OVER_SQL}, ${FOLLOWS_SQL} ${RETURN_FROM}`

const ANSWERS = prepared('returns.answers', `${ANSWERS_SQL} where r.partnership_id = ? and r.id = ?`)

export type SectionRow = ReturnRow & {
  given: GivenRow[] | null
  signed: AsJson<SignOff>[] | null
  over: AsJson<ChosenOver>[] | null
  followsAnother: boolean
  counts: [string, number][] | null
}
export type AnswersRow = SectionRow

type GivenRow = [
  key: string,
  version: number,
  answer: Json,
  comment: string | null,
  action: Response['action'],
  byName: string,
  contributorId: Id<'contributor'> | null,
  at: string,
  partsBy: PartsByRow | null,
]

const toSignOff = (signed: AsJson<SignOff>): SignOff => ({
  ...signed,
  at: new Date(signed.at),
  confirmedAt: signed.confirmedAt === null ? null : new Date(signed.confirmedAt),
})

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
