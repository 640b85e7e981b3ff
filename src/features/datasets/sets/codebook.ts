import { columnsFor, PLAIN_TYPE, type Code, type Column, type PlainType } from '../../../platform/tabular/column.ts'
import { readingOf, type DataSet, type DataSetOf, type Reading } from '../../../platform/tabular/dataSet.ts'
import { STRENGTH_WORDS, columns as columnsOf, KIND_WORDS, takesAnswer } from '../../questions/index.ts'
import { conditionWords, isRequired } from '../../questionnaires/index.ts'
import type { CataloguedQuestion, QuestionColumn, UsedVersion } from '../catalogue.ts'
import { shaped, type Shape } from '../shape.ts'

/** A column of some data set, and for a question's what is known of it. */
export type Entry = { set: DataSet; column: Column; of: CataloguedQuestion | null }

const { text, code, flag } = columnsFor<Entry>()
const TYPE_WORDS: Record<PlainType, string> = {
  text: 'Text',
  number: 'Number',
  date: 'Day',
  instant: 'Day and time, as clocks in London show it',
  boolean: 'TRUE or FALSE',
}

export const codebookSet: DataSetOf<Entry> = {
  name: 'codebook',
  title: 'Codebook',
  description: 'What every column of every sheet is: one row for each column.',
  leading: 2,
  columns: [
    text('sheet', 'Sheet that the column is in', ({ set }) => set.title, { width: 20 }),
    text('column', 'Name of the column', ({ column }) => column.key, { width: 44 }),
    code('type', 'What its cells hold', TYPE_WORDS, ({ column }) => PLAIN_TYPE[column.type]),
    text('label', 'What the column says', ({ column }) => column.label, { width: 70, wrap: true }),
    text(
      'values',
      'Codes with what they mean, and their scores; also in the sheet Values',
      ({ column }) => (column.codes ?? []).map(inWords).join('\n'),
      {
        width: 50,
        wrap: true,
      },
    ),
    text('question', 'The question that the column belongs to', ({ of }) => of?.question.key ?? null, { width: 34 }),
    text('section', 'Section of the question', ({ of }) => of?.section.title ?? null, { width: 34, wrap: true }),
    code('kind', 'Kind of question', KIND_WORDS, ({ of }) => of?.question.kind ?? null),
    text('sets', 'Question sets that ask it', ({ of }) => of?.sets.join(', ') ?? null, { width: 12 }),
    code('strength', 'How strongly guidance asks for it', STRENGTH_WORDS, ({ of }) => of?.question.strength ?? null),
    text('reference', 'Where guidance asks for it', ({ of }) => of?.question.reference ?? null, { width: 30, wrap: true }),
    text('edition', 'Edition of the guidance', ({ of }) => of?.document.edition ?? null, { width: 14 }),
    text('condition', 'When it is asked; blank when always', ({ of }) => (of ? conditionOf(of) : null), { width: 50, wrap: true }),
    flag('asked_in_round', 'Whether a set of this round has the question', ({ of }) => of?.used ?? null),
  ],
}

const inWords = ({ value, label, score }: Code): string =>
  `${String(value)} = ${label}${score === undefined || score === null ? '' : ` (${score})`}`

const conditionOf = ({ question, section, document }: Pick<CataloguedQuestion, 'question' | 'section' | 'document'>): string | null => {
  const parts = [section.when, question.when].flatMap(when => (when ? [conditionWords(when, document)] : []))
  return parts.length === 0 ? null : parts.join('; and ')
}

/** Every column of every set, in their order. */
const entriesOf = (sets: readonly DataSet[]): Entry[] =>
  sets.flatMap(set => set.columns.map(column => ({ set, column, of: isOfQuestion(column) ? column.asked : null })))

const isOfQuestion = (column: Column): column is QuestionColumn => 'asked' in column

export type ValueEntry = { entry: Entry; meaning: Code }
const value = columnsFor<ValueEntry>()

export const valuesSet: DataSetOf<ValueEntry> = {
  name: 'values',
  title: 'Values',
  description: 'What every code in every column means, with its score: one row for each code.',
  columns: [
    value.text('sheet', 'Sheet that the column is in', ({ entry }) => entry.set.title, { width: 20 }),
    value.text('column', 'Name of the column', ({ entry }) => entry.column.key, { width: 44 }),
    value.text('value', 'The code', ({ meaning }) => String(meaning.value), { width: 28 }),
    value.text('label', 'What it means', ({ meaning }) => meaning.label, { width: 70 }),
    value.number('score', 'Its score; blank when it has none', ({ meaning }) => meaning.score ?? null),
  ],
}

