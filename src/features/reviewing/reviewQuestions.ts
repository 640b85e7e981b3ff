import { type Answers, askedSections, type EvidenceArea, type QuestionnaireDocument, questionsOf } from '../questionnaires/index.ts'
import { holdsFiles, type Question, takesAnswer } from '../questions/index.ts'
import { type EstablishmentFacts } from '../establishments/index.ts'

/** What there is to review of one establishment in one area: the questions, and the places where it put evidence for the area. */
export type AreaToReview = EvidenceArea & { questions: Question[]; evidenceQuestions: Question[] }

/**
 * The questions that a reviewer goes through, area by area: those that are asked of the establishment and belong to the area.
 * An area in which nothing is asked is there with no questions.
 */
export function areasToReview(
  document: Pick<QuestionnaireDocument, 'sections'>,
  facts: EstablishmentFacts,
  answers: Answers,
  areas: readonly EvidenceArea[],
): AreaToReview[] {
  const asked = askedSections(document, facts, answers).flatMap(section => section.questions)
  return areas.map(({ key, title }) => {
    const inArea = asked.filter(question => question.areas?.includes(key))
    return {
      key,
      title,
      // A block to read and a place for files are not judged by themselves: what they hold is read beside the questions.
      questions: inArea.filter(question => takesAnswer(question) && !holdsFiles(question)),
      evidenceQuestions: inArea.filter(holdsFiles),
    }
  })
}

/** The questions that there are to review in all the areas, each once. */
export const questionKeys = (areas: readonly AreaToReview[]): string[] => [
  ...new Set(areas.flatMap(({ questions }) => questions.map(({ key }) => key))),
]

/** A question of a questionnaire. */
export const questionIn = (document: Pick<QuestionnaireDocument, 'sections'> | undefined, key: string): Question | undefined =>
  document?.sections.flatMap(({ questions }) => questions).find(question => question.key === key)

/** The questions whose answers decide what else is asked: all that has to be read to count what there is to review. */
export function decidingQuestions(documents: readonly Pick<QuestionnaireDocument, 'sections'>[]): string[] {
  const keys = documents.flatMap(({ sections }) =>
    sections.flatMap(section =>
      [section.when, ...section.questions.map(({ when }) => when)].flatMap(when => (when ? questionsOf(when) : [])),
    ),
  )
  return [...new Set(keys)]
}
