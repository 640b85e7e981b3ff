import type { Round } from '../../rounds/index.ts'
import type { RoundNumbers, PhaseProgress } from '../store.ts'
import type { ChartFigure } from '../../../platform/http/components.ts'
import { dueDayLine } from './dueDayLine.ts'
import { responsesOverTime } from '../../../platform/http/charts/responsesOverTime.ts'
import { londonDate, sayDay, plusDays } from '../../../platform/london.ts'
import { stackedBars } from '../../../platform/http/charts/stackedBars.ts'

/** A longer round is drawn by its last days only: the line is flat before. */
const MOST_DAYS = 120

export function receivedChart(
  round: Round,
  numbers: RoundNumbers,
  received: readonly { date: string; count: number }[],
  today: Date,
): ChartFigure {
  const days = cumulate(round, received, today)
  return {
    id: 'received',
    heading: 'Returns received',
    summary: `${numbers.completed} of the ${numbers.expected} expected have arrived. ${dueDayLine(round, numbers, today)}`,
    svg: responsesOverTime({ days, due: londonDate(round.dueAt), expected: numbers.expected }),
    table: {
      id: 'received-figures',
      caption: 'Returns received by the end of each day on which any arrived',
      columns: [{ text: 'Day' }, { text: 'That day', numeric: true }, { text: 'In all', numeric: true }],
      rows: received.map(({ date, count }) => [
        { text: sayDay(date) },
        { text: count, numeric: true },
        { text: days.find(day => day.date === date)?.cumulative ?? count, numeric: true },
      ]),
    },
  }
}

/** Each day from the opening to the last day that matters, with the number received by its end. */
export function cumulate(
  round: Pick<Round, 'opensAt' | 'dueAt'>,
  received: readonly { date: string; count: number }[],
  today: Date,
): { date: string; cumulative: number }[] {
  const lastReceived = received.at(-1)?.date ?? londonDate(round.opensAt)
  const dueDay = londonDate(round.dueAt)
  const end = [lastReceived, dueDay < londonDate(today) ? dueDay : londonDate(today)].sort().at(-1) ?? dueDay
  const earliest = plusDays(end, -MOST_DAYS)
  const begin = [londonDate(round.opensAt), received[0]?.date ?? end].sort()[0] ?? end
  const byDay = new Map(received.map(({ date, count }) => [date, count]))
  let cumulative = received.filter(({ date }) => date < earliest).reduce((sum, { count }) => sum + count, 0)
  const days: { date: string; cumulative: number }[] = []
  for (let date = begin > earliest ? begin : earliest; date <= end; date = plusDays(date, 1)) {
    cumulative += byDay.get(date) ?? 0
    days.push({ date, cumulative })
  }
  return days
}

const PARTS = [
  ['completed', 'Completed'],
  ['in_progress', 'In progress'],
  ['not_started', 'Not started'],
  ['excused', 'Not expected'],
] as const

export function phaseChart(phases: readonly PhaseProgress[]): ChartFigure {
  return {
    id: 'phases',
    heading: 'Progress by phase',
    svg: stackedBars({
      rows: phases.map(phase => ({ label: phase.phase, parts: PARTS.map(([key, label]) => ({ key, label, count: phase[key] })) })),
      title: 'Progress by phase of education',
    }),
    table: {
      id: 'phase-figures',
      caption: 'Returns by phase of education',
      columns: [{ text: 'Phase' }, ...PARTS.map(([, text]) => ({ text, numeric: true }))],
      rows: phases.map(phase => [{ text: phase.phase }, ...PARTS.map(([key]) => ({ text: phase[key], numeric: true }))]),
    },
  }
}
