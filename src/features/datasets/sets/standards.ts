import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { metIn, resultSentence, ROLL_UPS, type Report, type Scale, type StandardSet } from '../../standards/index.ts'
import { sayCodes } from '../words.ts'
import { unlessBlank } from './actionColumns.ts'

export const RULES = sayCodes(ROLL_UPS, 'label')
/** What every data set of standards ends with in its description. */
export const EVERY_EXERCISE = 'All of the partnership, of whatever year.'

/** "green = Green (met); amber = Amber; red = Red": a scale from its best value to its worst. */
const sayScale = (scale: Scale): string => scale.map(({ key, word, meets }) => `${key} = ${word}${meets ? ' (met)' : ''}`).join('; ')
const SCALE = 'The scale from the best value to the worst, with those that count as met'

/** A set with how many standards it has now, and how often it was rated. */
export type SourceSet = { set: StandardSet; standards: number; exercises: number }
const set = columnsFor<SourceSet>()

export const standardSetsSet: DataSetOf<SourceSet> = {
  name: 'standard_sets',
  title: 'Standard sets',
  description: `The sets of standards as they stand now: one row for each. ${EVERY_EXERCISE}`,
  leading: 2,
  columns: [
    set.id('set_id', 'The set', source => source.set.id, 'Set'),
    set.text('set', 'What it is called', source => source.set.title, { width: 40 }),
    set.words('introduction', 'What agencies are told of it', source => unlessBlank(source.set.introduction), { width: 50 }),
    set.text('scale', SCALE, source => sayScale(source.set.scale), { width: 40 }),
    set.code('rule', 'How ratings become what is said of a standard', RULES, source => source.set.rollUp),
    set.flag('shared', 'True when each agency sees the ratings of the others', source => source.set.shared),
    set.integer('standards', 'How many standards it has now', ({ standards }) => standards),
    set.integer('exercises', 'How often agencies were asked to rate it', ({ exercises }) => exercises),
    set.name('changed_by', 'Who changed it last', source => source.set.changedBy),
    set.instant('changed_at', 'When', source => source.set.changedAt),
    set.instant('removed_at', 'Since when nobody is asked to rate it any more', source => source.set.removedAt),
    set.name('removed_by', 'Who removed it', source => unlessBlank(source.set.removedBy)),
  ],
}

const exercise = columnsFor<Report>()

export const exercisesSet: DataSetOf<Report> = {
  name: 'standard_exercises',
  title: 'Standard exercises',
  description: `Each time that agencies rated the standards of a set, with the result and the rule by which it came about: one row for each exercise. ${EVERY_EXERCISE}`,
  leading: 4,
  columns: [
    exercise.id('set_id', 'The set', report => report.exercise.setId, 'Set'),
    exercise.text('set', 'What the set is called now', report => report.exercise.setTitle, { width: 30 }),
    exercise.id('exercise_id', 'The exercise', report => report.exercise.id, 'Exercise'),
    exercise.text('exercise', 'What it is called', report => report.exercise.title, { width: 24 }),
    exercise.code('status', 'Whether it is still open', { open: 'Open', closed: 'Closed' }, report => report.exercise.status),
    exercise.name('started_by', 'Who began it', report => report.exercise.startedBy),
    exercise.instant('started_at', 'When it began: its standards and its scale are those of then', report => report.exercise.startedAt),
    exercise.instant('due_at', 'By when ratings are due', report => report.exercise.dueAt),
    exercise.instant('closed_at', 'When it was closed', report => report.exercise.closedAt),
    exercise.text('scale', SCALE, report => sayScale(report.exercise.scale), { width: 40 }),
    exercise.code('rule', 'How ratings become what is said of a standard', RULES, report => report.exercise.rollUp),
    exercise.integer('standards', 'How many standards were rated', report => report.standards.length),
    exercise.integer('agencies', 'How many agencies were asked', report => report.agencies.length),
    exercise.integer('asked', 'How many ratings were asked for', report => report.matrix.asked.total),
    exercise.integer(
      'not_applicable',
      'Those of them of which an agency said that the standard does not apply',
      report => report.matrix.asked.na,
    ),
    exercise.integer('missing', 'Those of them that nobody gave yet', report => report.matrix.asked.missing),
    exercise.integer('met', 'Standards that are met by the rule; ratings, where each agency is counted apart', report =>
      metIn(report.matrix.rolled, report.exercise.scale),
    ),
    exercise.integer('met_of', 'Of how many', report => report.matrix.rolled.total),
    exercise.text(
      'result',
      'The result in a sentence, with its rule',
      ({ exercise: of, matrix, agencies }) => resultSentence(of, matrix, agencies.length),
      {
        width: 80,
        wrap: true,
      },
    ),
  ],
}
