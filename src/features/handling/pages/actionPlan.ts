import type { Id } from '../../../platform/id.ts'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { planWords, readPlan, type Plan } from '../../actionPlan/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { openReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { unfoldHref } from './answers.ts'
import { visibleReturnId } from './visibleReturn.ts'

const LISTS = ['all', 'overdue', 'due_soon', 'open', 'finished'] as const

/** GET: the actions of a return, with what the establishment said of how far they are. */
export const returnPlanPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const open = await openReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))
  const plan = await readPlan(db, open, londonDate(now()))
  const base = `/returns/${open.auditReturn.id}`
  const shown = planWords.listAsked(queryText(req, 'show'), LISTS)
  const { tabs, list } = planWords.planLists(plan, { lists: LISTS, shown, isMine: () => false, href: show => planHref(base, show) })
  renderPage(res, 'handling/actionPlan', {
    ...returnFrame(actor, open.auditReturn, { below: 'Action plan' }),
    title: shown === 'all' ? 'Action plan' : `Action plan: ${planWords.PLAN_LISTS[shown].words.toLowerCase()}`,
    tabs,
    table:
      list.length === 0
        ? null
        : {
            id: 'action-plan',
            caption: planWords.PLAN_LISTS[shown].words,
            captionHidden: true,
            columns: planWords.PLAN_COLUMNS,
            rows: list.map(action => planWords.planCells(action, answerHref(open.auditReturn.id, action))),
          },
    empty: {
      heading: 'No actions here',
      text: planWords.PLAN_LISTS[shown].none || 'An action is written by the establishment, in the answer that calls for it.',
    },
  })
}

/** The answer that says the action, among the answers of the return. */
const answerHref = (returnId: Id<'return'>, { key, serves }: Plan['actions'][number]): string =>
  unfoldHref(returnId, serves[0]?.sectionKey ?? '', `#read-${key}`)

const planHref = (base: string, list: planWords.PlanList): string => `${base}/actions${list === 'all' ? '' : `?show=${list}`}`

/** How far the actions of a return are, in lines that lead to their lists. @param base the return's page */
export function planLines({ actions }: Plan, base: string): { text: string; href: string }[] {
  const of = (list: planWords.PlanList) => actions.filter(action => planWords.isInList(list, action, () => false)).length
  if (actions.length === 0) return []
  const parts = [
    { list: 'overdue', text: `${of('overdue')} overdue` },
    { list: 'finished', text: `${of('finished')} finished` },
  ] as const
  return [
    { text: sayCount(actions.length, 'action'), href: planHref(base, 'all') },
    ...parts.filter(({ list }) => of(list) > 0).map(({ list, text }) => ({ text, href: planHref(base, list) })),
  ]
}
