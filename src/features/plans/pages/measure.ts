import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { idParam } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { shortened } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { adviceOn, MEASURE_KINDS, MEASURE_WORDS, sayValue, type Measure, type MeasureValue } from '../measure.ts'
import { addMeasure, addValue, changeMeasure, deleteMeasure, measureIn } from '../measureActions.ts'
import { valuesOf } from '../measureStore.ts'
import { partIn } from '../partActions.ts'
import type { Part, Plan } from '../plan.ts'
import { keyed, measureForm, newPart, valueForm, versioned, LONGEST_MEASURE } from '../schemas.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { partHref, planHref, planTrail, visiblePlan } from './visible.ts'

/** GET: a measure to be added. */
export const newMeasurePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await under(db, plan, actor, req.query)
  form(res, { plan, part, said: { kind: '', words: '' } })
}

/** POST: adds it. */
export const addMeasurePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await under(db, plan, actor, req.body)
  const parsed = parseForm(measureForm, req.body)
  if (!parsed.ok) {
    form(res.status(422), { plan, part, said: typedMeasure(req.body), errors: parsed.errors })
    return
  }
  const measure = { ...parsed.values, partId: part.id }
  await addMeasure(db, actor, { planId: plan.id, measure, requestKey: keyed.parse(req.body)._key })
  req.session.notice = { text: 'The measure is added.' }
  res.redirect(303, partHref(plan.id, part.id))
}

async function under(db: Db, plan: Plan, { partnershipId }: StaffActor, given: unknown): Promise<Part> {
  const { under: partId } = newPart.parse(given ?? {})
  if (partId === undefined) throw notFound()
  return partIn(db, partnershipId, plan.id, partId)
}

/** GET: a measure with its values. */
export const measurePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { plan, measure } = await visibleMeasure(db, actor, req)
  await show(db, actor, res, { plan, measure, said: typedValue({}) })
}

/** POST: adds a value. */
export const addValuePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { plan, measure } = await visibleMeasure(db, actor, req)
  const parsed = parseForm(valueForm, req.body)
  if (!parsed.ok) {
    await show(db, actor, res.status(422), { plan, measure, said: typedValue(req.body), errors: parsed.errors })
    return
  }
  const value = { ...parsed.values, measureId: measure.id }
  await addValue(db, actor, { planId: plan.id, value, requestKey: keyed.parse(req.body)._key })
  req.session.notice = { text: 'The value is added.' }
  res.redirect(303, `${planHref(plan.id)}/measures/${measure.id}`)
}

/** GET: a measure to be written anew. */
export const editMeasurePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { plan, measure } = await visibleMeasure(db, actor, req)
  form(res, { plan, measure, said: measure, version: measure.version })
}

