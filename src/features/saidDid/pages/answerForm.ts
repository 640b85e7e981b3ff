import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { actionsOf, conflictOf, LONGEST_ACTION, nameOf, STATE_WORDS, stating, type Action, type ActionState } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import type { Answer } from '../answer.ts'
import { addAnswer, answersIn, changeAnswer, placeActions } from '../answerActions.ts'
import { answersHref, saidDidHref } from '../paths.ts'
import { answerForm, carried, changedAnswer, chosenAction, keyed, NEW_STATES, newAnswer, type AnswerForm } from '../schemas.ts'
import type { Theme } from '../theme.ts'
import { saidDidTrail, visibleAnswer, visibleTheme } from './visible.ts'

/** GET: a new answer to a theme. */
export const newAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  await show(db, res, { ...(await visibleTheme(db, actor, req)), form: answerForm({}) })
}

/** POST: keeps it, and goes on to the next one where that was pressed. */
export const addAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const parsed = parseForm(newAnswer, req.body)
  if (!parsed.ok) {
    await show(db, res, { round, theme, form: answerForm(req.body), errors: parsed.errors })
    return
  }
  const { namesPublic, ...text } = parsed.values
  const action = { ...text, outcomeMeasure: '', remark: '' }
  const path = { roundId: round.id, themeId: theme.id }
  await addAnswer(db, actor, { ...path, action, namesPublic, requestKey: keyed.parse(req.body)._key })
  req.session.notice = { text: `The answer to “${theme.title}” is saved.` }
  const another = typed(req.body, 'intent') === 'another'
  res.redirect(303, another ? `${answersHref(round.id, theme.id)}/new` : `${saidDidHref(round.id)}#theme-${theme.id}`)
}

/** POST: an action that is written already answers the theme too. */
export const placeAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const { action } = chosenAction.parse(req.body ?? {})
  if (action === undefined) {
    const errors = [{ field: 'action', message: 'Choose the action that answers this theme' }]
    await show(db, res, { round, theme, form: answerForm({}), errors })
    return
  }
  const placed = await placeActions(db, actor, { roundId: round.id, themeId: theme.id, actionIds: [action] })
  req.session.notice = placed === 1 ? { text: `It answers “${theme.title}” now.` } : { text: 'It was there already.', kind: 'information' }
  res.redirect(303, `${saidDidHref(round.id)}#theme-${theme.id}`)
}

/** GET: an answer to be changed, wherever it stands. */
export const editAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { answer, ...of } = await visibleAnswer(db, actor, req)
  const { action, namesPublic } = answer
  const seen = { version: action.version, namesSeen: namesPublic, stateSeen: action.state }
  await show(db, res, { ...of, form: { ...action, namesPublic }, answer, seen })
}

/** POST: changes it, unless somebody else has changed it meanwhile. */
export const changeAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme, answer } = await visibleAnswer(db, actor, req)
  const form = answerForm(req.body)
  const parsed = parseForm(changedAnswer, req.body)
  if (!parsed.ok) {
    await show(db, res, { round, theme, form, answer, seen: carried.parse(req.body), errors: parsed.errors })
    return
  }
  const { namesPublic, namesSeen, state, droppedReason, stateSeen, ...text } = parsed.values
  const { outcomeMeasure, remark } = answer.action
  const path = { roundId: round.id, themeId: theme.id, actionId: answer.action.id }
  const names = { ticked: namesPublic, seen: namesSeen }
  const stand = { state, droppedReason, seen: stateSeen }
  const { changedSince } = await changeAnswer(db, actor, { ...path, change: { ...text, outcomeMeasure, remark }, names, stand })
  if (changedSince) {
    const seen = { version: changedSince.version, namesSeen, stateSeen: changedSince.state }
    // Who left how it stands alone is shown how it stands now.
    const { state: stands, droppedReason: why } = state === stateSeen ? changedSince : form
    await show(db, res.status(409), { round, theme, form: { ...form, state: stands, droppedReason: why }, answer, seen, changedSince })
    return
  }
  req.session.notice = { text: 'The answer is saved.' }
  res.redirect(303, `${saidDidHref(round.id)}#theme-${theme.id}`)
}

type State = {
  round: Round
  theme: Theme
  form: AnswerForm
  errors?: readonly FormError[]
  /** The answer that is changed; none when it is new. */
  answer?: Answer
  /** What stood there when its form was drawn. */
  seen?: { version: number; namesSeen: boolean; stateSeen?: ActionState | undefined }
  changedSince?: Action
}

