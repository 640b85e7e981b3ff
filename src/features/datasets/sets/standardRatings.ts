import { columnsFor, type ColumnOf } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { valueOf, type Exercise, type Given, type Rating, type RatingRow, type Report, type Rolled } from '../../standards/index.ts'
import { unlessBlank } from './actionColumns.ts'
import { EVERY_EXERCISE, RULES } from './standards.ts'

type OfExercise = { exercise: Exercise }

/** A standard of an exercise with its place, what came of its ratings, and the rating that was agreed. */
export type SourceStandard = OfExercise & { row: Report['matrix']['rows'][number]; place: number; agreed: Rating | undefined }
/** A rating that was asked, given or not. */
export type SourceRating = OfExercise & { row: RatingRow; place: number }

const whichExercise = <Source extends OfExercise>(): ColumnOf<Source>[] => {
  const { id, text } = columnsFor<Source>()
  return [
    id('set_id', 'The set', ({ exercise }) => exercise.setId, 'Set'),
    id('exercise_id', 'The exercise; see Standard exercises', ({ exercise }) => exercise.id, 'Exercise'),
    text('exercise', 'What it is called', ({ exercise }) => exercise.title, { width: 24 }),
  ]
}

const GIVEN_WORDS: Record<Given['kind'], string> = { value: 'It is rated', na: 'It does not apply', missing: 'Not rated yet' }
const RESULT_WORDS = { ...GIVEN_WORDS, apart: 'Each agency is counted apart: it has no rating of its own' }

const standard = columnsFor<SourceStandard>()

export const standardsSet: DataSetOf<SourceStandard> = {
  name: 'standards',
  title: 'Standards',
  description: `What came of the ratings of each standard, by the rule of the exercise: one row for each exercise and standard. ${EVERY_EXERCISE}`,
  leading: 5,
  columns: [
    ...whichExercise<SourceStandard>(),
    standard.integer('place', 'Place among the standards of the exercise', ({ place }) => place),
    standard.text('code', 'Code of the standard', ({ row }) => unlessBlank(row.standard.code)),
    standard.id('standard_id', 'The standard: the same number in every exercise', ({ row }) => row.standard.id, 'Standard'),
    standard.text('title', 'Its title when the exercise began', ({ row }) => row.standard.title, { width: 40 }),
    standard.text('text', 'What it says, as it did when the exercise began', ({ row }) => unlessBlank(row.standard.text), { width: 60 }),
    standard.code('rule', 'How ratings become what is said of it', RULES, ({ exercise }) => exercise.rollUp),
    standard.code('result_state', 'What came of the ratings', RESULT_WORDS, ({ row }) => row.rolled?.kind ?? 'apart'),
    standard.text('result', 'Its rating by the rule, as a value of the scale', ({ row }) => keyOf(row.rolled)),
    standard.text('result_label', 'The same in words', ({ row, exercise }) => wordOf(exercise, row.rolled)),
    standard.flag('met', 'True when that value counts as met; blank where it has none', ({ row, exercise }) => isMet(exercise, row.rolled)),
    standard.text('so_far', 'The worst rating so far, of one that is not rated by all', ({ row }) =>
      row.rolled?.kind === 'missing' ? row.rolled.soFar : null,
    ),
    standard.integer('asked', 'How many agencies were asked', ({ row }) => row.given.length),
    standard.integer('rated', 'How many gave a value of the scale', ({ row }) => row.given.filter(({ kind }) => kind === 'value').length),
    standard.integer(
      'not_applicable',
      'How many said that it does not apply',
      ({ row }) => row.given.filter(({ kind }) => kind === 'na').length,
    ),
    standard.integer('missing', 'How many have not rated it yet', ({ row }) => row.missingFrom.length),
    standard.text('missing_from', 'These agencies, joined with "; "', ({ row }) => unlessBlank(row.missingFrom.join('; ')), { width: 30 }),
    standard.code('agreed_state', 'What staff agreed; blank where nothing is', GIVEN_WORDS, ({ row }) =>
      row.agreed.kind === 'missing' ? null : row.agreed.kind,
    ),
    standard.text('agreed', 'The rating that was agreed, as a value of the scale', ({ row }) => keyOf(row.agreed)),
    standard.text('agreed_label', 'The same in words', ({ row, exercise }) => wordOf(exercise, row.agreed)),
    ...saidOf<SourceStandard>(({ agreed }) => agreed, { before: 'agreed_', of: 'what was agreed' }),
  ],
}

const rating = columnsFor<SourceRating>()

export const standardRatingsSet: DataSetOf<SourceRating> = {
  name: 'standard_ratings',
  title: 'Standard ratings',
  description: `What each agency says of each standard, in the order of the exercise: one row for each rating that was asked for, given or not. ${EVERY_EXERCISE}`,
  leading: 5,
  columns: [
    ...whichExercise<SourceRating>(),
    rating.text('standard', 'Code and title of the standard when the exercise began', ({ row }) => row.standard, { width: 40 }),
    rating.text('agency', 'The agency, by its name of now', ({ row }) => row.agency, { width: 30 }),
    rating.integer('place', 'Place of the standard in the exercise', ({ place }) => place),
    rating.id('standard_id', 'The standard: the same number in every exercise', ({ row }) => row.standardId, 'Standard'),
    rating.id('agency_id', 'The agency: the same number in every exercise', ({ row }) => row.agencyId, 'Agency'),
    rating.code('rating_state', 'Whether it is rated', GIVEN_WORDS, ({ row }) => row.given.kind),
    rating.text('rating', 'The rating, as a value of the scale', ({ row }) => keyOf(row.given)),
    rating.text('rating_label', 'The same in words', ({ row, exercise }) => wordOf(exercise, row.given)),
    rating.flag('met', 'True when that value counts as met; blank where it has none', ({ row, exercise }) => isMet(exercise, row.given)),
    ...saidOf<SourceRating>(({ row }) => row.rating, { before: '', of: 'it' }),
    rating.words('entered_from', 'Where staff had it from who entered it; blank where the agency rated itself', ({ row }) =>
      unlessBlank(row.rating?.enteredFrom ?? ''),
    ),
    rating.integer('version', 'How often it was given: 1 when it never changed', ({ row }) => row.rating?.version ?? null),
  ],
}

const keyOf = (given: Given | Rolled | null): string | null => (given?.kind === 'value' ? given.key : null)
const wordOf = ({ scale }: Exercise, given: Given | Rolled | null): string | null =>
  given?.kind === 'value' ? (valueOf(scale, given.key)?.word ?? given.key) : null
const isMet = ({ scale }: Exercise, given: Given | Rolled | null): boolean | null =>
  given?.kind === 'value' ? (valueOf(scale, given.key)?.meets ?? false) : null

/** What was said beside a rating, and by whom. @param named how its columns begin, and what they are about */
function saidOf<Source>(
  of: (source: Source) => Rating | undefined,
  { before, of: about }: { before: string; of: string },
): ColumnOf<Source>[] {
  const { words, name, instant } = columnsFor<Source>()
  return [
    words(`${before}reason`, `Why ${about} does not apply`, source => unlessBlank(of(source)?.reason ?? ''), { width: 30 }),
    words(`${before}evidence`, `Evidence for ${about}`, source => unlessBlank(of(source)?.evidence ?? ''), { width: 40 }),
    words(`${before}comment`, `Comment on ${about}`, source => unlessBlank(of(source)?.comment ?? ''), { width: 40 }),
    name(`${before}by`, `Who said ${about}`, source => of(source)?.byName ?? null),
    instant(`${before}at`, 'When', source => of(source)?.at ?? null),
  ]
}
