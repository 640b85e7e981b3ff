import { inTransaction, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, WHOLE_RETURN, type Actor, type PartnershipActor } from '../history/index.ts'
import { auditLink } from '../messages/index.ts'
import { storeLinks, type LinkDeps, type Recipient } from './linkActions.ts'
import { refuse } from './refusals.ts'
import { activeInvitations, invitationsOf, lockInvitees, makeMain, revoke, setReplacedBy, type Invitation, type Invitee } from './store.ts'

/** Ends one link at once, and the sessions that came by it. @returns whether it had been ended already: a second press is no error */
export function revokeLink(
  db: Db,
  actor: Actor,
  of: { returnId: Id<'return'>; invitationId: Id<'invitation'>; reason: string },
): Promise<{ name: string; already: boolean }> {
  return inTransaction(db, async trx => {
    const { invitation } = await findLocked(trx, actor, of)
    if (invitation.revokedAt !== null) return { name: invitation.name, already: true }
    await revoke(trx, actor, [invitation.id], of.reason)
    const details = { name: invitation.name, reason: of.reason }
    await recordEvent(trx, actor, { verb: 'invitation.revoked', returnId: of.returnId, details })
    return { name: invitation.name, already: false }
  })
}

/** Gives the return's main link to whoever staff will hand it to: it is shown to them, and mailed to nobody. The one before ends. */
export function makeLinkToHandOver(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  of: { returnId: Id<'return'>; seen?: SeenMain; key?: string | undefined },
): Promise<{ invitationId: Id<'invitation'> }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.by_hand' }, async () => {
      await lockInvitee(trx, actor, of.returnId)
      const recipient: Recipient & { seen?: SeenMain } = {
        seen: of.seen,
        returnId: of.returnId,
        contactId: null,
        name: BY_HAND,
        email: '',
        role: 'other',
        main: true,
        reach: WHOLE_RETURN,
      }
      return { invitationId: await replaceMain({ ...deps, db: trx }, actor, recipient) }
    }),
  )
}

const BY_HAND = 'Handed over by the partnership'

/** The address of a working link, shown to staff who hand it over; the history says who saw it. @throws Refusal when it was revoked */
export function showLink(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: Actor,
  of: { returnId: Id<'return'>; invitationId: Id<'invitation'> },
): Promise<string> {
  return inTransaction(db, async trx => {
    const { invitation } = await lockLink(trx, actor, of)
    const details = { name: invitation.name, invitationId: invitation.id }
    await recordEvent(trx, actor, { verb: 'invitation.shown', returnId: of.returnId, details })
    return auditLink(deps.secret, deps.baseUrl, invitation.nonce)
  })
}

/** The main link that staff had before them when they chose who gets the next; null for none, left out where nobody looked. */
export type SeenMain = Id<'invitation'> | null | undefined

/**
 * Gives a return's main link to somebody, and ends the one before. Call it with the return locked.
 *
 * @returns the new link
 * @throws Refusal when a colleague gave it to somebody else meanwhile: two who hand over at once must not end each other's link
 */
export async function replaceMain(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: Actor,
  { seen, ...recipient }: Recipient & { seen?: SeenMain },
): Promise<Id<'invitation'>> {
  const before = (await activeInvitations(trx, actor.partnershipId, [recipient.returnId])).filter(({ main }) => main)
  const [now] = before
  if (seen !== undefined && now && now.id !== seen) throw refuse.handedOverMeanwhile(now)
  return replace({ ...deps, db: trx }, actor, before, recipient, 'replaced by a new link')
}

/**
 * Ends a link and puts another in its place: a new one, or one that the person holds already, which becomes the main one.
 * Call it with the return locked.
 *
 * @returns the link that took its place
 */
export async function moveLink(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  { old, to, why }: { old: Invitation; to: Recipient | { held: Id<'invitation'>; name: string }; why: string },
): Promise<Id<'invitation'>> {
  const reason = `moved to ${to.name}: ${why}`
  const id = 'held' in to ? await promote(trx, actor, old, to.held, reason) : await replace({ ...deps, db: trx }, actor, [old], to, reason)
  const details = { from: old.name, to: to.name, reason: why }
  await recordEvent(trx, actor, { verb: 'invitation.moved', returnId: old.returnId, details })
  return id
}

async function replace(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: Actor,
  before: readonly Invitation[],
  recipient: Recipient,
  reason: string,
): Promise<Id<'invitation'>> {
  const ended = before.map(({ id }) => id)
  await revoke(trx, actor, ended, reason)
  const [made] = await storeLinks({ ...deps, db: trx }, actor, [recipient])
  const { invitationId } = stored(made, 'the link')
  await setReplacedBy(trx, actor.partnershipId, ended, invitationId)
  return invitationId
}

async function promote(
  trx: Db,
  actor: PartnershipActor,
  old: Invitation,
  held: Id<'invitation'>,
  reason: string,
): Promise<Id<'invitation'>> {
  await revoke(trx, actor, [old.id], reason)
  if (old.main) await makeMain(trx, actor.partnershipId, held)
  await setReplacedBy(trx, actor.partnershipId, [old.id], held)
  return held
}

/** @throws Refusal when a link of this return would lead nowhere */
export function requireLinkNeeded({ returnId, canHaveLink }: Invitee): void {
  if (!canHaveLink) throw refuse.noLinkNeeded(returnId)
}

/** The return, held until the transaction ends. @throws Refusal when it is out of sight, or needs no link */
export async function lockInvitee(trx: Db, actor: Actor, returnId: Id<'return'>): Promise<Invitee> {
  const [invitee] = await lockInvitees(trx, actor.partnershipId, [returnId])
  if (!invitee) throw notFound()
  requireLinkNeeded(invitee)
  return invitee
}

/** One link of a return that is held until the transaction ends. @throws Refusal when it is out of sight, or was ended */
export async function lockLink(
  trx: Db,
  actor: Actor,
  of: { returnId: Id<'return'>; invitationId: Id<'invitation'> },
): Promise<{ invitee: Invitee; invitation: Invitation }> {
  const found = await findLocked(trx, actor, of)
  if (found.invitation.revokedAt !== null) throw refuse.revokedAlready(found.invitation)
  return found
}

/** The same, whether it works or was ended. */
async function findLocked(
  trx: Db,
  actor: Actor,
  of: { returnId: Id<'return'>; invitationId: Id<'invitation'> },
): Promise<{ invitee: Invitee; invitation: Invitation }> {
  const [invitee] = await lockInvitees(trx, actor.partnershipId, [of.returnId])
  const invitation = (await invitationsOf(trx, actor.partnershipId, of.returnId)).find(({ id }) => id === of.invitationId)
  if (!invitee || !invitation) throw notFound()
  return { invitee, invitation }
}
