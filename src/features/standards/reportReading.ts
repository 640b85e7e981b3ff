import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { exerciseAgencies, exercisesOf, exerciseStandards } from './exerciseStore.ts'
import { matrixOf, type Matrix } from './matrix.ts'
import { ratingsOf } from './ratingStore.ts'
import type { Agency, Exercise, ExerciseStandard, Rating } from './standard.ts'

/** An exercise with all that was said in it. */
export type Report = { exercise: Exercise; standards: ExerciseStandard[]; agencies: Agency[]; ratings: Rating[]; matrix: Matrix }

export async function readReport(db: Db, exercise: Exercise): Promise<Report> {
  const { partnershipId, id } = exercise
  const standards = await exerciseStandards(db, partnershipId, id)
  const agencies = await exerciseAgencies(db, partnershipId, id)
  const ratings = await ratingsOf(db, partnershipId, id)
  return { exercise, standards, agencies, ratings, matrix: matrixOf(exercise, { standards, agencies, ratings }) }
}

/** Every exercise of a set with its result, the newest first. */
export async function readReports(db: Db, partnershipId: Id<'partnership'>, setId: Id<'set'>): Promise<Report[]> {
  const reports: Report[] = []
  for (const exercise of await exercisesOf(db, partnershipId, setId)) reports.push(await readReport(db, exercise))
  return reports
}
