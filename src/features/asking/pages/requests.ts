import type { DataTable } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { standingOf } from '../request.ts'
import { sayAsked, STANDING_TAGS } from '../requestWords.ts'
import { countRequests, requestsIn, type OpenRequest } from '../store.ts'
import { waitingIn } from '../waitingActions.ts'

const PAGE_SIZE = 100

/** GET: what establishments of a round asked: those that wait for an answer, the oldest first; or all, the latest first. */
export const requestsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const base = `/rounds/${round.id}/requests`
  const isAll = queryText(req, 'show') === 'all'
  const waiting = await waitingIn(db, actor.partnershipId, round.id)
  const count = await countRequests(db, actor.partnershipId, round.id)
  const total = isAll ? count : waiting.length
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const at = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }
  const shown = isAll ? await requestsIn(db, actor.partnershipId, round.id, at) : waiting.slice(at.offset, at.offset + at.limit)
  renderPage(res, 'asking/requests', {
    title: isAll ? 'All requests of establishments' : 'Requests that wait for an answer',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Requests' }),
    roundName: round.name,
    tabs: {
      label: 'Requests',
      items: [
        { text: `Waiting (${waiting.length})`, href: base, current: !isAll },
        { text: `All (${count})`, href: `${base}?show=all`, current: isAll },
      ],
    },
    clarificationsHref: `/rounds/${round.id}/clarifications`,
    table: shown.length === 0 ? null : table(shown),
    empty: {
      heading: isAll ? 'Nothing was asked yet' : 'No request waits for an answer',
      text: 'Establishments ask for more time, or about a question, in their return. What they ask appears here and on the page of the return.',
    },
    pagination: paginate({
      ...{ page, pageSize: PAGE_SIZE, total, noun: 'request' },
      href: number => `${base}?${isAll ? 'show=all&' : ''}page=${number}`,
    }),
  })
}

function table(requests: readonly OpenRequest[]): DataTable {
  return {
    id: 'requests',
    caption: 'Requests',
    captionHidden: true,
    columns: [{ text: 'Establishment' }, { text: 'Asked for' }, { text: 'Asked' }, { text: 'State' }],
    rows: requests.map(request => [
      { text: request.establishmentName, href: `/returns/${request.returnId}`, hint: request.identifier },
      {
        text: sayAsked(request),
        href: `/returns/${request.returnId}/requests/${request.id}`,
        hiddenText: `by ${request.establishmentName}`,
      },
      { text: sayShortInstant(request.askedAt), hint: request.byName },
      { tag: STANDING_TAGS[standingOf(request, request.auditReturn)] },
    ]),
    compact: true,
  }
}
