import { randomBytes } from 'node:crypto'
import type { Db } from '../../platform/db.ts'
import { linkToken, tokenHash } from '../../platform/linkToken.ts'
import { londonDate, sayInstant } from '../../platform/london.ts'
import { recordEvents, type Actor, type ContactRole, type OfficeActor } from '../history/index.ts'
import { queueMessages, type MessageKind } from '../messages/index.ts'
import { fillIn, type MailText } from './mailWords.ts'
import {
  activeInvitations,
  insertInvitations,
  lockInvitees,
  markIssued,
  type Invitation,
  type Invitee,
  type NewInvitation,
} from './store.ts'
import { whoIsInvited } from './whoIsInvited.ts'

/** What issuing needs of the running system. */
export type LinkDeps = { secret: Buffer; baseUrl: string; now: () => Date }

/** A link with what a mail about it says. */
export type IssuedLink = Invitee & { invitationId: number; name: string; email: string; role: ContactRole; isNew: boolean }

/** Somebody who gets a link. */
export type Recipient = { returnId: number; contactId: number | null; name: string; email: string; role: ContactRole; main: boolean }

/**
 * Sees to it that each of these returns has a working main link, and issues what was not issued: the person whom the rule names
 * is given the link. Nothing is mailed; whoever calls this sends a message with the link.
 *
 * @param trx a transaction
 * @returns the links by which the returns can be mailed; a return without anybody to mail is left out
 */
export async function issueLinks(trx: Db, deps: LinkDeps, actor: OfficeActor, returnIds: readonly number[]): Promise<IssuedLink[]> {
  const today = londonDate(deps.now())
  const locked = await lockInvitees(trx, actor.partnershipId, returnIds)
  const invitees = locked.filter(canBeIssued)
  const active = firstOfEach(await activeInvitations(trx, actor.partnershipId, returnIds))
  const made = await storeLinks(
    trx,
    deps,
    actor,
    invitees.filter(({ returnId }) => !active.has(returnId)).flatMap(invitee => invitedTo(invitee, today, { main: true }) ?? []),
  )
  return invitees.flatMap((invitee): IssuedLink[] => {
    const fresh = made.get(invitee.returnId)
    if (fresh) return [{ ...invitee, ...fresh, isNew: true }]
    const known = active.get(invitee.returnId)
    if (!known || known.email === '') return []
    const { id: invitationId, name, email, role } = known
    return [{ ...invitee, invitationId, name, email, role: role as ContactRole, isNew: false }]
  })
}

/**
 * Issues links as `issueLinks` does. Where nobody who holds one has an address, because it was handed over by hand, the person whom
 * the rule names gets one of their own, so that they can be written to; the link that was handed over goes on working.
 */
export async function issueLinksToMail(trx: Db, deps: LinkDeps, actor: OfficeActor, returnIds: readonly number[]): Promise<void> {
  await issueLinks(trx, deps, actor, returnIds)
  const active = await activeInvitations(trx, actor.partnershipId, returnIds)
  const mailable = new Set(active.filter(({ email }) => email !== '').map(({ returnId }) => returnId))
  const others = (await lockInvitees(trx, actor.partnershipId, returnIds)).filter(
    invitee => canBeIssued(invitee) && !mailable.has(invitee.returnId),
  )
  const today = londonDate(deps.now())
  await storeLinks(
    trx,
    deps,
    actor,
    others.flatMap(invitee => invitedTo(invitee, today, { main: false }) ?? []),
  )
}

/** Links are issued while the round is open; after that they are given to single people, as they are asked for. */
const canBeIssued = ({ roundIsOpen, canHaveLink }: Invitee): boolean => roundIsOpen && canHaveLink

/** The person whom the rule names, as the one who gets a link; null when there is nobody to mail. */
export function invitedTo({ returnId, contacts }: Invitee, today: string, { main }: { main: boolean }): Recipient | null {
  const contact = whoIsInvited(contacts, today)
  if (contact === null) return null
  const { id: contactId, name, email, role } = contact
  return { returnId, contactId, name, email, role, main }
}

/** Makes links for these people, tells the history, and moves returns that were waiting to "issued". */
export async function storeLinks(
  trx: Db,
  deps: LinkDeps,
  actor: Actor,
  recipients: readonly Recipient[],
): Promise<Map<number, Recipient & { invitationId: number }>> {
  if (recipients.length === 0) return new Map()
  const stored = await insertInvitations(
    trx,
    actor.partnershipId,
    actor.name,
    recipients.map(recipient => ({ ...recipient, ...newToken(deps.secret) })),
  )
  const byReturn = new Map(recipients.map(recipient => [recipient.returnId, recipient]))
  const made = new Map<number, Recipient & { invitationId: number }>()
  for (const { id, returnId } of stored) {
    const recipient = byReturn.get(returnId)
    if (recipient) made.set(returnId, { ...recipient, invitationId: id })
  }
  await markIssued(trx, actor.partnershipId, [...made.keys()])
  const events = [...made.values()].map(({ returnId, name, role }) => ({
    verb: 'invitation.issued' as const,
    returnId,
    details: { name, role },
  }))
  await recordEvents(trx, actor, events)
  return made
}

/** Queues one mail for each link, which holds it. @param keyOf makes each message once, whatever is repeated */
export async function mailLinks(
  trx: Db,
  deps: LinkDeps,
  actor: Actor,
  links: readonly IssuedLink[],
  mail: { kind: MessageKind; text: MailText; keyOf: (link: IssuedLink) => string },
): Promise<number> {
  const messages = links.map(link => ({
    key: mail.keyOf(link),
    kind: mail.kind,
    toName: link.name,
    toEmail: link.email,
    roundId: link.roundId,
    returnId: link.returnId,
    invitationId: link.invitationId,
    ...fillIn(mail.text, factsOf(link)),
  }))
  return (await queueMessages(trx, actor.partnershipId, messages, deps.baseUrl)).length
}

export const factsOf = (link: Pick<IssuedLink, 'name' | 'establishment' | 'round' | 'dueAt' | 'partnership'>) => ({
  name: link.name,
  establishment: link.establishment,
  round: link.round,
  due: sayInstant(link.dueAt),
  partnership: link.partnership,
})

const newToken = (secret: Buffer): Pick<NewInvitation, 'nonce' | 'tokenHash'> => {
  const nonce = randomBytes(16)
  return { nonce, tokenHash: tokenHash(linkToken(secret, 'audit', nonce)) }
}

/** The link of each return through which it is written to: its main one, or the oldest of its others. */
const firstOfEach = (invitations: readonly Invitation[]): Map<number, Invitation> => {
  const first = new Map<number, Invitation>()
  for (const invitation of invitations) if (!first.has(invitation.returnId)) first.set(invitation.returnId, invitation)
  return first
}
