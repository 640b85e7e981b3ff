import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { actionHref, nameOf, actionStanding, sayTimescale, STATE_WORDS, type Action, type ActionStanding } from '../action.ts'
import { STANDING_LISTS, STANDING_TAGS } from '../standingWords.ts'
import { actionsOf } from '../store.ts'
import { actionsTrail } from './visible.ts'

const PAGE_SIZE = 100

/** GET: every action once, whatever it stands in, by where it stands today. */
export const actionsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const today = londonDate(now())
  const actions = await actionsOf(db, actor.partnershipId)
  const by = Map.groupBy(actions, action => actionStanding(action, today))
  const asked = queryText(req, 'show')
  const shown = LISTS.find(list => list === asked)
  const list = (shown === undefined ? actions : (by.get(shown) ?? [])).toSorted(soonestFirst)
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(list.length / PAGE_SIZE)))
  const href = (show: ActionStanding | undefined, number = 1) => {
    const query = new URLSearchParams({ ...(show ? { show } : {}), ...(number > 1 ? { page: String(number) } : {}) })
    return `/actions${query.size > 0 ? `?${query.toString()}` : ''}`
  }
  renderPage(res, 'actions/list', {
    title: shown === undefined ? 'Actions' : `Actions: ${STANDING_LISTS[shown].toLowerCase()}`,
    layout: 'staff',
    breadcrumbs: actionsTrail(),
    newHref: roleHolds(actor.role, 'plan.manage') ? '/actions/new' : undefined,
    tabs: {
      label: 'Which actions',
      items: [
        { text: `All (${actions.length})`, href: href(undefined), current: shown === undefined },
        ...LISTS.map(standing => ({
          text: `${STANDING_LISTS[standing]} (${by.get(standing)?.length ?? 0})`,
          href: href(standing),
          current: standing === shown,
        })),
      ],
    },
    table: list.length === 0 ? undefined : actionsTable(list.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), today),
    empty: { heading: 'No actions here', text: 'An action is written in a plan, from a finding, or here.' },
    pagination: paginate({ page, pageSize: PAGE_SIZE, total: list.length, noun: 'action', href: number => href(shown, number) }),
  })
}

const LISTS = Object.keys(STANDING_LISTS) as ActionStanding[]

/** By the last day, then the first; what has neither comes last. */
const soonestFirst = (one: Action, other: Action): number => dayOf(one).localeCompare(dayOf(other)) || one.id - other.id
const dayOf = ({ dueTo, dueFrom }: Action): string => dueTo ?? dueFrom ?? '9999'

/** Actions with when, who leads and how they stand. */
export const actionsTable = (actions: readonly Action[], today: string): DataTable => ({
  id: 'actions',
  caption: 'Actions',
  captionHidden: true,
  columns: [{ text: 'Action' }, { text: 'When' }, { text: 'Lead' }, { text: 'State' }],
  rows: actions.map((action): Cell[] => [
    { text: nameOf(action), href: actionHref(action.id) },
    { text: action.timescale, hint: sayTimescale(action) },
    { text: action.lead, typed: true },
    stateCell(action, today),
  ]),
  compact: true,
})

/** The state of an action, with what is late about it. */
export function stateCell(action: Action, today: string): Cell {
  const standing = STANDING_TAGS[actionStanding(action, today)]
  const { words, colour } = STATE_WORDS[action.state]
  return standing === null || standing.text === 'No date' ? { tag: { text: words, colour } } : { tag: standing, hint: words.toLowerCase() }
}
