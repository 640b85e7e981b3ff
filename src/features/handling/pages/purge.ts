import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayNumber } from '../../../platform/say.ts'
import { findEvidence, purgeFile, purgeOf, PURGE_REASONS, purgeReasonOf, sameElsewhere, type StoredEvidence } from '../../evidence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import type { AuditReturn } from '../../returns/index.ts'
import { visibleReturn } from './visibleReturn.ts'

type Context = PageContext<StaffActor>
type Found = { auditReturn: AuditReturn; file: StoredEvidence }

/** GET: says what will go before a document is removed for good, and asks why. */
export const confirmPurgePage: Page<StaffActor> = async (context, req, res) => {
  const found = await fileOrWord(context, req, res)
  if (found) await show(context, res, found, '')
}

/** POST: removes a document for good. The second of two people is told who did it. */
export const purgeDocumentPage: Page<StaffActor> = async (context, req, res) => {
  const found = await fileOrWord(context, req, res)
  if (!found) return
  const reason = purgeReasonOf(typed(req.body, 'reason'))
  if (reason === undefined) {
    await show(context, res.status(422), found, 'Choose why the document is removed for good')
    return
  }
  const { auditReturn, file } = found
  const { bytesGone } = await purgeFile(context, context.actor, { returnId: auditReturn.id, evidenceId: file.id, reason })
  req.session.notice = {
    text: bytesGone
      ? 'The document is removed for good. Its name is gone from this service as well.'
      : 'The document and its name are removed for good. The file itself could not be deleted from the disk yet: this is tried again tonight.',
  }
  res.redirect(303, `/returns/${auditReturn.id}/evidence`)
}

/** The file of the path; for one that is gone for good, who removed it is said, and undefined is handed back. @throws Refusal (not found) */
async function fileOrWord({ db, actor }: Context, req: Request, res: Response): Promise<Found | undefined> {
  const auditReturn = await visibleReturn(db, actor, req)
  const evidenceId = idParam<'evidence'>(req, 'evidenceId')
  const file = await findEvidence(db, actor.partnershipId, auditReturn.id, evidenceId)
  if (file) return { auditReturn, file }
  const purge = await purgeOf(db, actor.partnershipId, auditReturn.id, evidenceId)
  if (!purge) throw notFound()
  req.session.notice = { text: `${purge.by} removed this document for good at ${sayInstant(purge.at)}.` }
  res.redirect(303, `/returns/${auditReturn.id}/evidence`)
  return undefined
}

async function show({ db, actor }: Context, res: Response, { auditReturn, file }: Found, error: string): Promise<void> {
  const others = await sameElsewhere(db, { partnershipId: actor.partnershipId, evidenceId: file.id, sha256: file.sha256 })
  const errors = error === '' ? [] : [{ field: 'reason', message: error }]
  const base = `/returns/${auditReturn.id}/evidence`
  renderPage(res, 'handling/purge', {
    ...returnFrame(actor, auditReturn, { below: 'Remove a document for good' }),
    title: 'Remove a document for good',
    errors: summaryOf(errors),
    name: file.name,
    goes: [
      'the file, from the disk of this service',
      'its name and its description, also in the history',
      file.questionKeys.length === 0 ? 'its entry on this return' : 'its entry on this return and on the questions that it was added to',
    ],
    stays: [
      'The history says that you removed a document, when and why. It does not say which.',
      'Workbooks that were made before may hold its name, and it is in backups until they are replaced. Delete copies that you or others have downloaded.',
      ...(others === 0
        ? []
        : [`The same file was also added ${others === 1 ? 'once' : `${sayNumber(others)} times`} elsewhere. Remove it there as well.`]),
    ],
    action: `${base}/${file.id}/remove-for-good`,
    reasons: {
      idPrefix: 'reason',
      name: 'reason',
      fieldset: { legend: { text: 'Why is it removed for good?', classes: 'govuk-fieldset__legend--m' } },
      items: Object.entries(PURGE_REASONS).map(([value, text]) => ({ value, text })),
      errorMessage: errorsBy(errors)('reason'),
    },
    cancelHref: base,
  })
}
