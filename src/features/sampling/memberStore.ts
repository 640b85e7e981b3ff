import type { Id } from '../../platform/id.ts'
import { type Db, changed, rows, row } from '../../platform/db.ts'
import type { DrawnMember } from './draw.ts'
import { type ReturnStatus, type Disposition, RETURNS_SQL } from '../returns/index.ts'
import type { Outcome } from './outcome.ts'

/** Stores those drawn, in one statement. */
export async function insertMembers(
  trx: Db,
  partnershipId: Id<'partnership'>,
  sample: { id: Id<'sample'>; roundId: Id<'round'> },
  members: readonly (Pick<DrawnMember, 'stratum' | 'position'> & {
    returnId: Id<'return'>
    reason: string
    replacesMemberId?: Id<'member'>
  })[],
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
  id: Id<'member'>
  sampleId: Id<'sample'>
  roundId: Id<'round'>
  returnId: Id<'return'>
  establishmentId: Id<'establishment'>
  establishmentName: string
  scheme: string
  identifier: string
  phase: string
  questionnaireVersionId: Id<'version'>
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
  outcome: Outcome | null
  outcomeNote: string
  /** How many of the questions had a verdict when it was concluded, and how many there were; null where that was not counted. */
  outcomeReviewed: number | null
  outcomeAsked: number | null
  outcomeBy: string | null
  outcomeAt: Date | null
  /** The other establishment whose place it took. */
  replaces: string | null
  replacedAt: Date | null
  replacedReason: string | null
  version: number
}

const MEMBER = `select m.id, m.sample_id as "sampleId", m.round_id as "roundId", m.return_id as "returnId",
  r.establishment_id as "establishmentId", r.establishment_name as "establishmentName", e.scheme, e.identifier, e.phase_name as phase,
  r.questionnaire_version_id as "questionnaireVersionId", r.facts, r.status, r.disposition, m.position, m.stratum, m.reason,
  r.files, v.by_email as "filesByEmail", m.requested_at as "requestedAt", m.request_due_at as "requestDueAt", m.requests, m.outcome,
  m.outcome_note as "outcomeNote", m.outcome_reviewed as "outcomeReviewed", m.outcome_asked as "outcomeAsked",
  m.outcome_by as "outcomeBy", m.outcome_at as "outcomeAt", p.establishment_name as replaces, m.replaced_at as "replacedAt",
  m.replaced_reason as "replacedReason", m.version
  from dip_sample_members m
  join ${RETURNS_SQL} r on r.id = m.return_id
  join establishments e on e.id = r.establishment_id
  cross join lateral (
    select count(*) filter (where received_via = 'email') as by_email from evidence v
    where v.return_id = m.return_id and v.partnership_id = m.partnership_id and v.removed_at is null
  ) v
  left join dip_sample_members before on before.id = m.replaces_member_id
  left join returns p on p.id = before.return_id`

/** The members of a sample, or some of them, in the order of their names; those who were replaced come last. */
export async function membersOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  sampleId: Id<'sample'>,
  memberIds?: readonly Id<'member'>[],
): Promise<SampleMember[]> {
  return rows(
    db,
    `${MEMBER} where m.partnership_id = :partnershipId and m.sample_id = :sampleId
       ${memberIds === undefined ? '' : 'and m.id = any(:memberIds::bigint[])'}
     order by m.replaced_at is not null, r.establishment_name, m.id`,
    { partnershipId, sampleId, ...(memberIds === undefined ? {} : { memberIds: [...memberIds] }) },
  )
}

/** Who is in a sample, in the order of their names, and how often their answers have been saved: another number where any of them has changed. */
export async function memberIdsOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  sampleId: Id<'sample'>,
): Promise<{ memberIds: Id<'member'>[]; saves: number }> {
  const found = await rows<{ id: Id<'member'>; version: number }>(
    db,
    `select m.id, r.version from dip_sample_members m join returns r on r.id = m.return_id
     where m.partnership_id = ? and m.sample_id = ? and m.replaced_at is null order by r.establishment_name, m.id`,
    [partnershipId, sampleId],
  )
  return { memberIds: found.map(({ id }) => id), saves: found.reduce((sum, { version }) => sum + version, 0) }
}

export async function findMember(
  db: Db,
  partnershipId: Id<'partnership'>,
  sampleId: Id<'sample'>,
  id: Id<'member'>,
): Promise<SampleMember | undefined> {
  return row(db, `${MEMBER} where m.partnership_id = ? and m.sample_id = ? and m.id = ?`, [partnershipId, sampleId, id])
}

/** The returns that were drawn first, in the order of the draw: without those who came in for somebody. */
export async function drawnFirst(db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<Id<'return'>[]> {
  const found = await rows<{ returnId: Id<'return'> }>(
    db,
    `select return_id as "returnId" from dip_sample_members
     where partnership_id = ? and sample_id = ? and replaces_member_id is null order by position`,
    [partnershipId, sampleId],
  )
  return found.map(({ returnId }) => returnId)
}