export type Worded = Pick<CataloguedQuestion, 'question' | 'section' | 'document'> & { version: UsedVersion; position: number }
const worded = columnsFor<Worded>()

export const questionsSet: DataSetOf<Worded> = {
  name: 'questions',
  title: 'Questions',
  description: 'The questions as each version of each set in this round words them: one row for each version and question.',
  leading: 2,
  columns: [
    worded.text('question_set', 'Question set', ({ document }) => document.set, { width: 13 }),
    worded.integer('questionnaire_version', 'Version of the set', ({ version }) => version.version),
    worded.integer('position', 'Place in the questionnaire', ({ position }) => position),
    worded.text('section', 'Section, as a code', ({ section }) => section.key),
    worded.text('section_title', 'Title of the section', ({ section }) => section.title, { width: 34 }),
    worded.text('question', 'The question: the same name in every year', ({ question }) => question.key, { width: 34 }),
    worded.code('kind', 'Kind of question', KIND_WORDS, ({ question }) => question.kind),
    worded.text('question_label', 'The question', ({ question }) => question.label, { width: 70, wrap: true }),
    worded.text('hint', 'Hint under it', ({ question }) => question.hint ?? null, { width: 40, wrap: true }),
    worded.text('instruction', 'Instruction under it', ({ question }) => question.instruction ?? null, { width: 40, wrap: true }),
    worded.text('guidance', 'What good looks like', ({ question }) => question.guidance ?? null, { width: 70, wrap: true }),
    worded.text(
      'statement',
      'For a declaration: what is confirmed',
      ({ question }) => ('statement' in question ? question.statement : null),
      { width: 40, wrap: true },
    ),
    worded.code('strength', 'How strongly guidance asks for it', STRENGTH_WORDS, ({ question }) => question.strength ?? null),
    worded.text('reference', 'Where guidance asks for it', ({ question }) => question.reference ?? null, { width: 30, wrap: true }),
    worded.text('edition', 'Edition of the guidance', ({ document }) => document.edition, { width: 14 }),
    worded.text('condition', 'When it is asked; blank when always', conditionOf, { width: 50, wrap: true }),
    worded.flag('required', 'True when a return cannot be submitted without it', ({ question }) => isRequired(question)),
    worded.text('evidence_areas', 'Evidence areas that it belongs to', ({ question }) => (question.areas ?? []).join('; ')),
    worded.text(
      'wide_columns',
      'Its columns in Responses wide',
      ({ question }) =>
        columnsOf(question)
          .map(({ key }) => key)
          .join('; '),
      { width: 44, wrap: true },
    ),
  ],
}

/** Every question of the versions in use, as each words it. */
const wordedQuestions = (versions: readonly UsedVersion[]): Worded[] =>
  versions.flatMap(version =>
    version.document.sections
      .flatMap(section => section.questions.map(question => ({ question, section, document: version.document, version })))
      .filter(({ question }) => takesAnswer(question))
      .map((found, at) => ({ ...found, position: at + 1 })),
  )

/**
 * What explains data sets: their columns, the wording of the questions, and the codes.
 *
 * @param sets in the order in which the codebook lists them
 * @param own those that the file adds itself, listed last
 */
export function explanations(sets: readonly DataSet[], own: readonly DataSet[], versions: readonly UsedVersion[], shape: Shape): Reading[] {
  const { sections } = shape.choice
  const explained = { codebook: shaped(codebookSet, shape), questions: shaped(questionsSet, shape), values: shaped(valuesSet, shape) }
  const entries = entriesOf([...sets, ...Object.values(explained), ...own])
  const questions = wordedQuestions(versions).filter(({ section }) => sections === null || sections.includes(section.key))
  return [
    readingOf(explained.codebook, [entries]),
    readingOf(explained.questions, [questions]),
    readingOf(explained.values, [entries.flatMap(entry => (entry.column.codes ?? []).map(meaning => ({ entry, meaning })))]),
  ]
}
