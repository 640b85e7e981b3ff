import type { FoundLink } from '../linkStore.ts'
import type { Exercise, ExerciseStandard, Rating } from '../standard.ts'

/** What an agency has before it: its own ratings, and nobody else’s. */
export type OwnDesk = { token: string; link: FoundLink; exercise: Exercise; standards: ExerciseStandard[]; ratings: Rating[] }
