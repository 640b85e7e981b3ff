import type { Request, Response } from 'express'
import { momentInBoxes, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { typed, typedAll, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { londonDate } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { accepted, addFiles } from '../../evidence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { returnDocument, type AuditReturn } from '../../returns/index.ts'
import { holdsFiles } from '../../questions/index.ts'
import { questionChoice, returnFrame } from '../../returnPages/index.ts'
import { evidenceQuestions, keysForFiles } from '../evidenceQuestions.ts'
import { parseDocuments } from '../incoming.ts'
import { errorLines, filesField, keptWords, receivedField, type RefusedFile } from './uploadFields.ts'
import { visibleReturn } from './visibleReturn.ts'

type Context = PageContext<StaffActor>
type Given = { received: TypedMoment; note: string; questions: readonly string[] }

/** GET: the form for documents that came by e-mail. */
export const newDocumentsPage: Page<StaffActor> = async (context, req, res) => {
  const auditReturn = await visibleReturn(context.db, context.actor, req)
  await show(context, res, auditReturn, { received: momentInBoxes(context.now()), note: '', questions: [] })
}

/** POST: takes them in, each judged by itself. */
export const addDocumentsPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const keys = keysForFiles(await returnDocument(db, auditReturn))
  const given = { received: typedMoment(req.body, 'received'), note: typed(req.body, 'note'), questions: typedAll(req.body, 'questions') }
  const form = parseDocuments(req.body, londonDate(now()), keys)
  const files = uploadedFiles(req)
  const errors = [
    ...(files.length === 0 ? [{ field: 'files', message: 'Choose at least one document' }] : []),
    ...(form.ok ? [] : form.errors),
  ]
  if (!form.ok || errors.length > 0) {
    await show(context, res, auditReturn, given, { errors: withFilesAgain(errors, files.length) })
    return
  }
  const { receivedOn, note, questionKeys } = form.values
  const incoming = files.map(({ path, originalName, refused }) => ({ path, originalName, refused, questionKeys }))
  const outcome = await addFiles(context, actor, { ...byEmail(context, auditReturn), files: incoming, receivedOn, note })
  if (outcome.refused.length > 0) await show(context, res, auditReturn, given, { refused: outcome.refused, added: outcome.added })
  else done(req, res, auditReturn, outcome.added)
}

/** POST: one of them, as the script of the page sends each by itself. */
export const sendDocumentPage: Page<StaffActor> = async (context, req, res) => {
  const auditReturn = await visibleReturn(context.db, context.actor, req)
  const keys = keysForFiles(await returnDocument(context.db, auditReturn))
  const form = parseDocuments(req.body, londonDate(context.now()), keys)
  const answer = (said: string, isFormWrong = false) =>
    res.json({
      isAdded: said === '' && !isFormWrong,
      said,
      href: `/returns/${auditReturn.id}/evidence`,
      isFormWrong,
    } satisfies accepted.SentEach)
  if (!form.ok) {
    answer('', true)
    return
  }
  const { questionKeys, ...given } = form.values
  const files = uploadedFiles(req).map(({ path, originalName, refused }) => ({ path, originalName, refused, questionKeys }))
  const { refused } = await addFiles(context, context.actor, { ...byEmail(context, auditReturn), ...given, files })
  if (refused.length === 0) req.session.notice = { text: `The documents are now with the return of ${auditReturn.establishmentName}.` }
  answer(errorLines(refused).join('. '), files.length === 0)
}

const byEmail = ({ config }: Context, { id }: AuditReturn) => ({
  returnId: id,
  via: 'email' as const,
  limits: { megabytes: config.UPLOAD_LIMIT_MB, filesAtOnce: accepted.FILES_AT_ONCE },
})

function done(req: Request, res: Response, { id, establishmentName }: AuditReturn, added: number): void {
  req.session.notice = {
    text: `${added === 1 ? 'One document is' : `${added} documents are`} now with the return of ${establishmentName}.`,
  }
  res.redirect(303, `/returns/${id}/evidence`)
}

/** A browser never keeps the files of a form: whoever has to mend the form is told to choose them again. */
export function withFilesAgain(errors: readonly FormError[], chosen: number): FormError[] {
  if (chosen === 0) return [...errors]
  const again =
    chosen === 1
      ? 'Choose the document again: a form with an error does not keep it'
      : 'Choose the documents again: a form with an error does not keep them'
  return [...errors, { field: 'files', message: again }]
}

async function show(
  { db, actor, config }: Context,
  res: Response,
  auditReturn: AuditReturn,
  given: Given,
  { errors = [], refused = [], added = 0 }: { errors?: readonly FormError[]; refused?: readonly RefusedFile[]; added?: number } = {},
): Promise<void> {
  if (errors.length + refused.length > 0) res.status(422)
  const lines = [...errors.filter(({ field }) => field === 'files').map(({ message }) => message), ...errorLines(refused)]
  const document = await returnDocument(db, auditReturn)
  const questions = evidenceQuestions(document)
  renderPage(res, 'handling/emailedDocuments', {
    ...returnFrame(actor, auditReturn, { below: 'Add documents' }),
    title: 'Add documents',
    errors: [...errorLines(refused).map(text => ({ text, href: '#files' })), ...summaryOf(errors)],
    outcome: added === 0 ? '' : `${keptWords(added)}The others were not: see below.`,
    warning: accepted.NO_CHILDREN,
    action: `/returns/${auditReturn.id}/evidence`,
    sending: accepted.sendingEach(`/returns/${auditReturn.id}/evidence/files`, config.UPLOAD_LIMIT_MB),
    files: filesField('Documents', config.UPLOAD_LIMIT_MB, lines),
    received: receivedField(given.received, errors),
    questions:
      questions.length === 0
        ? null
        : {
            idPrefix: 'questions',
            name: 'questions',
            fieldset: { legend: { text: 'What do they show? (optional)', classes: 'govuk-fieldset__legend--s' } },
            hint: { text: 'Tick none when they belong to the return as a whole.' },
            items: questions.map(({ key, label }) => ({ value: key, text: label, checked: given.questions.includes(key) })),
          },
    another: questionChoice(document.sections, {
      ...{ id: 'another', name: 'questions', label: 'Another question that they are for (optional)', chosen: given.questions },
      offers: question => !holdsFiles(question),
    }),
    note: { ...noteField(given.note, errors), limit: 500 },
    cancelHref: `/returns/${auditReturn.id}/evidence`,
  })
}

export function noteField(
  note: string,
  errors: readonly FormError[],
  label = 'Note (optional)',
  hint = 'For example, who sent it and what it is.',
) {
  const error = errorsBy(errors)('note')
  return {
    id: 'note',
    name: 'note',
    label: { text: label, classes: 'govuk-label--s' },
    hint: { text: hint },
    rows: 3,
    value: note,
    errorMessage: error,
  }
}
