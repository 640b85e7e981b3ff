import { randomBytes } from 'node:crypto'
import type { Id } from '../../platform/id.ts'
import { row, rows, type Db, stored } from '../../platform/db.ts'
import { frameHash } from './frameHash.ts'
import type { Frame, SamplePlan } from './population.ts'

/** A dip sample of a round: how it was drawn, by whom, and in which areas evidence is asked for. */
export type DipSample = {
  id: Id<'sample'>
  roundId: Id<'round'>
  name: string
  seed: string
  plan: SamplePlan
  areas: { key: string; title: string }[]
  /** How many it was drawn from. */
  population: number
  /** The SHA-256 of whom it was drawn from, and its salt; null where the frame was not kept. */
  frameSha256: string | null
  frameSalt: string | null
  drawnBy: string
  drawnAt: Date
}

export type SampleCounts = { drawn: number; withEvidence: number; withOutcome: number; replaced: number }

const COLUMNS = `s.id, s.round_id as "roundId", s.name, s.seed, s.method as plan, s.areas, s.population,
  s.frame_sha256 as "frameSha256", s.frame_salt as "frameSalt", s.drawn_by as "drawnBy", s.drawn_at as "drawnAt"`

/** The samples of a round, the newest first, with how far each has come. */
export async function samplesOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<(DipSample & SampleCounts)[]> {
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

export async function findSample(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  id: Id<'sample'>,
): Promise<DipSample | undefined> {
  return row<DipSample>(db, `select ${COLUMNS} from dip_samples s where s.partnership_id = ? and s.round_id = ? and s.id = ?`, [
    partnershipId,
    roundId,
    id,
  ])
}

/** Whom a sample was drawn from, as it stood then. */
export async function frameOfSample(db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<Frame> {
  const found = await row<{ frame: Partial<Frame> }>(db, `select frame from dip_samples where partnership_id = ? and id = ?`, [
    partnershipId,
    sampleId,
  ])
  return { population: found?.frame.population ?? [], leftOut: found?.frame.leftOut ?? [], empty: found?.frame.empty ?? [] }
}

export async function insertSample(
  trx: Db,
  partnershipId: Id<'partnership'>,
  sample: { roundId: Id<'round'>; name: string; seed: string; plan: SamplePlan; areas: DipSample['areas']; frame: Frame; drawnBy: string },
): Promise<Id<'sample'>> {
  const frameSalt = randomBytes(16).toString('hex')
  const made = await row<{ id: Id<'sample'> }>(
    trx,
    `insert into dip_samples (partnership_id, round_id, name, seed, method, areas, population, frame, frame_salt, frame_sha256, drawn_by)
     values (:partnershipId, :roundId, :name, :seed, :plan, :areas, :population, :frame, :frameSalt, :frameSha256, :drawnBy) returning id`,
    {
      ...sample,
      frameSalt,
      frameSha256: frameHash(sample.frame.population, frameSalt),
      partnershipId,
      plan: JSON.stringify(sample.plan),
      areas: JSON.stringify(sample.areas),
      population: sample.frame.population.length,
      frame: JSON.stringify(sample.frame),
    },
  )
  return stored(made, 'the sample').id
}

/** How many establishments a stratum of a sample has, how many of them are in the sample, and of how many a reviewer has said something. */
export type SampleStratum = { sampleId: Id<'sample'>; stratum: string; population: number; drawn: number; reviewed: number }

/** The strata of the stratified samples of a round. */
export const strataOfSamples = (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<SampleStratum[]> =>
  rows<SampleStratum>(
    db,
    `with of_frames as (
       select s.id, p.stratum, count(*) as population
       from dip_samples s cross join lateral jsonb_to_recordset(coalesce(s.frame -> 'population', '[]')) as p (stratum text)
       where s.partnership_id = :partnershipId and s.round_id = :roundId and s.method ->> 'method' = 'stratified' group by s.id, p.stratum
     ), of_members as (
       select m.sample_id, m.stratum, count(*) as drawn, count(*) filter (where exists (
         select from verdicts v where v.member_id = m.id and v.partnership_id = m.partnership_id)) as reviewed
       from dip_sample_members m
       where m.partnership_id = :partnershipId and m.round_id = :roundId and m.replaced_at is null group by m.sample_id, m.stratum
     )
     select f.id as "sampleId", f.stratum, f.population, coalesce(m.drawn, 0) as drawn, coalesce(m.reviewed, 0) as reviewed
     from of_frames f left join of_members m on m.sample_id = f.id and m.stratum = f.stratum
     order by f.id, f.stratum collate "C"`,
    { partnershipId, roundId },
  )
