import { sayInstant } from '../../platform/london.ts'
import { sayCount, sayNumber } from '../../platform/say.ts'
import { publishedLines, shareOfExpected } from '../dashboard/index.ts'
import { ROUND_STATUS_WORDS } from '../rounds/index.ts'
import { coverGrid } from './coverGrid.ts'
import type { Facts } from './facts.ts'
import type { Block, Part, Table } from './report.ts'

/** What this is, who was asked and how many answered, in plain sentences. */
export function summary(facts: Facts): Part {
  const { round, statement, at, answers } = facts
  const { issued, not_issued, expected, not_expected, completed, outstanding } = statement.figures
  const asked = `${sayCount(issued, 'establishment')} ${issued === 1 ? 'was' : 'were'} issued the audit${not_issued === 0 ? '' : `, and ${sayNumber(not_issued)} ${not_issued === 1 ? 'is' : 'are'} still to be issued it`}.`
  const came = [
    `A return is expected from ${sayNumber(expected)} of them.`,
    `${sayNumber(completed)} completed it: ${shareOfExpected(statement.figures)}.`,
    `${sayNumber(outstanding)} ${outstanding === 1 ? 'is' : 'are'} outstanding.`,
    ...(not_expected === 0
      ? []
      : [`From ${sayNumber(not_expected)} no return is expected: closed, covered by another return, not applicable or declined.`]),
  ].join(' ')
  const blocks: Block[] = [
    {
      kind: 'text',
      text: `${facts.partnership} asks every establishment of its area how it keeps children safe. This is what came of “${round.name}”, as it stood at ${sayInstant(at)}.`,
    },
    { kind: 'table', table: datesTable(facts) },
    { kind: 'text', text: issued === 0 ? 'No establishment has been issued the audit yet, so there is nothing to count.' : asked },
    ...(expected === 0 ? [] : [{ kind: 'text', text: came } as const]),
    ...(answers.population === null || answers.population === 0
      ? [{ kind: 'text', text: sayNoAnswers(facts) } as const]
      : [
          {
            kind: 'text',
            text: `The answers below are those of the ${sayCount(answers.population, 'completed return')}: what establishments said of themselves. How far that holds stands under “Sample and method”.`,
          } as const,
        ]),
    ...phaseTable(facts).map((table): Block => ({ kind: 'table', table })),
    { kind: 'text', text: sayCovering(facts) },
  ]
  return { id: '', title: 'Summary', level: 2, blocks }
}

const sayNoAnswers = ({ round, statement }: Facts): string =>
  round.answersDeletedAt !== null
    ? 'The answers of this round were deleted at the end of the time that they are kept, so its questions cannot be counted any more.'
    : statement.figures.completed === 0
      ? 'No return has been completed yet, so no answers are counted.'
      : 'No answers are counted in this round.'

function sayCovering({ audience, rule }: Facts): string {
  if (audience === 'whole')
    return 'Every number is shown. This report is for use inside the office: make one for the board before anyone else reads it.'
  return `Where a number of answers or verdicts is from 1 to ${rule.threshold - 1}, or one like that could be worked out from it, it says “covered” instead, so that nobody can tell what one establishment answered. How many returns came, and how, is not covered.`
}

function datesTable({ round, at }: Facts): Table {
  const rows: [string, string][] = [
    ['Round', `${round.name} (${round.code})`],
    ['Opened', sayInstant(round.opensAt)],
    ['First due', sayInstant(round.dueAt)],
    ['State', ROUND_STATUS_WORDS[round.status].words],
    ['Numbers as of', sayInstant(at)],
  ]
  return { caption: 'The round', columns: [{ text: 'What' }, { text: 'Which' }], rows }
}

/** By phase of education, as the page of the round shows it; covered, as completed or not, and not at all where nothing of it can be shown. */
function phaseTable({ phases, audience, rule, statement }: Facts): Table[] {
  if (statement.figures.issued === 0 || phases.length === 0) return []
  const isWhole = audience === 'whole'
  const counts = phases.map(({ completed, in_progress, not_started, excused }) =>
    isWhole ? [completed, in_progress, not_started, excused] : [completed, in_progress + not_started + excused],
  )
  const shown = isWhole ? counts : coverGrid(counts, rule, { sums: true })
  if (shown.flat().every(count => count === null)) return []
  const heads = isWhole ? ['Completed', 'In progress', 'Not started', 'Not expected'] : ['Completed', 'Not completed']
  return [
    {
      caption: 'Returns by phase of education',
      columns: [{ text: 'Phase' }, ...[...heads, 'All'].map(text => ({ text, numeric: true }))],
      rows: phases.map(({ phase }, at) => [phase, ...(shown[at] ?? []), (counts[at] ?? []).reduce((sum, count) => sum + count, 0)]),
    },
  ]
}

/** Where every return ended, adding up. */
export function statementPart({ statement, audience, rule }: Facts): Part {
  const lines =
    audience === 'whole'
      ? statement.groups.flatMap(({ lines: all }) => all.map(({ words, count }) => ({ words, count })))
      : publishedLines(statement, rule.threshold)
  const { issued } = statement
  const table: Table = {
    caption: 'Where the returns stand',
    captionHidden: true,
    columns: [{ text: 'Each establishment is counted once' }, { text: 'Number', numeric: true }],
    rows: lines.map(({ words, count }) => [words, count]),
    foot: ['Issued the audit', statement.sum],
  }
  return {
    id: '',
    title: 'Where the returns stand',
    level: 2,
    blocks: issued === 0 ? [{ kind: 'text', text: 'No establishment has been issued the audit yet.' }] : [{ kind: 'table', table }],
  }
}
