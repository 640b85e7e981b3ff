import type { Request } from 'express'
import { parseForm, typed } from '../../../platform/forms/parseForm.ts'
import { id as idField } from '../../../platform/forms/fields.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { returnFrame } from '../../returns/index.ts'
import { handOver, inviteColleague, makeLinkToHandOver, resendOne, revokeLink, showLink } from '../actions.ts'
import { colleague, keyed } from '../schemas.ts'
import { findInvitee, invitationsOf } from '../store.ts'
import type { TypedColleague } from './colleagueFields.ts'
import { linksView, type Shown } from './linksView.ts'

/** Every link of one return: who holds it, whether it was opened, and what can be done about it. */
export const linksPage: Page<StaffActor> = async (context, req, res) => renderPage(res, 'invitations/links', await model(context, req))

export const resendPage: Page<StaffActor> = async (context, req, res) => {
  const of = { returnId: idParam(req, 'returnId'), invitationId: invitationIn(req), key: keyed.parse(req.body)._key }
  const { name } = await resendOne(context.db, context, context.actor, of)
  req.session.notice = { text: `The link is on its way to ${name} again.` }
  res.redirect(303, `/returns/${of.returnId}/links`)
}

export const revokePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const of = { returnId: idParam(req, 'returnId'), invitationId: invitationIn(req), reason: typed(req.body, 'reason').trim().slice(0, 200) }
  const { name } = await revokeLink(db, actor, of)
  req.session.notice = { text: `The link of ${name} no longer works.` }
  res.redirect(303, `/returns/${of.returnId}/links`)
}

export const handOverPage: Page<StaffActor> = async (context, req, res) => {
  const returnId = idParam(req, 'returnId')
  const contact = idField.safeParse(typed(req.body, 'contact'))
  if (!contact.success) {
    const errors = [{ field: 'contact', message: 'Choose who gets the link' }]
    renderPage(res.status(422), 'invitations/links', await model(context, req, { errors }))
    return
  }
  const { name } = await handOver(context.db, context, context.actor, {
    returnId,
    contactId: contact.data,
    key: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `A new link is on its way to ${name}. The one before has ended.` }
  res.redirect(303, `/returns/${returnId}/links`)
}

export const colleaguePage: Page<StaffActor> = async (context, req, res) => {
  const returnId = idParam(req, 'returnId')
  const parsed = parseForm(colleague, req.body)
  if (!parsed.ok) {
    const given = { name: typed(req.body, 'name'), email: typed(req.body, 'email'), role: typed(req.body, 'role') }
    renderPage(res.status(422), 'invitations/links', await model(context, req, { errors: parsed.errors, given }))
    return
  }
  const { name } = await inviteColleague(context.db, context, context.actor, {
    returnId,
    ...parsed.values,
    key: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `A link is on its way to ${name}.` }
  res.redirect(303, `/returns/${returnId}/links`)
}

/** A link that staff hand over themselves. It is shown at once. */
export const byHandPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const returnId = idParam(req, 'returnId')
  const { invitationId } = await makeLinkToHandOver(db, context, actor, { returnId, key: keyed.parse(req.body)._key })
  const address = await showLink(db, context, actor, { returnId, invitationId })
  renderPage(res, 'invitations/links', await model(context, req, { shown: { invitationId, address } }))
}

/** Shows a working link to staff who may manage returns. A form, so that the history can say who saw it. */
export const showLinkPage: Page<StaffActor> = async (context, req, res) => {
  const of = { returnId: idParam(req, 'returnId'), invitationId: invitationIn(req) }
  const address = await showLink(context.db, context, context.actor, of)
  renderPage(res, 'invitations/links', await model(context, req, { shown: { invitationId: of.invitationId, address } }))
}

type Extra = { shown?: Shown; errors?: readonly { field: string; message: string }[]; given?: TypedColleague }

async function model({ db, actor, now }: PageContext<StaffActor>, req: Request, extra: Extra = {}) {
  const returnId = idParam(req, 'returnId')
  const invitee = await findInvitee(db, actor.partnershipId, returnId)
  if (!invitee) throw notFound()
  const invitations = await invitationsOf(db, actor.partnershipId, returnId)
  const { roundId, round: roundName, establishment: establishmentName } = invitee
  const frame = returnFrame(actor, { id: returnId, roundId, roundName, establishmentName }, 'links')
  return { ...linksView({ invitee, invitations, today: londonDate(now()), ...extra }), ...frame }
}

const invitationIn = (req: Request): number => {
  const found = idField.safeParse(typed(req.body, 'invitation'))
  if (!found.success) throw notFound()
  return found.data
}
