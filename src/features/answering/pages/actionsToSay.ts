import { needsAction, type Question } from '../../questions/index.ts'
import { actionIsFull, type Responses } from '../../questionnaires/index.ts'
import type { sections } from '../../returns/index.ts'
import type { PostedSection } from './sectionForm.ts'

/**
 * The questions of this section whose answers a save has just made call for an action that is not all said: said at once, on the page on
 * which they were given. Whoever saves again without a change goes on.
 */
export function actionsToSay({ before, open, section, form }: PostedSection): string[] {
  return section.questions
    .filter(({ key }) => form.raw.has(key))
    .filter(question => lacksAction(question, open.responses) && !lacksAction(question, before.responses))
    .map(({ key }) => key)
}

const lacksAction = (question: Question, responses: Responses): boolean => {
  const response = responses.get(question.key)
  return response !== undefined && needsAction(question, response.answer) && !actionIsFull(response)
}

/** What stands above the section then; null where nothing is to be said. @param keys as the address has them: what is said by now is left out */
export function actionsView(questions: readonly Question[], { responses }: sections.OpenSection, keys: readonly string[]) {
  const lacking = questions.filter(question => keys.includes(question.key) && lacksAction(question, responses))
  if (lacking.length === 0) return null
  return {
    heading: `Your answers are saved. ${lacking.length === 1 ? 'One of them needs' : `${lacking.length} of them need`} an action: say what will be done, who will do it and by when`,
    items: lacking.map(question => ({ text: question.label, href: `#question-${question.key}` })),
  }
}
