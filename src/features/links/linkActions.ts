import { randomBytes } from 'node:crypto'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { linkToken, tokenHash } from '../../platform/linkToken.ts'
import { londonDate } from '../../platform/london.ts'
import { firstToAnswer } from '../establishments/index.ts'
import { stands, steps } from '../returns/index.ts'
import { recordEvents, WHOLE_RETURN, type Actor, type ContactRole, type PartnershipActor, type Reach } from '../history/index.ts'
import { activeInvitations, insertInvitations, lockInvitees, type Invitee, type NewInvitation } from './store.ts'

/** What issuing needs of the running system. */
export type LinkDeps = { secret: Buffer; baseUrl: string; now: () => Date }

/** Somebody who gets a link. */
export type Recipient = {
  returnId: Id<'return'>
  contactId: Id<'contact'> | null
  name: string
  email: string
  role: ContactRole
  main: boolean
  /** A main link opens all of the return. */
  reach: Reach
  /** The main link that it takes the place of once it is opened. */
  takesOverFrom?: Id<'invitation'> | null
}

/**
 * Sees to it that each of these returns has a working link, and issues what was not issued: whoever is first in the register is given
 * the main one. Nothing is mailed; whoever calls this sends a message with the link.
 *
 * @param trx a transaction
 * @returns the returns that were issued by this
 */
export async function issueLinks(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  returnIds: readonly Id<'return'>[],
): Promise<ReadonlySet<Id<'return'>>> {
  const today = londonDate(deps.now())
  const invitees = (await lockInvitees(trx, actor.partnershipId, returnIds)).filter(canBeIssued)
  const active = new Set((await activeInvitations(trx, actor.partnershipId, returnIds)).map(({ returnId }) => returnId))
  const wanted = invitees.filter(({ returnId }) => !active.has(returnId)).flatMap(invitee => mainRecipient(invitee, today))
  const made = new Set((await storeLinks({ ...deps, db: trx }, actor, wanted)).map(({ returnId }) => returnId))
  return new Set(
    invitees.filter(({ returnId, status }) => stands('not_issued', status) && made.has(returnId)).map(({ returnId }) => returnId),
  )
}

/** Links are issued while the round is open; after that they are given to single people, as they are asked for. */
const canBeIssued = ({ roundIsOpen, canHaveLink }: Invitee): boolean => roundIsOpen && canHaveLink

function mainRecipient({ returnId, contacts, linksGoTo }: Invitee, today: string): Recipient[] {
  const contact = firstToAnswer(contacts, today, linksGoTo)
  if (contact === null) return []
  const { id: contactId, name, email, role } = contact
  return [{ returnId, contactId, name, email, role, main: true, reach: WHOLE_RETURN }]
}

/** A link that was made, and for whom. */
type Made = Recipient & { invitationId: Id<'invitation'> }

/** Makes links for these people, tells the history, and moves returns that were waiting to "issued". */
export async function storeLinks(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: Actor,
  recipients: readonly Recipient[],
): Promise<Made[]> {
  if (recipients.length === 0) return []
  const wanted = recipients.map(recipient => ({ ...recipient, ...newToken(deps.secret) }))
  const stored = await insertInvitations(trx, actor.partnershipId, actor.name, wanted)
  const ids = new Map(stored.map(({ id, tokenHash: hash }) => [hash.toString('hex'), id]))
  const made = wanted.flatMap(({ nonce: _, tokenHash: hash, ...recipient }) => {
    const invitationId = ids.get(hash.toString('hex'))
    return invitationId === undefined ? [] : [{ ...recipient, invitationId }]
  })
  await steps.markIssued(trx, actor.partnershipId, [...new Set(made.map(({ returnId }) => returnId))])
  const events = made.map(({ returnId, name, role }) => ({
    verb: 'invitation.issued' as const,
    returnId,
    details: { name, role },
  }))
  await recordEvents(trx, actor, events)
  return made
}

const newToken = (secret: Buffer): Pick<NewInvitation, 'nonce' | 'tokenHash'> => {
  const nonce = randomBytes(16)
  return { nonce, tokenHash: tokenHash(linkToken(secret, 'audit', nonce)) }
}
