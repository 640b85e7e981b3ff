import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Said } from './merge.ts'
import type { Rating } from './standard.ts'

type Partnership = Id<'partnership'>

const RATING = `standard_id as "standardId", agency_id as "agencyId", value, reason, evidence, comment, by_name as "byName",
  entered_from as "enteredFrom", at, version`

/** Every rating of an exercise, those that staff agreed too. */
export const ratingsOf = (db: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>): Promise<Rating[]> =>
  rows<Rating>(
    db,
    `select ${RATING} from ratings where partnership_id = ? and exercise_id = ? order by standard_id, agency_id nulls last`,
    [partnershipId, exerciseId],
  )

/** The ratings of one agency in an exercise; of no agency those that staff agreed. */
export const agencyRatings = (
  db: Db,
  partnershipId: Partnership,
  exerciseId: Id<'exercise'>,
  agencyId: Id<'agency'> | null,
): Promise<Rating[]> =>
  rows<Rating>(
    db,
    `select ${RATING} from ratings where partnership_id = :partnershipId and exercise_id = :exerciseId
       and agency_id is not distinct from :agencyId::bigint order by standard_id`,
    { partnershipId, exerciseId, agencyId },
  )

export const hasRated = async (db: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>, agencyId: Id<'agency'>): Promise<boolean> =>
  (await row(db, `select from ratings where partnership_id = ? and exercise_id = ? and agency_id = ? limit 1`, [
    partnershipId,
    exerciseId,
    agencyId,
  ])) !== undefined

/** Who rated, and for which agency of which exercise. */
export type Rater = {
  partnershipId: Partnership
  exerciseId: Id<'exercise'>
  agencyId: Id<'agency'> | null
  byName: string
  enteredFrom: string | null
}

/** Writes ratings with what the history keeps of each. Call it with the exercise locked. */
export async function writeRatings(
  trx: Db,
  rater: Rater,
  ratings: readonly (Said & { standardId: Id<'standard'>; version: number })[],
): Promise<void> {
  if (ratings.length === 0) return
  await changed(
    trx,
    `with given as (
       select * from jsonb_to_recordset(:ratings::jsonb) as g ("standardId" bigint, value text, reason text, evidence text, comment text, version integer)
     ), kept as (
       insert into rating_changes (partnership_id, exercise_id, standard_id, agency_id, value, reason, evidence, comment, by_name, entered_from, at, version)
       select :partnershipId, :exerciseId, "standardId", :agencyId::bigint, value, reason, evidence, comment, :byName, :enteredFrom::text, now(), version from given
     )
     insert into ratings (partnership_id, exercise_id, standard_id, agency_id, value, reason, evidence, comment, by_name, entered_from, version)
     select :partnershipId, :exerciseId, "standardId", :agencyId::bigint, value, reason, evidence, comment, :byName, :enteredFrom::text, version from given
     on conflict (exercise_id, standard_id, agency_id) do update set value = excluded.value, reason = excluded.reason,
       evidence = excluded.evidence, comment = excluded.comment, by_name = excluded.by_name, entered_from = excluded.entered_from,
       at = now(), version = excluded.version`,
    { ...rater, ratings: JSON.stringify(ratings) },
  )
}

/** Everything that was ever said of one standard in an exercise, the newest first. */
export const changesOf = (db: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>, standardId: Id<'standard'>): Promise<Rating[]> =>
  rows<Rating>(
    db,
    `select ${RATING} from rating_changes where partnership_id = ? and exercise_id = ? and standard_id = ? order by id desc limit 500`,
    [partnershipId, exerciseId, standardId],
  )

/** The newest that were said in an exercise, of all standards, as many as a workbook can be read with again. */
export const allChanges = (db: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>): Promise<Rating[]> =>
  rows<Rating>(db, `select ${RATING} from rating_changes where partnership_id = ? and exercise_id = ? order by id desc limit 4500`, [
    partnershipId,
    exerciseId,
  ])
