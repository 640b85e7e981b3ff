import { randomUUID } from 'node:crypto'
import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { CONTACT_ROLES, recordEvent, recordEvents, type Actor, type ContactRole, type OfficeActor } from '../history/index.ts'
import { auditLink, type MessageKind } from '../messages/index.ts'
import { colleagueLimit } from './limits.ts'
import { issueLinks, mailLinks, storeLinks, type IssuedLink, type LinkDeps, type Recipient } from './links.ts'
import { colleagueText, INVITATION_TEXT, RESEND_TEXT, resendText, type MailText } from './mailWords.ts'
import { refuse } from './refusals.ts'
import { activeInvitations, invitationsOf, lockInvitees, revoke, type Invitation, type Invitee } from './store.ts'
import { reachableContacts } from './whoIsInvited.ts'

/**
 * Mails these returns their links again: the same link, so that whatever was bookmarked goes on working. A return whose link was
 * revoked, or that never had one, is given a new one (an extension after a revocation: the school must be able to come in).
 *
 * @param trx a transaction, or a database
 * @returns how many messages were queued, and the returns with nobody to mail
 */
export function resendLinks(
  db: Db,
  deps: LinkDeps,
  actor: OfficeActor,
  returnIds: readonly number[],
  mail: { kind?: MessageKind; text?: MailText; key?: string } = {},
): Promise<{ sent: number; withoutEmail: number[] }> {
  return inTransaction(db, async trx => {
    const links = await issueLinks(trx, deps, actor, returnIds)
    const request = mail.key ?? randomUUID()
    const sent = await mailLinks(trx, deps, actor, links, {
      kind: mail.kind ?? 'resend',
      text: mail.text ?? RESEND_TEXT,
      keyOf: link => `resend:${link.invitationId}:${request}`,
    })
    const events = links.map(({ returnId, name }) => ({ verb: 'invitation.resent' as const, returnId, details: { name } }))
    await recordEvents(trx, actor, events)
    const reached = new Set(links.map(link => link.returnId))
    return { sent, withoutEmail: returnIds.filter(id => !reached.has(id)) }
  })
}

type OnReturn = { returnId: number; key?: string | undefined }

/** Mails one link again. @throws Refusal when it was revoked, leads nowhere or has no address */
export function resendOne(db: Db, deps: LinkDeps, actor: OfficeActor, of: OnReturn & { invitationId: number }): Promise<{ name: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.resend' }, async () => {
      const { invitee, invitation } = await lockLink(trx, actor, of)
      if (!invitee.canHaveLink) throw refuse.noLinkNeeded(of.returnId)
      if (invitation.email === '') throw refuse.noAddress(of.returnId)
      await mailLinks(trx, deps, actor, [asIssued(invitee, invitation)], {
        kind: 'resend',
        text: invitation.main ? resendText(invitee) : colleagueText(invitation.issuedBy, invitee),
        keyOf: () => `resend:${invitation.id}:${of.key ?? randomUUID()}`,
      })
      await recordEvent(trx, actor, { verb: 'invitation.resent', returnId: of.returnId, details: { name: invitation.name } })
      return { name: invitation.name }
    }),
  )
}

/** Ends one link at once, and the sessions that came by it. @throws Refusal when it is ended already */
export function revokeLink(
  db: Db,
  actor: Actor,
  of: { returnId: number; invitationId: number; reason: string },
): Promise<{ name: string }> {
  return inTransaction(db, async trx => {
    const { invitation } = await lockLink(trx, actor, of)
    await revoke(trx, actor.partnershipId, [invitation.id], of.reason)
    const details = { name: invitation.name, reason: of.reason }
    await recordEvent(trx, actor, { verb: 'invitation.revoked', returnId: of.returnId, details })
    return { name: invitation.name }
  })
}

/**
 * Gives the return's main link to somebody who stands in the register: a new link is made and mailed, and the one before ends.
 * The same person may be chosen: their old link ends and a new one comes.
 *
 * @throws Refusal when the contact is not one of the establishment who can be mailed today
 */
export function handOver(db: Db, deps: LinkDeps, actor: OfficeActor, of: OnReturn & { contactId: number }): Promise<{ name: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.hand_over' }, async () => {
      const invitee = await lockInvitee(trx, actor, of.returnId)
      const contact = reachableContacts(invitee.contacts, londonDate(deps.now())).find(({ id }) => id === of.contactId)
      if (!contact) throw refuse.noAddress(of.returnId)
      const { id: contactId, name, email, role } = contact
      await replaceMain(trx, deps, actor, invitee, { returnId: invitee.returnId, contactId, name, email, role, main: true })
      return { name }
    }),
  )
}

/** Gives the return's main link to whoever staff will hand it to: it is shown to them, and mailed to nobody. The one before ends. */
export function makeLinkToHandOver(db: Db, deps: LinkDeps, actor: OfficeActor, of: OnReturn): Promise<{ invitationId: number }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.by_hand' }, async () => {
      const invitee = await lockInvitee(trx, actor, of.returnId)
      const recipient: Recipient = { returnId: of.returnId, contactId: null, name: BY_HAND, email: '', role: 'other', main: true }
      return { invitationId: await replaceMain(trx, deps, actor, invitee, recipient) }
    }),
  )
}

