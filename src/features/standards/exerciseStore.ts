import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Agency, Exercise, ExerciseStandard, StandardSet } from './standard.ts'

type Partnership = Id<'partnership'>

const EXERCISE = `e.id, e.partnership_id as "partnershipId", e.set_id as "setId", s.title as "setTitle", s.introduction, e.title,
  e.due_at as "dueAt", e.status, e.scale, e.roll_up as "rollUp", e.shared, e.started_by as "startedBy", e.started_at as "startedAt",
  e.closed_at as "closedAt", e.version`
const FROM = `from standard_exercises e join standard_sets s on s.id = e.set_id and s.partnership_id = e.partnership_id`

/** The exercises of a partnership, the newest first. @param setId of one set; of all when left out */
export const exercisesOf = (db: Db, partnershipId: Partnership, setId: Id<'set'> | null = null): Promise<Exercise[]> =>
  rows<Exercise>(
    db,
    `select ${EXERCISE} ${FROM} where e.partnership_id = :partnershipId and (:setId::bigint is null or e.set_id = :setId)
     order by e.started_at desc, e.id desc`,
    { partnershipId, setId },
  )

export const findExercise = (db: Db, partnershipId: Partnership, id: Id<'exercise'>): Promise<Exercise | undefined> =>
  row<Exercise>(db, `select ${EXERCISE} ${FROM} where e.partnership_id = ? and e.id = ?`, [partnershipId, id])

/** The exercise, held until the transaction ends: whoever rates, closes it or changes who is asked waits. */
export const lockExercise = (trx: Db, partnershipId: Partnership, id: Id<'exercise'>): Promise<Exercise | undefined> =>
  row<Exercise>(trx, `select ${EXERCISE} ${FROM} where e.partnership_id = ? and e.id = ? for update of e`, [partnershipId, id])

/** Stores an exercise with the standards, the scale and the rule of its set as they are now. @returns its id */
export async function insertExercise(
  trx: Db,
  set: StandardSet,
  { title, dueAt, by }: { title: string; dueAt: Date; by: string },
): Promise<Id<'exercise'>> {
  const { partnershipId, id: setId, scale, rollUp, shared } = set
  const made = await row<{ id: Id<'exercise'> }>(
    trx,
    `insert into standard_exercises (partnership_id, set_id, title, due_at, scale, roll_up, shared, started_by)
     values (:partnershipId, :setId, :title, :dueAt, :scale, :rollUp, :shared, :by) returning id`,
    { partnershipId, setId, title, dueAt, rollUp, shared, by, scale: JSON.stringify(scale) },
  )
  const { id: exerciseId } = stored(made, 'the exercise')
  await changed(
    trx,
    `insert into exercise_standards (partnership_id, exercise_id, standard_id, code, title, text, position)
     select partnership_id, :exerciseId, id, code, title, text, position from standards
     where partnership_id = :partnershipId and set_id = :setId and removed_at is null`,
    { partnershipId, setId, exerciseId },
  )
  return exerciseId
}

