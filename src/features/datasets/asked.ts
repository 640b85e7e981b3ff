import { type Action, holdsFiles, isBlank, type Question, type TableRow } from '../questions/index.ts'
import { type Section } from '../questionnaires/index.ts'
import type { AnswerCells } from './answerReader.ts'
import type { UsedVersion } from './catalogue.ts'
import type { SourceResponse, SourceReturn } from './returnsStore.ts'

/** A question that was asked of an establishment, with what was given to it: nothing, perhaps. */
export type AskedQuestion = {
  source: SourceReturn
  version: Pick<UsedVersion, 'version'>
  question: Question
  section: Section
  response: SourceResponse | undefined
  answer: AnswerCells
}
export type GivenAction = AskedQuestion & { action: Action }
export type GivenRow = AskedQuestion & { row: TableRow }

/** Whether a question counts as answered: an answer, or for evidence a file. */
export const isAnswered = ({ question, response, source }: AskedQuestion): boolean =>
  !isBlank(response?.[1]) || filesFor({ question, source }) > 0

export const filesFor = ({ question, source }: Pick<AskedQuestion, 'question' | 'source'>): number =>
  holdsFiles(question) ? (source.filesByQuestion[question.key] ?? 0) : 0
