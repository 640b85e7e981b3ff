import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { advanceNow, type AuditReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { sendBack } from '../decisionActions.ts'
import { sendBackForm } from '../schemas.ts'
import { doneWith, formOf, sayChanged, unlessChanged } from './decide.ts'
import { visibleReturn } from './visibleReturn.ts'

/** GET: what more is asked for. */
export const sendBackPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  show(res, actor, auditReturn, { reason: '' })
}

/** POST: opens the return again and tells the establishment why. */
export const sendBackReturnPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const form = parseForm(sendBackForm, req.body)
  const reason = typed(req.body, 'reason')
  if (!form.ok) {
    show(res, actor, auditReturn, { reason, errors: form.errors })
    return
  }
  const request = { returnId: auditReturn.id, ...formOf(req), reason: form.values.reason }
  let isTold = false
  const isDone = await unlessChanged(async () => {
    isTold = (await sendBack(context, actor, request)).told
  })
  const name = auditReturn.establishmentName
  const told = isTold
    ? `. ${sayQueued(context.mail, `The message to ${name} that says why`)}.`
    : `, but there is no email address of ${name}: nobody was told.`
  if (isDone) doneWith(req, res, auditReturn.id, `The return is open again${told}`)
  else {
    const now = await visibleReturn(db, actor, req)
    show(res.status(409), actor, now, { reason, changed: await sayChanged(db, actor, now.id) })
  }
}

/** @throws Refusal (conflict) when there is nothing to send back */
function show(
  res: Response,
  actor: StaffActor,
  auditReturn: AuditReturn,
  { reason, errors = [], changed = '' }: { reason: string; errors?: readonly FormError[]; changed?: string },
): void {
  advanceNow(auditReturn, 'sendBack')
  if (errors.length > 0) res.status(422)
  renderPage(res, 'handling/sendBack', {
    ...returnFrame(actor, auditReturn, { below: 'Send back' }),
    title: 'Send the return back for more work',
    errors: summaryOf(errors),
    changed,
    due: `They can change and submit it again. It is due at ${sayInstant(auditReturn.dueAt)}: give more time afterwards if they need it.`,
    action: `/returns/${auditReturn.id}/send-back`,
    key: randomUUID(),
    version: auditReturn.version,
    field: {
      id: 'reason',
      name: 'reason',
      label: { text: 'What do you ask for?', classes: 'govuk-label--s' },
      hint: {
        text: 'The establishment reads this in an email and on the return itself. Name the questions. Write nothing that identifies a child.',
      },
      rows: 6,
      value: reason,
      errorMessage: errorsBy(errors)('reason'),
    },
    cancelHref: `/returns/${auditReturn.id}`,
  })
}