/** What staff may still change of an exercise, and its state. */
export async function updateExercise(trx: Db, { partnershipId, id, title, dueAt, rollUp, shared, status }: Exercise): Promise<void> {
  await changed(
    trx,
    `update standard_exercises set title = :title, due_at = :dueAt, roll_up = :rollUp, shared = :shared, status = :status,
       closed_at = case when :status = 'closed' then coalesce(closed_at, now()) end, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, title, dueAt, rollUp, shared, status },
  )
}

/** The standards of an exercise as they were worded when it began. */
export const exerciseStandards = (db: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>): Promise<ExerciseStandard[]> =>
  rows<ExerciseStandard>(
    db,
    `select standard_id as id, code, title, text from exercise_standards where partnership_id = ? and exercise_id = ?
     order by position, standard_id`,
    [partnershipId, exerciseId],
  )

const AGENCY = `a.id, a.name, a.contact_name as "contactName", a.contact_email as "contactEmail"`

/** The agencies that are asked in an exercise, in their order. */
export const exerciseAgencies = (db: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>): Promise<Agency[]> =>
  rows<Agency>(
    db,
    `select ${AGENCY} from exercise_agencies x join rating_agencies a on a.id = x.agency_id and a.partnership_id = x.partnership_id
     where x.partnership_id = ? and x.exercise_id = ? order by x.position, a.name`,
    [partnershipId, exerciseId],
  )

/** Every agency that was ever asked, by name. */
export const agenciesOf = (db: Db, partnershipId: Partnership): Promise<Agency[]> =>
  rows<Agency>(db, `select ${AGENCY} from rating_agencies a where a.partnership_id = ? order by a.name`, [partnershipId])

/** Asks these agencies in an exercise, after those that are asked already; an agency that nobody knows by its name is made. */
export async function askAgencies(
  trx: Db,
  partnershipId: Partnership,
  exerciseId: Id<'exercise'>,
  names: readonly string[],
): Promise<void> {
  await changed(
    trx,
    `insert into rating_agencies (partnership_id, name) select :partnershipId, n.name from unnest(:names::text[]) as n (name)
     on conflict do nothing`,
    { partnershipId, names: [...names] },
  )
  await changed(
    trx,
    `insert into exercise_agencies (partnership_id, exercise_id, agency_id, position)
     select :partnershipId, :exerciseId, a.id,
       n.at + coalesce((select max(position) from exercise_agencies where partnership_id = :partnershipId and exercise_id = :exerciseId), 0)
     from unnest(:names::text[]) with ordinality as n (name, at)
     join rating_agencies a on a.partnership_id = :partnershipId and lower(a.name) = lower(n.name)
     on conflict do nothing`,
    { partnershipId, exerciseId, names: [...names] },
  )
}

/** An agency is asked no more. Only one that has rated nothing. */
export async function stopAsking(trx: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>, agencyId: Id<'agency'>): Promise<void> {
  const of = { partnershipId, exerciseId, agencyId }
  await changed(
    trx,
    `delete from agency_links where partnership_id = :partnershipId and exercise_id = :exerciseId and agency_id = :agencyId`,
    of,
  )
  await changed(
    trx,
    `delete from exercise_agencies where partnership_id = :partnershipId and exercise_id = :exerciseId and agency_id = :agencyId`,
    of,
  )
}

/** An agency, held until the transaction ends. */
export const lockAgency = (trx: Db, partnershipId: Partnership, id: Id<'agency'>): Promise<Agency | undefined> =>
  row<Agency>(trx, `select ${AGENCY} from rating_agencies a where a.partnership_id = ? and a.id = ? for no key update`, [partnershipId, id])

/** What the database calls it when two agencies would have one name. */
export const ONE_NAME = 'rating_agencies_partnership_id_lower_idx'

export async function updateName(trx: Db, partnershipId: Partnership, id: Id<'agency'>, name: string): Promise<void> {
  await changed(trx, `update rating_agencies set name = ? where partnership_id = ? and id = ?`, [name, partnershipId, id])
}

/** The exercises that ask an agency, the newest first. */
export const exercisesAsking = (db: Db, partnershipId: Partnership, id: Id<'agency'>): Promise<Exercise[]> =>
  rows<Exercise>(
    db,
    `select ${EXERCISE} ${FROM} join exercise_agencies x on x.exercise_id = e.id and x.partnership_id = e.partnership_id
     where e.partnership_id = ? and x.agency_id = ? order by e.started_at desc, e.id desc`,
    [partnershipId, id],
  )

/** Who is written to at an agency. */
export async function updateContact(
  trx: Db,
  partnershipId: Partnership,
  agency: Pick<Agency, 'id' | 'contactName' | 'contactEmail'>,
): Promise<void> {
  await changed(
    trx,
    `update rating_agencies set contact_name = :contactName, contact_email = :contactEmail where partnership_id = :partnershipId and id = :id`,
    { ...agency, partnershipId },
  )
}
