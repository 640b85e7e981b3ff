import type { Id } from '../../../platform/id.ts'
import type { StatNumber } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { daysBetween, londonDate, sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { waitingIn } from '../../asking/index.ts'
import { feedbackBegun } from '../../feedback/index.ts'
import { conversionsOf } from '../../handling/index.ts'
import { returnsOutOfStep } from '../../correspondence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { listHref } from '../../liveList/index.ts'
import { promiseLines, promisesIn, saidDidHref } from '../../saidDid/index.ts'
import { visibleRound, type Round, ROUND_STATUS_WORDS } from '../../rounds/index.ts'
import { shareOfExpected } from '../figures.ts'
import { roundOverview, type RoundNumbers } from '../store.ts'
import { receivedChart, phaseChart } from './overviewCharts.ts'
import { awayWords } from './dueDayLine.ts'
import { feedbackStats, feedbackTodo, type FeedbackBegun, type TodoEntry } from './feedbackLines.ts'

export const overviewPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { numbers, received, phases } = await roundOverview(db, actor.partnershipId, round.id)
  const today = now()
  const toMove = (await returnsOutOfStep(db, actor.partnershipId, { roundId: round.id }, londonDate(today))).length
  const promises = promiseLines(await promisesIn(db, actor.partnershipId, round.id, londonDate(today)), saidDidHref(round.id))
  const requests = (await waitingIn(db, actor.partnershipId, round.id)).length
  const feedback = await feedbackBegun(db, { partnershipId: actor.partnershipId, roundId: round.id })
  const conversions =
    round.status === 'open' ? (await conversionsOf(db, { partnershipId: actor.partnershipId, roundId: round.id })).length : 0
  renderPage(res, 'dashboard/overview', {
    title: round.name,
    layout: 'staff',
    breadcrumbs: [{ text: 'Rounds', href: '/rounds' }, { text: round.name }],
    dueLine: dueLine(round, today),
    status: ROUND_STATUS_WORDS[round.status].words,
    isDraft: round.status === 'draft',
    stats:
      numbers.issued === 0
        ? []
        : [
            ...stats(round.id, numbers, actor),
            ...feedbackStats(round.id, { ...feedback, answered: numbers.issued - feedback.unanswered }, actor),
          ],
    todo: [
      ...todo(round, { ...numbers, conversions, requests, feedback }, toMove, actor),
      ...promises.map(({ text, href }) => ({ text, href })),
    ],
    charts: numbers.issued === 0 ? [] : [receivedChart(round, numbers, received, today), phaseChart(phases)],
    links: links(round, actor),
  })
}

function dueLine(round: Round, today: Date): string {
  const days = daysBetween(today, round.dueAt)
  return `${round.dueAt < today ? 'Returns were due' : 'Returns are due'} at ${sayInstant(round.dueAt)}${awayWords(days)}.`
}

function stats(roundId: Id<'round'>, numbers: RoundNumbers, actor: StaffActor): StatNumber[] {
  const to = (query: Parameters<typeof listHref>[1]) =>
    roleHolds(actor.role, 'return.list') ? { href: listHref(`/rounds/${roundId}/returns`, query) } : {}
  return [
    {
      number: numbers.in_round,
      label: 'Asked',
      ...to({}),
      ...(numbers.not_issued > 0 ? { note: 'issued and not issued' } : {}),
    },
    ...(numbers.not_issued > 0 ? [{ number: numbers.not_issued, label: 'Not issued', ...to({ flag: 'not_issued' }) }] : []),
    { number: numbers.issued, label: 'Issued', href: `/rounds/${roundId}/statement`, note: 'see the statement' },
    {
      number: numbers.completed,
      label: 'Completed',
      ...to({ flag: 'completed' }),
      tone: 'good',
      note: shareOfExpected(numbers),
    },
    { number: numbers.in_progress, label: 'In progress', ...to({ flag: 'started' }) },
    { number: numbers.not_started, label: 'Not started', ...to({ flag: 'not_started' }) },
    { number: numbers.not_opened, label: 'Not opened', ...to({ flag: 'not_opened' }), tone: 'quiet' },
    { number: numbers.opened_only, label: 'Opened, nothing written', ...to({ flag: 'opened_only' }), tone: 'quiet' },
    { number: numbers.not_expected, label: 'Not expected', ...to({ flag: 'not_expected' }), tone: 'quiet' },
    { number: numbers.overdue, label: 'Overdue', ...to({ flag: 'overdue' }), tone: numbers.overdue > 0 ? 'attention' : 'quiet' },
    { number: numbers.extended, label: 'Extended', ...to({ flag: 'extended' }), tone: 'quiet' },
    { number: numbers.evidence, label: 'Sent documents', ...to({ flag: 'evidence' }), tone: 'quiet' },
    { number: numbers.sampled, label: 'In a dip sample', ...to({ flag: 'sampled' }), tone: 'quiet' },
  ]
}

