import { SETTLED_VERDICTS_SQL, stillBlindSql } from '../verdicts/index.ts'
import { deliverySql } from '../messages/index.ts'
import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Count, CountedAnswers, PartOfAudit, Source } from '../findings/index.ts'
import type { Json } from '../questions/index.ts'
import type { Checked } from '../returnPages/index.ts'
import type { DipSample } from '../sampling/index.ts'
import { aboutChosen, amongChosen, OF_RETURN, type Scope } from './scope.ts'
import type { OfReturn } from './whoseRow.ts'

/** The return that a row is about, when it is of the scope, and its establishment. */
export const JOIN_RETURN = (
  of: string,
) => `join returns r on r.id = ${of}.return_id and r.partnership_id = :partnershipId and r.round_id = :roundId
    and ${amongChosen('r')}
  join establishments e on e.id = r.establishment_id`

export const ROWS_AT_ONCE = 500

export type SourceEvidence = OfReturn & {
  id: Id<'evidence'>
  fileName: string
  mediaType: string
  bytes: number
  sha256: string
  receivedVia: string
  receivedOn: string
  datedOn: string | null
  note: string
  by: string
  at: Date
  questions: string[]
  checkState: Checked['checkState']
  explanation: string | null
}

/** What is held of evidence; files that were taken away again are not. */
export const evidenceOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceEvidence[]> =>
  keyset(after =>
    rows<SourceEvidence>(
      db,
      `select ${OF_RETURN}, f.id, f.original_name as "fileName", f.media_type as "mediaType", f.bytes, f.sha256,
       f.received_via as "receivedVia", f.received_on as "receivedOn", f.dated_on as "datedOn", f.note, f.by_name as by, f.created_at as at,
       f.check_state as "checkState", f.explanation,
       array(select q.question_key from evidence_questions q where q.evidence_id = f.id order by 1) as questions
     from evidence f ${JOIN_RETURN('f')}
     where f.partnership_id = :partnershipId and f.removed_at is null and f.id > :after order by f.id limit ${ROWS_AT_ONCE}`,
      { ...scope, after },
    ),
  )

export type SourceExtension = OfReturn & {
  id: Id<'extension'>
  batchId: Id<'batch'>
  fromDueAt: Date
  toDueAt: Date
  reasonCode: string
  reason: string
  by: string
  at: Date
}

export const extensionsOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceExtension[]> =>
  keyset(after =>
    rows<SourceExtension>(
      db,
      `select ${OF_RETURN}, x.id, x.batch_id as "batchId", x.from_due_at as "fromDueAt", x.to_due_at as "toDueAt",
       x.reason_code as "reasonCode", x.reason, x.granted_by as by, x.granted_at as at
     from extensions x ${JOIN_RETURN('x')}
     where x.partnership_id = :partnershipId and x.round_id = :roundId and x.id > :after order by x.id limit ${ROWS_AT_ONCE}`,
      { ...scope, after },
    ),
  )

export type SourceChase = OfReturn & {
  id: Id<'chase'>
  kind: string
  at: Date
  by: string
  said: string
  nextOn: string | null
  mail: string | null
}

export const chasesOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceChase[]> =>
  keyset(after =>
    rows<SourceChase>(
      db,
      `select ${OF_RETURN}, c.id, c.kind, c.at, c.by_name as by, c.said, c.next_on as "nextOn", case when m.id is not null then ${deliverySql('m')} end as mail
     from chases c ${JOIN_RETURN('c')} left join messages m on m.id = c.message_id
     where c.partnership_id = :partnershipId and c.round_id = :roundId and c.id > :after order by c.id limit ${ROWS_AT_ONCE}`,
      { ...scope, after },
    ),
  )

export type SourceMember = OfReturn & {
  id: Id<'member'>
  sampleId: Id<'sample'>
  sampleName: string
  seed: string
  population: number
  frameSha256: string | null
  /** Of its group, as it stood at the draw; null where the frame was not kept. */
  stratumPopulation: number | null
  plan: DipSample['plan']
  drawnAt: Date
  drawnBy: string
  position: number
  stratum: string
  reason: string
  requestedAt: Date | null
  requestDueAt: Date | null
  replacedAt: Date | null
  replacedReason: string | null
  evidenceFiles: number
  verdicts: number
  outcome: string | null
  outcomeNote: string
  outcomeReviewed: number | null
  outcomeAsked: number | null
  outcomeBy: string | null
  outcomeAt: Date | null
}

