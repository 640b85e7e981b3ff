import type { Request, Response } from 'express'
import { londonDate } from '../../../platform/london.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { headToAsk, openFor, requireWhole, signsAs } from '../../answering/index.ts'
import { type ContributorActor } from '../../history/index.ts'
import { lastReturnFor } from '../../lastYear/index.ts'
import { cameByMainLink, inBrowser } from '../../links/index.ts'
import { lastSentByLink, sayLastSent } from '../../messages/index.ts'
import { findPartnership } from '../../partnerships/index.ts'
import { can, canNow, type OpenReturn, type signatures } from '../../returns/index.ts'
import { answersPrint } from '../answersPrint.ts'
import { boardToAsk } from '../askBoardActions.ts'
import { readCode } from '../codeActions.ts'
import { lastCode } from '../codeStore.ts'
import { refuse } from '../refusals.ts'
import { readSignature } from '../schemas.ts'
import { signReturn, submitReturn, type Signing } from '../signActions.ts'
import { othersInBrowser, signerFor } from '../signerActions.ts'
import { signOffView, type PersonToAsk } from './signOffView.ts'

type Context = PageContext<ContributorActor>

/** Where the head reads, signs and submits, and the chair or proprietor reads and signs. */
export const signOffPage: Page<ContributorActor> = (context, req, res) => showSignOff(context, req, res, [])

/** The head's signature: it submits the return. */
export const submitPage: Page<ContributorActor> = async (context, req, res) => {
  const signing = await readSigning(context, req, res, 'head')
  if (!signing) return
  await submitReturn(context, context.actor, signing)
  res.redirect(303, '/return/receipt')
}

/** The chair's or proprietor's signature. */
export const signPage: Page<ContributorActor> = async (context, req, res) => {
  const signing = await readSigning(context, req, res, 'board')
  if (!signing) return
  const { signed } = await signReturn(context, context.actor, signing)
  if (!signed) req.session.notice = { text: 'This return was signed in your role before. Your signature was not added.' }
  res.redirect(303, '/return/sign-off')
}

/** What was sent, with the code looked at; undefined when the page was shown again with what is wrong. */
async function readSigning(context: Context, req: Request, res: Response, as: 'head' | 'board'): Promise<Signing | undefined> {
  const { db, actor, now } = context
  requireWhole(actor)
  const open = await openFor(db, actor)
  const role = signsAs(actor, open.auditReturn)
  if (role === null || (role === 'head') !== (as === 'head')) throw as === 'head' ? refuse.headSigns() : refuse.notToSign()
  const inTheBrowser = await othersInBrowser(db, actor, whose => inBrowser.isInBrowser(req, whose))
  // What was signed already, or is not open, is said by the action, which gives the same form sent twice the same answer.
  const isOver = !canNow('submit', open.auditReturn) && (role === 'head' || !can('completeSignOff', open.auditReturn.status))
  const signer = await signerFor(db, actor, { open, now: now(), inTheBrowser })
  const needs = { code: signer.way.kind !== 'own_link' && !isOver, told: signer.unusual.length > 0 && !isOver }
  const form = readSignature(req.body, needs, londonDate(now()))
  if (!form.ok) {
    await showSignOff(context, req, res.status(422), form.errors)
    return undefined
  }
  const { code: typedCode, ...values } = form.values
  if (!needs.code) return { ...values, code: null, inTheBrowser }
  const read = await readCode(context, actor, { role, typed: typedCode ?? '' })
  if (read.is === 'right') return { ...values, code: read.code, inTheBrowser }
  const message =
    read.is === 'wrong'
      ? 'This code is not right. Look at the last email that you were sent'
      : 'This code cannot be used any more. Ask for another'
  await showSignOff(context, req, res.status(422), [{ field: read.is === 'wrong' ? 'code' : 'send-code', message }])
  return undefined
}

/** The page, also with what is wrong in what was sent. */
export async function showSignOff(context: Context, req: Request, res: Response, errors: readonly FormError[]): Promise<void> {
  const { db, actor, now, mail } = context
  requireWhole(actor)
  const open = await openFor(db, actor)
  const { auditReturn } = open
  const role = signsAs(actor, auditReturn)
  if (!canNow('submit', auditReturn) && !canNow('completeSignOff', auditReturn)) {
    res.redirect(303, auditReturn.submittedAt === null ? '/return' : '/return/receipt')
    return
  }
  const today = londonDate(now())
  const inTheBrowser = role === null ? [] : await othersInBrowser(db, actor, whose => inBrowser.isInBrowser(req, whose))
  renderPage(
    res,
    'signing/signOff',
    signOffView({
      open,
      actor,
      head: role === 'head' ? null : await toAsk(context, open, await headToAsk(db, actor.partnershipId, auditReturn.id, today)),
      board: await toAsk(context, open, await boardToAsk(db, actor.partnershipId, auditReturn.id, today)),
      partnership: await findPartnership(db, actor.partnershipId),
      last: await lastReturnFor(db, open),
      signer: role === null ? null : await signerFor(db, actor, { open, now: now(), inTheBrowser }),
      code: role === null ? undefined : await codeFor(context, open, role),
      sendsLinks: await cameByMainLink(db, actor),
      mailLeaves: mail.leaves,
      body: req.body,
      errors,
    }),
  )
}

/** The code that was sent and holds for the answers as they are. */
async function codeFor({ db, actor }: Context, open: OpenReturn, role: signatures.SignatureRole) {
  const code = await lastCode(db, { ...actor, role })
  return code && !code.used && code.answers === answersPrint(open) ? code : undefined
}

/** Somebody who can be asked to sign, with what became of the last message with their link. */
async function toAsk(
  { db, actor }: Context,
  { auditReturn }: OpenReturn,
  person: Awaited<ReturnType<typeof headToAsk>>,
): Promise<PersonToAsk | null> {
  if (person === null) return null
  const sent =
    person.invitationId === null ? undefined : (await lastSentByLink(db, actor.partnershipId, [auditReturn.id])).get(person.invitationId)
  return { ...person, sent: sent ? sayLastSent(sent) : '' }
}