async function show(db: Db, res: Response, { round, theme, form, errors = [], answer, seen, changedSince }: State): Promise<void> {
  const here = answersHref(round.id, theme.id)
  const title = answer ? 'Change an answer' : 'Add an answer'
  const themes = answer?.themeIds.length ?? 1
  if (errors.length > 0) res.status(422)
  renderPage(res, 'saidDid/answerForm', {
    title,
    layout: 'staff',
    breadcrumbs: saidDidTrail(round, { text: title }),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this answer since you opened this page', href: '#what' }] : []),
    ],
    about: theme.title,
    statement: theme.statement,
    shared: themes > 1 ? `It answers ${themes} themes, and is changed in all of them.` : '',
    conflict: changedSince && conflictOf(changedSince),
    action: answer ? `${here}/${answer.action.id}` : here,
    hidden: seen
      ? [
          { name: 'version', value: String(seen.version) },
          { name: 'namesSeen', value: seen.namesSeen ? 'yes' : '' },
          { name: 'stateSeen', value: seen.stateSeen ?? '' },
        ]
      : [{ name: '_key', value: randomUUID() }],
    cancelHref: `${saidDidHref(round.id)}#theme-${theme.id}`,
    isNew: answer === undefined,
    fields: fieldsOf(form, errors, answer === undefined),
    others: answer ? undefined : await othersOf(db, round, theme, errors),
  })
}

function fieldsOf(form: AnswerForm, errors: readonly FormError[], isNew: boolean) {
  const errorOf = errorsBy(errors)
  const box = (id: 'what' | 'timescale' | 'lead', label: string, hint: string, rows: number) => ({
    id,
    name: id,
    limit: LONGEST_ACTION[id],
    label: { text: label, classes: 'govuk-label--s' },
    hint: { text: hint },
    rows,
    value: form[id],
    errorMessage: errorOf(id),
  })
  return {
    what: box(
      'what',
      'What did you do, or what will you do?',
      'As everyone will read it. A web address in it becomes a link. Name no one who works for you.',
      4,
    ),
    ...standFields(form, errors, isNew),
    timescale: box(
      'timescale',
      'When? (optional)',
      'What is promised needs a date, like “from September 2027”. Everyone reads it as you write it.',
      1,
    ),
    lead: box('lead', 'Who acts? (optional)', 'A body, a group or a post, like “Northmoor Police”. Put several on lines of their own.', 2),
    names: {
      idPrefix: 'namesPublic',
      name: 'namesPublic',
      classes: 'govuk-checkboxes--small',
      items: [
        {
          value: 'yes',
          text: 'People named here have agreed that everyone may read their names',
          hint: { text: 'Otherwise only bodies, groups and posts are published.' },
          checked: form.namesPublic,
        },
      ],
    },
  }
}

/** How an answer stands. A new one was not dropped yet. */
function standFields(form: AnswerForm, errors: readonly FormError[], isNew: boolean) {
  const { state, droppedReason } = stating.stateFields(form, errors)
  if (!isNew) return { state, droppedReason }
  return { state: { ...state, items: NEW_STATES.map(value => ({ value, text: STATE_WORDS[value].words, checked: form.state === value })) } }
}

/** The actions that are written already and do not answer the theme: those that answer other themes first. */
async function othersOf(db: Db, { partnershipId, id: roundId }: Round, theme: Theme, errors: readonly FormError[]) {
  const { answers } = await answersIn(db, partnershipId, roundId)
  const here = answers.filter(({ themeIds }) => themeIds.includes(theme.id)).map(({ action }) => action.id)
  const elsewhere = answers.map(({ action }) => action)
  const known = elsewhere.map(({ id }) => id)
  const rest = (await actionsOf(db, partnershipId)).filter(({ id }) => !known.includes(id))
  const others = [...elsewhere, ...rest].filter(({ id }) => !here.includes(id))
  if (others.length === 0) return undefined
  return {
    action: `${answersHref(roundId, theme.id)}/choose`,
    select: {
      id: 'action',
      name: 'action',
      label: { text: 'Or choose an action that is written already', classes: 'govuk-label--m' },
      hint: { text: 'One action can answer several themes. It is counted once.' },
      items: [{ value: '', text: 'Choose an action' }, ...others.map(one => ({ value: String(one.id), text: nameOf(one) }))],
      errorMessage: errorsBy(errors)('action'),
    },
  }
}
