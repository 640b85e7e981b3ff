import type { QuestionnaireDocument } from '../questionnaires/index.ts'
import type { Question } from '../questions/index.ts'

/** A question of a round as the first version that asks it words it, in the order of the questionnaire. */
export type AskedQuestion = { question: Question; section: { key: string; title: string } }

export function questionsIn(documents: readonly { document: Pick<QuestionnaireDocument, 'sections'> }[]): Map<string, AskedQuestion> {
  const found = new Map<string, AskedQuestion>()
  for (const { document } of documents)
    for (const section of document.sections)
      for (const question of section.questions) if (!found.has(question.key)) found.set(question.key, { question, section })
  return found
}

/** What a question is called in a table. */
export const nameOf = (key: string, questions: ReadonlyMap<string, AskedQuestion>): string => {
  const asked = questions.get(key)?.question
  return asked?.shortLabel ?? asked?.label ?? key
}

/** Sorts keys of questions by the order of the questionnaire; those that it does not have come last. */
export const inOrder = (keys: Iterable<string>, questions: ReadonlyMap<string, AskedQuestion>): string[] => {
  const order = [...questions.keys()]
  const place = (key: string) => (questions.has(key) ? order.indexOf(key) : order.length)
  return [...new Set(keys)].sort((one, other) => place(one) - place(other))
}