/** What asks for the attention of somebody who may do it, the most pressing first; an empty list says so. */
function todo(
  round: Round,
  numbers: RoundNumbers & { conversions: number; requests: number; feedback: FeedbackBegun },
  toMove: number,
  actor: StaffActor,
): { text: string; href: string }[] {
  const list = `/rounds/${round.id}/returns`
  const entries: TodoEntry[] = [
    ['round.manage', numbers.in_round === 0 ? 1 : 0, 'Choose the establishments of this round', `/rounds/${round.id}/establishments`],
    ['round.manage', round.status === 'draft' && numbers.in_round > 0 ? 1 : 0, 'Open the round', `/rounds/${round.id}/open`],
    [
      'round.manage',
      round.status === 'open' ? numbers.not_issued : 0,
      `Issue audit links to ${sayCount(numbers.not_issued, 'establishment')}`,
      `/rounds/${round.id}/issue`,
    ],
    [
      'return.manage',
      numbers.requests,
      `Answer ${sayCount(numbers.requests, 'request')} of establishments`,
      `/rounds/${round.id}/requests`,
    ],
    ...feedbackTodo(round.id, numbers.feedback),
    [
      'return.manage',
      numbers.failed_mail,
      `Mail to ${sayCount(numbers.failed_mail, 'establishment')} could not be delivered`,
      listHref(list, { flag: 'failed_mail' }),
    ],
    [
      'return.manage',
      toMove,
      `Move the audit links of ${sayCount(toMove, 'establishment')}, whose holder left or whose address changed`,
      `/rounds/${round.id}/links-to-move`,
    ],
    [
      'round.manage',
      numbers.conversions,
      `Decide what becomes of ${sayCount(numbers.conversions, 'converted establishment')}`,
      `/rounds/${round.id}/conversions`,
    ],
    [
      'register.manage',
      numbers.no_contact,
      `${sayCount(numbers.no_contact, 'establishment')} without an email address`,
      listHref(list, { flag: 'no_contact', status: 'not_issued' }),
    ],
    ['chase.record', numbers.overdue, `Chase ${sayCount(numbers.overdue, 'overdue return')}`, `/rounds/${round.id}/chases?show=overdue`],
    [
      'return.manage',
      numbers.awaiting_chair,
      `${sayCount(numbers.awaiting_chair, 'return')} waiting for the chair’s sign-off`,
      listHref(list, { flag: 'awaiting_chair' }),
    ],
  ]
  return entries.filter(([needs, count]) => count > 0 && roleHolds(actor.role, needs)).map(([, , text, href]) => ({ text, href }))
}

function links(round: Round, actor: StaffActor): { text: string; href: string; hint: string }[] {
  const base = `/rounds/${round.id}`
  return [
    { text: 'Returns', href: `${base}/returns`, hint: 'Who has done what, and who to chase', needs: 'return.list' as const },
    {
      text: 'Returns statement',
      href: `${base}/statement`,
      hint: 'Where every establishment ended, adding up',
      needs: 'statement.view' as const,
    },
    { text: 'Signatures', href: `${base}/signatures`, hint: 'Whose they are, and which to confirm', needs: 'return.manage' as const },
    { text: 'Call sheet', href: `${base}/chases`, hint: 'Who to call, and what was said last', needs: 'chase.view' as const },
    { text: 'Requests', href: `${base}/requests`, hint: 'What establishments asked, and the answers', needs: 'return.manage' as const },
    { text: 'Extensions', href: `${base}/extensions`, hint: 'Later due dates, one by one or for many', needs: 'return.list' as const },
    { text: 'Dip samples', href: `${base}/samples`, hint: 'Draw, ask for evidence, review', needs: 'sample.view' as const },
    { text: 'Findings', href: `${base}/findings`, hint: 'What the audit says, each with its numbers', needs: 'finding.view' as const },
    {
      text: 'Themes in comments',
      href: `${base}/coding`,
      hint: 'What schools wrote, put into themes, counted and quoted',
      needs: 'coding.manage' as const,
    },
    {
      text: 'Groups',
      href: `${base}/groups`,
      hint: 'Answers by phase, type, size, trust or authority, and their public page',
      needs: 'finding.numbers' as const,
    },
    {
      text: 'Year on year',
      href: `${base}/year-on-year`,
      hint: 'Each question next to the round before, where it asks the same',
      needs: 'finding.numbers' as const,
    },
    {
      text: 'The audit said, we did',
      href: saidDidHref(round.id),
      hint: 'Themes, what was done about each, and the public page',
      needs: 'saidDid.view' as const,
    },
    {
      text: 'Feedback to establishments',
      href: `${base}/feedback`,
      hint: 'An answer to each, drafted from its own data',
      needs: 'feedback.manage' as const,
    },
    { text: 'Report to the board', href: `${base}/report`, hint: 'All of it in one: page, paper and Word', needs: 'report.view' as const },
    {
      text: 'Export the data',
      href: `${base}/exports`,
      hint: 'Every answer, as an Excel workbook or as CSV',
      needs: 'export.make' as const,
    },
    {
      text: 'Establishments',
      href: `${base}/establishments`,
      hint: 'Who is asked, and which question set',
      needs: 'round.manage' as const,
    },
    ...(round.status === 'open'
      ? [
          {
            text: 'Audit links',
            href: `${base}/issue`,
            hint: 'Issue what is not issued yet, choose who gets them',
            needs: 'round.manage' as const,
          },
        ]
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
