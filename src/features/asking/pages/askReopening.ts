import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { canNow } from '../../returns/index.ts'
import { askToReopen, requireWhole } from '../actions.ts'
import { keyed, parseReopening } from '../schemas.ts'
import { ownReturn, requestsFor, waits } from './asked.ts'
import { unlessRefused } from './unlessRefused.ts'

/** GET: the form; where there is nothing to open again, or somebody asked already, what was asked says so. */
export const reopeningPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  requireWhole(actor)
  if (!canNow('sendBack', await ownReturn(db, actor)) || waits(await requestsFor(db, actor), 'reopen')) {
    res.redirect(303, '/return/requests')
    return
  }
  show(res, { reason: '' })
}

/** POST: asks. */
export const askToReopenPage: Page<ContributorActor> = async (context, req, res) => {
  const given = { reason: typed(req.body, 'reason') }
  const parsed = parseReopening(req.body)
  if (!parsed.ok) {
    show(res.status(422), { ...given, errors: parsed.errors })
    return
  }
  const { refusal } = await unlessRefused(() => askToReopen(context, context.actor, { ...parsed.values, key: keyed.parse(req.body)._key }))
  if (refusal !== null) {
    show(res.status(409), { ...given, stopped: refusal })
    return
  }
  req.session.notice = { text: 'Your partnership has your request. You find the answer on this page.' }
  res.redirect(303, '/return/requests')
}

function show(
  res: Response,
  { reason, errors = [], stopped = '' }: { reason: string; errors?: readonly FormError[]; stopped?: string },
): void {
  renderPage(res, 'asking/reopening', {
    title: 'Ask to open the return again',
    backLink: { text: 'Ask your partnership', href: '/return/requests' },
    errors: summaryOf(errors),
    stopped,
    key: randomUUID(),
    field: {
      id: 'reason',
      name: 'reason',
      limit: 1_000,
      label: { text: 'What do you need to change, and why?', classes: 'govuk-label--s' },
      hint: { text: 'Name the questions. Your partnership reads this. Write nothing that identifies a child.' },
      rows: 5,
      value: reason,
      errorMessage: errorsBy(errors)('reason'),
    },
  })
}
