import { type Json, mayNeedAction, type Question, summary, valuesOf } from '../questions/index.ts'
import { type Direction, DIRECTION_WORDS, DIRECTIONS } from '../verdicts/index.ts'

/** Which ways an answer can be out: nothing is better than the best of its scale, and nothing worse than the worst. */
export function waysOut(question: Question, answer: Json): readonly Direction[] {
  const end = endOfScale(question, answer)
  return end === 'best' ? ['over'] : end === 'worst' ? ['under'] : DIRECTIONS
}

/** Why an answer cannot be out in one way; empty where it can. */
export const whyNotOut = (question: Question, answer: Json, direction: Direction): string =>
  waysOut(question, answer).includes(direction) ? '' : sayOneWay(question, answer)

/** "“Yes” is the best answer, so it can only be over-rated". Empty where an answer can be out in both ways. */
export function sayOneWay(question: Question, answer: Json): string {
  const end = endOfScale(question, answer)
  const [way] = waysOut(question, answer)
  if (end === null || way === undefined) return ''
  return `“${summary(question, answer).join('; ')}” is the ${end} answer, so it can only be ${DIRECTION_WORDS[way].words.toLowerCase()}`
}

/**
 * Whether an answer is the best or the worst that its scale has. Null for what lies between, for "not applicable", and for questions that
 * ask for a fact: nothing about these is better or worse.
 */
function endOfScale(question: Question, answer: Json): 'best' | 'worst' | null {
  const scale = mayNeedAction(question) ? valuesOf(question).filter(({ score }) => score !== null) : []
  if (scale.length < 2) return null
  return scale[0]?.value === answer ? 'best' : scale.at(-1)?.value === answer ? 'worst' : null
}
