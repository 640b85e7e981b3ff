import type { Id } from '../../../platform/id.ts'
import { inTransaction, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { once } from '../../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { findEstablishment, lockRegister } from '../store.ts'
import { place, type ContactFacts } from './contact.ts'
import { contactsOf, endContacts, findContact, insertContact, updateContact, type ContactDetails } from './store.ts'

/** What became of an added contact: who held the role until then, or that the person was there already. */
export type Added = { outcome: 'added'; ended: string[] } | { outcome: 'there'; contactId: Id<'contact'>; name: string }

/**
 * Adds somebody to an establishment's contacts, and ends whoever held a role that only one person holds.
 *
 * @throws Refusal (not found) for an establishment of another partnership
 */
export async function addContact(
  db: Db,
  actor: PartnershipActor,
  {
    establishmentId,
    facts,
    today,
    requestKey,
  }: { establishmentId: Id<'establishment'>; facts: ContactFacts; today: string; requestKey?: string | undefined },
): Promise<Added> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: requestKey, purpose: 'contact.add' }, async (): Promise<Added> => {
      await lockRegister(trx, actor.partnershipId)
      if (!(await findEstablishment(trx, actor.partnershipId, establishmentId))) throw notFound()
      const placed = place(facts, await contactsOf(trx, actor.partnershipId, [establishmentId]), today)
      if (placed.outcome === 'fault') throw new Error(placed.message)
      if (placed.outcome !== 'new') return { outcome: 'there', contactId: placed.contact.id, name: placed.contact.name }
      const ends = placed.ends.map(({ contact: { id, version }, toOn }) => ({ id, version, toOn }))
      await endContacts(trx, actor.partnershipId, ends)
      await insertContact(trx, actor.partnershipId, establishmentId, facts)
      const ended = placed.ends.map(({ contact }) => contact.name)
      await recordEvent(trx, actor, {
        verb: 'contact.added',
        establishmentId,
        details: { role: facts.role, name: facts.name, ...(ended.length > 0 ? { ended } : {}) },
      })
      return { outcome: 'added', ended }
    }),
  )
}

/** Changes a contact, unless somebody else did meanwhile. @param version the one that the person saw */
export async function changeContact(
  db: Db,
  actor: PartnershipActor,
  { contactId, version, facts }: { contactId: Id<'contact'>; version: number; facts: ContactFacts },
): Promise<ContactDetails> {
  return inTransaction(db, async trx => {
    await lockRegister(trx, actor.partnershipId)
    const contact = await visibleContact(trx, actor, contactId)
    if (!(await updateContact(trx, actor.partnershipId, contactId, version, facts))) throw refuse.contactChanged(contact.establishmentId)
    await recordEvent(trx, actor, {
      verb: 'contact.changed',
      establishmentId: contact.establishmentId,
      details: { role: facts.role, name: facts.name },
    })
    return contact
  })
}

/** Ends a contact on a day: it stays on record. */
export async function endContact(
  db: Db,
  actor: PartnershipActor,
  { contactId, version, toOn }: { contactId: Id<'contact'>; version: number; toOn: string },
): Promise<ContactDetails> {
  return inTransaction(db, async trx => {
    const contact = await visibleContact(trx, actor, contactId)
    if ((await endContacts(trx, actor.partnershipId, [{ id: contactId, version, toOn }])) !== 1)
      throw refuse.contactChanged(contact.establishmentId)
    await recordEvent(trx, actor, {
      verb: 'contact.ended',
      establishmentId: contact.establishmentId,
      details: { role: contact.role, name: contact.name },
    })
    return contact
  })
}

async function visibleContact(db: Db, actor: PartnershipActor, contactId: Id<'contact'>): Promise<ContactDetails> {
  const contact = await findContact(db, actor.partnershipId, contactId)
  if (!contact) throw notFound()
  return contact
}
