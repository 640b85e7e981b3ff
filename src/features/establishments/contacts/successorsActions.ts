import { inTransaction, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { once } from '../../../platform/once.ts'
import { recordEvents, type PartnershipActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { lockRegister } from '../store.ts'
import { copyContacts, successions } from './successorsStore.ts'

/**
 * Gives successors the contacts of the establishments that they follow. One that has got a contact meanwhile is left out, and so is the
 * second of two predecessors: whose head it is then, staff say.
 *
 * @returns to how many establishments, and how many contacts
 * @throws Refusal (conflict) when each of them has contacts by now
 */
export async function carryContactsOver(
  db: Db,
  actor: PartnershipActor,
  { chosen, today, requestKey }: { chosen: readonly Id<'establishment'>[]; today: string; requestKey?: string | undefined },
): Promise<{ establishments: number; contacts: number }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'contacts.carry_over' }, async () => {
      await lockRegister(trx, partnershipId)
      const wanted = new Set(chosen)
      const done: { establishmentId: Id<'establishment'>; contacts: number; from: string }[] = []
      for (const { toEstablishmentId, fromEstablishmentId, predecessor } of await successions(trx, partnershipId, today)) {
        if (!wanted.delete(fromEstablishmentId) || done.some(({ establishmentId }) => establishmentId === toEstablishmentId)) continue
        const contacts = await copyContacts(trx, partnershipId, { fromEstablishmentId, toEstablishmentId, today })
        done.push({ establishmentId: toEstablishmentId, contacts, from: predecessor })
      }
      if (done.length === 0) throw refuse.successorsHaveContacts()
      await recordEvents(
        trx,
        actor,
        done.map(({ establishmentId, ...details }) => ({ verb: 'contact.carried_over' as const, establishmentId, details })),
      )
      return { establishments: done.length, contacts: done.reduce((sum, { contacts }) => sum + contacts, 0) }
    }),
  )
}
