import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { shortened } from '../../../platform/say.ts'
import { actionFields, actionForm, actionsOf, findAction, nameOf, NO_TEXT, typedAction, type ActionText } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { partIn } from '../partActions.ts'
import { partsOf } from '../partStore.ts'
import { movePlace, placeAction, placeIn, takeOut, writeInPlan } from '../placeActions.ts'
import { placesOf } from '../placeStore.ts'
import { PART_WORDS, partName, type Part, type Plan } from '../plan.ts'
import { keyed, movedTo, placeForm } from '../schemas.ts'
import { partHref, planHref, planTrail, visiblePlan } from './visible.ts'

/** GET: an action to be written under a part; or one that is there already, to be given a place. */
export const newPlacePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await partIn(db, actor.partnershipId, plan.id, idParam(req, 'planPartId'))
  await show(db, actor.partnershipId, res, { plan, part, text: NO_TEXT })
}

/** POST: writes it. */
export const writePlacePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await partIn(db, actor.partnershipId, plan.id, idParam(req, 'planPartId'))
  const parsed = parseForm(actionForm, req.body)
  if (!parsed.ok) {
    await show(db, actor.partnershipId, res.status(422), { plan, part, text: typedAction(req.body), errors: parsed.errors })
    return
  }
  await writeInPlan(db, actor, { planId: plan.id, partId: part.id, action: parsed.values, requestKey: keyed.parse(req.body)._key })
  req.session.notice = { text: 'The action is written.' }
  res.redirect(303, partHref(plan.id, part.id))
}

/** POST: gives an action that is there a place. */
export const placePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const part = await partIn(db, actor.partnershipId, plan.id, idParam(req, 'planPartId'))
  const { action, linked } = placeForm.parse(req.body ?? {})
  if (action === undefined) {
    const errors = [{ field: 'action', message: 'Choose an action' }]
    await show(db, actor.partnershipId, res.status(422), { plan, part, text: NO_TEXT, errors })
    return
  }
  const isNew = await placeAction(db, actor, { planId: plan.id, partId: part.id, actionId: action, linked })
  req.session.notice = isNew ? { text: 'The action has a place here now.' } : { text: 'It had a place here already.', kind: 'information' }
  res.redirect(303, partHref(plan.id, part.id))
}

type State = { plan: Plan; part: Part; text: ActionText; errors?: readonly FormError[] }

async function show(db: Db, partnershipId: Id<'partnership'>, res: Response, { plan, part, text, errors = [] }: State): Promise<void> {
  const places = await placesOf(db, partnershipId, plan.id)
  const here = new Set(places.filter(({ partId }) => partId === part.id).map(({ actionId }) => actionId))
  const others = (await actionsOf(db, partnershipId)).filter(({ id }) => !here.has(id))
  const wrong = errors.find(({ field }) => field === 'action')
  renderPage(res, 'plans/newPlace', {
    title: 'Write an action',
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: shortened(partName(part)), href: partHref(plan.id, part.id) }, { text: 'Write an action' }),
    errors: summaryOf(errors),
    caption: shortened(partName(part), 120),
    action: `${planHref(plan.id)}/parts/${part.id}/actions`,
    key: randomUUID(),
    fields: actionFields(text, errors),
    cancelHref: partHref(plan.id, part.id),
    place:
      others.length === 0
        ? undefined
        : {
            action: `${planHref(plan.id)}/parts/${part.id}/places`,
            select: {
              id: 'action',
              name: 'action',
              label: { text: 'Or give an action that is there already a place here', classes: 'govuk-label--m' },
              hint: { text: 'It is the same action: it is counted once, and its progress shows in both places.' },
              items: [{ value: '', text: 'Choose an action' }, ...others.map(one => ({ value: String(one.id), text: nameOf(one) }))],
              errorMessage: wrong && { text: wrong.message },
            },
            linked:
              plan.kind === 'aims'
                ? { idPrefix: 'linked', name: 'linked', items: [{ value: 'yes', text: 'It is an action of the linked plan' }] }
                : undefined,
          },
  })
}

/** GET: where an action stands in a plan: to be moved, or taken out. */
export const movePlacePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const place = await placeIn(db, actor.partnershipId, { planId: plan.id, placeId: idParam(req, 'planPlaceId') })
  const [action, parts] = await Promise.all([
    findAction(db, actor.partnershipId, place.actionId),
    partsOf(db, actor.partnershipId, plan.id),
  ])
  if (!action) throw notFound()
  const here = `${planHref(plan.id)}/places/${place.id}`
  const others = inOrder(parts).filter(({ id }) => id !== place.partId)
  renderPage(res, 'plans/place', {
    title: 'Move an action',
    layout: 'staff',
    breadcrumbs: planTrail(plan, { text: 'Move an action' }),
    what: action.what,
    move: `${here}/move`,
    takeOut: `${here}/take-out`,
    backHref: partHref(plan.id, place.partId),
    under:
      others.length === 0
        ? undefined
        : {
            id: 'under',
            name: 'under',
            label: { text: 'Or move it under', classes: 'govuk-label--s' },
            items: others.map(part => ({ value: String(part.id), text: nameInPlan(part, parts) })),
          },
  })
}

/** The parts as they stand in the plan: each with those under it after it. */
function inOrder(parts: readonly Part[]): Part[] {
  const under = Map.groupBy(parts, ({ parentPlanPartId }) => parentPlanPartId)
  return (under.get(null) ?? []).flatMap(top => [top, ...(under.get(top.id) ?? [])])
}

/** "Objective: One assessment (NSB1)": where parts are of two kinds, they are told apart by what they are, and by what they stand under. */
function nameInPlan(part: Part, parts: readonly Part[]): string {
  if (part.kind === 'aim') return shortened(partName(part), 100)
  const above = parts.find(({ id }) => id === part.parentPlanPartId)
  const kind = PART_WORDS[part.kind].one
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${shortened(partName(part), 100)}`
  return above ? `${name} (${shortened(above.code || partName(above), 40)})` : name
}

/** POST: one step up or down, or under another part. */
export const doMovePlacePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const of = { planId: plan.id, placeId: idParam<'planPlace'>(req, 'planPlaceId') }
  const { direction, under } = movedTo.parse(req.body ?? {})
  const to = direction ?? under
  const moved = to !== undefined && (await movePlace(db, actor, { ...of, to }))
  req.session.notice = moved ? { text: 'The action is moved.' } : { text: 'It stands there already.', kind: 'information' }
  const { partId } = await placeIn(db, actor.partnershipId, of)
  res.redirect(303, partHref(plan.id, partId))
}

/** POST: takes it out of its place. */
export const takeOutPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const placeId = idParam<'planPlace'>(req, 'planPlaceId')
  await takeOut(db, actor, { planId: plan.id, placeId })
  req.session.notice = { text: 'The action is taken out of this place. It is still among the actions.' }
  res.redirect(303, planHref(plan.id))
}
