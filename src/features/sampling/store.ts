import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Disposition, ReturnStatus } from '../returns/index.ts'
import { DISPOSITION_OF_R } from '../returns/index.ts'
import type { DrawnMember } from './draw.ts'
import type { Frame, SamplePlan } from './population.ts'
import type { Outcome } from './review.ts'

/** A dip sample of a round: how it was drawn, by whom, and in which areas evidence is asked for. */
export type DipSample = {
  id: number
  roundId: number
  name: string
  seed: string
  plan: SamplePlan
  areas: { key: string; title: string }[]
  /** How many it was drawn from. */
  population: number
  drawnBy: string
  drawnAt: Date
}

export type SampleCounts = { drawn: number; withEvidence: number; withOutcome: number; replaced: number }

const COLUMNS = `s.id, s.round_id as "roundId", s.name, s.seed, s.method as plan, s.areas, s.population,
  s.drawn_by as "drawnBy", s.drawn_at as "drawnAt"`

/** The samples of a round, the newest first, with how far each has come. */
export async function samplesOf(db: Db, partnershipId: number, roundId: number): Promise<(DipSample & SampleCounts)[]> {
  return rows(
    db,
    `select ${COLUMNS}, c.* from dip_samples s
     cross join lateral (
       select count(*) filter (where m.replaced_at is null) as drawn,
         count(*) filter (where m.replaced_at is null and r.files > 0) as "withEvidence",
         count(*) filter (where m.replaced_at is null and m.outcome is not null) as "withOutcome",
         count(*) filter (where m.replaced_at is not null) as replaced
       from dip_sample_members m join returns r on r.id = m.return_id where m.sample_id = s.id and m.partnership_id = s.partnership_id
     ) c
     where s.partnership_id = ? and s.round_id = ? order by s.id desc`,
    [partnershipId, roundId],
  )
}

export async function findSample(db: Db, partnershipId: number, roundId: number, id: number): Promise<DipSample | undefined> {
  return row<DipSample>(db, `select ${COLUMNS} from dip_samples s where s.partnership_id = ? and s.round_id = ? and s.id = ?`, [
    partnershipId,
    roundId,
    id,
  ])
}

/** Whom a sample was drawn from, as it stood then. */
export async function frameOfSample(db: Db, partnershipId: number, sampleId: number): Promise<Frame> {
  const found = await row<{ frame: Partial<Frame> }>(db, `select frame from dip_samples where partnership_id = ? and id = ?`, [
    partnershipId,
    sampleId,
  ])
  return { population: found?.frame.population ?? [], leftOut: found?.frame.leftOut ?? [] }
}

export async function insertSample(
  trx: Db,
  partnershipId: number,
  sample: { roundId: number; name: string; seed: string; plan: SamplePlan; areas: DipSample['areas']; frame: Frame; drawnBy: string },
): Promise<number> {
  const made = await row<{ id: number }>(
    trx,
    `insert into dip_samples (partnership_id, round_id, name, seed, method, areas, population, frame, drawn_by)
     values (:partnershipId, :roundId, :name, :seed, :plan, :areas, :population, :frame, :drawnBy) returning id`,
    {
      ...sample,
      partnershipId,
      plan: JSON.stringify(sample.plan),
      areas: JSON.stringify(sample.areas),
      population: sample.frame.population.length,
      frame: JSON.stringify(sample.frame),
    },
  )
  if (!made) throw new Error('the sample was not stored')
  return made.id
}

/** Stores those drawn, in one statement. */
export async function insertMembers(
  trx: Db,
  partnershipId: number,
  sample: { id: number; roundId: number },
  members: readonly (Pick<DrawnMember, 'stratum' | 'position'> & { returnId: number; reason: string; replacesMemberId?: number })[],
): Promise<void> {
  await changed(
    trx,
    `insert into dip_sample_members (partnership_id, sample_id, round_id, return_id, position, stratum, reason, replaces_member_id)
     select :partnershipId, :id, :roundId, m."returnId", m.position, m.stratum, m.reason, m."replacesMemberId"
     from jsonb_to_recordset(:members::jsonb)
       as m ("returnId" bigint, position integer, stratum text, reason text, "replacesMemberId" bigint)`,
    { partnershipId, id: sample.id, roundId: sample.roundId, members: JSON.stringify(members) },
  )
}

/** One establishment in a sample, with how far its review has come. */
export type SampleMember = {
  id: number
  sampleId: number
  roundId: number
  returnId: number
  establishmentId: number
  establishmentName: string
  identifier: string
  phase: string
  questionnaireVersionId: number
  /** The facts that hold of the establishment, as the return keeps them. */
  facts: string[]
  status: ReturnStatus
  disposition: Disposition
  position: number
  stratum: string
  reason: string
  /** Files of its return, and how many of them came by e-mail. */
  files: number
  filesByEmail: number
  requestedAt: Date | null
  /** By when it was asked last to send its evidence. */
  requestDueAt: Date | null
  /** How often it was asked, each new date being another time. */
  requests: number
  /** Verdicts that were recorded. */
  reviewed: number
  outcome: Outcome | null
  outcomeNote: string
  outcomeBy: string | null
  outcomeAt: Date | null
  /** The other establishment whose place it took. */
  replaces: string | null
  replacedAt: Date | null
  replacedReason: string | null
  version: number
}

const MEMBER = `select m.id, m.sample_id as "sampleId", m.round_id as "roundId", m.return_id as "returnId",
  r.establishment_id as "establishmentId", r.establishment_name as "establishmentName", e.identifier, e.phase_name as phase,
  r.questionnaire_version_id as "questionnaireVersionId", r.facts, r.status, (${DISPOSITION_OF_R}) as disposition, m.position, m.stratum, m.reason,
  r.files, v.by_email as "filesByEmail", m.requested_at as "requestedAt", m.request_due_at as "requestDueAt", m.requests, w.reviewed, m.outcome,
  m.outcome_note as "outcomeNote",
  m.outcome_by as "outcomeBy", m.outcome_at as "outcomeAt", p.establishment_name as replaces, m.replaced_at as "replacedAt",
  m.replaced_reason as "replacedReason", m.version
  from dip_sample_members m
  join returns r on r.id = m.return_id
  join establishments e on e.id = r.establishment_id
  cross join lateral (
    select count(*) filter (where received_via = 'email') as by_email from evidence v
    where v.return_id = m.return_id and v.partnership_id = m.partnership_id and v.removed_at is null
  ) v
  cross join lateral (select count(*) as reviewed from verdicts w where w.member_id = m.id and w.partnership_id = m.partnership_id) w
  left join dip_sample_members before on before.id = m.replaces_member_id
  left join returns p on p.id = before.return_id`

/** The members of a sample in the order of their names; those who were replaced come last. */
export async function membersOf(db: Db, partnershipId: number, sampleId: number): Promise<SampleMember[]> {
  return rows(
    db,
    `${MEMBER} where m.partnership_id = ? and m.sample_id = ? order by m.replaced_at is not null, r.establishment_name, m.id`,
    [partnershipId, sampleId],
  )
}

export async function findMember(db: Db, partnershipId: number, sampleId: number, id: number): Promise<SampleMember | undefined> {
  return row(db, `${MEMBER} where m.partnership_id = ? and m.sample_id = ? and m.id = ?`, [partnershipId, sampleId, id])
}
