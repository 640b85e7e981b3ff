import type { Id } from '../../../platform/id.ts'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount, shortened } from '../../../platform/say.ts'
import { planWords, readPlan, reminderWords, type Plan } from '../../actionPlan/index.ts'
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
  const { id } = open.auditReturn
  const { none, ...shown } = planWords.planList(plan, {
    asked: queryText(req, 'show'),
    lists: LISTS,
    base: planHref(id),
    columns: [...planWords.PLAN_COLUMNS, { text: 'Reminders' }],
    cells: action => [...planWords.planCells(action, answerHref(id, action)), reminderCell(id, action)],
  })
  renderPage(res, 'handling/actionPlan', {
    ...returnFrame(actor, open.auditReturn, { below: 'Action plan' }),
    ...shown,
    empty: { heading: 'No actions here', text: none || 'An action is written by the establishment, in the answer that calls for it.' },
  })
}

const planHref = (returnId: Id<'return'>): string => `/returns/${returnId}/actions`

/** Leads to who was reminded of the action. */
const reminderCell = (returnId: Id<'return'>, action: Plan['actions'][number]) => ({
  text: reminderWords.isOn(action) ? 'On' : 'Off',
  href: `${planHref(returnId)}/${action.key}`,
  hiddenText: `for “${shortened(action.what)}”`,
})

/** The answer that says the action, among the answers of the return. */
const answerHref = (returnId: Id<'return'>, { key, serves }: Plan['actions'][number]): string =>
  unfoldHref(returnId, serves[0]?.sectionKey ?? '', `#read-${key}`)

/** How far the actions of a return are, in lines that lead to their lists. @param base the return's page */
export function planLines({ actions }: Plan, base: string): { text: string; href: string }[] {
  const of = (list: planWords.PlanList) => actions.filter(action => planWords.isInList(list, action, () => false)).length
  if (actions.length === 0) return []
  const parts = [
    { list: 'overdue', text: `${of('overdue')} overdue` },
    { list: 'finished', text: `${of('finished')} finished` },
  ] as const
  return [
    { text: sayCount(actions.length, 'action'), href: planWords.listHref(`${base}/actions`, 'all') },
    ...parts.filter(({ list }) => of(list) > 0).map(({ list, text }) => ({ text, href: planWords.listHref(`${base}/actions`, list) })),
  ]
}
