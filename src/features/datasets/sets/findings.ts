import { columnsFor } from '../../../platform/tabular/column.ts'
import type { SourceFinding } from '../recordsStore.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { KIND_WORDS as FINDING_WORDS, sentenceOf, SOURCE_WORDS, type CountedAnswers } from '../../findings/index.ts'
import { sayCodes } from '../words.ts'

const finding = columnsFor<SourceFinding>()

export type FindingWords = {
  /** The titles of the round's evidence areas by their keys. */
  areas: ReadonlyMap<string, string>
  sections: ReadonlyMap<string, string>
  /** How many have to be counted for a word of the scale. */
  least: number
}

export const findingsSet = ({ areas, sections, least }: FindingWords): DataSetOf<SourceFinding> => ({
  name: 'findings',
  title: 'Findings',
  description:
    'What the audit says about the area, each statement with its numbers: one row for each. Cover small numbers before you publish any.',
  columns: [
    finding.id('finding_id', 'The finding', ({ id }) => id, 'Finding'),
    finding.text('area', 'Evidence area that it is about; blank where it is about a section', ({ part, partKey }) =>
      part === 'area' ? partKey : null,
    ),
    finding.text('area_title', 'Name of the area', ({ part, partKey }) => (part === 'area' ? (areas.get(partKey) ?? null) : null), {
      width: 30,
    }),
    finding.text('section', 'Section of the questionnaire that it is about; blank where it is about an area', ({ part, partKey }) =>
      part === 'section' ? partKey : null,
    ),
    finding.text(
      'section_title',
      'Name of the section',
      ({ part, partKey }) => (part === 'section' ? (sections.get(partKey) ?? null) : null),
      { width: 30 },
    ),
    finding.integer('position', 'Its place among those of the area or the section', ({ position }) => position),
    finding.code('kind', 'What it is', sayCodes(FINDING_WORDS, 'words'), ({ kind }) => kind),
    finding.words('sentence', 'The finding, worded by the published scale', row => sentenceOf(row, least), { width: 80, wrap: true }),
    finding.words('statement', 'What is said of them, without the number', ({ statement }) => statement, { width: 60, wrap: true }),
    finding.code('population', 'What was counted', sayCodes(SOURCE_WORDS, 'words'), ({ source }) => source),
    finding.integer('n', 'How many it is true of', ({ n }) => n),
    finding.integer('of', 'Of how many', ({ of }) => of),
    finding.share('share', 'n divided by of, 0 to 1, to four places', ({ n, of }) =>
      of === 0 ? null : Math.round((10_000 * n) / of) / 10_000,
    ),
    finding.integer('among', 'How many there are of those it speaks of, asked or not', ({ among }) => among),
    finding.share(
      'weighted_share',
      'The share with each stratum of the sample by its size, 0 to 1, to four places; blank where strata have their even share',
      ({ weighted }) => (weighted === null ? null : Math.round(10_000 * weighted) / 10_000),
    ),
    finding.text('questions', 'Questions that were counted, joined with "; "', ({ questions }) => questions.join('; '), { width: 40 }),
    finding.text(
      'counted_values',
      'Answers that were counted, as codes, question by question',
      ({ answers }) => answers.map(countedWords).join('; '),
      { width: 40 },
    ),
    finding.instant('counted_at', 'When it was counted', ({ countedAt }) => countedAt),
    finding.name('created_by', 'Who wrote it', ({ by }) => by),
  ],
})

const countedWords = ({ question, values }: CountedAnswers): string =>
  `${question} = ${values.map(value => JSON.stringify(value)).join(' or ')}`
