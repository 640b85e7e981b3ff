import { inTransaction, type Db } from '../../../platform/db.ts'
import { recordEvent, type PartnershipActor } from '../../history/index.ts'
import { blankFormerContacts } from './formerStore.ts'

/** Deletes the names, addresses and numbers of contacts who left their role so many months ago. @returns how many */
export async function forgetFormerContacts(
  db: Db,
  actor: PartnershipActor,
  { months, now }: { months: number; now: Date },
): Promise<number> {
  return inTransaction(db, async trx => {
    const contacts = await blankFormerContacts(trx, { partnershipId: actor.partnershipId, months, now })
    if (contacts > 0) await recordEvent(trx, actor, { verb: 'contact.forgotten', details: { contacts } })
    return contacts
  })
}
