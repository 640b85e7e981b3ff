import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { momentInBoxes, timeField, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { sayInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { advanceNow, type AuditReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { accepted, filesOf, type AddOutcome } from '../../evidence/index.ts'
import { addOfflineFile, receiveOfflineReturn, seenIn, type Recorded } from '../actions.ts'
import { parseOffline } from '../incoming.ts'
import { doneWith, formOf, sayChanged, unlessChanged } from './decide.ts'
import { noteField, withFilesAgain } from './emailedDocuments.ts'
import { errorLines, filesField, keptWords, receivedField, type RefusedFile } from './uploadFields.ts'
import { visibleReturn } from './visibleReturn.ts'

type Context = PageContext<StaffActor>
type Given = { received: TypedMoment; by: string; note: string }
type Trouble = { errors?: readonly FormError[]; refused?: readonly RefusedFile[]; added?: number; changed?: string }

/** GET: the form for a return that came as a workbook, in an email or on paper. */
export const offlinePage: Page<StaffActor> = async (context, req, res) => {
  const auditReturn = await visibleReturn(context.db, context.actor, req)
  await show(context, res, auditReturn, { received: { ...momentInBoxes(context.now()), time: '' }, by: '', note: '' })
}

/** POST: the return is in. */
export const recordOfflinePage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now, config } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const given = { received: typedMoment(req.body, 'received'), by: typed(req.body, 'by'), note: typed(req.body, 'note') }
  const form = parseOffline(req.body, now(), auditReturn)
  const files = uploadedFiles(req)
  const nothing = files.length === 0 && given.note.trim() === '' && (await receivedNames(context, auditReturn)).length === 0
  const errors = [
    ...(nothing ? [{ field: 'files', message: 'Choose the file of the return, or say in the note where the paper is kept' }] : []),
    ...(form.ok ? [] : form.errors),
  ]
  if (!form.ok || errors.length > 0) {
    await show(context, res, auditReturn, given, { errors: withFilesAgain(errors, files.length) })
    return
  }
  const incoming = files.map(({ path, originalName, refused }) => ({ path, originalName, refused, questionKeys: [] }))
  const request = { ...form.values, files: incoming, key: formOf(req).key, seen: typed(req.body, '_seen') }
  let recorded: Recorded | undefined
  const done = await unlessChanged(async () => {
    recorded = await receiveOfflineReturn(context, actor, { auditReturn, ...request, megabytes: config.UPLOAD_LIMIT_MB })
  })
  const current = done ? auditReturn : await visibleReturn(db, actor, req)
  if (!done || !recorded)
    await show(context, res.status(409), current, given, {
      changed: await sayChanged(db, actor, current.id),
      errors: withFilesAgain([], files.length),
    })
  else if ('files' in recorded) await show(context, res, await visibleReturn(db, actor, req), given, recorded.files)
  else doneWith(req, res, auditReturn.id, doneWords(auditReturn, recorded, context.mail))
}

/** POST: one of its files, as the script of the page sends each before the form. */
export const sendOfflineFilePage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now, config } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const form = parseOffline(req.body, now(), auditReturn)
  const files = uploadedFiles(req).map(({ path, originalName, refused }) => ({ path, originalName, refused, questionKeys: [] }))
  let outcome: AddOutcome | undefined
  // What else is wrong, and who was faster, the form itself says.
  const isTaken =
    form.ok &&
    files.length > 0 &&
    (await unlessChanged(async () => {
      const { receivedAt } = form.values
      const seen = typed(req.body, '_seen')
      outcome = await addOfflineFile(context, actor, { auditReturn, files, receivedAt, seen, megabytes: config.UPLOAD_LIMIT_MB })
    }))
  const said = errorLines(outcome?.refused ?? []).join('. ')
  res.json({ isAdded: isTaken && said === '', said, href: '', isFormWrong: !isTaken } satisfies accepted.SentEach)
}

/** The files of an offline return that are with it already. */
async function receivedNames({ db, actor }: Context, { id }: AuditReturn): Promise<string[]> {
  const files = await filesOf(db, actor.partnershipId, id)
  return files.filter(({ receivedVia, removedAt }) => receivedVia === 'offline_return' && removedAt === null).map(({ name }) => name)
}

const doneWords = (
  { establishmentName }: AuditReturn,
  { reference, told }: { reference: string; told: boolean },
  mail: { leaves: boolean },
): string =>
  `The return of ${establishmentName} is in, reference ${reference}. ${told ? `${sayQueued(mail, 'The message that asks them to confirm it')}.` : 'Nobody there has an email address: tell them another way.'} Its answers can be keyed in now.`

/** @throws Refusal (conflict) when the return was submitted already */
async function show(context: Context, res: Response, auditReturn: AuditReturn, given: Given, trouble: Trouble = {}): Promise<void> {
  const { actor, config } = context
  const { errors = [], refused = [], added = 0, changed = '' } = trouble
  advanceNow(auditReturn, 'recordOffline')
  if (errors.length + refused.length > 0 && changed === '') res.status(422)
  const here = await receivedNames(context, auditReturn)
  const byError = errorsBy(errors)('by')
  const lines = [...errors.filter(({ field }) => field === 'files').map(({ message }) => message), ...errorLines(refused)]
  renderPage(res, 'handling/offline', {
    ...returnFrame(actor, auditReturn, { below: 'Offline return' }),
    title: 'Record an offline return',
    errors: [...errorLines(refused).map(text => ({ text, href: '#files' })), ...summaryOf(errors)],
    changed,
    outcome: added === 0 ? '' : `${keptWords(added)}The return itself is not recorded yet: see below.`,
    due: `It is due at ${sayInstant(auditReturn.dueAt)}. Whether it is on time depends on when you say it was received.`,
    warning: accepted.NO_CHILDREN,
    action: `/returns/${auditReturn.id}/offline`,
    key: randomUUID(),
    seen: seenIn(auditReturn),
    here: here.length === 0 ? '' : `With this return already: ${here.join(', ')}.`,
    sending: accepted.sendingEach(`/returns/${auditReturn.id}/offline/files`, config.UPLOAD_LIMIT_MB),
    files: filesField('The return as received', config.UPLOAD_LIMIT_MB, lines),
    received: receivedField(given.received, errors),
    time: timeField('received', 'At what time?', given.received, errors),
    by: {
      id: 'by',
      name: 'by',
      limit: 200,
      label: { text: 'Who sent it?', classes: 'govuk-label--s' },
      hint: { text: 'Their name and role. For example, Sam Okafor, headteacher' },
      value: given.by,
      errorMessage: byError,
    },
    note: { ...noteField(given.note, errors, 'Note', 'Needed when there is no file: say where the paper is kept.'), limit: 2_000 },
    cancelHref: `/returns/${auditReturn.id}`,
  })
}
