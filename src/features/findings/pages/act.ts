import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { actionFields, actionForm, actionHref, actionsOf, nameOf, NO_TEXT, typedAction, type ActionText } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import type { Round } from '../../rounds/index.ts'
import { actOnFinding, linkFinding, unlinkFinding } from '../actionActions.ts'
import { actionLinksOf } from '../actionLinkStore.ts'
import { sentenceOf, type Finding } from '../finding.ts'
import { actionOf, keyed } from '../schemas.ts'
import { findingsHref, findingsTrail, visibleFinding } from './visible.ts'

/**
 * GET: an action that answers a finding, to be written; or one that is there already, to be linked. Nothing of the finding is written into
 * the action, which everybody reads: its page leads to the finding, with its numbers for whoever may see them.
 */
export const actPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  await show(db, actor.partnershipId, res, { ...(await visibleFinding(db, actor, req)), text: NO_TEXT })
}

/** POST: writes the action, linked with the finding. */
export const doActPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const of = await visibleFinding(db, actor, req)
  const parsed = parseForm(actionForm, req.body)
  if (!parsed.ok) {
    await show(db, actor.partnershipId, res.status(422), { ...of, text: typedAction(req.body), errors: parsed.errors })
    return
  }
  const asked = { roundId: of.round.id, findingId: of.finding.id, action: parsed.values, requestKey: keyed.parse(req.body)._key }
  const { actionId } = await actOnFinding(db, actor, asked)
  req.session.notice = { text: 'The action is written, and linked with its finding.' }
  res.redirect(303, actionHref(actionId))
}

/** POST: links an action that is there with the finding. */
export const linkPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const of = await visibleFinding(db, actor, req)
  const { action } = actionOf.parse(req.body ?? {})
  if (action === undefined) {
    const errors = [{ field: 'action', message: 'Choose the action that is about this finding' }]
    await show(db, actor.partnershipId, res.status(422), { ...of, text: NO_TEXT, errors })
    return
  }
  await linkFinding(db, actor, { roundId: of.round.id, findingId: of.finding.id, actionId: action })
  req.session.notice = { text: 'The action is linked with the finding.' }
  res.redirect(303, `${findingsHref(of.round.id)}#finding-${of.finding.id}`)
}

/** POST: the action is no longer about the finding; both stay. */
export const unlinkPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const { action } = actionOf.parse(req.body ?? {})
  if (action !== undefined) await unlinkFinding(db, actor, { roundId: round.id, findingId: finding.id, actionId: action })
  req.session.notice = { text: 'The action is no longer linked with the finding. It is still among the actions.' }
  res.redirect(303, `${findingsHref(round.id)}#finding-${finding.id}`)
}

const sentence = async (db: Db, partnershipId: Id<'partnership'>, finding: Finding): Promise<string> =>
  sentenceOf(finding, (await settingsOf(db, partnershipId)).leastForWords)

type State = { round: Round; finding: Finding; text: ActionText; errors?: readonly FormError[] }

async function show(db: Db, partnershipId: Id<'partnership'>, res: Response, { round, finding, text, errors = [] }: State): Promise<void> {
  const here = `${findingsHref(round.id)}/${finding.id}`
  const linked = (await actionLinksOf(db, partnershipId, round.id)).filter(({ findingId }) => findingId === finding.id)
  const others = (await actionsOf(db, partnershipId)).filter(({ id }) => !linked.some(({ actionId }) => actionId === id))
  const wrong = errors.find(({ field }) => field === 'action')
  renderPage(res, 'findings/act', {
    title: 'Act on a finding',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'Act on a finding' }),
    errors: summaryOf(errors),
    sentence: await sentence(db, partnershipId, finding),
    action: `${here}/actions`,
    key: randomUUID(),
    fields: actionFields(text, errors),
    cancelHref: `${findingsHref(round.id)}#finding-${finding.id}`,
    link:
      others.length === 0
        ? undefined
        : {
            action: `${here}/actions/link`,
            select: {
              id: 'action',
              name: 'action',
              label: { text: 'Or link an action that is there already', classes: 'govuk-label--m' },
              items: [{ value: '', text: 'Choose an action' }, ...others.map(one => ({ value: String(one.id), text: nameOf(one) }))],
              errorMessage: wrong && { text: wrong.message },
            },
          },
  })
}
