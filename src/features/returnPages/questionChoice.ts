import type { Section } from '../questionnaires/index.ts'
import { takesAnswer, type Question } from '../questions/index.ts'

/** One question to be chosen from all, section by section, as views/returnPages/questionChoice.ejs draws it. */
export type QuestionChoice = {
  id: string
  name: string
  label: string
  hint: string | null
  error: string | null
  groups: { title: string; items: { value: string; text: string; isChosen: boolean }[] }[]
}

/**
 * A box to choose a question from: a hundred boxes to tick would be a page of their own. Blocks to read, and sections without a question,
 * are left out.
 *
 * @param about.offers which of the questions; all when left out
 */
export function questionChoice(
  sections: readonly Pick<Section, 'title' | 'questions'>[],
  about: Pick<QuestionChoice, 'id' | 'name' | 'label'> & {
    hint?: string
    error?: string | undefined
    chosen?: readonly string[]
    offers?: (question: Question) => boolean
  },
): QuestionChoice {
  const { id, name, label, hint = null, error = null, chosen = [], offers = () => true } = about
  const groups = sections.map(({ title, questions }) => ({
    title,
    items: questions
      .filter(question => takesAnswer(question) && offers(question))
      .map(question => ({ value: question.key, text: question.shortLabel ?? question.label, isChosen: chosen.includes(question.key) })),
  }))
  return { id, name, label, hint, error, groups: groups.filter(({ items }) => items.length > 0) }
}
