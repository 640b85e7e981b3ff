import { randomUUID } from 'node:crypto'
import type { Cell, DataTable, StatNumber } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { FEEDBACK_STATES, isFeedbackState, type FeedbackState } from '../state.ts'
import { countFeedback, listFeedback, type FeedbackCounts, type ListedFeedback } from '../listStore.ts'
import { textsOf } from '../store.ts'

const PAGE_SIZE = 50

/** The feedback of a round: how far it is, and each establishment. */
export const feedbackPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const of = { partnershipId: actor.partnershipId, roundId: round.id }
  const wanted = queryText(req, 'show')
  const show = isFeedbackState(wanted) ? wanted : undefined
  const state = show ?? 'all'
  const [counts, texts] = await Promise.all([countFeedback(db, of), textsOf(db, of)])
  const total = show === undefined ? counts.answered : counts[FEEDBACK_STATES[show].counts]
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const found = await listFeedback(db, of, { state, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const base = `/rounds/${round.id}/feedback`
  const href = (to: string, number = 1) =>
    `${base}${to === 'all' && number === 1 ? '' : `?${[to === 'all' ? '' : `show=${to}`, number === 1 ? '' : `page=${number}`].filter(part => part !== '').join('&')}`}`
  renderPage(res, 'feedback/list', {
    title: 'Feedback to establishments',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Feedback' }),
    roundName: round.name,
    stats: statsOf(counts, href),
    textsHref: `${base}/texts`,
    textsLine:
      texts.version === 0
        ? 'Nothing is written to all of them yet: what changes next year, and what happens next where you received no return.'
        : `What all of them are told was last written by ${texts.writtenBy}${texts.writtenAt ? ` on ${sayShortDay(texts.writtenAt)}` : ''}.`,
    draft:
      counts.notDrafted + counts.drafted + counts.changed === 0
        ? undefined
        : {
            action: `${base}/draft`,
            key: randomUUID(),
            text:
              counts.drafted + counts.changed === 0
                ? `Draft for ${sayCount(counts.notDrafted, 'establishment')}`
                : 'Draft all again that were not sent',
          },
    sendHref: counts.drafted === 0 ? undefined : `${base}/send`,
    sendText: `Send ${counts.drafted === 1 ? 'the one that is drafted' : `the ${counts.drafted} that are drafted`}`,
    againHref: counts.undelivered === 0 ? undefined : `${base}/send-again`,
    againText: `Send again the ${counts.undelivered === 1 ? 'one' : counts.undelivered} that could not be delivered`,
    heading: show === undefined ? 'Everyone who is answered' : FEEDBACK_STATES[show].heading,
    allHref: show === undefined ? undefined : base,
    table: found.length === 0 ? undefined : tableOf(base, found),
    empty: {
      heading: counts.answered === 0 ? 'Nobody has been given a link yet' : 'None here',
      text: counts.answered === 0 ? 'Feedback is drafted for everyone who was asked in the round.' : '',
    },
    pagination: paginate({ page, pageSize: PAGE_SIZE, total, noun: 'establishment', href: number => href(state, number) }),
  })
}

function statsOf(counts: FeedbackCounts, href: (state: string) => string): StatNumber[] {
  const stat = (state: FeedbackState, tone?: StatNumber['tone'], note?: string): StatNumber[] => {
    const { label, counts: which } = FEEDBACK_STATES[state]
    const number = counts[which]
    return number === 0 && state !== 'sent'
      ? []
      : [{ number, label, href: href(state), ...(tone ? { tone } : {}), ...(note ? { note } : {}) }]
  }
  return [
    { number: counts.answered, label: 'To be answered', href: href('all') },
    ...stat('not_drafted'),
    ...stat('drafted'),
    ...stat('changed', 'attention', 'draft them again'),
    ...stat('sent', 'good', `${counts.answered === 0 ? 0 : Math.round((100 * counts.sent) / counts.answered)}% of all`),
    ...stat('waiting', 'quiet'),
    ...stat('undelivered', 'attention', 'send them again'),
    ...stat('acknowledged', 'good'),
    ...stat('replied'),
    ...stat('to_answer', 'attention'),
    ...stat('excused', 'quiet', 'no return expected'),
  ]
}

const tableOf = (base: string, found: readonly ListedFeedback[]): DataTable => ({
  id: 'feedback',
  caption: 'Feedback by establishment',
  captionHidden: true,
  columns: [{ text: 'Establishment' }, { text: 'Feedback' }, { text: 'Sent' }, { text: 'Read' }, { text: 'Replies' }],
  rows: found.map(({ returnId, name, identifier, state, hasRemark, sentAt, acknowledgedAt, replies, toAnswer }) => [
    { text: name, hint: identifier, href: `${base}/${returnId}` },
    {
      tag: { text: FEEDBACK_STATES[state].tag, colour: FEEDBACK_STATES[state].colour },
      ...(hasRemark ? { hint: 'with words of your own' } : {}),
    },
    sentCell(state, sentAt),
    { text: acknowledgedAt === null ? 'Not known' : sayShortDay(acknowledgedAt) },
    { text: replies === 0 ? 'None' : sayCount(replies, 'reply', 'replies'), ...(toAnswer === 0 ? {} : { hint: `${toAnswer} to answer` }) },
  ]),
})

/** When it was sent; what waits or did not arrive was not. */
const sentCell = (state: ListedFeedback['state'], sentAt: Date | null): Cell =>
  state === 'sent' && sentAt !== null
    ? { text: sayShortDay(sentAt) }
    : { text: 'No', ...(sentAt === null ? {} : { hint: `written ${sayShortDay(sentAt)}` }) }
