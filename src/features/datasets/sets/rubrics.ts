import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { rubricLines, type Rubric, type RubricKey } from '../../reviewing/index.ts'
import { unlessBlank } from './actionColumns.ts'

/** What good evidence shows of one area or question: what the partnership wrote, and what comes with the program ("" where nothing does). */
export type SourceRubric = RubricKey & {
  area: { key: string } | null
  label: string | null
  isAsked: boolean
  own: Rubric | undefined
  known: string
}
const rubric = columnsFor<SourceRubric>()

const ABOUT = { area: 'An evidence area', question: 'A question' }
const HOLDS = { own: 'Words of the partnership', known: 'The default that comes with the program', nothing: 'Nothing is written of it' }
type Holds = keyof typeof HOLDS

const ownOf = ({ own }: SourceRubric): Rubric | null => (own && own.body !== '' ? own : null)
export const holdsOf = (source: SourceRubric): Holds => (ownOf(source) ? 'own' : source.known === '' ? 'nothing' : 'known')

export const rubricsSet: DataSetOf<SourceRubric> = {
  name: 'rubrics',
  title: 'Rubrics',
  description:
    'What good evidence shows, as reviewers of this round read it now beside areas and questions: one row for each evidence area and each question in one. Last come those of the partnership’s own words that are about something else.',
  leading: 3,
  columns: [
    rubric.code('about', 'What it is about', ABOUT, ({ about }) => about),
    rubric.text('area', 'The evidence area: itself, or the one that the question is in', ({ area }) => area?.key ?? null),
    rubric.text('question', 'The question; blank where the row is about an area', ({ about, key }) => (about === 'question' ? key : null), {
      width: 34,
    }),
    rubric.text('label', 'The area or the question in words', ({ label }) => label, { width: 60 }),
    rubric.flag('asked_in_round', 'Whether a set of this round has the area or the question', ({ isAsked }) => isAsked),
    rubric.code('holds', 'Whose words hold', HOLDS, holdsOf),
    rubric.words('own_words', 'What the partnership wrote: one thing to look for on each line', source => ownOf(source)?.body ?? null, {
      width: 60,
      wrap: true,
    }),
    rubric.text('default_words', 'What comes with the program: one thing to look for on each line', ({ known }) => unlessBlank(known), {
      width: 60,
      wrap: true,
    }),
    rubric.integer(
      'lines',
      'How many things to look for the words that hold name',
      source => rubricLines(ownOf(source)?.body ?? source.known).length,
    ),
    rubric.name('written_by', 'Who wrote the partnership’s own words', source => ownOf(source)?.writtenBy ?? null),
    rubric.instant('written_at', 'When', source => ownOf(source)?.writtenAt ?? null),
  ],
}
