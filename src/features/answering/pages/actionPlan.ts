import { attachAs } from '../../../platform/http/attachment.ts'
import type { Deps } from '../../../platform/deps.ts'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { calendarFile, isOwner, mayTell, notesOf, planWords, readPlan, type Plan } from '../../actionPlan/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { lastReturnFor } from '../../lastYear/index.ts'
import { canNow, stands, type OpenReturn } from '../../returns/index.ts'
import { openFor } from '../openActions.ts'

const LISTS = ['all', 'mine', 'overdue', 'due_soon', 'open', 'finished'] as const

/** GET: every action that the answers bring, once, with who, by when and how far it is. */
export const actionPlanPage: Page<ContributorActor> = async (context, req, res) => {
  const { actor } = context
  const open = await openFor(context.db, actor)
  const plan = await planFor(context, open)
  const mayAnswer = canNow('save', open.auditReturn)
  const { tabs, none, ...shown } = planWords.planList(plan, {
    asked: queryText(req, 'show'),
    lists: LISTS,
    isMine: ({ owner }) => isOwner(owner, actor),
    base: '/return/actions',
    cells: action => planWords.planCells(action, `/return/actions/${action.key}`),
  })
  renderPage(res, 'answering/actionPlan', {
    ...shown,
    backLink: { text: 'Your return', href: '/return' },
    about: aboutLine(open),
    tabs: plan.actions.length === 0 ? null : tabs,
    empty: plan.actions.length === 0 ? EMPTY : { heading: 'No actions here', text: none },
    calendar: plan.actions.some(({ dueOn }) => dueOn !== null),
    missing: mayAnswer && plan.missing.length > 0 ? missingView(plan) : null,
  })
}

const EMPTY = {
  heading: 'No actions yet',
  text: 'Where an answer falls short, say under its question what will be done, who will do it and by when. It then appears here.',
  action: { text: 'All sections', href: '/return' },
}

function aboutLine({ auditReturn }: OpenReturn): string {
  if (!mayTell(auditReturn)) return 'Your partnership has excused you from this audit, so nothing more is asked about these actions.'
  return stands('completed', auditReturn.status)
    ? 'These are the actions of the answers that were submitted. Go on saying here how far they are, all year: what was submitted stays as it is.'
    : 'These actions come from your answers. To change an action, change its answer. You can say how far it is here at any time, even after you submit.'
}

const missingView = ({ missing }: Plan) => ({
  heading: `${sayCount(missing.length, 'answer calls', 'answers call')} for an action that is not complete`,
  items: missing.map(({ key, label, sectionKey, sectionTitle, lacks }) => ({
    href: `/return/sections/${sectionKey}#question-${key}`,
    text: label,
    why: `${sectionTitle}. Still to say: ${lacks.map(part => planWords.LACK_WORDS[part]).join(', ')}.`,
  })),
})

/** GET: the days of the plan, for a calendar. */
export const actionCalendarPage: Page<ContributorActor> = async (context, _req, res) => {
  const open = await openFor(context.db, context.actor)
  const { actions } = await planFor(context, open)
  const { id: returnId, establishmentName: name, roundName } = open.auditReturn
  const file = calendarFile({ name: `Action plan of ${name}`, returnId, actions, baseUrl: context.baseUrl, now: context.now() })
  attachAs(res, `${name} - ${roundName} - actions.ics`).type('text/calendar; charset=utf-8').send(file)
}

/** The plan of a return, with what was said last year of the actions that it carries on. */
export async function planFor({ db, now }: Pick<Deps, 'db' | 'now'>, open: OpenReturn): Promise<Plan> {
  const last = await lastReturnFor(db, open, [])
  const earlier = last ? await notesOf(db, open.auditReturn.partnershipId, last.id) : []
  return readPlan(
    db,
    open,
    londonDate(now()),
    earlier.map(note => ({ ...note, roundName: last?.roundName ?? '' })),
  )
}
