import { holdsFiles, takesAnswer } from '../questions/index.ts'
import { type QuestionnaireDocument } from '../questionnaires/index.ts'

/** The questions that ask for evidence, whether or not an establishment is asked them. */
export const evidenceQuestions = (document: QuestionnaireDocument): { key: string; label: string }[] =>
  document.sections.flatMap(({ questions }) => questions.filter(holdsFiles)).map(({ key, label }) => ({ key, label }))

/** The keys of the questions to which documents can be attached: all that take an answer. */
export const keysForFiles = (document: QuestionnaireDocument): string[] =>
  document.sections.flatMap(({ questions }) => questions.filter(takesAnswer)).map(({ key }) => key)

/** What each question is called in lists. */
export const questionLabels = (document: QuestionnaireDocument): Map<string, string> =>
  new Map(document.sections.flatMap(({ questions }) => questions.map(question => [question.key, question.shortLabel ?? question.label])))
