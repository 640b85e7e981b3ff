import type { Matrix, MatrixRow } from './matrix.ts'
import { sameScale, type Scale } from './scale.ts'
import { nameOf, type ExerciseStandard } from './standard.ts'
import type { Rolled, RollUp } from './rollUp.ts'

/** An exercise with its ratings, to be set beside another. */
export type Reported = { scale: Scale; rollUp: RollUp; matrix: Matrix }

/** What is different from the exercise before. `incomparable` says why ratings are not compared, where they are not. */
export type Changes = {
  added: string[]
  removed: string[]
  reworded: string[]
  incomparable: string | null
  moved: { standard: ExerciseStandard; from: Rolled; to: Rolled }[]
}

/**
 * Sets an exercise beside the one before it. Ratings are compared only where the scale and the rule of the two are the same and the standard
 * was worded as it is now: a standard that was reworded is another question, which is said instead.
 */
export function changesSince(before: Reported, now: Reported): Changes {
  const earlier = new Map(before.matrix.rows.map(row => [row.standard.id, row]))
  const kept = new Set(now.matrix.rows.map(({ standard }) => standard.id))
  const reworded = now.matrix.rows.filter(({ standard }) => isReworded(earlier.get(standard.id)?.standard, standard))
  const whyNot = incomparable(before, now)
  return {
    added: now.matrix.rows.filter(({ standard }) => !earlier.has(standard.id)).map(({ standard }) => nameOf(standard)),
    removed: before.matrix.rows.filter(({ standard }) => !kept.has(standard.id)).map(({ standard }) => nameOf(standard)),
    reworded: reworded.map(({ standard }) => nameOf(standard)),
    incomparable: whyNot,
    moved:
      whyNot === null
        ? now.matrix.rows.filter(row => !reworded.includes(row)).flatMap(row => movedFrom(earlier.get(row.standard.id), row))
        : [],
  }
}

/** Why the results of two exercises are not set side by side; null where they are. */
export function incomparable(before: Omit<Reported, 'matrix'>, now: Omit<Reported, 'matrix'>): string | null {
  if (!sameScale(before.scale, now.scale)) return 'The scale was changed between the two, so ratings are not compared.'
  if (before.rollUp !== now.rollUp) return 'The rule was changed between the two, so results are not compared.'
  return now.rollUp === 'apart' ? 'Each agency is counted apart, so standards have no rating to compare.' : null
}

function movedFrom(before: MatrixRow | undefined, { standard, rolled: to }: MatrixRow): Changes['moved'] {
  const from = before?.rolled
  if (!from || !to || said(from) === said(to)) return []
  return [{ standard, from, to }]
}

const said = (rolled: Rolled): string => (rolled.kind === 'value' ? rolled.key : `(${rolled.kind})`)

const isReworded = (before: ExerciseStandard | undefined, now: ExerciseStandard): boolean =>
  before !== undefined && (before.title !== now.title || before.text !== now.text)
