import type { Json, Question } from '../../questions/index.ts'
import { type Direction, DIRECTION_WORDS, DIRECTIONS } from '../../verdicts/index.ts'
import { sayOneWay, waysOut } from '../whichWay.ts'

type Box = { name: string; id: string; chosen: string; describedBy?: string; error: { text: string } | undefined }

/**
 * Which way an answer is out, to be chosen; where it can be out in one way alone, that is said, and goes with the form. What was chosen
 * before stays on offer, also when it cannot be any more.
 */
export function whichWayView(question: Question | undefined, answer: Json, box: Box) {
  if (answer === null) return { whichWay: {} }
  const ways = question ? waysOut(question, answer) : DIRECTIONS
  const offered = DIRECTIONS.filter(way => ways.includes(way) || box.chosen === way)
  const [only] = offered
  if (question && only && offered.length === 1 && !box.error)
    return { whichWay: { oneWay: { name: box.name, value: only, text: `${sayOneWay(question, answer)}.` } } }
  return { whichWay: { direction: radios(offered, box) } }
}

const radios = (offered: readonly Direction[], { name, id, chosen, describedBy, error }: Box) => ({
  idPrefix: id,
  name,
  classes: 'govuk-radios--small govuk-radios--inline',
  fieldset: { legend: { text: 'If it does not fully agree: which way?' }, ...(describedBy === undefined ? {} : { describedBy }) },
  items: offered.map(value => ({
    value,
    text: `${DIRECTION_WORDS[value].words}: ${DIRECTION_WORDS[value].hint}`,
    checked: chosen === value,
  })),
  errorMessage: error,
})
