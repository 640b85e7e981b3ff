import type { ViewModel } from '../../../platform/http/page.ts'
import { sayDay } from '../../../platform/london.ts'
import { STRENGTH_WORDS, type Question, KIND_WORDS, kindOf, mayNeedAction, takesAnswer } from '../../questions/index.ts'
import { isRequired } from '../completeness.ts'
import { conditionWords } from '../conditions.ts'
import type { QuestionnaireDocument, Section } from '../document.ts'
import { capitalised, paragraphs } from '../../../platform/say.ts'
import type { QuestionnaireVersion } from '../store.ts'

/** The page on which a version is read from beginning to end. */
export function versionView(version: QuestionnaireVersion, document: QuestionnaireDocument): ViewModel {
  let asked = 0
  const areas = new Map(document.evidenceAreas.map(area => [area.key, area.title]))
  const sections = document.sections.map((section, at) => {
    const questions = section.questions.map(question => {
      if (takesAnswer(question)) asked += 1
      return questionView(question, takesAnswer(question) ? asked : null, document, areas)
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
      {
        key: { text: 'Compulsory' },
        value: { text: `${document.sections.flatMap(({ questions }) => questions).filter(isRequired).length} of them` },
      },
      { key: { text: 'Evidence areas' }, value: { text: document.evidenceAreas.map(area => area.title).join(', ') || 'None' } },
      { key: { text: 'Published' }, value: { text: `${sayDay(version.publishedAt)}, by ${version.publishedBy}` } },
      {
        key: { text: 'Frozen' },
        value: { text: version.frozenAt === null ? 'Not yet: no round that uses it has opened' : `Since ${sayDay(version.frozenAt)}` },
      },
    ],
    changes:
      version.version > 1
        ? { text: `What changed since version ${version.version - 1}, and why`, href: `/questionnaires/${version.id}/changes` }
        : null,
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

/** “Should”, and “must” for those of whom law asks it. */
const strengthWords = ({ strength, mustFor }: Question, document: QuestionnaireDocument): string => {
  const usual = strength ? STRENGTH_WORDS[strength] : ''
  return mustFor ? `${usual}; must if ${conditionWords(mustFor, document).replace('asked only if ', '')}` : usual
}

const questionView = (question: Question, number: number | null, document: QuestionnaireDocument, areas: ReadonlyMap<string, string>) => ({
  id: `question-${question.key}`,
  number: number === null ? '' : `${number}. `,
  label: question.label,
  key: question.key,
  kind: KIND_WORDS[question.kind],
  strength: strengthWords(question, document),
  reference: question.reference ?? '',
  hint: [question.instruction, question.hint].filter(text => text !== undefined).join(' '),
  condition: question.when ? capitalised(conditionWords(question.when, document)) : '',
  answers: kindOf(question).explained(question),
  notes: [
    takesAnswer(question) && !isRequired(question) ? 'Optional.' : '',
    mayNeedAction(question) ? 'An answer that falls short asks for an action, an owner and a date.' : '',
    question.areas?.length ? `Evidence area: ${question.areas.map(key => areas.get(key) ?? key).join(', ')}.` : '',
  ].filter(note => note !== ''),
  guidance: paragraphs(question.guidance),
})
