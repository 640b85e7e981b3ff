import { FLAGS, type Flag } from '../liveList/index.ts'
import { sayNumber } from '../../platform/say.ts'
import { DISPOSITIONS, type Disposition } from '../returns/index.ts'
import { isSmall } from '../suppression/index.ts'
import { shareOfExpected, type RoundCounts } from './figures.ts'

type DispositionGroup = (typeof DISPOSITIONS)[Disposition]['group']

/** How many returns of a round ended where, and how many there are in all: counted on their own, so that the two can disagree. */
export type StatementCounts = {
  counts: Partial<Record<Disposition, number>>
  issued: number
  /** What the statement says beside its lines; without it, all that was asked was issued. */
  beside?: StatementBeside
}
export type StatementBeside = Pick<RoundCounts, 'in_round' | 'not_expected' | 'completed'> & {
  covered_outstanding: number
  offline_in_time: number
  offline_late: number
}

/** A part of a line or group, of which the statement says how many there are. */
export type StatementPart = { flag: Flag; words: string; count: number }
export type StatementLine = { disposition: Disposition; words: string; count: number; parts: StatementPart[] }
export type StatementGroup = { title: string; flag: DispositionGroup; lines: StatementLine[]; total: number; parts: StatementPart[] }
/** Asked = issued + not issued; expected = issued - not expected; and of those expected, how many have come. */
export type StatementFigures = Record<'asked' | 'not_issued' | 'issued' | 'not_expected' | 'expected' | 'completed' | 'outstanding', number>
export type Statement = {
  groups: StatementGroup[]
  sum: number
  issued: number
  dispositions: Record<Disposition, number>
  figures: StatementFigures
}

/** The statement will not be shown: its numbers contradict each other. This is a fault of the program, never of the figures. */
export class StatementDoesNotAddUp extends Error {
  override name = 'StatementDoesNotAddUp'
}

const CODES = Object.keys(DISPOSITIONS) as Disposition[]

const GROUPS = ['completed', 'not_expected', 'outstanding'] as const satisfies readonly DispositionGroup[]

/**
 * The returns statement of a round: every establishment that was asked is counted exactly once.
 *
 * @throws StatementDoesNotAddUp when the lines do not sum to the returns issued, or the groups to what was counted by itself
 */
export function drawUpStatement({ counts, issued, beside }: StatementCounts): Statement {
  const unknown = Object.keys(counts).filter(key => !(key in DISPOSITIONS))
  const dispositions = Object.fromEntries(CODES.map(key => [key, counts[key] ?? 0])) as Record<Disposition, number>
  const sum = Object.values(dispositions).reduce((total, count) => total + count, 0)
  if (unknown.length > 0 || sum !== issued)
    throw new StatementDoesNotAddUp(`${sum} counted by disposition, ${issued} returns issued; unknown: ${unknown.join(', ') || 'none'}`)
  const groups = GROUPS.map(flag => {
    const lines = CODES.filter(key => DISPOSITIONS[key].group === flag).map(disposition => ({
      disposition,
      words: DISPOSITIONS[disposition].words,
      count: dispositions[disposition],
      parts: disposition === 'completed_offline' && beside ? offlineParts(beside) : [],
    }))
    const parts = flag === 'outstanding' && beside ? coveredPart(beside) : []
    return { title: FLAGS[flag], flag, lines, total: lines.reduce((total, line) => total + line.count, 0), parts }
  })
  const figures = figuresOf(groups, issued, beside ? beside.in_round - issued : 0)
  refuseUnequal(figures, beside)
  return { groups, sum, issued, dispositions, figures }
}

const offlineParts = ({ offline_in_time, offline_late }: StatementBeside): StatementPart[] => {
  const parts: StatementPart[] = [
    { flag: 'offline_in_time', words: 'in time', count: offline_in_time },
    { flag: 'offline_late', words: 'late', count: offline_late },
  ]
  return parts.filter(({ count }) => count > 0)
}

const coveredPart = ({ covered_outstanding: count }: StatementBeside): StatementPart[] =>
  count === 0 ? [] : [{ flag: 'covered_outstanding', words: 'covered by a return that is outstanding', count }]

function figuresOf(groups: readonly StatementGroup[], issued: number, notIssued: number): StatementFigures {
  const total = (flag: DispositionGroup) => groups.find(group => group.flag === flag)?.total ?? 0
  const notExpected = total('not_expected')
  return {
    asked: issued + notIssued,
    not_issued: notIssued,
    issued,
    not_expected: notExpected,
    expected: issued - notExpected,
    completed: total('completed'),
    outstanding: total('outstanding'),
  }
}

/** The figures follow from the lines; what was counted by itself has to be the same. */
function refuseUnequal(figures: StatementFigures, beside: StatementBeside | undefined): void {
  if (!beside) return
  for (const key of ['not_expected', 'completed'] as const)
    if (figures[key] !== beside[key]) throw new StatementDoesNotAddUp(`${key}: ${figures[key]} by the lines, ${beside[key]} counted`)
}

/** "120 asked = 118 issued + 2 not issued. 117 expected = 118 issued - 1 not expected. 104 completed, 89% of the 117 expected." */
export function figuresLine(figures: StatementFigures): string {
  const { asked, issued, not_issued, expected, not_expected, completed } = figures
  const share = shareOfExpected(figures)
  return [
    `${say(asked)} asked = ${say(issued)} issued + ${say(not_issued)} not issued.`,
    `${say(expected)} expected = ${say(issued)} issued − ${say(not_expected)} not expected.`,
    `${say(completed)} completed${share === '' ? '' : `, ${share}`}.`,
  ].join(' ')
}

const say = sayNumber

/** What is one line in a publication when either is small: who said no, and who need not answer. */
const JOINED: readonly Disposition[] = ['not_applicable', 'declined']

/** A line of the statement as it is published. */
export type PublishedLine = { words: string; count: number }

/**
 * The lines of the statement as they may leave the office: all of them with their sum, but what an establishment refused is one line with
 * what does not apply to it when either number is below the threshold (decision 0055).
 */
export function publishedLines({ groups }: Pick<Statement, 'groups'>, threshold: number): PublishedLine[] {
  const lines = groups.flatMap(group => group.lines)
  const joined = lines.filter(({ disposition }) => JOINED.includes(disposition))
  if (joined.every(({ count }) => !isSmall(count, { threshold }))) return lines.map(({ words, count }) => ({ words, count }))
  const one = {
    words: joined.map(({ words }, at) => (at === 0 ? words : words.toLowerCase())).join(' or '),
    count: joined.reduce((sum, { count }) => sum + count, 0),
  }
  return lines.flatMap(({ disposition, words, count }) =>
    disposition === joined[0]?.disposition ? [one] : JOINED.includes(disposition) ? [] : [{ words, count }],
  )
}
