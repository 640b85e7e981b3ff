import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { sayIdentifier, type Establishment } from './establishment.ts'
import { factsOfLocal, type LocalFacts } from './localRecord.ts'
import { refuse } from './refusals.ts'
import {
  establishmentByIdentifier,
  findEstablishment,
  insertEstablishment,
  lockRegister,
  nextLocalIdentifier,
  setIdentifier,
  setOverride,
  updateFacts,
} from './store.ts'

type Number = { scheme: 'urn' | 'ofsted_ey'; identifier: string }

/**
 * Adds an establishment that the register does not have (yet): a new or unregistered setting, or an early years provider.
 *
 * @param number its URN or Ofsted number, or null: then it gets a number of our own
 * @returns its id, or the name of the establishment that has this number already
 */
export async function addLocalEstablishment(
  db: Db,
  actor: PartnershipActor,
  { local, number, requestKey }: { local: LocalFacts; number: Number | null; requestKey?: string | undefined },
): Promise<{ id: Id<'establishment'> } | { takenBy: string }> {
  return inTransaction(db, trx =>
    once(
      trx,
      { partnershipId: actor.partnershipId, key: requestKey, purpose: 'establishment.add' },
      async (): Promise<{ id: Id<'establishment'> } | { takenBy: string }> => {
        await lockRegister(trx, actor.partnershipId)
        const taken = number && (await establishmentByIdentifier(trx, actor.partnershipId, number.scheme, number.identifier))
        if (taken) return { takenBy: taken.name }
        const identified = number ?? { scheme: 'local' as const, identifier: await nextLocalIdentifier(trx, actor.partnershipId) }
        const id = await insertEstablishment(trx, actor.partnershipId, { ...identified, source: 'local', facts: factsOfLocal(local) })
        await recordEvent(trx, actor, { verb: 'establishment.added', establishmentId: id, details: { name: local.name } })
        return { id }
      },
    ),
  )
}

/** Changes what staff said about an establishment that they added. The register's own are changed by imports only. */
export async function changeLocalEstablishment(
  db: Db,
  actor: PartnershipActor,
  { id, local }: { id: Id<'establishment'>; local: LocalFacts },
): Promise<void> {
  await inTransaction(db, async trx => {
    const establishment = await localRecord(trx, actor, id)
    await updateFacts(trx, actor.partnershipId, id, factsOfLocal(local, establishment))
    await recordEvent(trx, actor, { verb: 'establishment.changed', establishmentId: id, details: { name: local.name } })
  })
}

/**
 * Gives an establishment that staff added the number that it has got in the register: from the next import on, the register
 * says what it is, and its returns and contacts stay with it.
 *
 * @throws Refusal when another establishment has that number
 */
export async function matchToRegister(
  db: Db,
  actor: PartnershipActor,
  { id, number }: { id: Id<'establishment'>; number: Number },
): Promise<void> {
  await inTransaction(db, async trx => {
    await lockRegister(trx, actor.partnershipId)
    const establishment = await localRecord(trx, actor, id)
    await refuseTaken(trx, actor, number)
    await setIdentifier(trx, actor.partnershipId, id, number.scheme, number.identifier)
    await recordEvent(trx, actor, {
      verb: 'establishment.matched',
      establishmentId: id,
      details: { from: sayIdentifier(establishment), to: sayIdentifier(number) },
    })
  })
}

/** Lets staff choose the question set, or leave it to the type and ages again (null). */
export async function overrideSet(
  db: Db,
  actor: PartnershipActor,
  { id, set }: { id: Id<'establishment'>; set: string | null },
): Promise<void> {
  await inTransaction(db, async trx => {
    if (!(await findEstablishment(trx, actor.partnershipId, id))) throw notFound()
    await setOverride(trx, actor.partnershipId, id, set)
    await recordEvent(trx, actor, { verb: 'establishment.set_chosen', establishmentId: id, details: { set } })
  })
}

async function localRecord(trx: Db, actor: PartnershipActor, id: Id<'establishment'>): Promise<Establishment> {
  const establishment = await findEstablishment(trx, actor.partnershipId, id)
  if (!establishment) throw notFound()
  if (establishment.source !== 'local') throw refuse.notALocalRecord(id)
  return establishment
}

async function refuseTaken(trx: Db, actor: PartnershipActor, number: Number): Promise<void> {
  const taken = await establishmentByIdentifier(trx, actor.partnershipId, number.scheme, number.identifier)
  if (taken) throw refuse.identifierTaken(sayIdentifier(number), taken.id, taken.name)
}
