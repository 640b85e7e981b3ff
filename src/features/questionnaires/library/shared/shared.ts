import type { Question, QuestionKind } from '../../../questions/index.ts'

type Part = { [K in QuestionKind]: Partial<Extract<Question, { kind: K }>> & { kind: K; key: string } }[QuestionKind]

/** What a question is wherever it is asked: its kind and key, and whatever every set says of it in the same words. */
export const shared = <Q extends Part>(question: Q): Q => question
