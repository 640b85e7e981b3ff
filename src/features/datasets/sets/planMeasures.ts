import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { MEASURE_WORDS, VALUE_KIND_WORDS, type Measure, type MeasureValue } from '../../plans/index.ts'
import { unlessBlank } from './actionColumns.ts'
import { WHOLE_PARTNERSHIP, type SourcePart } from './plans.ts'

/** A measure of a part, with its place among those of the part, and how many values it has. */
export type SourceMeasure = SourcePart & { measure: Measure; at: number; values: number }
const measure = columnsFor<SourceMeasure>()

export const planMeasuresSet: DataSetOf<SourceMeasure> = {
  name: 'plan_measures',
  title: 'Plan measures',
  description: `By what plans are told to work: one row for each measure. ${WHOLE_PARTNERSHIP}`,
  leading: 3,
  columns: [
    measure.id('plan_id', 'The plan', ({ plan }) => plan.id, 'Plan'),
    measure.text('plan', 'What it is called', ({ plan }) => plan.title, { width: 30 }),
    measure.text('part_place', 'Where the part stands in the plan', ({ place }) => place, { width: 10 }),
    measure.id('part_id', 'The priority, objective or aim; see Plan parts', ({ part }) => part.id, 'Part'),
    measure.text('top_code', 'Code of its priority or aim', ({ top }) => unlessBlank(top.code)),
    measure.text('top_title', 'Title of its priority or aim', ({ top }) => unlessBlank(top.title), { width: 30 }),
    measure.id('measure_id', 'The measure', source => source.measure.id, 'Measure'),
    measure.integer('place', 'Place among the measures of the part', ({ at }) => at),
    measure.code('kind', 'What kind of measure it is', MEASURE_WORDS, source => source.measure.kind),
    measure.words('measure', 'The measure, as it was written', source => source.measure.words, { width: 60 }),
    measure.integer('values', 'How many values it has; see Plan measure values', ({ values }) => values),
  ],
}

/** A value of a measure. */
export type SourceValue = SourcePart & { measure: Measure; value: MeasureValue; at: number }
const given = columnsFor<SourceValue>()

export const planMeasureValuesSet: DataSetOf<SourceValue> = {
  name: 'plan_measure_values',
  title: 'Plan measure values',
  description: `What was measured and when, as it was written and as it was read: one row for each value. ${WHOLE_PARTNERSHIP}`,
  leading: 3,
  columns: [
    given.id('plan_id', 'The plan', ({ plan }) => plan.id, 'Plan'),
    given.id('measure_id', 'The measure; see Plan measures', source => source.measure.id, 'Measure'),
    given.integer('place', 'Place among the values of the measure, in the order in which they were given', ({ at }) => at),
    given.code('measure_kind', 'What kind of measure it is', MEASURE_WORDS, source => source.measure.kind),
    given.text('dated', 'When it is from, as it was written', ({ value }) => unlessBlank(value.dated)),
    given.day('dated_on', 'The same as a day, as far as it could be read', ({ value }) => value.onDay),
    given.words('written', 'The value, as it was written', ({ value }) => value.written, { width: 24 }),
    given.code('kind', 'As what it was read', VALUE_KIND_WORDS, ({ value }) => value.kind),
    given.number('number', 'The number; of a percentage only one above 100', ({ value }) =>
      percentIn(value) === null ? value.number : null,
    ),
    given.percentage('percentage', 'The percentage, 0 to 100, of which nobody said the whole', ({ value }) => percentIn(value)),
    given.number('numerator', 'The part', ({ value }) => value.numerator),
    given.number('denominator', 'The whole', ({ value }) => value.denominator),
    given.share('share', 'numerator divided by denominator, 0 to 1, to four places', ({ value: { numerator, denominator } }) =>
      numerator === null || denominator === null || denominator === 0 ? null : Math.round((10_000 * numerator) / denominator) / 10_000,
    ),
    given.words('source', 'Where it is from', ({ value }) => unlessBlank(value.source), { width: 30 }),
    given.words('note', 'Note on it', ({ value }) => unlessBlank(value.note), { width: 40 }),
    given.name('by', 'Who gave it', ({ value }) => value.byName),
    given.instant('at', 'When it was given', ({ value }) => value.at),
  ],
}

const percentIn = ({ kind, number }: MeasureValue): number | null =>
  kind === 'percent' && number !== null && number <= 100 ? number : null
