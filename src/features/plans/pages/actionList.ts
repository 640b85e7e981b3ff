import { renderPage } from '../../../platform/http/renderPage.ts'
import { captionOf, paginate } from '../../../platform/http/paginate.ts'
import { idIn } from '../../../platform/forms/fields.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import type { Id } from '../../../platform/id.ts'
import { actionsOf, actionStanding, actionsTable, standingWords } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { actionsInPlans } from '../placeStore.ts'
import { findPlan } from '../store.ts'
import { planTrail } from './visible.ts'

const PAGE_SIZE = 100

/** Which actions of a plan a list has, and what it is called. */
const LISTS = {
  own: 'Own actions',
  linked: 'Actions of the linked plan',
  overdue: standingWords.STANDING_LISTS.overdue,
  undated: standingWords.STANDING_LISTS.undated,
} as const
type List = keyof typeof LISTS

/** Where the actions stand that a number of the list of plans counts: those of a plan, or those that are in none. */
export const actionsOfPlanHref = (planId: Id<'plan'> | 'none', list: List = 'own'): string =>
  `/plans/actions?${new URLSearchParams({ plan: String(planId), ...(list === 'own' ? {} : { show: list }) }).toString()}`

/** GET: the actions that a number of the list of plans counts, each once. */
export const planActionsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const today = londonDate(now())
  const asked = queryText(req, 'plan')
  const planId = asked === 'none' ? null : idIn<'plan'>(asked)
  const plan = planId ? await findPlan(db, actor.partnershipId, planId) : undefined
  if (planId !== null && !plan) throw notFound()
  const [actions, placed] = await Promise.all([actionsOf(db, actor.partnershipId), actionsInPlans(db, actor.partnershipId)])
  const show = (Object.keys(LISTS) as List[]).find(list => list === queryText(req, 'show')) ?? 'own'
  const here = placed.filter(place => plan === undefined || (place.planId === plan.id && place.linked === (show === 'linked')))
  const there = new Set(here.map(({ actionId }) => actionId))
  const listed = actions.filter(
    action =>
      there.has(action.id) === (plan !== undefined) && (show === 'own' || show === 'linked' || actionStanding(action, today) === show),
  )
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(listed.length / PAGE_SIZE)))
  const list = { page, pageSize: PAGE_SIZE, total: listed.length, noun: 'action' }
  const title = plan === undefined ? 'Actions that are in no plan' : LISTS[show]
  const href = actionsOfPlanHref(plan?.id ?? 'none', show)
  renderPage(res, 'plans/actions', {
    title,
    layout: 'staff',
    breadcrumbs: plan === undefined ? [{ text: 'Plans', href: '/plans' }, { text: title }] : planTrail(plan, { text: title }),
    caption: plan?.title ?? '',
    table:
      listed.length === 0
        ? undefined
        : { ...actionsTable(listed.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), today), caption: captionOf(list) },
    empty: { heading: 'No actions here' },
    pagination: paginate({ ...list, href: number => (number === 1 ? href : `${href}&page=${number}`) }),
  })
}
