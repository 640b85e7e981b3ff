import { z } from 'zod'
import { pageNumber, wholeNumber } from '../../../platform/forms/fields.ts'
import type { Cell, Column, DataTable, FilterForm } from '../../../platform/http/components.ts'
import { captionOf, foundTitle, paginate } from '../../../platform/http/paginate.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { dfeNumber, OPEN_CODES, sayIdentifier } from '../establishment.ts'
import { readRegister, type ListedEstablishment, type RegisterOverview, type SortBy } from '../listStore.ts'
import { sayPhase } from '../phase.ts'
import type { EstablishmentReturns, OpenReturn } from '../returnsShown.ts'
import type { EstablishmentFilter } from '../store.ts'
import { SEARCH_HINT, searchOf } from '../search.ts'
import { STATUS_TAGS, statusTag } from './words.ts'

const PAGE_SIZE = 50
const STATUSES = { '': [1, 3, 4], standing: OPEN_CODES, open: [1], closing: [3], proposed: [4], closed: [2], all: undefined } as const
const STATUS_WORDS: Record<keyof typeof STATUSES, string> = {
  '': 'Open and proposed',
  standing: 'Open or closing',
  open: STATUS_TAGS.open.text,
  closing: STATUS_TAGS.closing.text,
  proposed: STATUS_TAGS.proposed.text,
  closed: STATUS_TAGS.closed.text,
  all: 'All',
}
const SORTS = ['name', 'type', 'phase', 'status', 'authority'] as const satisfies readonly SortBy[]
const code = wholeNumber(99_999).optional().catch(undefined)
const blank = (value: unknown) => (value === '' ? undefined : value)

/** The query of the list. What cannot be read narrows nothing: a mistyped address still shows the register. */
const listQuery = z.object({
  q: z.string().trim().max(100).catch(''),
  status: z.enum(['', 'standing', 'open', 'closing', 'proposed', 'closed', 'all']).catch(''),
  group: z.preprocess(blank, code),
  phase: z.preprocess(blank, code),
  authority: z.preprocess(blank, code),
  dsl: z.enum(['', 'none']).catch(''),
  sort: z.enum(SORTS).catch('name'),
  order: z.enum(['asc', 'desc']).catch('asc'),
  page: pageNumber,
})
type ListQuery = z.infer<typeof listQuery>

/** GET /register */
export const registerPage =
  ({ closedWithOpenReturn }: EstablishmentReturns): Page<StaffActor> =>
  async ({ db, actor, now }, req, res) => {
    const asked = listQuery.parse(req.query)
    const today = londonDate(now())
    const list = { sort: asked.sort, descending: asked.order === 'desc', page: asked.page, pageSize: PAGE_SIZE, today }
    const read = (query: ListQuery) => readRegister(db, actor.partnershipId, filterOf(actor, query, today), list)
    const [found, toDecide] = await Promise.all([read(asked), closedWithOpenReturn(db, actor.partnershipId)])
    const onlyClosed = found.total === 0 && found.closedToo > 0
    const query: ListQuery = onlyClosed ? { ...asked, status: 'closed' } : asked
    const { overview, total, page, listed } = onlyClosed ? await read(query) : found
    const shown = { page, pageSize: PAGE_SIZE, total, noun: 'establishment' }
    renderPage(res, 'establishments/register', {
      title: foundTitle('Register', total, href(asked, { page: 1, sort: 'name', order: 'asc' }) !== '/register'),
      layout: 'staff',
      manage: roleHolds(actor.role, 'register.manage'),
      empty: overview.total === 0 ? EMPTY : undefined,
      numbers: numbersOf(overview),
      toDecide: toDecide.length === 0 ? undefined : toDecideTable(toDecide),
      filter: filterForm(query, overview),
      closed:
        found.closedToo === 0
          ? undefined
          : { text: closedWords(found.closedToo, onlyClosed), href: onlyClosed ? '' : href(query, { status: 'closed' }) },
      table: listed.length === 0 ? undefined : tableOf(query, listed, captionOf(shown)),
      none: { heading: 'No establishments match', text: 'Search for fewer words, or show everything.' },
      pagination: paginate({ ...shown, href: at => href(query, { page: at }) }),
    })
  }

const closedWords = (closedToo: number, only: boolean): string =>
  only
    ? `This search finds only ${closedToo === 1 ? 'a closed establishment' : 'closed establishments'}. Nothing that is open is like this.`
    : `This search also finds ${sayCount(closedToo, 'closed establishment')}.`

const EMPTY = {
  heading: 'The register is empty',
  text: 'Download the establishment file from Get Information About Schools (GIAS), and bring it in here. You see what it holds before anything is kept.',
}

const filterOf = (actor: StaffActor, query: ListQuery, today: string): EstablishmentFilter => {
  const statusCodes = STATUSES[query.status]
  return {
    ...(statusCodes ? { statusCodes } : {}),
    ...(query.group === undefined ? {} : { typeGroupCodes: [query.group] }),
    ...(query.phase === undefined ? {} : { phaseCodes: [query.phase] }),
    ...(query.authority === undefined ? {} : { laCodes: [query.authority] }),
    ...(query.dsl === 'none' ? { withoutDslOn: today } : {}),
    search: searchOf(actor, query.q),
  }
}

/** The address of the list with some of its query changed. */
function href(query: ListQuery, change: Partial<ListQuery>): string {
  const wanted = { ...query, page: 1, ...change }
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(wanted)) {
    const isDefault =
      value === '' ||
      value === undefined ||
      (name === 'sort' && value === 'name') ||
      (name === 'order' && value === 'asc') ||
      (name === 'page' && value === 1)
    if (!isDefault) params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? '/register' : `/register?${text}`
}

