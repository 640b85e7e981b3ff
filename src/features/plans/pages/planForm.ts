import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { PLAN_KIND_WORDS, PLAN_KINDS, type Plan, type PlanText } from '../plan.ts'
import { changePlan, createPlan } from '../planActions.ts'
import { keyed, planForm, planKind, versioned, LONGEST_PLAN } from '../schemas.ts'
import { plansOf } from '../store.ts'
import { planHref, planTrail, visiblePlan } from './visible.ts'

/** GET: a plan to be begun. */
export const newPlanPage: Page<StaffActor> = async ({ db, actor }, _req, res) => show(db, actor.partnershipId, res, { said: typedPlan({}) })

/** POST: begins it. */
export const createPlanPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const parsed = parseForm(planKind.and(planForm), req.body)
  if (!parsed.ok) {
    await show(db, actor.partnershipId, res.status(422), { said: typedPlan(req.body), errors: parsed.errors })
    return
  }
  const { linked, ...plan } = parsed.values
  const { planId } = await createPlan(db, actor, { ...plan, linkedPlanId: linked, requestKey: keyed.parse(req.body)._key })
  req.session.notice = { text: 'The plan is begun. Add what it is made of.' }
  res.redirect(303, planHref(planId))
}

/** GET: the head of a plan to be written anew. */
export const editPlanPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const said = { ...plan, kind: plan.kind, linked: plan.linkedPlanId === null ? '' : String(plan.linkedPlanId) }
  await show(db, actor.partnershipId, res, { said, plan, version: plan.version })
}

/** POST: writes it anew, unless somebody else was first. */
export const changePlanPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const { version } = versioned.parse(req.body)
  const parsed = parseForm(planForm, req.body)
  const said = typedPlan(req.body)
  if (!parsed.ok) {
    await show(db, actor.partnershipId, res.status(422), { said, plan, version, errors: parsed.errors })
    return
  }
  const { linked, ...text } = parsed.values
  const { changedSince } = await changePlan(db, actor, { planId: plan.id, version, ...text, linkedPlanId: linked })
  if (changedSince) {
    await show(db, actor.partnershipId, res.status(409), { said, plan, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The plan is saved.' }
  res.redirect(303, planHref(plan.id))
}

const BOXES = {
  title: ['Title', ''],
  alsoCalled: ['Another name that it goes by (optional)', ''],
  period: ['Period (optional)', 'As you write it: “2026/27”. Actions that are dated after it are marked.'],
  authorities: ['Authorities (optional)', ''],
  owner: ['Who owns it (optional)', ''],
  alignedWith: ['Aligned with (optional)', 'The plans or strategies that it follows, in your words.'],
  label: ['Number of the draft (optional)', 'For example, “DRAFT 0.8”. An approved version keeps its own.'],
  dated: ['Date of the draft (optional)', 'For example, “9 September 2026”.'],
} as const satisfies Record<keyof PlanText, readonly [string, string]>

type Said = PlanText & { kind: string; linked: string }
const typedPlan = (body: unknown): Said =>
  Object.fromEntries([...Object.keys(BOXES), 'kind', 'linked'].map(field => [field, typed(body, field)])) as Said

type State = { said: Said; plan?: Plan; version?: number; errors?: readonly FormError[]; changedSince?: Plan }

async function show(
  db: Db,
  partnershipId: Id<'partnership'>,
  res: Response,
  { said, plan, version, errors = [], changedSince }: State,
): Promise<void> {
  const errorOf = errorsBy(errors)
  const others = (await plansOf(db, partnershipId)).filter(({ id }) => id !== plan?.id)
  const title = plan ? 'Change the head of the plan' : 'Begin a plan'
  renderPage(res, 'plans/planForm', {
    title,
    layout: 'staff',
    breadcrumbs: plan ? planTrail(plan, { text: title }) : [{ text: 'Plans', href: '/plans' }, { text: title }],
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this plan since you opened this page', href: '#title' }] : []),
    ],
    theirs: changedSince && {
      by: `${changedSince.changedBy} changed it to:`,
      lines: Object.entries(BOXES).map(
        ([field, [label]]) => `${label.replace(' (optional)', '')}: ${changedSince[field as keyof PlanText]}`,
      ),
    },
    action: plan ? planHref(plan.id) : '/plans',
    cancelHref: plan ? planHref(plan.id) : '/plans',
    hidden: plan ? { name: 'version', value: String(version) } : { name: '_key', value: randomUUID() },
    kind: plan
      ? undefined
      : {
          idPrefix: 'kind',
          name: 'kind',
          fieldset: { legend: { text: 'What is it made of?', classes: 'govuk-fieldset__legend--s' } },
          items: PLAN_KINDS.map(value => ({ value, text: PLAN_KIND_WORDS[value], checked: said.kind === value })),
          errorMessage: errorOf('kind'),
        },
    boxes: Object.entries(BOXES).map(([field, [label, hint]]) => ({
      id: field,
      name: field,
      limit: LONGEST_PLAN[field as keyof PlanText],
      label: { text: label, classes: 'govuk-label--s' },
      ...(hint === '' ? {} : { hint: { text: hint } }),
      value: said[field as keyof PlanText],
      errorMessage: errorOf(field),
    })),
    linked:
      others.length === 0
        ? undefined
        : {
            id: 'linked',
            name: 'linked',
            label: { text: 'Linked plan (optional)', classes: 'govuk-label--s' },
            hint: { text: 'The plan whose actions also bear on the aims of this one. Each action is counted once.' },
            items: [
              { value: '', text: 'None' },
              ...others.map(({ id, title: name }) => ({ value: String(id), text: name, selected: said.linked === String(id) })),
            ],
          },
  })
}
