import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { dayField, momentInBoxes, type TypedDay } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { changeExercise, setStatus, startExercise } from '../exerciseActions.ts'
import { agenciesOf, exerciseAgencies, exercisesOf } from '../exerciseStore.ts'
import { isTicked, keyed, parseChange, parseExercise, statusOf, typedDay, versioned } from '../schemas.ts'
import type { Exercise, StandardSet } from '../standard.ts'
import { ruleFields, ruleLines } from './ruleFields.ts'
import { exerciseHref, exerciseTrail, setHref, setTrail, visibleExercise, setToChange } from './visible.ts'

type NewForm = { title: string; due: TypedDay; agencies: string }

/** GET: a new exercise, with the agencies of the one before. */
export const newExercisePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await setToChange(db, actor, req)
  const [before] = await exercisesOf(db, actor.partnershipId, set.id)
  const asked = before ? await exerciseAgencies(db, actor.partnershipId, before.id) : await agenciesOf(db, actor.partnershipId)
  const agencies = asked.map(({ name }) => name).join('\n')
  showNew(res, set, { title: '', due: { day: '', month: '', year: '' }, agencies }, [])
}

/** POST: begins it. Nobody is written to yet. */
export const startExercisePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await setToChange(db, actor, req)
  const parsed = parseExercise(req.body)
  if (!parsed.ok) {
    const form = { title: typed(req.body, 'title'), due: typedDay(req.body, 'due'), agencies: typed(req.body, 'agencies') }
    showNew(res.status(422), set, form, parsed.errors)
    return
  }
  const { title, dueAt, agencies } = parsed
  const { exerciseId } = await startExercise(db, actor, { setId: set.id, title, dueAt, agencies, key: keyed.parse(req.body)._key })
  req.session.notice = { text: `“${title}” has begun. Now give each agency its link.` }
  res.redirect(303, `${exerciseHref(exerciseId)}/agencies`)
}

function showNew(res: Response, set: StandardSet, form: NewForm, errors: readonly FormError[]): void {
  const errorOf = errorsBy(errors)
  renderPage(res, 'standards/newExercise', {
    title: 'Ask agencies to rate',
    layout: 'staff',
    breadcrumbs: setTrail(set, { text: 'Ask agencies to rate' }),
    errors: summaryOf(errors),
    setTitle: set.title,
    action: `${setHref(set.id)}/exercises`,
    cancelHref: setHref(set.id),
    key: randomUUID(),
    name: nameField(form.title, errorOf('title')),
    due: dayField('due', 'By which day?', 'For example, 26 3 2027. Links can work longer.', form.due, errors),
    agencies: {
      id: 'agencies',
      name: 'agencies',
      limit: 10_000,
      label: { text: 'Agencies, one a line', classes: 'govuk-label--s' },
      hint: {
        text: 'Use the same name as before, so that their ratings can be followed from one exercise to the next. A name can have up to 100 characters.',
      },
      rows: 8,
      value: form.agencies,
      errorMessage: errorOf('agencies'),
    },
  })
}

const nameField = (value: string, errorMessage: { text: string } | undefined) => ({
  id: 'title',
  name: 'title',
  limit: 100,
  label: { text: 'Name of this exercise', classes: 'govuk-label--s' },
  hint: { text: 'For example, Spring 2027' },
  classes: 'govuk-input--width-20',
  value,
  errorMessage,
})

/** GET: what may still be changed of an exercise. */
export const editExercisePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const exercise = await visibleExercise(db, actor, req)
  showEdit(res, { exercise, form: { ...exercise, due: momentInBoxes(exercise.dueAt) } })
}

/** POST: the exercise changed, unless somebody else has changed it meanwhile. */
export const changeExercisePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const exercise = await visibleExercise(db, actor, req)
  const parsed = parseChange(req.body)
  const { version } = versioned.parse(req.body)
  if (!parsed.ok) {
    showEdit(res, { exercise: { ...exercise, version }, form: typedChange(req), errors: parsed.errors })
    return
  }
  const { changedSince } = await changeExercise(db, actor, { exerciseId: exercise.id, text: parsed.text, version })
  if (changedSince) {
    showEdit(res, { exercise: changedSince, form: typedChange(req), changedSince })
    return
  }
  req.session.notice = { text: 'The exercise is changed.' }
  res.redirect(303, exerciseHref(exercise.id))
}

type EditForm = { title: string; due: TypedDay; rollUp: string; shared: boolean }
type EditState = { exercise: Exercise; form: EditForm; errors?: readonly FormError[]; changedSince?: Exercise }

const typedChange = (req: Request): EditForm => ({
  title: typed(req.body, 'title'),
  due: typedDay(req.body, 'due'),
  rollUp: typed(req.body, 'rollUp'),
  shared: isTicked(req.body, 'shared'),
})

function showEdit(res: Response, { exercise, form, errors = [], changedSince }: EditState): void {
  const errorOf = errorsBy(errors)
  if (errors.length > 0) res.status(422)
  if (changedSince) res.status(409)
  renderPage(res, 'standards/editExercise', {
    title: 'Change the exercise',
    layout: 'staff',
    breadcrumbs: exerciseTrail(exercise, { text: 'Change the exercise' }),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this exercise since you opened this page', href: '#title' }] : []),
    ],
    conflict: changedSince && {
      theirs: 'It is now:',
      lines: [`Name: ${changedSince.title}`, `Due: ${sayDay(changedSince.dueAt)}`, ...ruleLines(changedSince)],
      mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
    },
    caption: `${exercise.setTitle}, ${exercise.title}`,
    action: exerciseHref(exercise.id),
    cancelHref: exerciseHref(exercise.id),
    version: exercise.version,
    name: nameField(form.title, errorOf('title')),
    due: dayField('due', 'By which day?', 'For example, 26 3 2027', form.due, errors),
    ...ruleFields(form, {
      legend: 'How do ratings become a result?',
      hint: 'No rating is changed by this. The history keeps that the rule was changed.',
      errorMessage: errorOf('rollUp'),
    }),
    status:
      exercise.status === 'open'
        ? {
            value: 'closed',
            text: 'Close the exercise',
            line: 'Once it is closed nothing more is rated. Its links still show each agency its own ratings.',
          }
        : { value: 'open', text: 'Open the exercise again', line: 'It is closed: nothing more is rated.' },
  })
}

/** POST: closes the exercise, or opens it again. */
export const exerciseStatusPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const exercise = await visibleExercise(db, actor, req)
  const { status } = statusOf.parse(req.body ?? {})
  await setStatus(db, actor, { exerciseId: exercise.id, status })
  req.session.notice = { text: status === 'closed' ? 'The exercise is closed.' : 'The exercise is open again.' }
  res.redirect(303, exerciseHref(exercise.id))
}
