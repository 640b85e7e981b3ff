import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayDay, sayInstant } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { openReturn, signatures, stands, submissions, type AuditReturn } from '../../returns/index.ts'
import { askBoard, boardToAsk } from '../askBoardActions.ts'
import { confirmation, waiving } from '../schemas.ts'
import { confirmSignature, waiveSignature } from '../staffActions.ts'

type Context = PageContext<StaffActor>

/** Whose the signatures of a return are, and what is still to come. */
export const signaturesPage: Page<StaffActor> = (context, req, res) => show(context, req, res, [])

/** Staff say that a signature is right. */
export const confirmPage: Page<StaffActor> = async (context, req, res) => {
  const form = parseForm(confirmation, req.body)
  if (!form.ok) return show(context, req, res.status(422), form.errors)
  const { _key: key, role, at, note } = form.values
  await confirmSignature(context.db, context.actor, { returnId: idParam(req, 'returnId'), key, role, at: new Date(at), note })
  done(req, res, 'The signature is confirmed.')
}

/** Staff go on without the signature of the board. */
export const waivePage: Page<StaffActor> = async (context, req, res) => {
  const form = parseForm(waiving, req.body)
  if (!form.ok) return show(context, req, res.status(422), form.errors)
  const { _key: key, reason } = form.values
  await waiveSignature(context.db, context.actor, { returnId: idParam(req, 'returnId'), key, reason })
  done(req, res, 'The return waits for no signature now. The reason is kept.')
}

/** Staff ask the chair or proprietor to sign. */
export const askBoardForPage: Page<StaffActor> = async (context, req, res) => {
  const { name, written } = await askBoard(context, context.actor, idParam(req, 'returnId'))
  done(
    req,
    res,
    written
      ? `${sayQueued(context.mail, `The message that asks ${name} to sign`)}.`
      : `The message that asks ${name} to sign was written earlier today. No second one was written.`,
  )
}

function done(req: Request, res: Response, text: string): void {
  req.session.notice = { text }
  res.redirect(303, `/returns/${idParam(req, 'returnId')}/signatures`)
}

async function show({ db, actor, now }: Context, req: Request, res: Response, errors: readonly FormError[]): Promise<void> {
  const { auditReturn, signOffs } = await openReturn(db, actor.partnershipId, idParam(req, 'returnId'))
  const of = { partnershipId: actor.partnershipId, returnId: auditReturn.id }
  const waiver = await submissions.waiverOf(db, of)
  const waits = stands('awaiting_chair', auditReturn.status)
  const board = waits ? await boardToAsk(db, actor.partnershipId, auditReturn.id, londonDate(now())) : null
  const base = `/returns/${auditReturn.id}/signatures`
  renderPage(res, 'signing/staff', {
    ...returnFrame(actor, auditReturn, { below: 'Signatures' }),
    title: 'Signatures',
    errors: summaryOf(errors),
    none: signOffs.length === 0 ? noneYet(auditReturn) : null,
    signatures: signOffs.map(signature =>
      signatureView(signature, base, typed(req.body, 'role') === signature.role ? { note: typed(req.body, 'note'), errors } : undefined),
    ),
    waiver: waiver
      ? `${waiver.byName} continued without the signature of the chair or proprietor at ${sayInstant(waiver.at)}: ${waiver.reason}`
      : null,
    sendBackHref: `/returns/${auditReturn.id}/send-back`,
    waits: waits ? waitsView(base, board, { reason: typed(req.body, 'reason'), errors }) : null,
  })
}

/** Why there is no signature, and where to go. */
function noneYet({ id, submittedVia, submittedAt, status, answersDeletedAt }: AuditReturn) {
  const toReturn = { href: `/returns/${id}`, link: 'Go back to the return' }
  if (answersDeletedAt !== null) return { text: 'The signatures were deleted with the answers.', ...toReturn }
  if (submittedVia === 'offline') return { text: 'This return came as a file or on paper: nothing was signed here.', ...toReturn }
  if (stands('sent_back', status) && submittedAt !== null)
    return { text: 'The signatures under what was sent were cancelled when the return was sent back.', ...toReturn }
  return {
    text: 'Nobody has signed yet. A headteacher whose address is not in the register can be given a link of their own.',
    href: `/returns/${id}/links`,
    link: 'Go to the audit links',
  }
}

/** @param sent the note that could not be taken, where one was sent for this signature */
function signatureView(signature: signatures.SignOff, base: string, sent: { note: string; errors: readonly FormError[] } | undefined) {
  const { role, name, jobTitle, at, proof, address, unusual, minuteReference, meetingOn } = signature
  const { confirmedAt, confirmedBy, confirmedNote } = signature
  const row = (key: string, value: string) => (value === '' ? [] : [{ key, value }])
  return {
    title: `${name}, ${CONTACT_ROLE_WORDS[role].toLowerCase()}`,
    rows: [
      ...row('Signed', sayInstant(at)),
      ...row('Job title', jobTitle),
      ...row('How we know', signatures.PROOFS[proof].words),
      ...row('Address', address),
      ...row('Minute reference', minuteReference),
      ...row('Date of the meeting', meetingOn === null ? '' : sayDay(meetingOn)),
      ...unusual.flatMap(code => row('Unusual', signatures.UNUSUAL_WORDS[code])),
      ...row('Confirmed', confirmedAt === null ? '' : `By ${confirmedBy} at ${sayInstant(confirmedAt)}`),
      ...row('Note', confirmedNote),
    ],
    confirm: signatures.isToConfirm(signature)
      ? {
          action: base,
          key: randomUUID(),
          role,
          at: at.toISOString(),
          as: CONTACT_ROLE_WORDS[role].toLowerCase(),
          note: noteBox(role, sent),
        }
      : null,
  }
}

const noteBox = (role: string, sent: { note: string; errors: readonly FormError[] } | undefined) => ({
  // The errors of the page lead to it: of two signatures the one that was confirmed.
  id: sent ? 'note' : `note-${role}`,
  name: 'note',
  limit: 1_000,
  label: { text: 'Note (optional)' },
  hint: { text: 'For example, I telephoned the school and spoke to the head' },
  value: sent?.note ?? '',
  errorMessage: sent && errorsBy(sent.errors)('note'),
})

function waitsView(
  base: string,
  board: Awaited<ReturnType<typeof boardToAsk>>,
  { reason, errors }: { reason: string; errors: readonly FormError[] },
) {
  return {
    ask: board
      ? {
          action: `${base}/ask`,
          line: `A message with a link of their own goes to ${board.name} (${CONTACT_ROLE_WORDS[board.role]}, ${board.email}).`,
          button: `Ask ${board.name} to sign`,
        }
      : null,
    noBoard: 'The register has no email address of a chair or proprietor here.',
    waive: {
      action: `${base}/waive`,
      key: randomUUID(),
      reason: {
        id: 'reason',
        name: 'reason',
        limit: 1_000,
        label: { text: 'Why do you continue without this signature?' },
        hint: { text: 'For example, Signed on paper on 12 March: the copy is with the office' },
        rows: 3,
        value: reason,
        errorMessage: errorsBy(errors)('reason'),
      },
    },
  }
}
