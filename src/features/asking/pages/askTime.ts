import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { dayField, typedMoment, type TypedDay } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { ContributorActor } from '../../history/index.ts'
import { canNow, type AuditReturn } from '../../returns/index.ts'
import { askForTime, requireWhole } from '../actions.ts'
import { keyed, parseMoreTime } from '../schemas.ts'
import { ownReturn, requestsFor, waits } from './asked.ts'
import { unlessRefused } from './unlessRefused.ts'

/** GET: the form; where more time cannot be asked for, what was asked says why. */
export const moreTimePage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  requireWhole(actor)
  const auditReturn = await ownReturn(db, actor)
  if (!canNow('extend', auditReturn) || waits(await requestsFor(db, actor), 'more_time')) {
    res.redirect(303, '/return/requests')
    return
  }
  show(res, auditReturn, { until: { day: '', month: '', year: '' }, reason: '' })
}

/** POST: asks. */
export const askForTimePage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const auditReturn = await ownReturn(db, actor)
  const given = { until: typedMoment(req.body, 'until'), reason: typed(req.body, 'reason') }
  const parsed = parseMoreTime(req.body, { now: now(), dueAt: auditReturn.dueAt })
  if (!parsed.ok) {
    show(res.status(422), auditReturn, { ...given, errors: parsed.errors })
    return
  }
  const { refusal } = await unlessRefused(() => askForTime(context, actor, { ...parsed.values, key: keyed.parse(req.body)._key }))
  if (refusal) {
    show(res.status(409), auditReturn, { ...given, stopped: refusal })
    return
  }
  req.session.notice = { text: 'Your partnership has your request. You find the answer on this page.' }
  res.redirect(303, '/return/requests')
}

type Form = { until: TypedDay; reason: string; errors?: readonly FormError[]; stopped?: string }

function show(res: Response, { dueAt }: AuditReturn, { until, reason, errors = [], stopped = '' }: Form): void {
  renderPage(res, 'asking/moreTime', {
    title: 'Ask for more time',
    backLink: { text: 'Ask your partnership', href: '/return/requests' },
    errors: summaryOf(errors),
    stopped,
    dueLine: `Your return is due at ${sayInstant(dueAt)}. This date holds until your partnership gives you another.`,
    key: randomUUID(),
    until: dayField('until', 'Until which date do you need more time?', 'For example, 27 3 2027', until, errors),
    reason: {
      id: 'reason',
      name: 'reason',
      limit: 1_000,
      label: { text: 'Why do you need more time?', classes: 'govuk-label--s' },
      hint: { text: 'Your partnership reads this. Write nothing that identifies a child.' },
      rows: 4,
      value: reason,
      errorMessage: errorsBy(errors)('reason'),
    },
  })
}
