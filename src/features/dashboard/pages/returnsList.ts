import type { Cell, Column, DataTable, FilterForm } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay, sayShortInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import {
  appliedFilters,
  DISPOSITIONS,
  DISPOSITION_WORDS,
  FLAGS,
  listHref,
  listQuery,
  listReturns,
  overlayWords,
  PAGE_SIZE,
  RETURN_STATUSES,
  STATUS_WORDS,
  statusTag,
  type ListedReturn,
  type ListQuery,
  type Sort,
} from '../../returns/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'

export const returnsListPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const query = listQuery.parse(req.query)
  const round = await visibleRound(db, actor, req)
  const { total, page, listed } = await listReturns(db, actor.partnershipId, round.id, query)
  const base = `/rounds/${round.id}/returns`
  const selectable = roleHolds(actor.role, 'extension.grant')
  renderPage(res, 'dashboard/returns', {
    title: 'Returns',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Returns' }),
    roundName: round.name,
    filter: filterForm(base, query),
    table: listed.length === 0 ? undefined : returnsTable(base, query, listed, selectable),
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
 * What can be done to those ticked, or to all that the filter shows. The form is sent by GET to the page of the deed,
 * with the list's own filters, so that "all" means all of it and nothing happens before that page asks.
 */
function bulkForm(roundId: number, query: ListQuery, total: number) {
  const { page: _page, ...filters } = query
  return {
    hidden: Object.entries(filters).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value: value }])),
    all: `All ${total} that the filters show, on every page`,
    deeds: [
      { action: `/rounds/${roundId}/extensions/new`, text: 'Give more time' },
      { action: `/rounds/${roundId}/resend`, text: 'Send links again' },
    ],
  }
}

/** The register's phases of education, in the order of its codes: fixed words, so that no list has to be looked through for them. */
const PHASES = [
  'Nursery',
  'Primary',
  'Middle deemed primary',
  'Secondary',
  'Middle deemed secondary',
  '16 plus',
  'All-through',
  'Not applicable',
]

function filterForm(base: string, query: ListQuery): FilterForm {
  const any = { value: '', text: 'Any' }
  return {
    action: base,
    label: 'Find returns',
    search: { name: 'q', label: 'Search', value: query.q, hint: 'Name, URN, DfE number or reference' },
    selects: [
      {
        name: 'status',
        label: 'Status',
        items: [any, ...RETURN_STATUSES.map(value => ({ value, text: STATUS_WORDS[value], selected: query.status === value }))],
      },
      {
        name: 'disposition',
        label: 'In the statement',
        items: [any, ...DISPOSITIONS.map(value => ({ value, text: DISPOSITION_WORDS[value], selected: query.disposition === value }))],
      },
      {
        name: 'flag',
        label: 'Also',
        items: [any, ...Object.entries(FLAGS).map(([value, text]) => ({ value, text, selected: query.flag === value }))],
      },
      { name: 'phase', label: 'Phase', items: [any, ...PHASES.map(value => ({ value, text: value, selected: query.phase === value }))] },
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

function returnsTable(base: string, query: ListQuery, listed: readonly ListedReturn[], selectable: boolean): DataTable {
  const columns: Column[] = COLUMNS.map(({ text, sort }) => {
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
        ? [{ checkbox: { name: 'return', value: String(item.id), label: `Choose ${item.name}` } }, ...cellsOf(item)]
        : cellsOf(item),
    ),
    compact: true,
  }
}

function cellsOf(item: ListedReturn): Cell[] {
  return [
    {
      text: item.name,
      href: `/returns/${item.id}`,
      hint: [item.identifier, item.phase, `set ${item.setCode}`].filter(part => part !== '').join(' · '),
    },
    { tag: statusTag(item.status), hint: overlayWords(item).join(', ') },
    { text: item.answered === 0 ? 'Nothing yet' : `${item.answered} of ${item.asked}` },
    { text: sayShortDay(item.dueAt) },
    { text: item.lastSavedAt ? sayShortInstant(item.lastSavedAt) : '–' },
    item.contactName
      ? { text: item.contactName, hint: item.contactEmail === '' ? 'no email address' : (item.contactEmail ?? '') }
      : { text: 'No contact' },
  ]
}

function emptyWords(query: ListQuery) {
  const filtered =
    query.q !== '' || query.status !== undefined || query.disposition !== undefined || query.flag !== undefined || query.phase !== undefined
  return filtered
    ? { heading: 'No returns match', text: 'Take a filter away or search for part of the name.' }
    : { heading: 'No establishments have been added to this round yet' }
}
