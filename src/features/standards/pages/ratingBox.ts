import type { FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy } from '../../../platform/forms/errors.ts'
import type { Id } from '../../../platform/id.ts'
import type { Conflict } from '../merge.ts'
import { fieldOf, NOT_APPLICABLE, typedRating, type TypedRating, LONGEST_RATING } from '../ratingForm.ts'
import { givenBy } from '../rollUp.ts'
import type { Scale } from '../scale.ts'
import { nameOf, type ExerciseStandard, type Rating } from '../standard.ts'
import { sayGiven, sayWho } from '../words.ts'

/** A form of ratings as it was sent, with what became of it. */
export type Posted = {
  body: unknown
  errors: readonly FormError[]
  /** The standards that were not saved for what is wrong with them. */
  faulty: ReadonlySet<Id<'standard'>>
  conflicts: readonly Conflict[]
}

type Box = { stored: Rating | undefined; posted: Posted | undefined; legend?: string }

/** The boxes in which one standard is rated: what is stored, or what was typed where that was not saved. */
export function ratingBox(standard: ExerciseStandard, scale: Scale, { stored, posted, legend }: Box) {
  const { id } = standard
  const conflict = posted?.conflicts.find(({ standardId }) => standardId === id)
  const isUnsaved = conflict !== undefined || (posted?.faulty.has(id) ?? false)
  const shown: TypedRating = isUnsaved ? typedRating(posted?.body, id) : shownOf(stored)
  const errorOf = errorsBy(posted?.errors ?? [])
  const name = (box: keyof TypedRating) => fieldOf(box, id)
  const textarea = (box: 'evidence' | 'comment', label: string, hint: string) => ({
    id: name(box),
    name: name(box),
    limit: LONGEST_RATING[box],
    label: { text: label, classes: 'govuk-label--s' },
    hint: { text: hint },
    rows: 3,
    value: shown[box],
    errorMessage: errorOf(name(box)),
  })
  return {
    id: `standard-${id}`,
    heading: nameOf(standard),
    text: standard.text,
    // Whoever met another’s rating has now seen it: pressing Save again puts theirs in its place.
    version: { name: name('version'), value: conflict ? String(conflict.theirs.version) : shown.version },
    saved: stored && !isUnsaved ? `Saved: ${sayWho(stored)}.` : '',
    conflict: conflict
      ? {
          heading: `${conflict.theirs.byName} saved this meanwhile: ${sayGiven(scale, givenBy(conflict.theirs))}`,
          lines: [conflict.theirs.reason, conflict.theirs.evidence, conflict.theirs.comment].filter(line => line !== ''),
          mine: 'What you chose and typed is below, and is not saved. Save again to put it in place of theirs, or open the page again to keep theirs.',
        }
      : null,
    rating: {
      idPrefix: name('rating'),
      name: name('rating'),
      classes: 'govuk-radios--small govuk-radios--inline',
      fieldset: { legend: { text: legend ?? 'Rating', classes: 'govuk-fieldset__legend--s' } },
      items: [
        ...scale.map(({ key, word }) => ({ value: key, text: word, checked: shown.rating === key })),
        { value: NOT_APPLICABLE, text: 'Not applicable', checked: shown.rating === NOT_APPLICABLE },
      ],
      errorMessage: errorOf(name('rating')),
    },
    reason: {
      id: name('reason'),
      name: name('reason'),
      limit: LONGEST_RATING.reason,
      label: { text: 'If it is not applicable, why not?', classes: 'govuk-label--s' },
      rows: 2,
      value: shown.reason,
      errorMessage: errorOf(name('reason')),
    },
    evidence: textarea('evidence', 'Evidence', 'What shows it, or where it is kept. Please name no child.'),
    comment: textarea('comment', 'Comment (optional)', 'Anything the partnership should know.'),
  }
}

const shownOf = (stored: Rating | undefined): TypedRating => ({
  rating: stored ? (stored.value ?? NOT_APPLICABLE) : '',
  reason: stored?.reason ?? '',
  evidence: stored?.evidence ?? '',
  comment: stored?.comment ?? '',
  version: String(stored?.version ?? 0),
})
