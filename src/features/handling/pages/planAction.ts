import type { Request } from 'express'
import { typed } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import { mayTell, planWords, readPlan, reminderWords, reminding, servingIn } from '../../actionPlan/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { openReturn } from '../../returns/index.ts'
import { visibleReturnId } from './visibleReturn.ts'

/** GET: one action of a return, what the establishment said of it, and who was reminded of it. */
export const returnPlanActionPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const open = await openReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))
  const { auditReturn } = open
  const today = londonDate(now())
  const action = servingIn(await readPlan(db, open, today), questionAsked(req))
  if (!action) throw notFound()
  const people = await reminding.remindedPeople(db, { partnershipId: actor.partnershipId, returnId: auditReturn.id }, action, today)
  const base = `/returns/${auditReturn.id}/actions`
  renderPage(res, 'handling/planAction', {
    ...returnFrame(actor, auditReturn, { below: 'Action plan' }),
    ...planWords.actionView(action),
    title: 'One action',
    backLink: { text: 'Action plan', href: base },
    action: `${base}/${action.key}`,
    reminders: reminderWords.remindersView(action, people, {
      ...{ today, mayTurn: mayTell(auditReturn) && roleHolds(actor.role, 'return.manage') },
    }),
  })
}

/** POST: turns the reminders of the action on or off. */
export const turnReturnRemindersPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const returnId = await visibleReturnId(db, actor, req)
  const key = questionAsked(req)
  const isOn = typed(req.body, 'reminders') === 'on'
  await reminding.turnReminders(db, { ...actor, returnId }, { key, isOn, now: now() })
  req.session.notice = { text: `Saved: reminders of this action are ${isOn ? 'on' : 'off'}.` }
  res.redirect(303, `/returns/${returnId}/actions/${key}`)
}

const questionAsked = (req: Request): string => String(req.params.question)
