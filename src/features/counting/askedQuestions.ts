import type { QuestionnaireDocument } from '../questionnaires/index.ts'
import type { Question } from '../questions/index.ts'

/** A question of a round as the first version that asks it words it, in the order of the questionnaire. */
export type AskedQuestion = { question: Question; section: { key: string; title: string } }

export function questionsIn(documents: readonly { document: Pick<QuestionnaireDocument, 'sections'> }[]): Map<string, AskedQuestion> {
  const found = new Map<string, AskedQuestion>()
  for (const section of sectionsInOrder(documents.map(({ document }) => document)))
    for (const question of section.questions) if (!found.has(question.key)) found.set(question.key, { question, section })
  return found
}

/**
 * The sections of several questionnaires in one order, those of one key behind each other. One that only a later questionnaire has stands after
 * the one that it follows there.
 */
export function sectionsInOrder<Of extends { key: string }>(documents: readonly { sections: readonly Of[] }[]): Of[] {
  const order: string[] = []
  for (const { sections } of documents)
    for (const [at, { key }] of sections.entries()) {
      if (order.includes(key)) continue
      const before = sections[at - 1]
      order.splice(before ? order.indexOf(before.key) + 1 : 0, 0, key)
    }
  const place = new Map(order.map((key, at) => [key, at]))
  return documents.flatMap(({ sections }) => sections).toSorted((one, other) => (place.get(one.key) ?? 0) - (place.get(other.key) ?? 0))
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
