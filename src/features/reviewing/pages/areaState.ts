import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import type { DipSample, SampleMember } from '../../sampling/index.ts'
import type { VerdictConflict } from '../merge.ts'
import type { AreaToReview } from '../reviewQuestions.ts'
import type { Rubric } from '../rubric.ts'
import type { TypedVerdict } from '../schemas.ts'
import type { UnderReview } from './reviewed.ts'

/** What the page of one area is drawn from. */
export type AreaState = {
  round: Round
  sample: DipSample
  member: SampleMember
  under: UnderReview
  area: AreaToReview
  actor: StaffActor
  /** What the partnership wrote about good evidence. */
  rubrics: readonly Rubric[]
  errors?: readonly FormError[]
  conflicts?: readonly VerdictConflict[]
  unfit?: readonly string[]
  /** What was typed about questions that are not asked of the establishment any more. */
  notAsked?: readonly TypedVerdict[]
  typedIn?: ReadonlyMap<string, TypedVerdict>
}
