import type { Cell } from '../../../platform/http/components.ts'
import type { Id } from '../../../platform/id.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { actionsOf, actionStanding, type ActionStanding } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { actionsInPlans } from '../placeStore.ts'
import { sayLabel } from '../plan.ts'
import { plansOf } from '../store.ts'
import { newestLabels } from '../versionStore.ts'
import { actionsOfPlanHref } from './actionList.ts'
import { planHref } from './visible.ts'

/** GET: the plans, each with its actions counted once, and all actions counted once whatever plans they stand in. */
export const plansPage: Page<StaffActor> = async ({ db, actor, now }, _req, res) => {
  const today = londonDate(now())
  const [plans, placed, actions, approved] = await Promise.all([
    plansOf(db, actor.partnershipId),
    actionsInPlans(db, actor.partnershipId),
    actionsOf(db, actor.partnershipId),
    newestLabels(db, actor.partnershipId),
  ])
  const standing = new Map(actions.map(action => [action.id, actionStanding(action, today)]))
  const inPlans = new Set(placed.map(({ actionId }) => actionId))
  const count = (ids: Iterable<Id<'action'>>, wanted: ActionStanding): number => [...ids].filter(id => standing.get(id) === wanted).length
  const all = actions.map(({ id }) => id)
  const outside = actions.length - inPlans.size
  renderPage(res, 'plans/list', {
    title: 'Plans',
    layout: 'staff',
    newHref: roleHolds(actor.role, 'plan.manage') ? '/plans/new' : undefined,
    importHref: roleHolds(actor.role, 'plan.manage') ? '/plans/import' : undefined,
    stats: [
      { number: actions.length, label: actions.length === 1 ? 'action, counted once' : 'actions, each counted once', href: '/actions' },
      { number: count(all, 'overdue'), label: 'overdue', href: '/actions?show=overdue', tone: 'attention' as const },
      { number: count(all, 'late_to_begin'), label: 'not begun in time', href: '/actions?show=late_to_begin' },
      { number: count(all, 'undated'), label: 'without a date', href: '/actions?show=undated' },
    ],
    outside:
      outside === 0 ? undefined : { text: `${sayCount(outside, 'action is', 'actions are')} in no plan`, href: actionsOfPlanHref('none') },
    table:
      plans.length === 0
        ? undefined
        : {
            id: 'plans',
            caption: 'Plans',
            captionHidden: true,
            columns: [
              { text: 'Plan' },
              { text: 'Period' },
              { text: 'Number' },
              { text: 'Own actions', numeric: true },
              { text: 'Overdue', numeric: true },
              { text: 'Without a date', numeric: true },
              { text: 'Linked actions', numeric: true },
            ],
            rows: plans.map((plan): Cell[] => {
              const here = placed.filter(({ planId }) => planId === plan.id)
              const own = here.filter(({ linked }) => !linked).map(({ actionId }) => actionId)
              return [
                { text: plan.title, href: planHref(plan.id), hint: plan.authorities },
                { text: plan.period },
                { text: sayLabel(plan), hint: approved.has(plan.id) ? `approved: ${approved.get(plan.id) ?? ''}` : '' },
                number(plan.id, own.length, 'own'),
                number(plan.id, count(own, 'overdue'), 'overdue'),
                number(plan.id, count(own, 'undated'), 'undated'),
                number(plan.id, here.length - own.length, 'linked'),
              ]
            }),
          },
    empty: { heading: 'No plans yet', text: 'A plan holds priorities or aims, with the actions that follow from them.' },
  })
}

/** A number that opens the actions that it counts. */
const number = (planId: Id<'plan'>, counted: number, list: Parameters<typeof actionsOfPlanHref>[1]): Cell => ({
  text: counted,
  numeric: true,
  ...(counted === 0 ? {} : { href: actionsOfPlanHref(planId, list) }),
})
