import { responsesOverTime, stackedBars } from '../../../platform/http/charts.ts'
import type { ChartFigure, StatNumber } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { daysBetween, londonDate, plusDays, sayDay, sayInstant } from '../../../platform/london.ts'
import { roleHolds, type StaffPermission } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { listHref } from '../../returns/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { roundOverview, type PhaseProgress, type RoundNumbers } from '../store.ts'

/** A longer round is drawn by its last days only: the line is flat before. */
const MOST_DAYS = 120

export const overviewPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { numbers, received, phases } = await roundOverview(db, actor.partnershipId, round.id)
  const today = now()
  renderPage(res, 'dashboard/overview', {
    title: round.name,
    layout: 'staff',
    breadcrumbs: [{ text: 'Rounds', href: '/rounds' }, { text: round.name }],
    dueLine: dueLine(round, today),
    status: { draft: 'Draft', open: 'Open', closed: 'Closed' }[round.status],
    isDraft: round.status === 'draft',
    stats: numbers.issued === 0 ? [] : stats(round.id, numbers),
    todo: todo(round, numbers, actor),
    charts: numbers.issued === 0 ? [] : [await receivedChart(round, numbers, received, today), await phaseChart(phases)],
    links: links(round, actor),
  })
}

function dueLine(round: Round, today: Date): string {
  const days = daysBetween(today, round.dueAt)
  return `${round.dueAt < today ? 'Returns were due' : 'Returns are due'} at ${sayInstant(round.dueAt)}${awayWords(days)}.`
}

function dueDayLine(round: Round, { extended }: RoundNumbers, today: Date): string {
  const verb = round.dueAt < today ? 'were' : 'are'
  return `Returns ${verb}${extended > 0 ? ' first' : ''} due on ${sayDay(round.dueAt)}.`
}

/** How far away a day is, where that helps: a round of years ago was simply then. */
function awayWords(days: number): string {
  if (days < -31) return ''
  if (Math.abs(days) <= 1) return { '-1': ', yesterday', '0': ', today', '1': ', tomorrow' }[String(days)] ?? ''
  return days > 0 ? `, in ${days} days` : `, ${-days} days ago`
}

function stats(roundId: number, numbers: RoundNumbers): StatNumber[] {
  const to = (query: Parameters<typeof listHref>[1]) => listHref(`/rounds/${roundId}/returns`, query)
  return [
    { number: numbers.issued, label: 'Issued', href: `/rounds/${roundId}/statement`, note: 'see the statement' },
    {
      number: numbers.completed,
      label: 'Completed',
      href: to({ flag: 'completed' }),
      tone: 'good',
      note: share(numbers.completed, numbers.issued),
    },
    { number: numbers.in_progress, label: 'In progress', href: to({ flag: 'started' }) },
    { number: numbers.not_started, label: 'Not started', href: to({ flag: 'not_started' }) },
    { number: numbers.overdue, label: 'Overdue', href: to({ flag: 'overdue' }), tone: numbers.overdue > 0 ? 'attention' : 'quiet' },
    { number: numbers.extended, label: 'Extended', href: to({ flag: 'extended' }), tone: 'quiet' },
    { number: numbers.evidence, label: 'Sent documents', href: to({ flag: 'evidence' }), tone: 'quiet' },
    { number: numbers.sampled, label: 'In a dip sample', href: to({ flag: 'sampled' }), tone: 'quiet' },
  ]
}

const share = (n: number, of: number): string => `${Math.round((100 * n) / Math.max(of, 1))}% of those issued`

