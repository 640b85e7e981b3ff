import type { Id } from '../../platform/id.ts'
import type { Matrix } from './matrix.ts'
import { MISSING, type Given } from './rollUp.ts'
import { nameOf, type Agency, type Rating } from './standard.ts'

/** One rating that was asked, given or not. */
export type RatingRow = {
  standardId: Id<'standard'>
  standard: string
  agencyId: Id<'agency'>
  agency: string
  given: Given
  /** What was said; undefined while it is missing. */
  rating: Rating | undefined
}

/** Every rating that was asked in an exercise, by standard and then by agency, missing ones too: one order, wherever they are listed. */
export function ratingRows({
  matrix,
  agencies,
  ratings,
}: {
  matrix: Pick<Matrix, 'rows'>
  agencies: readonly Agency[]
  ratings: readonly Rating[]
}): RatingRow[] {
  const found = new Map(ratings.map(rating => [`${rating.standardId}.${rating.agencyId ?? ''}`, rating]))
  return matrix.rows.flatMap(({ standard, given }) =>
    agencies.map(({ id, name }, at) => ({
      standardId: standard.id,
      standard: nameOf(standard),
      agencyId: id,
      agency: name,
      given: given[at] ?? MISSING,
      rating: found.get(`${standard.id}.${id}`),
    })),
  )
}
