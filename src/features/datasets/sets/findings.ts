import { columnsFor } from '../../../platform/tabular/column.ts'
import type { SourceFinding } from '../recordsStore.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { KIND_WORDS as FINDING_WORDS, sentenceOf, quantify, SOURCE_WORDS, type CountedAnswers } from '../../findings/index.ts'
import { sayCodes } from '../words.ts'

const finding = columnsFor<SourceFinding>()

/** @param areas the titles of the round's evidence areas by their keys */
export const findingsSet = (areas: ReadonlyMap<string, string>): DataSetOf<SourceFinding> => ({
  name: 'findings',
  title: 'Findings',
  description:
    'What the audit says about the area, each statement with its numbers: one row for each. Cover small numbers before you publish any.',
  columns: [
    finding.integer('finding_id', 'The finding', ({ id }) => id),
    finding.text('area', 'Area that it is about', ({ area }) => area),
    finding.text('area_title', 'Name of the area', ({ area }) => areas.get(area) ?? null, { width: 30 }),
    finding.integer('position', 'Its place among those of the area', ({ position }) => position),
    finding.code('kind', 'What it is', sayCodes(FINDING_WORDS, 'words'), ({ kind }) => kind),
    finding.words(
      'sentence',
      'The finding, worded by the published scale',
      ({ n, of, population, statement }) => sentenceOf(quantify(n, of), population, statement),
      { width: 80, wrap: true },
    ),
    finding.words('statement', 'What is said of them, without the number', ({ statement }) => statement, { width: 60, wrap: true }),
    finding.code('population', 'What was counted', sayCodes(SOURCE_WORDS, 'words'), ({ population }) => population),
    finding.integer('n', 'How many it is true of', ({ n }) => n),
    finding.integer('of', 'Of how many', ({ of }) => of),
    finding.share('share', 'n divided by of, 0 to 1, to four places', ({ n, of }) =>
      of === 0 ? null : Math.round((10_000 * n) / of) / 10_000,
    ),
    finding.text('questions', 'Questions that were counted, joined with "; "', ({ questions }) => questions.join('; '), { width: 40 }),
    finding.text(
      'counted_values',
      'Answers that were counted, as codes, question by question',
      ({ counted }) => counted.map(countedWords).join('; '),
      { width: 40 },
    ),
    finding.instant('counted_at', 'When it was counted', ({ countedAt }) => countedAt),
    finding.name('created_by', 'Who wrote it', ({ by }) => by),
  ],
})

const countedWords = ({ question, values }: CountedAnswers): string =>
  `${question} = ${values.map(value => JSON.stringify(value)).join(' or ')}`
