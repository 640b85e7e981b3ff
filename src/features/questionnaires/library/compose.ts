import type { Question } from '../../questions/index.ts'
import type { Section } from '../document.ts'

/** What a set says otherwise of a question; a reference that leads elsewhere for its establishments is left out with undefined. */
type Wording = Partial<Pick<Question, 'label' | 'instruction' | 'guidance' | 'hint' | 'strength' | 'required'>> & {
  reference?: string | undefined
  mustFor?: Question['mustFor'] | undefined
}

/** A shared section without some of its questions. Throws when it has no such question, so that a mistyped key is found at once. */
export const without = (section: Section, ...keys: string[]): Section => {
  for (const key of keys) positionOf(section, key)
  return { ...section, questions: section.questions.filter(question => !keys.includes(question.key)) }
}

/** A shared section with more questions after one of its own. Throws when it has no such question. */
export const adding = (section: Section, after: string, ...questions: Question[]): Section => {
  const at = positionOf(section, after) + 1
  return { ...section, questions: [...section.questions.slice(0, at), ...questions, ...section.questions.slice(at)] }
}

/** A shared section with one question worded otherwise; its meaning, and so its key, stays. Throws when it has no such question. */
export const rewording = (section: Section, key: string, wording: Wording): Section => {
  positionOf(section, key)
  return { ...section, questions: section.questions.map(question => (question.key === key ? reworded(question, wording) : question)) }
}

const reworded = (question: Question, wording: Wording): Question =>
  // What is undefined is left out, as a document that comes back from the database has it.
  Object.fromEntries(Object.entries({ ...question, ...wording }).filter(([, said]) => said !== undefined)) as Question

const positionOf = (section: Section, key: string): number => {
  const at = section.questions.findIndex(question => question.key === key)
  if (at < 0) throw new Error(`Section "${section.key}" has no question "${key}"`)
  return at
}
