import type { Section } from '../questionnaires/index.ts'
import { holdsFiles, takesAnswer, type Question } from '../questions/index.ts'
import { type OpenReturn, reopened } from '../returns/index.ts'
import { askedOf } from './reach.ts'

/** The questions that a file can be given to: every one that is asked of this return, as far as the person may see them. */
export const fileQuestions = (open: OpenReturn): Question[] => askedOf(open).flatMap(({ questions }) => questions.filter(takesAnswer))

/** The questions that files are listed with: those that ask for evidence, and any other that has some. */
export const questionsWithFiles = (open: OpenReturn): Question[] =>
  fileQuestions(open).filter(question => holdsFiles(question) || open.withFiles.has(question.key))

/**
 * The sections whose questions a file can be given to now: of a return that was sent back for some questions, what is open.
 *
 * @param isAskedFor whether the partnership asks for the evidence of this return: then any question may have some
 */
export const sectionsForFiles = (open: OpenReturn, isAskedFor: boolean): Section[] =>
  askedOf(open).filter(({ key }) => isAskedFor || reopened.isSectionOpen(open, key))
