import { firstBoxId, takesAnswer } from '../../questions/index.ts'
import type { Section } from '../../questionnaires/index.ts'
import { nameOf } from './conflictView.ts'

/** The questions of a section in a list, to go to one of them; a short section needs none. */
export const contentsOf = ({ questions }: Section) => {
  const asked = questions.filter(takesAnswer)
  if (asked.length < 4) return null
  return {
    summary: `The ${asked.length} questions of this section`,
    items: asked.map(question => ({ text: nameOf(question), href: `#question-${question.key}` })),
  }
}

/** What a save made asked, named and linked at the top of the page after it. */
export function newQuestionsView(section: Section, keys: readonly string[]) {
  const asked = section.questions.filter(({ key }) => keys.includes(key))
  return {
    heading: `Your answers are saved. Because of them, we need to ask ${asked.length === 1 ? 'one more question' : `${asked.length} more questions`}`,
    items: asked.map(question => ({ text: question.label, href: `#${firstBoxId(question)}` })),
  }
}
