import { answersHref } from '../../counting/index.ts'
import type { Cell, DataTable, EmptyState } from '../../../platform/http/components.ts'
import { sayCount, sayList, sayNumber } from '../../../platform/say.ts'
import type { Round } from '../../rounds/index.ts'
import type { YearOnYear } from '../actions.ts'
import { differenceOf, isFew, matchedDifference, saySigned, sayShare, type Counted } from '../difference.ts'
import type { ComparedQuestion, ComparedSection, Line } from '../lines.ts'
import type { EarlierRound } from '../roundStore.ts'
import { changesChart, type ShownLine } from './chart.ts'

/** Two rounds side by side: of all their returns, or of the establishments that answered in both. */
export type State = { round: Round; then: EarlierRound; ofBoth: boolean; least: number; found: YearOnYear }

/** Nothing can be compared yet: what will be here, and what to do meanwhile. */
export const firstRoundState = (round: Pick<Round, 'id'>): EmptyState => ({
  heading: 'There is no earlier round to compare with',
  text: 'From your second round on, this page shows each question next to the same question of the round before. It compares only questions that ask the same in the same words, and says of every other question why not. So leave a question as it is if you want to see how its answers change.',
  action: { text: 'Findings of this round', href: `/rounds/${round.id}/findings` },
})

export const deletedState = (round: Round, then: EarlierRound): EmptyState => ({
  heading: `The answers of “${round.answersDeletedAt === null ? then.name : round.name}” were deleted`,
  text: 'They were deleted at the end of the time that your settings keep them, so they cannot be counted any more. What was published stays as it was.',
  action: { text: 'Findings of this round', href: `/rounds/${round.id}/findings` },
})

/** What the page of two rounds shows and says. */
export function yearOnYearView(state: State) {
  const { round, then, ofBoth, found } = state
  const { completed, pairs } = found
  const lines = found.sections.map(section => ({ section, lines: linesOf(section, state) }))
  const compared = lines.flatMap(one => one.lines)
  const refused = found.sections.flatMap(({ questions }) => questions).filter(({ reasons }) => reasons.length > 0).length
  const here = `/rounds/${round.id}/year-on-year?against=${then.id}`
  return {
    read: `${sayCount(completed.now, 'completed return')} of “${round.name}”${round.status === 'open' ? ' so far' : ''}, next to ${sayNumber(completed.then)} of “${then.name}”. ${sayPairs(pairs)}`,
    groups: {
      label: 'Whose answers are compared',
      items: [
        { text: `All returns`, href: here, current: !ofBoth },
        { text: `Establishments in both rounds (${sayNumber(pairs.count)})`, href: `${here}&of=both`, current: ofBoth },
      ],
    },
    notes: notesOf(state, refused),
    chart: changesChart(compared, { then: then.name, now: round.name }),
    steady:
      compared.length > 0 ? 'No share has changed by more than chance alone could do.' : 'No question can be compared with this round.',
    sections: lines.map(one => ({
      id: `section-${one.section.key === '' ? 'gone' : one.section.key}`,
      title: one.section.title,
      table: one.lines.length === 0 ? undefined : tableOf(one.section, one.lines, state),
      silent: saySilent(one.section, one.lines),
      refused: refusedOf(one.section),
    })),
  }
}

function sayPairs({ count, followed }: YearOnYear['pairs']): string {
  if (count === 0) return 'No establishment sent its return in both rounds.'
  const linked = followed === 0 ? '' : `, ${sayNumber(followed)} of them under another number: the register links predecessor and successor`
  return `${sayCount(count, 'establishment')} sent ${count === 1 ? 'its return' : 'their returns'} in both rounds${linked}.`
}

