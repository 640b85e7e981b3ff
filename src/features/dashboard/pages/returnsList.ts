import type { Id } from '../../../platform/id.ts'
import type { Cell, Column, DataTable, FilterForm } from '../../../platform/http/components.ts'
import { foundTitle, paginate } from '../../../platform/http/paginate.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayShortDay, sayShortInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import { firstAddressees, type Addressee } from '../../correspondence/index.ts'
import { lastSentTo, sayAddress, type LastSent } from '../../messages/index.ts'
import { NO_PHASE, sayPhase, SEARCH_HINT, searchOf } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import {
  appliedFilters,
  FLAGS,
  listHref,
  listQuery,
  listReturns,
  PAGE_SIZE,
  type ListedReturn,
  type ListQuery,
  type Sort,
} from '../../liveList/index.ts'
import { DISPOSITIONS, STATUSES } from '../../returns/index.ts'
import { overlayWords, statusTag } from '../../returnPages/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'

export const returnsListPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const query = listQuery.parse(req.query)
  const round = await visibleRound(db, actor, req)
  const { total, page, listed } = await listReturns(db, actor.partnershipId, round.id, query, searchOf(actor, query.q))
  const ids = listed.map(({ id }) => id)
  const readers = await firstAddressees(db, actor.partnershipId, ids, londonDate(now()))
  const sent = await lastSentTo(db, actor.partnershipId, addressesOf(readers.values()))
  const contactOf = (id: Id<'return'>) => contactCell(readers.get(id), sent)
  const base = `/rounds/${round.id}/returns`
  const selectable = roleHolds(actor.role, 'extension.grant')
  renderPage(res, 'dashboard/returns', {
    title: foundTitle('Returns', total, appliedFilters(base, query).length > 0 || query.q !== ''),
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Returns' }),
    roundName: round.name,
    filter: filterForm(base, query),
    table:
      listed.length === 0
        ? undefined
        : returnsTable(base, query, listed, { selectable, contactOf: roleHolds(actor.role, 'register.view') ? contactOf : null }),
    pagination: paginate({
      page,
      pageSize: PAGE_SIZE,
      total,
      noun: 'return',
      href: to => listHref(base, query, { page: to }),
    }),
    empty: emptyWords(query),
    bulk: selectable && listed.length > 0 ? bulkForm(round.id, query, total) : undefined,
  })
}

/**
 * What can be done to those ticked, or to all that the filter shows. The form is sent by GET to the page of what is done,
 * with the list's own filters, so that "all" means all of it and nothing happens before that page asks.
 */
function bulkForm(roundId: Id<'round'>, query: ListQuery, total: number) {
  const { page: _page, ...filters } = query
  return {
    hidden: Object.entries(filters).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value: value }])),
    all: `All ${total} that the filters show, on every page`,
    buttons: [
      { action: `/rounds/${roundId}/extensions/new`, text: 'Give more time' },
      { action: `/rounds/${roundId}/resend`, text: 'Send links again' },
    ],
  }
}

/** The register's phases of education, in the order of its codes: fixed words, so that no list has to be looked through for them. */
const PHASES = ['Nursery', 'Primary', 'Middle deemed primary', 'Secondary', 'Middle deemed secondary', '16 plus', 'All-through', NO_PHASE]

function filterForm(base: string, query: ListQuery): FilterForm {
  const any = { value: '', text: 'Any' }
  return {
    action: base,
    label: 'Find returns',
    search: { name: 'q', label: 'Search', value: query.q, hint: SEARCH_HINT },
    selects: [
      {
        name: 'status',
        label: 'Status',
        items: [any, ...Object.entries(STATUSES).map(([value, { words }]) => ({ value, text: words, selected: query.status === value }))],
      },
      {
        name: 'disposition',
        label: 'Outcome',
        items: [
          any,
          ...Object.entries(DISPOSITIONS).map(([value, { words }]) => ({ value, text: words, selected: query.disposition === value })),
        ],
      },
      {
        name: 'flag',
        label: 'Show only',
        items: [any, ...Object.entries(FLAGS).map(([value, text]) => ({ value, text, selected: query.flag === value }))],
      },
      {
        name: 'phase',
        label: 'Phase',
        items: [any, ...PHASES.map(value => ({ value, text: sayPhase(value), selected: query.phase === value }))],
      },
    ],
    hidden: [
      ...(query.sort === 'name' ? [] : [{ name: 'sort', value: query.sort }]),
      ...(query.order === 'asc' ? [] : [{ name: 'order', value: query.order }]),
      ...(query.set ? [{ name: 'set', value: query.set }] : []),
    ],
    applied: appliedFilters(base, query),
    clearHref: base,
    button: 'Show returns',
  }
}

const COLUMNS: readonly { text: string; sort?: Sort }[] = [
  { text: 'Establishment', sort: 'name' },
  { text: 'Status', sort: 'status' },
  { text: 'Answered', sort: 'progress' },
  { text: 'Due', sort: 'due' },
  { text: 'Last saved', sort: 'saved' },
  { text: 'Contact' },
]

function returnsTable(
  base: string,
  query: ListQuery,
  listed: readonly ListedReturn[],
  { selectable, contactOf }: { selectable: boolean; contactOf: ((id: Id<'return'>) => Cell) | null },
): DataTable {
  const columns: Column[] = (contactOf ? COLUMNS : COLUMNS.slice(0, -1)).map(({ text, sort }) => {
    if (!sort) return { text }
    const sorted = query.sort === sort
    const order = sorted && query.order === 'asc' ? 'desc' : 'asc'
    return {
      text,
      sortHref: listHref(base, query, { sort, order }),
      ...(sorted ? { sorted: query.order === 'asc' ? 'ascending' : 'descending' } : {}),
    }
  })
  return {
    id: 'returns',
    caption: 'Returns of this round',
    captionHidden: true,
    columns: selectable ? [{ text: 'Choose', hidden: true }, ...columns] : columns,
    rows: listed.map(item =>
      selectable
        ? [{ checkbox: { name: 'return', value: String(item.id), label: `Choose ${item.name}` } }, ...cellsOf(item, contactOf)]
        : cellsOf(item, contactOf),
    ),
    compact: true,
  }
}

function cellsOf(item: ListedReturn, contactOf: ((id: Id<'return'>) => Cell) | null): Cell[] {
  return [
    {
      text: item.name,
      href: `/returns/${item.id}`,
      hint: [item.identifier, sayPhase(item.phase), `set ${item.setCode}`].filter(part => part !== '').join(' · '),
    },
    { tag: statusTag(item.status), hint: overlayWords(item).join(', ') },
    { text: item.answered === 0 ? 'Nothing yet' : `${item.answered} of ${item.asked}` },
    { text: sayShortDay(item.dueAt) },
    { text: item.lastSavedAt ? sayShortInstant(item.lastSavedAt) : '–' },
    ...(contactOf ? [contactOf(item.id)] : []),
  ]
}

/** Who letters about the return go to first, and what became of the last one to them. */
const contactCell = (to: Addressee | undefined, sent: ReadonlyMap<string, LastSent>): Cell =>
  to ? { text: to.name, hint: sayAddress(to.email, sent) } : { text: 'Nobody with an email address' }

const addressesOf = (people: Iterable<Addressee>): string[] => [...people].map(({ email }) => email)

function emptyWords(query: ListQuery) {
  const filtered =
    query.q !== '' || query.status !== undefined || query.disposition !== undefined || query.flag !== undefined || query.phase !== undefined
  return filtered
    ? { heading: 'No returns match', text: 'Take a filter away or search for part of the name.' }
    : { heading: 'No establishments have been added to this round yet' }
}
