import type { Response } from 'express'
import { z } from 'zod'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { requiredText } from '../../../platform/forms/fields.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import { checkWords, explainFile, held, shown, type StoredEvidence } from '../../evidence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import type { AuditReturn } from '../../returns/index.ts'
import { fileFacts } from './fileFacts.ts'
import { visibleFile } from './visibleReturn.ts'

/** GET: what was found in a document that is held back, without the document: where it is, and who can do what about it. */
export const heldDocumentPage: Page<StaffActor> = async (context, req, res) => {
  const { auditReturn, file } = await visibleFile(context, req)
  if (file.removedAt !== null || !held.isHeld(file)) throw notFound()
  show(res, context.actor, auditReturn, file)
}

const explained = z.object({ explanation: requiredText('Your reason', 'Say why it may be opened', 1000) })

/** POST: keeps why a document that came by email may be opened. */
export const explainDocumentPage: Page<StaffActor> = async (context, req, res) => {
  const { auditReturn, file } = await visibleFile(context, req)
  const form = parseForm(explained, req.body)
  if (!form.ok) {
    if (file.removedAt !== null || !held.isHeld(file)) throw notFound()
    show(res.status(422), context.actor, auditReturn, file, { errors: form.errors, explanation: typed(req.body, 'explanation') })
    return
  }
  await explainFile(context.db, context.actor, { returnId: auditReturn.id, evidenceId: file.id, explanation: form.values.explanation })
  req.session.notice = { text: `“${file.name}” can be opened. Your reason is shown with it.` }
  res.redirect(303, `/returns/${auditReturn.id}/evidence`)
}

function show(
  res: Response,
  actor: StaffActor,
  auditReturn: AuditReturn,
  file: StoredEvidence,
  { errors = [], explanation = '' }: { errors?: readonly FormError[]; explanation?: string } = {},
): void {
  const at = shown.fileHref(auditReturn.id, file.id)
  const manages = roleHolds(actor.role, 'return.manage')
  const own = file.receivedVia !== 'online'
  renderPage(res, 'handling/heldDocument', {
    ...returnFrame(actor, auditReturn, { below: 'A document that is held back' }),
    title: file.name,
    errors: summaryOf(errors),
    facts: fileFacts(file),
    found: file.children.map(checkWords.sayFound),
    next: own
      ? 'It was added by the partnership. Remove it and ask the establishment for another copy, or say why it may be opened.'
      : 'The establishment sees this too: it can replace the document, remove it, or say why it is right to send. You can remove it.',
    explain:
      own && manages
        ? {
            action: `${at}/held`,
            box: {
              id: 'explanation',
              name: 'explanation',
              limit: 1_000,
              label: { text: 'Say why it may be opened', classes: 'govuk-label--s' },
              hint: { text: 'For example: these are order numbers. It is kept with your name and shown with the document.' },
              rows: 3,
              value: explanation,
              errorMessage: errorsBy(errors)('explanation'),
            },
          }
        : null,
    removeHref: manages ? `${at}/remove-for-good` : '',
    allHref: `/returns/${auditReturn.id}/evidence`,
  })
}
