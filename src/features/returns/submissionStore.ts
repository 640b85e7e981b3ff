import { changed, prepared, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { actorId, type Actor, type ContributorActor } from '../history/index.ts'
import type { Response } from '../questions/index.ts'
import type { AuditReturn, StoredResponse } from './auditReturn.ts'
import type { Given, SignOff } from './signatures.ts'
import type { ReturnStatus } from './lifecycle.ts'
import { referenceOf } from './reference.ts'
import { partsFrom, type PartsByRow } from './store.ts'
import { type Via } from './auditReturn.ts'

/** Keeps a signature; a second one in the same capacity changes nothing. @returns whether it is new */
export async function insertSignOff(trx: Db, actor: ContributorActor, role: SignOff['role'], given: Given): Promise<boolean> {
  const made = await changed(
    trx,
    `insert into sign_offs (return_id, partnership_id, role, name, contributor_id, ${GIVEN_COLUMNS})
     values (:returnId, :partnershipId, :role, :name, :contributorId, ${GIVEN_VALUES})
     on conflict (return_id, role) where withdrawn_at is null do nothing`,
    {
      ...{ returnId: actor.returnId, partnershipId: actor.partnershipId, role, name: actor.name, contributorId: actor.contributorId },
      ...given,
      unusual: [...given.unusual],
    },
  )
  return made === 1
}

const GIVEN_COLUMNS = 'job_title, proof, address, unusual, minute_reference, meeting_on'
const GIVEN_VALUES = ':jobTitle::text, :proof::text, :address::text, :unusual::text[], :minuteReference::text, :meetingOn::date'

export { confirmSignOff, waiverOf, waiveBoard, type Waiver } from './signatureStore.ts'

/** What a submission is made of. */
export type Sending = {
  returnId: Id<'return'>
  partnershipId: Id<'partnership'>
  status: ReturnStatus
  reference: string
  byName: string
  contributorId: Id<'contributor'> | null
} & ({ via: 'online'; signed: Given } | { via: 'offline'; receivedAt: Date })

/**
 * Marks a return as submitted and keeps a copy of every response as it was then. An online return is in at the moment
 * of its transaction, by the database's clock; an offline one on the day it was received. It is recorded when this is
 * written, not when its transaction began: a file that was added while it waited for the lock belongs to what was sent.
 * Online it is sent by the head, whose signature is kept with it. The history has its event, which tells also its reference and its
 * number and, of an online one, after how many minutes it came: a hundred answers in four minutes are worth a reviewer's look.
 */
export async function writeSubmission(
  trx: Db,
  actor: Actor,
  { details, ...sent }: Sending & { details: Record<string, unknown> },
): Promise<{ sequence: number; submittedAt: Date }> {
  const { signed, ...sending } = { signed: NOT_SIGNED, receivedAt: null, ...sent }
  const written = await row<{ sequence: number; submittedAt: Date }>(trx, WRITE_SUBMISSION, {
    ...sending,
    ...signed,
    unusual: [...signed.unusual],
    details: JSON.stringify(details),
    verb: sending.via === 'online' ? 'return.submitted' : 'return.taken_in',
    actorKind: actor.kind,
    actorId: actorId(actor),
    actorName: actor.name,
  })
  return stored(written, 'the submission')
}

/** Offline nothing is signed here: the statement writes no signature then. */
const NOT_SIGNED: Given = { jobTitle: '', proof: 'not_looked_at', address: '', unusual: [], minuteReference: '', meetingOn: null }

const WRITE_SUBMISSION = prepared(
  'returns.submit',
  `with sent as (
       update returns set status = :status, submitted_at = coalesce(:receivedAt::timestamptz, now()), submitted_via = :via::text,
         received_at = :receivedAt::timestamptz, recorded_at = clock_timestamp(), reference = coalesce(reference, :reference), accepted_at = null, version = version + 1
       where id = :returnId and partnership_id = :partnershipId
       returning id, partnership_id, round_id, establishment_id, reference, submitted_at, started_at
     ), signed as (
       insert into sign_offs (return_id, partnership_id, role, name, contributor_id, ${GIVEN_COLUMNS})
       select id, partnership_id, 'head', :byName, :contributorId::bigint, ${GIVEN_VALUES} from sent where :via::text = 'online'
       on conflict (return_id, role) where withdrawn_at is null do nothing
     ), copied as (
     insert into submissions (return_id, partnership_id, sequence, reference, via, submitted_at, by_name, contributor_id, responses)
     select s.id, s.partnership_id, 1 + (select count(*) from submissions b where b.return_id = s.id), s.reference, :via::text, s.submitted_at,
       :byName, :contributorId::bigint,
       coalesce((select jsonb_object_agg(a.question_key, jsonb_build_object('answer', a.answer, 'comment', a.comment, 'action', a.action,
         'version', a.version, 'byName', a.by_name, 'at', a.at, 'partsBy', a.parts_by)) from responses a where a.return_id = s.id), '{}')
     from sent s returning return_id, sequence, submitted_at
     ), told as (
       insert into events (partnership_id, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details)
       select s.partnership_id, :actorKind, :actorId::bigint, :actorName, :verb, s.establishment_id, s.round_id, s.id,
         jsonb_build_object('reference', s.reference, 'sequence', c.sequence) || :details::jsonb || case when :via::text = 'online'
           then jsonb_build_object('minutes', round(extract(epoch from s.submitted_at - s.started_at) / 60)) else '{}' end
       from sent s join copied c on c.return_id = s.id
     )
     select sequence, submitted_at as "submittedAt" from copied`,
)

/** One time that a return was sent. */
export type Submission = { sequence: number; reference: string; via: Via; submittedAt: Date; byName: string }

/** Every time that a return was sent, the latest first. */
export async function submissionsOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Submission[]> {
  return rows(
    db,
    `select sequence, reference, via, submitted_at as "submittedAt", by_name as "byName"
     from submissions where partnership_id = ? and return_id = ? order by sequence desc`,
    [partnershipId, returnId],
  )
}

/** What was sent the time of this number, question by question; nothing when there was none. */
export async function sentResponses(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  sequence: number,
): Promise<Map<string, StoredResponse>> {
  const found = await rows<SentRow>(
    db,
    `select g.key, g.value as given, s.contributor_id as "contributorId"
     from submissions s cross join lateral jsonb_each(s.responses) g where s.partnership_id = ? and s.return_id = ? and s.sequence = ?`,
    [partnershipId, returnId, sequence],
  )
  return new Map(
    found.map(({ key, given, contributorId }) => [
      key,
      { ...given, contributorId, at: new Date(given.at), partsBy: partsFrom(given.partsBy ?? null) },
    ]),
  )
}

/** A copy names who gave a response and not by which link: whether anyone of the establishment did, whoever sent it says. */
type SentRow = {
  key: string
  given: Response & { version: number; byName: string; at: string; partsBy?: PartsByRow | null }
  contributorId: Id<'contributor'> | null
}

/** The reference by which a return is called once it was sent: the one that it has, or the one that it gets. */
export const referenceFor = (
  partnership: { shortName: string },
  { id, reference, roundOpensAt }: Pick<AuditReturn, 'id' | 'reference' | 'roundOpensAt'>,
): string => reference ?? referenceOf(partnership.shortName, Number(londonDate(roundOpensAt).slice(0, 4)), id)

/** Moves a return to another status and nothing else. */
export async function setStatus(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>, status: ReturnStatus): Promise<void> {
  await changed(trx, `update returns set status = ?, version = version + 1 where partnership_id = ? and id = ?`, [
    status,
    partnershipId,
    returnId,
  ])
}