export const membersOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceMember[]> =>
  keyset(after =>
    rows<SourceMember>(
      db,
      `select ${OF_RETURN}, m.id, m.sample_id as "sampleId", s.name as "sampleName", s.seed, s.population, s.frame_sha256 as "frameSha256", s.method as plan,
       f.population as "stratumPopulation", s.drawn_at as "drawnAt",
       s.drawn_by as "drawnBy", m.position, m.stratum, m.reason, m.requested_at as "requestedAt", m.request_due_at as "requestDueAt",
       m.replaced_at as "replacedAt", m.replaced_reason as "replacedReason",
       (select count(*) from evidence f where f.return_id = r.id and f.removed_at is null) as "evidenceFiles",
       (select count(distinct v.question_key) from verdicts v where v.member_id = m.id and v.reading <> 'second') as verdicts,
       m.outcome_reviewed as "outcomeReviewed", m.outcome_asked as "outcomeAsked", m.outcome, m.outcome_note as "outcomeNote", m.outcome_by as "outcomeBy", m.outcome_at as "outcomeAt"
     from dip_sample_members m join dip_samples s on s.id = m.sample_id ${JOIN_RETURN('m')}
     left join (
       select d.id, p.value ->> 'stratum' as stratum, count(*) as population
       from dip_samples d cross join lateral jsonb_array_elements(coalesce(d.frame -> 'population', '[]')) p
       where d.partnership_id = :partnershipId and d.round_id = :roundId group by 1, 2
     ) f on f.id = s.id and f.stratum = m.stratum
     where m.partnership_id = :partnershipId and m.round_id = :roundId and m.id > :after order by m.id limit ${ROWS_AT_ONCE}`,
      { ...scope, after },
    ),
  )

export type SourceVerdict = OfReturn & {
  id: Id<'verdict'>
  sampleId: Id<'sample'>
  sampleName: string
  versionId: Id<'version'>
  setCode: string
  question: string
  answer: Json
  reading: string
  verdict: string
  direction: string | null
  note: string
  quote: string
  aboutAnswer: Json
  counts: boolean
  reviewer: string
  at: Date
}

/** Verdicts of members that two review are left out until both have finished: an export would show each what the other found. */
export const verdictsOfRound = (db: Db, scope: Scope): AsyncGenerator<SourceVerdict[]> =>
  keyset(after =>
    rows<SourceVerdict>(
      db,
      `select ${OF_RETURN}, v.id, m.sample_id as "sampleId", s.name as "sampleName", r.questionnaire_version_id as "versionId",
       r.set_code as "setCode", v.question_key as question, a.answer, v.reading, v.verdict, v.direction, v.note, v.quote,
       v.about_answer as "aboutAnswer", v.reviewer_name as reviewer, v.at, exists (select from ${SETTLED_VERDICTS_SQL} c where c.id = v.id) as counts
     from verdicts v join dip_sample_members m on m.id = v.member_id join dip_samples s on s.id = m.sample_id ${JOIN_RETURN('m')}
     left join responses a on a.return_id = r.id and a.question_key = v.question_key
     where v.partnership_id = :partnershipId and m.round_id = :roundId and ${aboutChosen('v')} and not ${stillBlindSql('m.id')} and v.id > :after order by v.id limit ${ROWS_AT_ONCE}`,
      { ...scope, after },
    ),
  )

export type SourceFinding = PartOfAudit &
  Count & {
    id: Id<'finding'>
    kind: string
    statement: string
    source: Source
    questions: string[]
    answers: CountedAnswers[]
    countedAt: Date
    position: number
    by: string
  }

export const findingsOfRound = (db: Db, scope: Scope): Promise<SourceFinding[]> =>
  rows<SourceFinding>(
    db,
    `select id, part, part_key as "partKey", kind, statement, population as source, question_keys as questions,
       counted_values as answers, n, "of", among, coming, weighted, counted_at as "countedAt", position, created_by as by
     from findings where partnership_id = :partnershipId and round_id = :roundId order by id`,
    scope,
  )

/** Rows in batches, each those after the last of the one before. */
export async function* keyset<Row extends { id: Id<string> }>(rowsAfter: (after: number) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let after = 0; ;) {
    const found = await rowsAfter(after)
    if (found.length > 0) yield found
    const last = found.at(-1)
    if (!last || found.length < ROWS_AT_ONCE) return
    after = last.id
  }
}