/** POST: writes it anew, unless somebody else was first. */
export const changeMeasurePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { plan, measure } = await visibleMeasure(db, actor, req)
  const { version } = versioned.parse(req.body)
  const parsed = parseForm(measureForm, req.body)
  if (!parsed.ok) {
    form(res.status(422), { plan, measure, said: typedMeasure(req.body), version, errors: parsed.errors })
    return
  }
  const { changedSince } = await changeMeasure(db, actor, { planId: plan.id, measureId: measure.id, version, ...parsed.values })
  if (changedSince) {
    form(res.status(409), { plan, measure, said: parsed.values, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The measure is saved.' }
  res.redirect(303, `${planHref(plan.id)}/measures/${measure.id}`)
}

/** POST: removes it; its page asks before. */
export const deleteMeasurePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  await deleteMeasure(db, actor, { planId: plan.id, measureId: idParam(req, 'planMeasureId') })
  req.session.notice = { text: 'The measure is removed.' }
  res.redirect(303, planHref(plan.id))
}

/** GET: asks before a measure is removed. */
export const askDeleteMeasurePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { plan, measure } = await visibleMeasure(db, actor, req)
  const values = (await valuesOf(db, actor.partnershipId, plan.id)).filter(({ measureId }) => measureId === measure.id)
  const here = `${planHref(plan.id)}/measures/${measure.id}`
  renderPage(res, 'plans/confirm', {
    title: 'Remove the measure',
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: 'Remove the measure' }),
    confirm: {
      heading: 'Is this the measure to remove?',
      paragraphs: [
        measure.words,
        values.length === 0 ? 'It has no values.' : `Its values go with it: ${values.length}. Approved versions keep them.`,
      ],
      action: `${here}/delete`,
      button: { text: 'Remove the measure', warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

async function visibleMeasure(
  db: Db,
  actor: StaffActor,
  req: Parameters<typeof visiblePlan>[2],
): Promise<{ plan: Plan; measure: Measure }> {
  const plan = await visiblePlan(db, actor, req)
  return { plan, measure: await measureIn(db, actor.partnershipId, { planId: plan.id, measureId: idParam(req, 'planMeasureId') }) }
}

const typedMeasure = (body: unknown) => ({ kind: typed(body, 'kind'), words: typed(body, 'words') })
const typedValue = (body: unknown) => ({
  written: typed(body, 'written'),
  dated: typed(body, 'dated'),
  source: typed(body, 'source'),
  note: typed(body, 'note'),
})

type FormState = {
  plan: Plan
  part?: Part
  measure?: Measure
  said: { kind: string; words: string }
  version?: number
  errors?: readonly FormError[]
  changedSince?: Measure
}

function form(res: Response, { plan, part, measure, said, version, errors = [], changedSince }: FormState): void {
  const errorOf = errorsBy(errors)
  const title = measure ? 'Change the measure' : 'Add a measure'
  const here = measure ? `${planHref(plan.id)}/measures/${measure.id}` : `${planHref(plan.id)}/measures`
  renderPage(res, 'plans/measureForm', {
    title,
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: title }),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this measure since you opened this page', href: '#words' }] : []),
    ],
    theirs: changedSince && { by: 'It says now:', lines: [`${MEASURE_WORDS[changedSince.kind]}: ${changedSince.words}`] },
    action: here,
    cancelHref: part ? partHref(plan.id, part.id) : here,
    hidden: measure
      ? [{ name: 'version', value: String(version) }]
      : [
          { name: '_key', value: randomUUID() },
          { name: 'under', value: String(part?.id ?? '') },
        ],
    kind: {
      idPrefix: 'kind',
      name: 'kind',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: 'What kind of measure is it?', classes: 'govuk-fieldset__legend--s' } },
      items: MEASURE_KINDS.map(value => ({ value, text: MEASURE_WORDS[value], checked: said.kind === value })),
      errorMessage: errorOf('kind'),
    },
    words: {
      id: 'words',
      name: 'words',
      limit: LONGEST_MEASURE.words,
      label: { text: 'What is measured?', classes: 'govuk-label--s' },
      rows: 3,
      value: said.words,
      errorMessage: errorOf('words'),
    },
  })
}

type ValueState = { plan: Plan; measure: Measure; said: ReturnType<typeof typedValue>; errors?: readonly FormError[] }

async function show(db: Db, actor: StaffActor, res: Response, { plan, measure, said, errors = [] }: ValueState): Promise<void> {
  const values = (await valuesOf(db, actor.partnershipId, plan.id)).filter(({ measureId }) => measureId === measure.id)
  const manages = roleHolds(actor.role, 'plan.manage')
  const here = `${planHref(plan.id)}/measures/${measure.id}`
  const errorOf = errorsBy(errors)
  const box = (id: keyof typeof said, label: string, hint: string) => ({
    id,
    name: id,
    limit: LONGEST_MEASURE[id],
    label: { text: label, classes: 'govuk-label--s' },
    ...(hint === '' ? {} : { hint: { text: hint } }),
    value: said[id],
    errorMessage: errorOf(id),
  })
  renderPage(res, 'plans/measure', {
    title: shortened(`${MEASURE_WORDS[measure.kind]}: ${measure.words}`, 100),
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: `${MEASURE_WORDS[measure.kind]} measure` }),
    errors: summaryOf(errors),
    words: measure.words,
    table: values.length === 0 ? undefined : valuesTable(values),
    buttons: manages ? { edit: `${here}/edit`, remove: `${here}/delete` } : undefined,
    form: manages
      ? {
          action: `${here}/values`,
          key: randomUUID(),
          boxes: [
            box('written', 'Value', 'A number, “134 of 177”, or “98 %” when nobody says of how many.'),
            box('dated', 'When is it from?', 'For example, “31 March 2027” or “Q2 2026/27”.'),
            box('source', 'Source (optional)', ''),
            box('note', 'Note (optional)', ''),
          ],
        }
      : undefined,
  })
}

const valuesTable = (values: readonly MeasureValue[]): DataTable => ({
  id: 'values',
  caption: 'Values',
  columns: [{ text: 'From' }, { text: 'Value' }, { text: 'Source' }, { text: 'Note' }, { text: 'Added by' }],
  rows: values.map((value): Cell[] => [
    { text: value.dated, hint: value.onDay === null ? 'no date can be read' : '' },
    { text: value.written, hint: [sayValue(value), adviceOn(value.written)].filter(text => text !== '').join('. ') },
    { text: value.source },
    { text: value.note, typed: true },
    { text: value.byName, hint: sayShortDay(value.at) },
  ]),
  compact: true,
})
