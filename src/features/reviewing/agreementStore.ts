import { stillBlindSql } from '../verdicts/index.ts'
import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { MEMBERS_SQL } from '../sampling/index.ts'
import { PAIRS_SQL } from './pairsStore.ts'
import type { SaidOfQuestion } from './readTwice.ts'

/** How often the first and the second reviewer of a sample found what, question by question, of the blind pairs. */
export const pairsOfSample = (db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<SaidOfQuestion[]> =>
  rows<SaidOfQuestion>(
    db,
    `select p.question_key as question, p.first_verdict as verdict, p.first_direction as direction, p.second_verdict as "otherVerdict",
       p.second_direction as "otherDirection", count(*) as n
     from ${PAIRS_SQL} p where p.partnership_id = ? and p.sample_id = ? and p.blind group by 1, 2, 3, 4, 5`,
    [partnershipId, sampleId],
  )

/** On how many questions of a sample both readings have a verdict that are no blind pair. */
export async function pairsNotBlind(db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<number> {
  const found = await row<{ n: number }>(
    db,
    `select count(*) as n from ${PAIRS_SQL} p where p.partnership_id = ? and p.sample_id = ? and not p.blind`,
    [partnershipId, sampleId],
  )
  return found?.n ?? 0
}

/** A question of which two reviewers said something, with what each said. */
export type ListedPair = Omit<SaidOfQuestion, 'n'> & { memberId: Id<'member'>; establishment: string }

/** Each blind pair of a sample, by name of the establishment. */
export const pairsListed = (db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<ListedPair[]> =>
  rows<ListedPair>(
    db,
    `select p.member_id as "memberId", r.establishment_name as establishment, p.question_key as question, p.first_verdict as verdict,
       p.first_direction as direction, p.second_verdict as "otherVerdict", p.second_direction as "otherDirection"
     from ${PAIRS_SQL} p join returns r on r.id = p.return_id and r.partnership_id = p.partnership_id
     where p.partnership_id = ? and p.sample_id = ? and p.blind order by r.establishment_name, p.member_id, p.id`,
    [partnershipId, sampleId],
  )

/** How many members of a sample were given to two reviewers: those of whom both have finished, and those of whom one has not. */
export type ReadTwice = {
  finished: number
  open: number
  /** Whether one of those who have not finished is the person who asks. */
  mine: boolean
}

export async function readTwiceIn(
  db: Db,
  partnershipId: Id<'partnership'>,
  sampleId: Id<'sample'>,
  accountId: Id<'account'>,
): Promise<ReadTwice> {
  const found = await row<ReadTwice>(
    db,
    `select count(*) filter (where not m.blind) as finished, count(*) filter (where m.blind) as open,
       coalesce(bool_or(m.blind and exists (select from reviews mine
         where mine.member_id = m.id and mine.account_id = :accountId and mine.finished_at is null and mine.ended_at is null)), false) as mine
     from (
       select m.id, ${stillBlindSql('m.id')} as blind from ${MEMBERS_SQL} m
       where m.partnership_id = :partnershipId and m.sample_id = :sampleId
         and exists (select from reviews w where w.member_id = m.id and w.reading = 'second' and w.ended_at is null)
     ) m`,
    { partnershipId, sampleId, accountId },
  )
  return found ?? { finished: 0, open: 0, mine: false }
}
