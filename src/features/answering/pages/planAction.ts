import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, typedAll, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { shortened } from '../../../platform/say.ts'
import {
  keyed,
  lastNote,
  mayTell,
  PLAN_STATES,
  planWords,
  progressForm,
  reminderWords,
  reminding,
  seen,
  serveAlso,
  serveNoMore,
  servingIn,
  tellProgress,
  type Plan,
  type PlanAction,
} from '../../actionPlan/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { canNow, merge, type OpenReturn } from '../../returns/index.ts'
import { openFor } from '../openActions.ts'
import { refuse } from '../refusals.ts'
import { planFor } from './actionPlan.ts'
import { SIGNATURES } from './sectionForm.ts'

type Context = PageContext<ContributorActor>

/** GET: one action, what was said of it, and the questions that it serves. */
export const planActionPage: Page<ContributorActor> = async (context, req, res) => show(context, req, res, {})

/** POST: says how far it is. */
export const tellProgressPage: Page<ContributorActor> = async (context, req, res) => {
  const { action } = await actionAsked(context, req)
  const said = { state: typed(req.body, 'state'), note: typed(req.body, 'note') }
  const parsed = parseForm(progressForm(action.state), req.body)
  if (!parsed.ok) return show(context, req, res.status(422), { said, errors: parsed.errors })
  const { _seen } = seen.parse(req.body)
  const sent = { key: action.key, ...parsed.values, seen: _seen, requestKey: keyed.parse(req.body)._key, now: context.now() }
  const { told } = await tellProgress(context.db, context.actor, sent)
  if (!told) return show(context, req, res.status(409), { said, errors: [TOLD_MEANWHILE] })
  req.session.notice = {
    text: `Saved: “${shortened(action.what, 80)}” is now “${planWords.PLAN_STATE_WORDS[sent.state].words.toLowerCase()}”.`,
  }
  res.redirect(303, '/return/actions')
}

const TOLD_MEANWHILE = {
  field: 'note',
  message: 'Someone else said how far it is while you were writing. Read what they said below, then send yours if it still holds',
}

/** POST: writes the action into the answers to more questions. */
export const serveAlsoPage: Page<ContributorActor> = async (context, req, res) => {
  const { action } = await actionAsked(context, req)
  const questionKeys = [...new Set(typedAll(req.body, 'questions'))]
  if (questionKeys.length === 0) return show(context, req, res.status(422), { errors: [CHOOSE] })
  await serveAlso(context.db, context.actor, { key: action.key, questionKeys, signatures: typed(req.body, SIGNATURES), now: context.now() })
  req.session.notice = { text: 'Saved: the action serves these questions as well.' }
  res.redirect(303, `/return/actions/${action.key}`)
}

const CHOOSE = { field: 'questions', message: 'Choose the questions that this action serves as well' }

/** POST: takes the action out of the answer to one of its questions. */
export const serveNoMorePage: Page<ContributorActor> = async (context, req, res) => {
  const { action } = await actionAsked(context, req)
  const questionKey = typed(req.body, 'question')
  await serveNoMore(context.db, context.actor, {
    key: action.key,
    questionKey,
    signatures: typed(req.body, SIGNATURES),
    now: context.now(),
  })
  const left = action.serves.find(({ key }) => key !== questionKey)
  req.session.notice = { text: 'Saved: the action does not serve that question any more.' }
  res.redirect(303, `/return/actions/${left?.key ?? action.key}`)
}

/** The action that serves the question in the path. @throws Refusal (not found), also when the person may not see its section */
async function actionAsked(context: Context, req: Request): Promise<{ open: OpenReturn; plan: Plan; action: PlanAction }> {
  const open = await openFor(context.db, context.actor)
  const plan = await planFor(context, open)
  const action = servingIn(plan, String(req.params.question))
  if (!action) throw refuse.notFound()
  return { open, plan, action }
}

/** POST: turns the reminders of the action on or off. */
export const turnRemindersPage: Page<ContributorActor> = async ({ db, actor, now }, req, res) => {
  const key = String(req.params.question)
  const isOn = typed(req.body, 'reminders') === 'on'
  await reminding.turnReminders(db, actor, { key, isOn, now: now() })
  req.session.notice = { text: `Saved: reminders of this action are ${isOn ? 'on' : 'off'}.` }
  res.redirect(303, `/return/actions/${key}`)
}

type Shown = { said?: { state: string; note: string }; errors?: readonly FormError[] }

async function show(context: Context, req: Request, res: Response, { said, errors = [] }: Shown): Promise<void> {
  const { open, plan, action } = await actionAsked(context, req)
  const { auditReturn, signOffs } = open
  const mayAnswer = canNow('save', auditReturn)
  const others = plan.missing.filter(({ key }) => !action.serves.some(served => served.key === key))
  const people = await reminding.remindedPeople(context.db, context.actor, action, londonDate(context.now()))
  const isWhole = action.owner !== null && action.dueOn !== null
  renderPage(res, 'answering/planAction', {
    title: 'How far is it?',
    backLink: { text: 'Action plan', href: '/return/actions' },
    errors: summaryOf(errors),
    ...planWords.actionView(action),
    action: `/return/actions/${action.key}`,
    questions: action.serves.map(({ key, label, sectionKey }) => ({
      key,
      text: label,
      href: mayAnswer ? `/return/sections/${sectionKey}#question-${key}` : `/return/whole#read-${key}`,
    })),
    changeLine: mayAnswer
      ? 'What will be done, who and by when are changed in the answer. Where it serves several questions, change each.'
      : '',
    signatures: merge.signaturesShown(signOffs),
    cancels:
      signOffs.length > 0 && mayAnswer
        ? `Changing which questions it serves changes answers, and so cancels the signature of ${signOffs.map(({ name }) => name).join(' and ')}.`
        : '',
    mayTakeOut: mayAnswer && action.serves.length > 1,
    also: mayAnswer && others.length > 0 && isWhole ? alsoField(others, errors) : null,
    form: mayTell(auditReturn) ? progressFields(action, said, errors) : null,
    reminders: reminderWords.remindersView(action, people, { today: londonDate(context.now()), mayTurn: mayTell(auditReturn) }),
  })
}

const alsoField = (others: Plan['missing'], errors: readonly FormError[]) => ({
  idPrefix: 'questions',
  name: 'questions',
  classes: 'govuk-checkboxes--small',
  fieldset: { legend: { text: 'Which of these answers does the same action put right?', classes: 'govuk-fieldset__legend--s' } },
  hint: { text: 'It is written into each of them as it stands here, in place of what was begun there.' },
  items: others.map(({ key, label, sectionTitle }) => ({ value: key, text: label, hint: { text: sectionTitle } })),
  errorMessage: errorsBy(errors)('questions'),
})

function progressFields(action: PlanAction, said: Shown['said'], errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  return {
    key: randomUUID(),
    seen: lastNote(action),
    state: {
      idPrefix: 'state',
      name: 'state',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: 'How far is it now?', classes: 'govuk-fieldset__legend--s' } },
      items: PLAN_STATES.map(value => ({
        value,
        text: planWords.PLAN_STATE_WORDS[value].words,
        checked: (said?.state ?? action.state) === value,
      })),
      errorMessage: errorOf('state'),
    },
    note: {
      id: 'note',
      name: 'note',
      limit: 2_000,
      label: { text: 'Note', classes: 'govuk-label--s' },
      hint: { text: 'What was done, or why it is no longer needed. Write nothing that identifies a child.' },
      rows: 4,
      value: said?.note ?? '',
      errorMessage: errorOf('note'),
    },
  }
}
