import { answersGiven } from './composeAnswers.ts'
import { commentParts } from './composeComments.ts'
import { methodParts } from './composeMethod.ts'
import { actionsPart, findingParts, headlines, saidDidParts } from './composeFindings.ts'
import { sectionParts } from './composeSections.ts'
import { statementPart, summary } from './composeSummary.ts'
import type { Facts } from './facts.ts'
import { AUDIENCE_WORDS, type Block, type Part, type Report } from './report.ts'

/** No text of a report is longer: what somebody wrote at length stays where it was written. */
const LONGEST = 4000

/** The report, in the order of the questionnaire: what it all comes to first, what was done about it last. */
export function composeReport(facts: Facts): Report {
  const { partnership, round, audience, at } = facts
  const parts: Part[] = [
    summary(facts),
    headlines(facts),
    statementPart(facts),
    ...sectionParts(facts),
    ...commentParts(facts),
    ...methodParts(facts),
    ...findingParts(facts),
    actionsPart(facts),
    ...saidDidParts(facts),
    answersGiven(facts),
  ]
  return {
    title: `Report to the board: ${round.name}`,
    partnership,
    round: { name: round.name, code: round.code },
    audience,
    marking: AUDIENCE_WORDS[audience].marking,
    at: at.toISOString(),
    parts: parts.map((part, index) => ({
      ...part,
      id: `part-${index + 1}`,
      title: capped(part.title),
      blocks: part.blocks.map(cappedBlock),
    })),
  }
}

const capped = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`)

/** Every text of a block, wherever it stands. */
const cappedBlock = (block: Block): Block => mapTexts(block) as Block

function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return capped(value)
  if (Array.isArray(value)) return value.map(mapTexts)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]): [string, unknown] => [key, mapTexts(inner)]))
  return value
}