function notesOf({ round, ofBoth, found, least }: State, refused: number): string[] {
  const only = (sets: readonly string[], when: string) =>
    sets.length === 0 ? [] : [`Only ${when} was there a questionnaire for ${sets.length === 1 ? 'set' : 'sets'} ${sayList(sets)}.`]
  const fewest = Math.max(10, least)
  return [
    ofBoth
      ? 'Only establishments are counted that answered the question in both rounds, each held against itself. One that followed another in the register counts as the same; where several became one, or one became several, none of them is counted.'
      : 'The two numbers are not of the same establishments: each counts who answered in its own round. See “Establishments in both rounds” for how the same ones changed.',
    'The difference is in percentage points. In brackets stands the 95% interval: had chance alone chosen who answers, the difference would most likely lie in it. Where it reaches from below 0 to above, nothing can be said to have changed.',
    `Where fewer than ${fewest} answered in either round the numbers speak for themselves: no difference is given.`,
    ...(refused > 0 ? [`${sayCount(refused, 'question')} cannot be compared. The reason stands under each section.`] : []),
    ...(round.status === 'open' ? ['More returns may be sent: the numbers of this round are those so far.'] : []),
    ...only(found.sets.then, 'then'),
    ...only(found.sets.now, 'now'),
  ]
}

/** Those to which there is an answer. */
const linesOf = ({ questions }: ComparedSection, state: State): ShownLine[] =>
  questions
    .flatMap(question => (question.reasons.length > 0 ? [] : question.lines.map(line => shownLine(question, line, state))))
    .filter(({ then, now }) => then.of > 0 || now.of > 0)

function saySilent({ questions }: ComparedSection, lines: readonly ShownLine[]): string {
  const silent = questions.filter(({ reasons }) => reasons.length === 0).length - new Set(lines.map(({ line }) => line.key)).size
  return silent === 0
    ? ''
    : `${sayCount(silent, 'question')} that could be compared ${silent === 1 ? 'has' : 'have'} no answer in either round.`
}

function shownLine(question: ComparedQuestion, line: Line, { ofBoth, found, least }: State): ShownLine {
  const { of, then, now, both } = found.matched.get(line) ?? { of: 0, then: 0, now: 0, both: 0 }
  if (ofBoth)
    return { question, line, then: { n: then, of }, now: { n: now, of }, difference: matchedDifference({ of, then, now, both }, least) }
  const none = { n: 0, of: 0 }
  const counts = found.counts.get(line) ?? { then: none, now: none }
  return { question, line, ...counts, difference: differenceOf(counts.then, counts.now, least) }
}

function tableOf({ key, title }: ComparedSection, lines: readonly ShownLine[], state: State): DataTable {
  const { round, then, least, ofBoth } = state
  const number = (roundId: Round['id'], { line, question }: ShownLine, counted: Counted, when: string): Cell => ({
    text: counted.of === 0 ? 'No answers' : `${sayNumber(counted.n)} of ${sayNumber(counted.of)}`,
    numeric: true,
    ...(counted.n > 0 && !ofBoth
      ? {
          href: answersHref(roundId, { question: line.key, values: line.values }),
          hiddenText: `${when}: ${line.answers} to ${question.label}`,
        }
      : {}),
    ...(isFew(counted.of, least) ? {} : { hint: sayShare(counted) }),
  })
  return {
    id: `compared-${key}`,
    caption: `${title}: compared`,
    captionHidden: true,
    columns: [
      { text: 'Question' },
      { text: 'Answer' },
      { text: then.name, numeric: true },
      { text: round.name, numeric: true },
      { text: 'Difference', numeric: true },
    ],
    rows: lines.map(shown => [
      { text: shown.question.label, ...(shown.question.cautions.length > 0 ? { hint: shown.question.cautions.join(' ') } : {}) },
      { text: shown.line.answers },
      number(then.id, shown, shown.then, then.name),
      number(round.id, shown, shown.now, round.name),
      { text: sayDifference(shown), numeric: true },
    ]),
    compact: true,
  }
}

function sayDifference({ then, now, difference }: ShownLine): string {
  if (difference) return saySigned(difference)
  return then.of === 0 || now.of === 0 ? 'No answers to compare' : 'Too few to compare'
}

/** What is not compared, with the reason. */
const refusedOf = ({ questions }: ComparedSection) =>
  questions.filter(({ reasons }) => reasons.length > 0).map(({ label, reasons }) => ({ label, reasons: [...reasons] }))
