import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { actionFields, NO_TEXT, typedAction } from '../actionFields.ts'
import { changeAction, createAction } from '../actions.ts'
import { actionHref, STATE_WORDS, type Action, type ActionText } from '../action.ts'
import { actionForm, keyed, versioned } from '../schemas.ts'
import { actionsTrail, trailOf, visibleAction } from './visible.ts'

/** GET: an action to be written, which stands in no plan yet. */
export const newActionPage: Page<StaffActor> = (_context, _req, res) => show(res, { text: NO_TEXT })

/** POST: writes it. */
export const createActionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const parsed = parseForm(actionForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { text: typedAction(req.body), errors: parsed.errors })
    return
  }
  const { actionId } = await createAction(db, actor, { ...parsed.values, requestKey: keyed.parse(req.body)._key })
  req.session.notice = { text: 'The action is written.' }
  res.redirect(303, actionHref(actionId))
}

/** GET: an action to be written anew. */
export const editActionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const action = await visibleAction(db, actor, req)
  show(res, { text: action, action, version: action.version })
}

/** POST: what was written takes the place of what was there, unless somebody else was first. */
export const changeActionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const action = await visibleAction(db, actor, req)
  const { version } = versioned.parse(req.body)
  const parsed = parseForm(actionForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { text: typedAction(req.body), action, version, errors: parsed.errors })
    return
  }
  const { changedSince } = await changeAction(db, actor, { actionId: action.id, change: { ...parsed.values, version } })
  if (changedSince) {
    show(res.status(409), { text: parsed.values, action, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The action is saved.' }
  res.redirect(303, actionHref(action.id))
}

type State = { text: ActionText; errors?: readonly FormError[]; action?: Action; version?: number; changedSince?: Action }

function show(res: Response, { text, errors = [], action, version, changedSince }: State): void {
  const title = action ? 'Change the action' : 'Write an action'
  renderPage(res, 'actions/form', {
    title,
    layout: 'staff',
    breadcrumbs: action ? trailOf(action, title) : actionsTrail({ text: title }),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this action since you opened this page', href: '#what' }] : []),
    ],
    action: action ? actionHref(action.id) : '/actions',
    cancelHref: action ? actionHref(action.id) : '/actions',
    hidden: [action ? { name: 'version', value: String(version) } : { name: '_key', value: randomUUID() }],
    conflict: changedSince && conflictOf(changedSince),
    fields: actionFields(text, errors),
    button: 'Save the action',
  })
}

/** What somebody else wrote meanwhile, to stand above what was typed. */
export const conflictOf = (theirs: Action) => ({
  theirs: `${theirs.changedBy} changed it to:`,
  lines: [
    theirs.what,
    `When: ${theirs.timescale}`,
    `Lead: ${theirs.lead}`,
    `Outcome measure: ${theirs.outcomeMeasure}`,
    `Remark: ${theirs.remark}`,
    `It stands: ${STATE_WORDS[theirs.state].words}`,
  ],
  mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
})
