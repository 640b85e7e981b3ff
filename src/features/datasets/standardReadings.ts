import type { Db } from '../../platform/db.ts'
import { partOf, type PartOf } from '../../platform/tabular/dataSet.ts'
import { exercisesOf, ratingRows, readReport, setsOf, standardCounts, type Report } from '../standards/index.ts'
import type { BoardTally } from './boardChecks.ts'
import type { Scope } from './scope.ts'
import { standardRatingsSet, standardsSet, type SourceRating, type SourceStandard } from './sets/standardRatings.ts'
import { exercisesSet, standardSetsSet, type SourceSet } from './sets/standards.ts'
import { ofNoRound, type Shape } from './shape.ts'

/** A set, or one exercise of it with all that was said in it. */
type ReadExercise = { report: Report; standards: SourceStandard[]; ratings: SourceRating[] }
export type ReadStandards = { set: SourceSet } | ReadExercise

export const standardParts = (shape: Shape): PartOf<ReadStandards>[] => [
  partOf(ofNoRound(standardRatingsSet, shape), found => ('ratings' in found ? found.ratings : [])),
  partOf(ofNoRound(standardsSet, shape), found => ('standards' in found ? found.standards : [])),
  partOf(ofNoRound(exercisesSet, shape), found => ('report' in found ? [found.report] : [])),
  partOf(ofNoRound(standardSetsSet, shape), found => ('set' in found ? [found.set] : [])),
]

/** Every set of the partnership by title, and its exercises, the oldest first: one at a time is held. */
export async function* standardsOfPartnership(
  db: Db,
  { partnershipId }: Scope,
  tally: Pick<BoardTally, 'givenRatings'>,
): AsyncGenerator<ReadStandards> {
  const counts = new Map((await standardCounts(db, partnershipId)).map(({ setId, standards }) => [setId, standards]))
  for (const set of await setsOf(db, partnershipId)) {
    const exercises = (await exercisesOf(db, partnershipId, set.id)).toReversed()
    yield { set: { set, standards: counts.get(set.id) ?? 0, exercises: exercises.length } }
    for (const exercise of exercises) {
      const found = ofReport(await readReport(db, exercise))
      tally.givenRatings += found.ratings.filter(({ row }) => row.given.kind !== 'missing').length
      yield found
    }
  }
}

function ofReport(report: Report): ReadExercise {
  const { exercise, matrix, ratings } = report
  const agreed = new Map(ratings.filter(({ agencyId }) => agencyId === null).map(rating => [rating.standardId, rating]))
  const places = new Map(matrix.rows.map(({ standard }, at) => [standard.id, at + 1]))
  return {
    report,
    standards: matrix.rows.map((row, at) => ({ exercise, row, place: at + 1, agreed: agreed.get(row.standard.id) })),
    ratings: ratingRows(report).map(row => ({ exercise, row, place: places.get(row.standardId) ?? 0 })),
  }
}
