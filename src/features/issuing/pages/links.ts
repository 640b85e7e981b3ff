import type { Request } from 'express'
import type { Id } from '../../../platform/id.ts'
import { parseForm, typed } from '../../../platform/forms/parseForm.ts'
import { idField } from '../../../platform/forms/fields.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { earlier, WHOLE_RETURN, type StaffActor } from '../../history/index.ts'
import { returnToWriteAbout } from '../../correspondence/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { findInvitee, invitationsOf, makeLinkToHandOver, revokeLink, showLink, type SeenMain } from '../../links/index.ts'
import { lastSentByLink, lastSentTo, sayQueued } from '../../messages/index.ts'
import { handOver, inviteColleague, resendOne } from '../linkActions.ts'
import { moveOne } from '../moveActions.ts'
import { colleague, keyed } from '../schemas.ts'
import type { TypedColleague } from './colleagueFields.ts'
import { linksView, type Shown } from './linksView.ts'

/** Every link of one return: who holds it, whether it was opened, and what can be done about it. */
export const linksPage: Page<StaffActor> = async (context, req, res) => renderPage(res, 'issuing/links', await model(context, req))

export const resendPage: Page<StaffActor> = async (context, req, res) => {
  const of = { returnId: idParam(req, 'returnId'), invitationId: invitationIn(req), key: keyed.parse(req.body)._key }
  const { name, wasSent } = await resendOne(context, context.actor, of)
  req.session.notice = { text: wasSent === '' ? `${sayQueued(context.mail, `The message to ${name} with the link`)}.` : wasSent }
  res.redirect(303, `/returns/${of.returnId}/links`)
}

/** Moves a link that is out of step with the register to the right person. */
export const moveLinkPage: Page<StaffActor> = async (context, req, res) => {
  const of = { returnId: idParam(req, 'returnId'), invitationId: invitationIn(req), key: keyed.parse(req.body)._key }
  const { from, to, written } = await moveOne(context, context.actor, of)
  const letter = written
    ? ` ${sayQueued(context.mail, `The message to ${to} with the link`)}.`
    : ' No message was written: nothing is left to do.'
  req.session.notice = { text: `The link of ${from} has ended, and ${to} holds the link now.${letter}` }
  res.redirect(303, `/returns/${of.returnId}/links`)
}

export const revokePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const of = { returnId: idParam(req, 'returnId'), invitationId: invitationIn(req), reason: typed(req.body, 'reason').trim().slice(0, 200) }
  const { name, already } = await revokeLink(db, actor, of)
  const by = already ? await earlier.doneBy(db, actor, { returnId: of.returnId }, ['invitation.revoked']) : ''
  req.session.notice = { text: `The link of ${name} no longer works. ${by}`.trim() }
  res.redirect(303, `/returns/${of.returnId}/links`)
}

export const handOverPage: Page<StaffActor> = async (context, req, res) => {
  const returnId = idParam(req, 'returnId')
  const contact = idField<'contact'>().safeParse(typed(req.body, 'contact'))
  if (!contact.success) {
    const errors = [{ field: 'contact', message: 'Choose who gets the link' }]
    renderPage(res.status(422), 'issuing/links', await model(context, req, { errors }))
    return
  }
  const { name } = await handOver(context, context.actor, {
    returnId,
    contactId: contact.data,
    seen: seenMain(req),
    key: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `The earlier link no longer works. ${sayQueued(context.mail, `The message to ${name} with the new one`)}.` }
  res.redirect(303, `/returns/${returnId}/links`)
}

export const colleaguePage: Page<StaffActor> = async (context, req, res) => {
  const returnId = idParam(req, 'returnId')
  const parsed = parseForm(colleague, req.body)
  if (!parsed.ok) {
    const given = { name: typed(req.body, 'name'), email: typed(req.body, 'email'), role: typed(req.body, 'role') }
    renderPage(res.status(422), 'issuing/links', await model(context, req, { errors: parsed.errors, given }))
    return
  }
  const { name } = await inviteColleague(context, context.actor, {
    returnId,
    ...parsed.values,
    reach: WHOLE_RETURN,
    key: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `${sayQueued(context.mail, `The message to ${name} with the link`)}.` }
  res.redirect(303, `/returns/${returnId}/links`)
}

/** A link that staff hand over themselves. It is shown at once. */
export const byHandPage: Page<StaffActor> = async (context, req, res) => {
  const { actor } = context
  const returnId = idParam(req, 'returnId')
  const { invitationId } = await makeLinkToHandOver(context, actor, { returnId, seen: seenMain(req), key: keyed.parse(req.body)._key })
  const address = await showLink(context, actor, { returnId, invitationId })
  renderPage(res, 'issuing/links', await model(context, req, { shown: { invitationId, address } }))
}

/** Shows a working link to staff who may manage returns. A form, so that the history can say who saw it. */
export const showLinkPage: Page<StaffActor> = async (context, req, res) => {
  const of = { returnId: idParam(req, 'returnId'), invitationId: invitationIn(req) }
  const address = await showLink(context, context.actor, of)
  renderPage(res, 'issuing/links', await model(context, req, { shown: { invitationId: of.invitationId, address } }))
}

type Extra = { shown?: Shown; errors?: readonly { field: string; message: string }[]; given?: TypedColleague }

async function model({ db, actor, now }: PageContext<StaffActor>, req: Request, extra: Extra = {}) {
  const returnId = idParam(req, 'returnId')
  const invitee = await findInvitee(db, actor.partnershipId, returnId)
  if (!invitee) throw notFound()
  const invitations = await invitationsOf(db, actor.partnershipId, returnId)
  const today = londonDate(now())
  const about = await returnToWriteAbout(db, actor.partnershipId, returnId)
  const sent = await lastSentByLink(db, actor.partnershipId, [returnId])
  const addresses = [...invitee.contacts, ...invitations].map(({ email }) => email)
  const sentTo = await lastSentTo(db, actor.partnershipId, addresses)
  const { roundId, round: roundName, establishment: establishmentName } = invitee
  const frame = returnFrame(actor, { id: returnId, roundId, roundName, establishmentName }, 'links')
  return { ...linksView({ invitee, about, invitations, sent, sentTo, today, ...extra }), ...frame }
}

/** The main link that stood on the page. */
function seenMain(req: Request): SeenMain {
  const seen = typed(req.body, 'main')
  if (seen === 'none') return null
  const found = idField<'invitation'>().safeParse(seen)
  return found.success ? found.data : undefined
}

const invitationIn = (req: Request): Id<'invitation'> => {
  const found = idField<'invitation'>().safeParse(typed(req.body, 'invitation'))
  if (!found.success) throw notFound()
  return found.data
}