const BY_HAND = 'Handed over by the partnership'

/**
 * Gives a colleague a link of their own to the same return, and mails it. The others' links go on working.
 *
 * @throws Refusal when the return has, or had, as many as it may
 */
export function inviteColleague(
  db: Db,
  deps: LinkDeps,
  actor: Actor,
  of: OnReturn & { name: string; email: string; role: ContactRole },
): Promise<{ name: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.colleague' }, async () => {
      const invitee = await lockInvitee(trx, actor, of.returnId)
      const links = await invitationsOf(trx, actor.partnershipId, of.returnId)
      const limit = colleagueLimit(links, actor.kind === 'contributor' ? 'establishment' : 'staff', deps.now())
      if (limit !== null) throw refuse.tooManyColleagues(limit, of.returnId, actor.kind === 'contributor')
      const { name, email, role } = of
      const made = await storeLinks(trx, deps, actor, [{ returnId: of.returnId, contactId: null, name, email, role, main: false }])
      await mailStored(trx, deps, actor, invitee, made.get(of.returnId), colleagueText(actor.name, invitee))
      return { name }
    }),
  )
}

/** The address of a working link, shown to staff who hand it over; the history says who saw it. @throws Refusal when it was revoked */
export function showLink(db: Db, deps: LinkDeps, actor: OfficeActor, of: { returnId: number; invitationId: number }): Promise<string> {
  return inTransaction(db, async trx => {
    const { invitation } = await lockLink(trx, actor, of)
    await recordEvent(trx, actor, { verb: 'invitation.shown', returnId: of.returnId, details: { name: invitation.name } })
    return auditLink(deps.secret, deps.baseUrl, invitation.nonce)
  })
}

/** A working link for an open return, issued first where there is none: for the line that `npm start` prints. */
export async function openAuditLink(db: Db, deps: LinkDeps, partnershipId: number, returnId: number): Promise<string | null> {
  const system = { kind: 'system' as const, partnershipId, name: 'The program' }
  await inTransaction(db, trx => issueLinks(trx, deps, system, [returnId]))
  const [first] = await activeInvitations(db, partnershipId, [returnId])
  return first ? auditLink(deps.secret, deps.baseUrl, first.nonce) : null
}

async function replaceMain(trx: Db, deps: LinkDeps, actor: OfficeActor, invitee: Invitee, recipient: Recipient): Promise<number> {
  const before = (await activeInvitations(trx, actor.partnershipId, [invitee.returnId])).filter(({ main }) => main)
  await revoke(
    trx,
    actor.partnershipId,
    before.map(({ id }) => id),
    'replaced by a new link',
  )
  const made = (await storeLinks(trx, deps, actor, [recipient])).get(invitee.returnId)
  if (!made) throw new Error('the link was not stored')
  if (recipient.email !== '')
    await mailStored(trx, deps, actor, invitee, made, invitee.status === 'not_issued' ? INVITATION_TEXT : resendText(invitee))
  return made.invitationId
}

async function mailStored(
  trx: Db,
  deps: LinkDeps,
  actor: Actor,
  invitee: Invitee,
  made: (Recipient & { invitationId: number }) | undefined,
  text: MailText,
): Promise<void> {
  if (!made) throw new Error('the link was not stored')
  await mailLinks(trx, deps, actor, [{ ...invitee, ...made, isNew: true }], {
    kind: 'invitation',
    text,
    keyOf: link => `invitation:${link.invitationId}`,
  })
}

/** The return, held until the transaction ends. @throws Refusal when it is out of sight, or needs no link */
async function lockInvitee(trx: Db, actor: Actor, returnId: number): Promise<Invitee> {
  const [invitee] = await lockInvitees(trx, actor.partnershipId, [returnId])
  if (!invitee) throw notFound()
  if (!invitee.canHaveLink) throw refuse.noLinkNeeded(returnId)
  return invitee
}

async function lockLink(
  trx: Db,
  actor: Actor,
  of: { returnId: number; invitationId: number },
): Promise<{ invitee: Invitee; invitation: Invitation }> {
  const [invitee] = await lockInvitees(trx, actor.partnershipId, [of.returnId])
  const invitation = (await invitationsOf(trx, actor.partnershipId, of.returnId)).find(({ id }) => id === of.invitationId)
  if (!invitee || !invitation) throw notFound()
  if (invitation.revokedAt !== null) throw refuse.revokedAlready(of.returnId)
  return { invitee, invitation }
}

const asIssued = (invitee: Invitee, invitation: Invitation): IssuedLink => ({
  ...invitee,
  invitationId: invitation.id,
  name: invitation.name,
  email: invitation.email,
  role: CONTACT_ROLES.find(role => role === invitation.role) ?? 'other',
  isNew: false,
})
