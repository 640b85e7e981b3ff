import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { addPart, changePart, deletePart, movePart, partIn } from '../partActions.ts'
import { partsOf } from '../partStore.ts'
import { placesOf } from '../placeStore.ts'
import { ASKED, PART_LABELS, PART_TEXT, PART_WORDS, partName, type Part, type PartKind, type PartText, type Plan } from '../plan.ts'
import { directed, keyed, newPart, partForm, versioned, LONGEST_PART } from '../schemas.ts'
import { firstPart } from './plan.ts'
import { partHref, planHref, planTrail, visiblePlan } from './visible.ts'

/** GET: a part to be added. */
export const newPartPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  show(res, { plan, said: typedPart({}), ...whichPart(plan, req.query) })
}

/** POST: adds it. */
export const addPartPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const which = whichPart(plan, req.body)
  const parsed = parseForm(partForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { plan, said: typedPart(req.body), ...which, errors: parsed.errors })
    return
  }
  const part = { ...parsed.values, kind: which.kind, parentPlanPartId: which.under ?? null }
  const { partId } = await addPart(db, actor, { planId: plan.id, part, requestKey: keyed.parse(req.body)._key })
  req.session.notice = { text: `The ${PART_WORDS[which.kind].one} is added.` }
  res.redirect(303, partHref(plan.id, partId))
}

/** What kind of part is meant, and under which one: an objective stands under a priority, the others at the top. */
function whichPart(plan: Plan, given: unknown): { kind: PartKind; under?: Part['id'] } {
  const { part, under } = newPart.parse(given ?? {})
  return part === 'objective' && under !== undefined && plan.kind === 'priorities' ? { kind: part, under } : { kind: firstPart(plan) }
}

/** GET: a part to be written anew. */
export const editPartPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await partIn(db, actor.partnershipId, plan.id, idParam(req, 'planPartId'))
  show(res, { plan, part, kind: part.kind, said: part, version: part.version })
}

/** POST: writes it anew, unless somebody else was first. */
export const changePartPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await partIn(db, actor.partnershipId, plan.id, idParam(req, 'planPartId'))
  const { version } = versioned.parse(req.body)
  const parsed = parseForm(partForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { plan, part, kind: part.kind, said: typedPart(req.body), version, errors: parsed.errors })
    return
  }
  const { changedSince } = await changePart(db, actor, { planId: plan.id, partId: part.id, version, text: parsed.values })
  if (changedSince) {
    show(res.status(409), { plan, part, kind: part.kind, said: parsed.values, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: `The ${PART_WORDS[part.kind].one} is saved.` }
  res.redirect(303, partHref(plan.id, part.id))
}

/** POST: one place up or down. */
export const movePartPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const partId = idParam<'planPart'>(req, 'planPartId')
  const { direction } = directed.parse(req.body ?? {})
  const moved = await movePart(db, actor, { planId: plan.id, partId, direction })
  if (!moved) req.session.notice = { text: `It is the ${direction === 'up' ? 'first' : 'last'} already.`, kind: 'information' }
  res.redirect(303, partHref(plan.id, partId))
}

/** GET: asks before a part is removed with what is under it, and says how much that is. */
export const deletePartPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await partIn(db, actor.partnershipId, plan.id, idParam(req, 'planPartId'))
  const [parts, places] = await Promise.all([partsOf(db, actor.partnershipId, plan.id), placesOf(db, actor.partnershipId, plan.id)])
  const under = parts.filter(({ parentPlanPartId }) => parentPlanPartId === part.id)
  const inside = new Set([part.id, ...under.map(({ id }) => id)])
  const actions = places.filter(({ partId }) => inside.has(partId)).length
  const word = PART_WORDS[part.kind].one
  renderPage(res, 'plans/confirm', {
    title: `Remove the ${word}`,
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: `Remove the ${word}` }),
    confirm: {
      heading: `Is this the ${word} to remove?`,
      paragraphs: [
        partName(part),
        [
          under.length > 0 ? `Its ${sayCount(under.length, 'objective')} and all measures go with it.` : 'Its measures go with it.',
          actions === 0
            ? ''
            : `${sayCount(actions, 'action loses its place', 'actions lose their places')} here, and ${actions === 1 ? 'stays' : 'stay'} among the actions with ${actions === 1 ? 'its' : 'their'} progress.`,
          'Approved versions keep it.',
        ]
          .filter(text => text !== '')
          .join(' '),
      ],
      action: `${planHref(plan.id)}/parts/${part.id}/delete`,
      button: { text: `Remove the ${word}`, warning: true },
      cancel: { text: 'Cancel', href: partHref(plan.id, part.id) },
    },
  })
}

/** POST: removes it. */
export const doDeletePartPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  await deletePart(db, actor, { planId: plan.id, partId: idParam(req, 'planPartId') })
  req.session.notice = { text: 'It is removed.' }
  res.redirect(303, planHref(plan.id))
}

const typedPart = (body: unknown): PartText => Object.fromEntries(PART_TEXT.map(field => [field, typed(body, field)])) as PartText

const HINTS: Partial<Record<keyof PartText, string>> = {
  code: 'For example, “P1”.',
  outcomes: 'One to a line.',
  lead: 'A person with their organisation, or a post.',
  delivery: 'For example, a task and finish group.',
}
const ROWS: Partial<Record<keyof PartText, number>> = { statement: 4, outcomes: 5, delivery: 2 }

type State = {
  plan: Plan
  kind: PartKind
  under?: Part['id']
  said: PartText
  part?: Part
  version?: number
  errors?: readonly FormError[]
  changedSince?: Part
}

function show(res: Response, { plan, kind, under, said, part, version, errors = [], changedSince }: State): void {
  const errorOf = errorsBy(errors)
  const { one } = PART_WORDS[kind]
  const title = part ? `Change the ${one}` : `Add ${kind === 'priority' ? 'a' : 'an'} ${one}`
  renderPage(res, 'plans/partForm', {
    title,
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: title }),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: `Someone else has changed this ${one} since you opened this page`, href: '#title' }] : []),
    ],
    theirs: changedSince && {
      by: `${changedSince.changedBy} changed it to:`,
      lines: ASKED[kind].map(field => `${PART_LABELS[field]}: ${changedSince[field]}`),
    },
    action: part ? `${planHref(plan.id)}/parts/${part.id}` : `${planHref(plan.id)}/parts`,
    cancelHref: part ? partHref(plan.id, part.id) : planHref(plan.id),
    hidden: part
      ? [{ name: 'version', value: String(version) }]
      : [
          { name: '_key', value: randomUUID() },
          { name: 'part', value: kind },
          ...(under === undefined ? [] : [{ name: 'under', value: String(under) }]),
        ],
    // What is not asked of such a part is carried along: it may have come with a workbook.
    carried: PART_TEXT.filter(field => !ASKED[kind].includes(field) && said[field] !== '').map(name => ({ name, value: said[name] })),
    boxes: ASKED[kind].map(field => ({
      id: field,
      name: field,
      limit: LONGEST_PART[field],
      label: { text: `${PART_LABELS[field]}${field === 'title' ? '' : ' (optional)'}`, classes: 'govuk-label--s' },
      ...(HINTS[field] === undefined ? {} : { hint: { text: HINTS[field] } }),
      rows: ROWS[field],
      value: said[field],
      errorMessage: errorOf(field),
    })),
  })
}