/** What asks for the attention of somebody who may do it, the most pressing first; an empty list says so. */
function todo(round: Round, numbers: RoundNumbers, actor: StaffActor): { text: string; href: string }[] {
  const list = `/rounds/${round.id}/returns`
  const entries: [StaffPermission, number, string, string][] = [
    ['round.manage', numbers.in_round === 0 ? 1 : 0, 'Choose the establishments of this round', `/rounds/${round.id}/establishments`],
    ['round.manage', round.status === 'draft' && numbers.in_round > 0 ? 1 : 0, 'Open the round', `/rounds/${round.id}/open`],
    [
      'round.manage',
      round.status === 'open' ? numbers.not_issued : 0,
      `Issue audit links to ${counted(numbers.not_issued, 'establishment')}`,
      `/rounds/${round.id}/issue`,
    ],
    [
      'return.manage',
      numbers.failed_mail,
      `Mail to ${counted(numbers.failed_mail, 'establishment')} could not be delivered`,
      listHref(list, { flag: 'failed_mail' }),
    ],
    [
      'register.manage',
      numbers.no_contact,
      `${counted(numbers.no_contact, 'establishment')} without an email address`,
      listHref(list, { flag: 'no_contact', status: 'not_issued' }),
    ],
    ['chase.record', numbers.overdue, `Chase ${counted(numbers.overdue, 'overdue return')}`, `/rounds/${round.id}/chases?show=overdue`],
    [
      'return.manage',
      numbers.awaiting_sign_off,
      `${counted(numbers.awaiting_sign_off, 'return')} waiting for the chair’s sign-off`,
      listHref(list, { status: 'awaiting_sign_off' }),
    ],
  ]
  return entries.filter(([needs, count]) => count > 0 && roleHolds(actor.role, needs)).map(([, , text, href]) => ({ text, href }))
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

function links(round: Round, actor: StaffActor): { text: string; href: string; hint: string }[] {
  const base = `/rounds/${round.id}`
  return [
    { text: 'Returns', href: `${base}/returns`, hint: 'Who has done what, and who to chase', needs: 'return.view' as const },
    {
      text: 'Returns statement',
      href: `${base}/statement`,
      hint: 'Where every establishment ended, adding up',
      needs: 'return.view' as const,
    },
    { text: 'Call sheet', href: `${base}/chases`, hint: 'Whom to call, and what was said last', needs: 'return.view' as const },
    { text: 'Extensions', href: `${base}/extensions`, hint: 'Later due dates, one by one or for many', needs: 'return.view' as const },
    { text: 'Dip samples', href: `${base}/samples`, hint: 'Draw, ask for evidence, review', needs: 'sample.view' as const },
    { text: 'Findings', href: `${base}/findings`, hint: 'What the audit says, each with its numbers', needs: 'finding.view' as const },
    { text: 'Export to Excel', href: `${base}/exports`, hint: 'Every answer in one typed workbook', needs: 'export.make' as const },
    {
      text: 'Establishments',
      href: `${base}/establishments`,
      hint: 'Who is asked, and which question set',
      needs: 'round.manage' as const,
    },
    ...(round.status === 'open'
      ? [{ text: 'Audit links', href: `${base}/issue`, hint: 'Issue what is not issued yet', needs: 'round.manage' as const }]
      : []),
    { text: 'Round settings', href: `${base}/edit`, hint: 'Dates, introduction and evidence areas', needs: 'round.manage' as const },
    ...(round.status === 'open'
      ? [
          {
            text: 'Close the round',
            href: `${base}/close`,
            hint: 'Audit links then stop letting people answer',
            needs: 'round.manage' as const,
          },
        ]
      : []),
    ...(round.status === 'closed'
      ? [{ text: 'Open it again', href: `${base}/reopen`, hint: 'If it was closed by mistake', needs: 'round.manage' as const }]
      : []),
    { text: 'History', href: `${base}/history`, hint: 'Who did what, when', needs: 'history.view' as const },
  ].filter(link => roleHolds(actor.role, link.needs))
}

async function receivedChart(
  round: Round,
  numbers: RoundNumbers,
  received: readonly { date: string; count: number }[],
  today: Date,
): Promise<ChartFigure> {
  const days = cumulate(round, received, today)
  return {
    id: 'received',
    heading: 'Returns received',
    summary: `${numbers.completed} of ${numbers.issued} have come in. ${dueDayLine(round, numbers, today)}`,
    svg: await responsesOverTime({ days, due: londonDate(round.dueAt), issued: numbers.issued }),
    table: {
      id: 'received-figures',
      caption: 'Returns received by the end of each day on which any came in',
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

async function phaseChart(phases: readonly PhaseProgress[]): Promise<ChartFigure> {
  return {
    id: 'phases',
    heading: 'Progress by phase',
    svg: await stackedBars({
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
