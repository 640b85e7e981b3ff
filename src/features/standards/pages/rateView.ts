import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ErrorSummaryItem } from '../../../platform/http/page.ts'
import { sayCount } from '../../../platform/say.ts'
import type { Id } from '../../../platform/id.ts'
import { fieldOf, partsOf } from '../ratingForm.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { nameOf, type Exercise, type ExerciseStandard, type Rating } from '../standard.ts'
import { ratingBox, type Posted } from './ratingBox.ts'
import { tooLong } from '../../../platform/forms/fields.ts'

/** One page of the form on which an agency rates, whoever fills it in. */
export type Desk = {
  exercise: Exercise
  standards: readonly ExerciseStandard[]
  /** Those of the agency alone. */
  ratings: readonly Rating[]
  part: number
  posted?: Posted | undefined
}

/** What the views of both sides share: the boxes of the standards on this page, and where it stands among the others. */
export function ratePart({ exercise, standards, ratings, part, posted }: Desk) {
  const parts = partsOf(standards)
  const shown = parts[part - 1] ?? []
  const stored = new Map(ratings.map(rating => [rating.standardId, rating]))
  return {
    of: { part, parts: parts.length, words: `Page ${part} of ${parts.length}`, isLast: part >= parts.length },
    boxes: shown.map(standard => ratingBox(standard, exercise.scale, { stored: stored.get(standard.id), posted })),
    outcome: posted ? outcomeOf(posted) : '',
    errors: posted ? errorsOf(posted, shown) : [],
  }
}

/** The part that a path names; the first, where there is no such part. */
export const partIn = (given: string | string[] | undefined, standards: readonly unknown[]): number => {
  const part = Number(typeof given === 'string' && /^\d{1,3}$/.test(given) ? given : '1')
  return part >= 1 && part <= partsOf(standards).length ? part : 1
}

/** What was saved and what was not: the truth first, so that nobody types again what is safe. */
function outcomeOf({ errors, conflicts, faulty }: Posted): string {
  const unsaved = faulty.size + conflicts.length
  if (unsaved === 0 && errors.length > 0) return 'Nothing new was saved.'
  return `${sayCount(unsaved, 'rating is', 'ratings are')} not saved yet: see below, with what you typed. Everything else on this page is saved.`
}

const errorsOf = ({ errors, conflicts }: Posted, shown: readonly ExerciseStandard[]): ErrorSummaryItem[] => [
  ...conflicts.map(({ standardId }) => ({
    text: `Someone else rated “${titleOf(shown, standardId)}” while you were writing`,
    href: `#${fieldOf('rating', standardId)}`,
  })),
  ...summaryOf(errors),
]

const titleOf = (shown: readonly ExerciseStandard[], id: Id<'standard'>): string => {
  const standard = shown.find(one => one.id === id)
  return standard ? nameOf(standard) : ''
}

const LONGEST_LINE = 100

/** One line of text that must be there, as a box of the form with its fault. */
export function lineField(
  {
    name,
    label,
    hint,
    missing,
    autocomplete = 'off',
  }: { name: string; label: string; hint: string; missing: string; autocomplete?: string },
  body: unknown,
  shown: string,
): { value: string; errors: FormError[]; field: object } {
  const value = body === null ? shown : typed(body, name).trim().replace(/\s+/g, ' ')
  const fault = body === null ? undefined : value === '' ? missing : value.length > LONGEST_LINE ? tooLong(label, LONGEST_LINE) : undefined
  return {
    value,
    errors: fault === undefined ? [] : [{ field: name, message: fault }],
    field: {
      id: name,
      name,
      limit: LONGEST_LINE,
      label: { text: label, classes: 'govuk-label--s' },
      hint: { text: hint },
      classes: 'govuk-!-width-two-thirds',
      value: body === null ? shown : typed(body, name),
      autocomplete,
      spellcheck: false,
      errorMessage: fault === undefined ? undefined : { text: fault },
    },
  }
}
