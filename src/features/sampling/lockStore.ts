import type { Id } from '../../platform/id.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Outcome } from './outcome.ts'

/**
 * Holds a member against change until the transaction ends, so that two reviewers take turns; and its return before it, as whoever asks
 * for evidence does (decision 0037): what is written of the member names the return.
 */
export async function lockMember(trx: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>, id: Id<'member'>): Promise<boolean> {
  const of = [partnershipId, sampleId, id]
  await changed(
    trx,
    `select 1 from dip_sample_members m join returns r on r.id = m.return_id
     where m.partnership_id = ? and m.sample_id = ? and m.id = ? for key share of r`,
    of,
  )
  return (await changed(trx, `select 1 from dip_sample_members where partnership_id = ? and sample_id = ? and id = ? for update`, of)) === 1
}

export async function lockSample(trx: Db, partnershipId: Id<'partnership'>, id: Id<'sample'>): Promise<void> {
  await changed(trx, `select 1 from dip_samples where partnership_id = ? and id = ? for update`, [partnershipId, id])
}

/**
 * Holds every sample of a round, in one order, until the transaction ends. Not the round itself: who holds a sample and writes a row
 * about the round would wait for us while we wait for that sample.
 */
export async function lockSamplesOf(trx: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<void> {
  await changed(trx, `select 1 from dip_samples where partnership_id = ? and round_id = ? order by id for update`, [partnershipId, roundId])
}

/**
 * Lets one draw of a round happen after the other. A lock of its own: schools that save hold their return and then ask for the lock of the
 * round, while a draw asks for their returns.
 */
export async function lockDraws(trx: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<void> {
  await row(trx, `select pg_advisory_xact_lock(hashtextextended('draw ' || ?::bigint || ' ' || ?::bigint, 0))`, [partnershipId, roundId])
}

/** Holds returns against being taken away, before anything of their round is written (decision 0037): what is written names both. */
export async function holdReturns(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'return'>[]): Promise<void> {
  await changed(trx, `select 1 from returns where partnership_id = ? and id = any(?::bigint[]) order by id for key share`, [
    partnershipId,
    [...ids],
  ])
}

/** Holds every sample that an establishment is in, in the same order: whoever gives reviews of it waits, or is waited for. */
export async function lockSamplesWith(trx: Db, partnershipId: Id<'partnership'>, establishmentId: Id<'establishment'>): Promise<void> {
  await changed(
    trx,
    `select 1 from dip_samples s where s.partnership_id = ? and exists (
       select from dip_sample_members m join returns r on r.id = m.return_id where m.sample_id = s.id and r.establishment_id = ?
     ) order by s.id for update of s`,
    [partnershipId, establishmentId],
  )
}

/** Stores what a review came to, and how many of the questions it looked at, when the member is still at the version that the form was rendered with. */
export async function writeOutcome(
  trx: Db,
  partnershipId: Id<'partnership'>,
  memberId: Id<'member'>,
  given: { outcome: Outcome; note: string; reviewed: number; asked: number; by: string; version: number },
): Promise<boolean> {
  const { outcome, note, reviewed, asked, by, version } = given
  return (
    (await changed(
      trx,
      `update dip_sample_members set outcome = :outcome, outcome_note = :note, outcome_reviewed = :reviewed,
         outcome_asked = :asked, outcome_by = :by, outcome_at = now(), version = version + 1
       where partnership_id = :partnershipId and id = :memberId and version = :version`,
      { partnershipId, memberId, outcome, note, reviewed, asked, by, version },
    )) === 1
  )
}

/** The returns of a round that are not expected any more. */
export async function excusedReturns(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Set<Id<'return'>>> {
  const found = await rows<{ id: Id<'return'> }>(
    db,
    `select r.id from ${RETURNS_SQL} r where r.partnership_id = ? and r.round_id = ? and r.excused`,
    [partnershipId, roundId],
  )
  return new Set(found.map(({ id }) => id))
}

export async function markReplaced(trx: Db, partnershipId: Id<'partnership'>, memberId: Id<'member'>, reason: string): Promise<void> {
  await changed(
    trx,
    `update dip_sample_members set replaced_at = now(), replaced_reason = :reason, version = version + 1
     where partnership_id = :partnershipId and id = :memberId and replaced_at is null`,
    { partnershipId, memberId, reason },
  )
}

/** The next number in the order of a sample's members. */
export async function nextPosition(db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<number> {
  const found = await row<{ last: number }>(
    db,
    `select coalesce(max(position), 0) as last from dip_sample_members where partnership_id = ? and sample_id = ?`,
    [partnershipId, sampleId],
  )
  return (found?.last ?? 0) + 1
}
