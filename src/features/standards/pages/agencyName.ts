import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayList } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { renameAgency } from '../agencyActions.ts'
import { exercisesAsking } from '../exerciseStore.ts'
import { agencyName } from '../schemas.ts'
import { agencyHref, exerciseHref, exerciseTrail, visibleAgency } from './visible.ts'

/** GET: another name for an agency, and where it will stand. */
export const agencyNamePage: Page<StaffActor> = async (context, req, res) => show(context, req, res, {})

/** POST: the agency renamed, unless a colleague has given it another name meanwhile, or another agency has it. */
export const renameAgencyPage: Page<StaffActor> = async (context, req, res) => {
  const { exercise, agency } = await visibleAgency(context.db, context.actor, req)
  const parsed = parseForm(agencyName, req.body)
  if (!parsed.ok) {
    await show(context, req, res.status(422), { errors: parsed.errors })
    return
  }
  const { name } = parsed.values
  const { isTaken, changedSince } = await renameAgency(context.db, context.actor, { agencyId: agency.id, ...parsed.values })
  if (isTaken) {
    await show(context, req, res.status(422), { errors: [{ field: 'name', message: `Another agency is called “${name}”` }] })
    return
  }
  if (changedSince !== null) {
    const message = `Someone else has changed this name to “${changedSince}” meanwhile. Save again to put yours in its place`
    await show(context, req, res.status(409), { errors: [{ field: 'name', message }], before: changedSince })
    return
  }
  req.session.notice = { text: `The agency is called “${name}” now, in every exercise.` }
  res.redirect(303, agencyHref(exercise.id, agency.id))
}

type Extra = { errors?: readonly FormError[]; before?: string }

async function show({ db, actor }: PageContext<StaffActor>, req: Request, res: Response, { errors = [], before }: Extra): Promise<void> {
  const { exercise, agency } = await visibleAgency(db, actor, req)
  const here = agencyHref(exercise.id, agency.id)
  const asking = await exercisesAsking(db, actor.partnershipId, agency.id)
  const isTyped = errors.length > 0
  renderPage(res, 'standards/agencyName', {
    title: `Rename ${agency.name}`,
    layout: 'staff',
    breadcrumbs: exerciseTrail(
      exercise,
      { text: 'Agencies and their links', href: `${exerciseHref(exercise.id)}/agencies` },
      { text: agency.name, href: here },
      { text: 'Rename' },
    ),
    errors: summaryOf(errors),
    lines: [
      `It stays the same agency: its new name stands in ${sayList(asking.map(({ title }) => `“${title}”`))}, beside what it rated there.`,
      'Letters and history that name it keep the name of then. Use the new name when you ask it again: who is asked by the old one is another agency.',
    ],
    action: `${here}/name`,
    cancelHref: here,
    before: before ?? (isTyped ? typed(req.body, 'before') : agency.name),
    name: {
      id: 'name',
      name: 'name',
      limit: 100,
      label: { text: 'Name of the agency', classes: 'govuk-label--s' },
      classes: 'govuk-!-width-two-thirds',
      value: isTyped ? typed(req.body, 'name') : agency.name,
      autocomplete: 'off',
      spellcheck: false,
      errorMessage: errorsBy(errors)('name'),
    },
  })
}
