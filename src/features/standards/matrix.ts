import type { Id } from '../../platform/id.ts'
import type { Agency, Exercise, ExerciseStandard, Rating } from './standard.ts'
import { agreedOf, countsOf, givenBy, MISSING, worstOf, type Counts, type Given, type Rolled } from './rollUp.ts'

/** One standard of an exercise with what each agency says of it, in the order of the agencies. */
export type MatrixRow = { standard: ExerciseStandard; given: Given[]; agreed: Given; rolled: Rolled | null; missingFrom: string[] }

/** Standards by agencies. `rolled` of a row is null where each agency is counted apart. */
export type Matrix = {
  rows: MatrixRow[]
  /** Of all ratings that were asked. */
  asked: Counts
  byAgency: Counts[]
  /** Of the standards; of the ratings where each agency is counted apart. */
  rolled: Counts
}

/** Sets the ratings of an exercise against what was asked. */
export function matrixOf(
  exercise: Pick<Exercise, 'scale' | 'rollUp'>,
  { standards, agencies, ratings }: { standards: readonly ExerciseStandard[]; agencies: readonly Agency[]; ratings: readonly Rating[] },
): Matrix {
  const { scale, rollUp } = exercise
  const found = new Map(ratings.map(rating => [placeOf(rating.standardId, rating.agencyId), rating]))
  const given = (standardId: Id<'standard'>, agencyId: Id<'agency'> | null) => givenBy(found.get(placeOf(standardId, agencyId)))
  const rows = standards.map((standard): MatrixRow => {
    const all = agencies.map(({ id }) => given(standard.id, id))
    const agreed = given(standard.id, null)
    return {
      standard,
      given: all,
      agreed,
      rolled: rollUp === 'apart' ? null : rollUp === 'agreed' ? agreedOf(agreed) : worstOf(all, scale),
      missingFrom: agencies.flatMap(({ name }, at) => ((all[at] ?? MISSING).kind === 'missing' ? [name] : [])),
    }
  })
  const asked = countsOf(
    rows.flatMap(row => row.given),
    scale,
  )
  return {
    rows,
    asked,
    byAgency: agencies.map((_, at) =>
      countsOf(
        rows.map(row => row.given[at] ?? MISSING),
        scale,
      ),
    ),
    rolled:
      rollUp === 'apart'
        ? asked
        : countsOf(
            rows.flatMap(({ rolled }) => rolled ?? []),
            scale,
          ),
  }
}

const placeOf = (standardId: Id<'standard'>, agencyId: Id<'agency'> | null): string => `${standardId}.${agencyId ?? 'agreed'}`
