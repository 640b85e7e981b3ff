import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { bodyWithLink } from '../actions.ts'
import { deliveryOf, deliverySentences, deliveryTag, sayQueued } from '../delivery.ts'
import { KIND_WORDS } from '../kinds.ts'
import { returnOfMessage } from '../listStore.ts'
import { AUDIT_LINK, SECRET_LINK } from '../placeholders.ts'
import { findMessage, type Message } from '../store.ts'
import { retryMessage } from '../upkeepActions.ts'

/** One message as its reader sees it; the audit link in it only for those who may manage returns, since whoever has it can answer. */
export const messagePage: Page<StaffActor> = async ({ db, actor, secret, baseUrl }, req, res) => {
  const message = await findMessage(db, actor.partnershipId, idParam(req, 'messageId'))
  if (!message) throw notFound()
  const about = await returnOfMessage(db, actor.partnershipId, message.id)
  const manages = roleHolds(actor.role, 'return.manage')
  res.set('Referrer-Policy', 'strict-origin')
  renderPage(res, 'messages/message', {
    title: message.subject,
    layout: 'staff',
    breadcrumbs: [{ text: 'Mail', href: '/mail' }, { text: KIND_WORDS[message.kind] }],
    facts: factsOf(message),
    about: about
      ? { text: about.establishment, href: `/returns/${about.returnId}`, linksHref: manages ? `/returns/${about.returnId}/links` : null }
      : null,
    tag: deliveryTag(message),
    sentences: deliverySentences(message),
    body: manages
      ? bodyWithLink(message, secret, baseUrl)
      : bodyWithLink({ ...message, body: message.body.replaceAll(AUDIT_LINK, HIDDEN).replaceAll(SECRET_LINK, HIDDEN) }, secret, baseUrl),
    retry: manages && deliveryOf(message) === 'failed' ? { action: `/mail/${message.id}/retry` } : null,
  })
}

const HIDDEN = '(the link, for those who manage returns)'

const factsOf = (message: Message) => [
  { key: { text: 'To' }, value: { text: `${message.toName}, ${message.toEmail}` } },
  ...(message.replyTo === '' ? [] : [{ key: { text: 'Answers go to' }, value: { text: message.replyTo } }]),
  { key: { text: 'Kind' }, value: { text: KIND_WORDS[message.kind] } },
  { key: { text: 'Written' }, value: { text: sayShortInstant(message.createdAt) } },
  { key: { text: 'Message-ID' }, value: { text: message.messageId } },
]

export const retryPage: Page<StaffActor> = async ({ db, actor, mail }, req, res) => {
  const id = idParam(req, 'messageId')
  await retryMessage(db, actor, id)
  req.session.notice = { text: `${sayQueued(mail, 'The message')}.` }
  res.redirect(303, `/mail/${id}`)
}
