import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount, sayList } from '../../../platform/say.ts'
import type { PlacesOf } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { PART_KINDS, PART_WORDS } from '../plan.ts'
import { removalOf, removeUnapproved, type Removal } from '../removalActions.ts'
import { removal } from '../schemas.ts'
import { planHref, planTrail, visiblePlan } from './visible.ts'

/** GET: asks before a plan is removed, and says what goes with it. */
export const removePlanPage =
  (elsewhere: readonly PlacesOf[]): Page<StaffActor> =>
  (context, req, res) =>
    show(context, req, res, { reason: '', errors: [], elsewhere })

/** POST: removes it; where something else would go by now, shows that first. */
export const doRemovePlanPage =
  (elsewhere: readonly PlacesOf[]): Page<StaffActor> =>
  async (context, req, res) => {
    const { db, actor } = context
    const plan = await visiblePlan(db, actor, req)
    const parsed = parseForm(removal, req.body)
    const reason = typed(req.body, 'reason')
    if (!parsed.ok) return show(context, req, res.status(422), { reason, errors: parsed.errors, elsewhere })
    if (await removeUnapproved(db, actor, { planId: plan.id, ...parsed.values, elsewhere })) {
      req.session.notice = { text: `“${plan.title}” is removed.` }
      res.redirect(303, '/plans')
      return
    }
    const changed = { field: 'goes', message: 'The plan was changed meanwhile, so it was not removed. This is what would go now' }
    await show(context, req, res.status(409), { reason, errors: [changed], elsewhere })
  }

type State = { reason: string; errors: readonly FormError[]; elsewhere: readonly PlacesOf[] }

async function show(
  { db, actor }: PageContext<StaffActor>,
  req: Request,
  res: Response,
  { reason, errors, elsewhere }: State,
): Promise<void> {
  const { id } = await visiblePlan(db, actor, req)
  const what = await removalOf(db, actor.partnershipId, { planId: id, elsewhere })
  const title = 'Remove the plan'
  renderPage(res, 'plans/remove', {
    title,
    layout: 'staff',
    breadcrumbs: planTrail(what.plan, { text: title }),
    errors: summaryOf(errors),
    name: what.plan.title,
    goes: goingLines(what),
    stays: stayingLines(what),
    action: `${planHref(id)}/remove`,
    mark: what.mark,
    reason: {
      id: 'reason',
      name: 'reason',
      limit: 500,
      label: { text: 'Why is it removed?', classes: 'govuk-label--s' },
      hint: { text: 'For example, “imported twice”.' },
      value: reason,
      errorMessage: errorsBy(errors)('reason'),
    },
    cancelHref: planHref(id),
  })
}

/** What goes for good, a line each. */
function goingLines({ parts, measures, values, going, notes }: Removal): string[] {
  const counts = PART_KINDS.map(kind => ({ kind, n: parts.filter(part => part.kind === kind).length })).filter(({ n }) => n > 0)
  return [
    ...counts.map(({ kind, n }) => sayCount(n, PART_WORDS[kind].one, PART_WORDS[kind].many)),
    ...(measures.length === 0 ? [] : [`${sayCount(measures.length, 'measure')} with ${sayCount(values.length, 'value')}`]),
    ...(going.length === 0
      ? []
      : [
          `${sayCount(going.length, 'action that stands', 'actions that stand')} nowhere else${
            notes === 0 ? '' : `, with ${sayCount(notes, 'note')} of progress`
          }`,
        ]),
  ]
}

/** What stays, a sentence each. */
function stayingLines({ staying, linked }: Removal): string[] {
  const one = staying === 1
  return [
    ...(staying === 0
      ? []
      : [
          `${sayCount(staying, 'action')} ${one ? 'stays: it is' : 'stay: they are'} in another plan too, or ${one ? 'answers' : 'answer'} what the audit found.`,
        ]),
    ...(linked.length === 0
      ? []
      : [`${sayList(linked.map(plan => `“${plan.title}”`))} ${linked.length === 1 ? 'is' : 'are'} linked with it: that link ends.`]),
    'The history keeps the title, the reason, and what its parts, measures and actions said.',
  ]
}
