import type { Id } from '../../../platform/id.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { captionOf, paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { idIn } from '../../../platform/forms/fields.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant, sayShortDay } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref } from '../../sampling/index.ts'
import { askedOfQueue } from '../queueReadings.ts'
import { outcomeTag } from './sample.ts'
import { nextReview, queueCounts, queueOf, QUEUES, type Queue, type QueuedReview } from '../queueStore.ts'
import { READER_WORDS } from '../review.ts'

const PAGE_SIZE = 50

/** GET /reviews: what is given to me to review, in all rounds; for those who share reviews out, of everyone. */
export const queuePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const manages = roleHolds(actor.role, 'sample.manage')
  const counts = await queueCounts(db, actor.partnershipId)
  const asked = idIn<'account'>(queryText(req, 'of'))
  const whose = manages ? counts.find(({ accountId }) => accountId === asked) : undefined
  const accountId = whose?.accountId ?? actor.accountId
  const own = counts.find(count => count.accountId === accountId) ?? { todo: 0, finished: 0 }
  const queue: Queue = QUEUES.find(name => name === queryText(req, 'show')) ?? 'todo'
  const total = own[queue]
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const list = { page, pageSize: PAGE_SIZE, total, noun: 'review' }
  const href = (show: Queue, number = 1) => hrefOf(accountId === actor.accountId ? undefined : accountId, show, number)
  const listed =
    total === 0 ? [] : await queueOf(db, actor.partnershipId, { accountId, queue, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  renderPage(res, 'reviewing/queue', {
    title: accountId === actor.accountId ? 'Your reviews' : `Reviews of ${whose?.name ?? ''}`,
    layout: 'staff',
    stranded: whose?.disabled === true ? `${whose.name} has no account any more: give these to someone else.` : '',
    nextHref: accountId === actor.accountId && own.todo > 0 ? '/reviews/next' : undefined,
    ownHref: accountId === actor.accountId ? undefined : '/reviews',
    tabs: {
      label: 'Which reviews',
      items: [
        { text: `To review (${own.todo})`, href: href('todo'), current: queue === 'todo' },
        { text: `Finished (${own.finished})`, href: href('finished'), current: queue === 'finished' },
      ],
    },
    table: listed.length === 0 ? undefined : queueTable(listed, await askedOfQueue(db, actor.partnershipId, listed), captionOf(list)),
    empty: emptyOf(queue, own, accountId === actor.accountId),
    pagination: paginate({ ...list, href: number => href(queue, number) }),
    everyone: manages && counts.length > 0 ? everyoneTable(counts) : undefined,
    nobody: manages && counts.length === 0 ? 'No review is given to anyone. Reviews are shared out on the page of a dip sample.' : '',
  })
}

/** GET /reviews/next: goes to the first review that is not finished, or to the one after the member that someone comes from. */
export const nextReviewPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const after = idIn<'member'>(queryText(req, 'after'))
  const next = await nextReview(db, actor.partnershipId, { accountId: actor.accountId, after })
  res.redirect(303, next ? memberHref(next) : '/reviews')
}

function hrefOf(of: Id<'account'> | undefined, show: Queue, number: number): string {
  const query = new URLSearchParams({
    ...(of === undefined ? {} : { of: String(of) }),
    ...(show === 'todo' ? {} : { show }),
    ...(number > 1 ? { page: String(number) } : {}),
  })
  return `/reviews${query.size > 0 ? `?${query.toString()}` : ''}`
}

function emptyOf(queue: Queue, { todo, finished }: { todo: number; finished: number }, isOwn: boolean) {
  if (queue === 'finished')
    return { heading: 'No review is finished yet', text: 'A review comes here when its reviewer says that it is finished.' }
  if (finished > 0 && todo === 0) return { heading: 'All reviews are finished', text: 'There is nothing left to review.' }
  return {
    heading: isOwn ? 'Nothing is given to you to review' : 'Nothing is given to them to review',
    text: 'The coordinators share out the establishments of a dip sample. What is given out is listed here.',
  }
}

const queueTable = (listed: readonly QueuedReview[], asked: ReadonlyMap<Id<'review'>, number>, caption: string): DataTable => ({
  id: 'queue',
  caption,
  captionHidden: true,
  columns: [
    { text: 'Establishment' },
    { text: 'As' },
    { text: 'Reviewed' },
    { text: 'Documents', numeric: true },
    { text: 'Evidence' },
    { text: 'State' },
  ],
  rows: listed.map((review): Cell[] => {
    const of = asked.get(review.id) ?? 0
    return [
      {
        text: review.establishment,
        href: memberHref(review),
        hint: [review.identifier, review.sampleName, review.roundName].join(' · '),
      },
      { text: READER_WORDS[review.reading] },
      { text: `${Math.min(review.reviewed, of)} of ${of} reviewed` },
      { text: review.files, numeric: true },
      evidenceCell(review),
      stateCell(review),
    ]
  }),
})

function evidenceCell({ files, requestedAt, requestDueAt }: QueuedReview): Cell {
  const due = requestDueAt === null ? '' : `due by ${sayInstant(requestDueAt)}`
  if (files > 0) return { text: 'Has arrived', hint: due }
  return requestedAt === null ? { text: 'Not asked yet' } : { text: `Asked on ${sayShortDay(requestedAt)}`, hint: due }
}

function stateCell({ finishedAt, outcome, reviewed }: QueuedReview): Cell {
  if (outcome !== null) return { tag: outcomeTag(outcome) }
  if (finishedAt !== null) return { tag: { text: 'Finished', colour: 'green' } }
  return reviewed > 0 ? { tag: { text: 'In progress', colour: 'blue' } } : { tag: { text: 'Not started', colour: 'grey' } }
}

function everyoneTable(counts: Awaited<ReturnType<typeof queueCounts>>): DataTable {
  const sum = (of: 'todo' | 'finished') => counts.reduce((total, count) => total + count[of], 0)
  const number = (value: number, href?: string): Cell => ({ text: value, numeric: true, ...(href === undefined ? {} : { href }) })
  return {
    id: 'everyone',
    caption: 'Everyone’s reviews',
    columns: [{ text: 'Reviewer' }, ...['To review', 'Finished', 'Together'].map(text => ({ text, numeric: true }))],
    rows: counts.map(({ accountId, name, disabled, todo, finished }) => [
      {
        text: name,
        href: hrefOf(accountId, 'todo', 1),
        ...(disabled ? { hint: 'has no account any more: give these to someone else' } : {}),
      },
      number(todo, hrefOf(accountId, 'todo', 1)),
      number(finished, hrefOf(accountId, 'finished', 1)),
      number(todo + finished),
    ]),
    footer: [{ text: 'Together' }, number(sum('todo')), number(sum('finished')), number(sum('todo') + sum('finished'))],
  }
}
