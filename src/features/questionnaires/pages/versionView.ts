import type { ViewModel } from '../../../platform/http/page.ts'
import { sayDay } from '../../../platform/london.ts'
import { isRequired } from '../completeness.ts'
import { conditionWords } from '../conditions.ts'
import type { Question, QuestionKind, QuestionnaireDocument, Section } from '../document.ts'
import { mayNeedAction, valuesOf } from '../kinds/index.ts'
import { capitalised, paragraphs } from '../kinds/names.ts'
import type { QuestionnaireVersion } from '../store.ts'

/** What kind of answer a question takes, as staff read it. */
const KIND_WORDS: Record<QuestionKind, string> = {
  yes_no: 'Yes or no',
  yes_partly_no: 'Yes, partly or no',
  met: 'Met, partly met or not met',
  rag: 'Red, amber or green',
  level: 'Level 1 to 4',
  number: 'Number',
  percentage: 'Percentage',
  date: 'Date',
  text: 'Short text',
  long_text: 'Long text',
  choice: 'One choice',
  choices: 'Several choices',
  person: 'Person',
  table: 'Table',
  evidence: 'Evidence',
  information: 'Information',
  declaration: 'Declaration',
}

const STRENGTH_WORDS = { must: 'Must', should: 'Should', good_practice: 'Good practice' } as const

/** The page on which a version is read from beginning to end. */
export function versionView(version: QuestionnaireVersion, document: QuestionnaireDocument): ViewModel {
  let asked = 0
  const areas = new Map(document.evidenceAreas.map(area => [area.key, area.title]))
  const sections = document.sections.map((section, at) => {
    const questions = section.questions.map(question => {
      if (question.kind !== 'information') asked += 1
      return questionView(question, question.kind === 'information' ? null : asked, document, areas)
    })
    return sectionView(section, at + 1, questions, document)
  })
  return {
    title: document.title,
    layout: 'staff',
    breadcrumbs: [{ text: 'Questionnaires', href: '/questionnaires' }, { text: `Set ${version.setCode}, version ${version.version}` }],
    caption: `Set ${version.setCode}, version ${version.version}, ${version.edition}`,
    facts: [
      { key: { text: 'For' }, value: { text: document.audience } },
      {
        key: { text: 'Asks' },
        value: { text: `${asked} questions in ${document.sections.length} sections; fewer where some do not apply` },
      },
      { key: { text: 'Evidence areas' }, value: { text: document.evidenceAreas.map(area => area.title).join(', ') || 'None' } },
      { key: { text: 'Published' }, value: { text: `${sayDay(version.createdAt)}, by ${version.createdBy}` } },
      {
        key: { text: 'Frozen' },
        value: { text: version.frozenAt === null ? 'Not yet: no round that uses it has opened' : `Since ${sayDay(version.frozenAt)}` },
      },
    ],
    introduction: paragraphs(document.introduction),
    sections,
  }
}

const sectionView = (
  section: Section,
  number: number,
  questions: readonly ReturnType<typeof questionView>[],
  document: QuestionnaireDocument,
) => ({
  id: `section-${section.key}`,
  title: `${number}. ${section.title}`,
  intro: section.intro ?? '',
  condition: section.when ? capitalised(conditionWords(section.when, document)) : '',
  questions,
})

const questionView = (question: Question, number: number | null, document: QuestionnaireDocument, areas: ReadonlyMap<string, string>) => ({
  id: `question-${question.key}`,
  number: number === null ? '' : `${number}. `,
  label: question.label,
  key: question.key,
  kind: KIND_WORDS[question.kind],
  strength: question.strength ? STRENGTH_WORDS[question.strength] : '',
  reference: question.reference ?? '',
  hint: question.hint ?? '',
  condition: question.when ? capitalised(conditionWords(question.when, document)) : '',
  answers: answersOf(question),
  notes: [
    question.kind !== 'information' && !isRequired(question) ? 'Optional.' : '',
    mayNeedAction(question) ? 'An answer that falls short asks for an action, an owner and a date.' : '',
    question.areas?.length ? `Evidence area: ${question.areas.map(key => areas.get(key) ?? key).join(', ')}.` : '',
  ].filter(note => note !== ''),
  guidance: paragraphs(question.guidance),
})

/** The answers of a closed question, the columns of a table, the statement of a declaration: each with what explains it. */
function answersOf(question: Question): { text: string; hint: string }[] {
  switch (question.kind) {
    case 'rag':
      return valuesOf(question).map(({ value, label }) => ({ text: label, hint: descriptorOf(question, value) }))
    case 'level':
      return question.descriptors.map((descriptor, at) => ({ text: `Level ${at + 1}`, hint: descriptor }))
    case 'choice':
    case 'choices':
      return question.options.map(({ label, hint }) => ({ text: label, hint: hint ?? '' }))
    case 'table':
      return question.columns.map(({ label, options }) => ({ text: label, hint: options?.map(option => option.label).join(', ') ?? '' }))
    case 'declaration':
      return [{ text: question.statement, hint: '' }]
    default:
      return []
  }
}

const descriptorOf = ({ descriptors }: Extract<Question, { kind: 'rag' }>, value: unknown): string =>
  value === 'red' || value === 'amber' || value === 'green' ? descriptors[value] : ''