const numbersOf = ({ open, closing, proposed, closed, withoutDsl }: RegisterOverview) => [
  { number: open, label: 'open', href: '/register?status=open' },
  {
    number: closing,
    label: 'open, but proposed to close',
    href: '/register?status=closing',
    ...(closing > 0 ? { tone: 'attention' as const } : {}),
  },
  { number: proposed, label: 'proposed to open', href: '/register?status=proposed', tone: 'quiet' as const },
  { number: closed, label: 'closed', href: '/register?status=closed', tone: 'quiet' as const },
  {
    number: withoutDsl,
    label: 'open, without the email of a Designated Safeguarding Lead',
    href: '/register?status=standing&dsl=none',
    tone: withoutDsl > 0 ? ('attention' as const) : ('good' as const),
  },
]

const toDecideTable = (returns: readonly OpenReturn[]): DataTable => ({
  id: 'to-decide',
  caption: `Closed, with a return still open: ${returns.length}`,
  columns: [{ text: 'Establishment' }, { text: 'Closed' }, { text: 'Round' }, { text: 'What to do' }],
  rows: returns.map(({ establishmentId, name, identifier, closedOn, closedReason, roundName, returnId }): Cell[] => [
    { text: name, href: `/register/establishments/${establishmentId}`, hint: `URN ${identifier}` },
    { text: closedOn === null ? 'No date given' : sayShortDay(closedOn), ...(closedReason === '' ? {} : { hint: closedReason }) },
    { text: roundName },
    { text: 'Decide about its return', href: `/returns/${returnId}`, hiddenText: `of ${name}` },
  ]),
})

function filterForm(query: ListQuery, { authorities, typeGroups, phases }: RegisterOverview): FilterForm {
  const choices = (known: readonly { code: number; name: string; n: number }[], chosen: number | undefined) => [
    { value: '', text: 'Any' },
    ...known.map(({ code: value, name, n }) => ({
      value: String(value),
      text: `${name === '' ? value : name} (${n})`,
      selected: value === chosen,
    })),
  ]
  const named = (known: readonly { code: number; name: string }[], chosen: number | undefined) =>
    known.find(({ code: value }) => value === chosen)?.name ?? ''
  const saidPhases = phases.map(phase => ({ ...phase, name: sayPhase(phase.name) }))
  const applied = [
    ...(query.q === '' ? [] : [{ text: `“${query.q}”`, removeHref: href(query, { q: '' }) }]),
    ...(query.status === '' ? [] : [{ text: STATUS_WORDS[query.status], removeHref: href(query, { status: '' }) }]),
    ...(query.group === undefined ? [] : [{ text: named(typeGroups, query.group), removeHref: href(query, { group: undefined }) }]),
    ...(query.phase === undefined ? [] : [{ text: named(saidPhases, query.phase), removeHref: href(query, { phase: undefined }) }]),
    ...(query.authority === undefined
      ? []
      : [{ text: named(authorities, query.authority), removeHref: href(query, { authority: undefined }) }]),
    ...(query.dsl === '' ? [] : [{ text: 'Without the email of a DSL', removeHref: href(query, { dsl: '' }) }]),
  ]
  return {
    action: '/register',
    label: 'Find establishments',
    search: { name: 'q', label: 'Search', value: query.q, hint: SEARCH_HINT },
    selects: [
      {
        name: 'status',
        label: 'Status',
        items: Object.entries(STATUS_WORDS).map(([value, text]) => ({ value, text, selected: query.status === value })),
      },
      { name: 'group', label: 'Type', items: choices(typeGroups, query.group) },
      { name: 'phase', label: 'Phase', items: choices(saidPhases, query.phase) },
      ...(authorities.length > 1 ? [{ name: 'authority', label: 'Authority', items: choices(authorities, query.authority) }] : []),
    ],
    hidden: [
      ...(query.sort === 'name' ? [] : [{ name: 'sort', value: query.sort }]),
      ...(query.order === 'asc' ? [] : [{ name: 'order', value: query.order }]),
      ...(query.dsl === '' ? [] : [{ name: 'dsl', value: query.dsl }]),
    ],
    applied: applied.map(({ text, removeHref }) => ({ text: text === '' ? 'Another choice' : text, removeHref })),
    clearHref: '/register',
    button: 'Show establishments',
  }
}

const COLUMNS: readonly { text: string; sort?: SortBy }[] = [
  { text: 'Establishment', sort: 'name' },
  { text: 'DfE number' },
  { text: 'Type', sort: 'type' },
  { text: 'Phase', sort: 'phase' },
  { text: 'Authority', sort: 'authority' },
  { text: 'Status', sort: 'status' },
  { text: 'Safeguarding lead' },
]

function tableOf(query: ListQuery, listed: readonly ListedEstablishment[], caption: string): DataTable {
  const columns: Column[] = COLUMNS.map(({ text, sort }) => {
    if (!sort) return { text }
    const sorted = query.sort === sort ? (query.order === 'asc' ? ('ascending' as const) : ('descending' as const)) : undefined
    return { text, sortHref: href(query, { sort, order: sorted === 'ascending' ? 'desc' : 'asc' }), ...(sorted ? { sorted } : {}) }
  })
  return {
    id: 'establishments',
    caption,
    captionHidden: true,
    columns,
    rows: listed.map((establishment): Cell[] => [
      { text: establishment.name, href: `/register/establishments/${establishment.id}`, hint: sayIdentifier(establishment) },
      { text: dfeNumber(establishment) ?? '' },
      { text: establishment.typeName },
      { text: sayPhase(establishment.phaseName) },
      { text: establishment.laName },
      { tag: statusTag(establishment) },
      establishment.dsl === null ? { text: 'None' } : { text: establishment.dsl },
    ]),
    compact: true,
  }
}
