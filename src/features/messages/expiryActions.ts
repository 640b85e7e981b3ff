import { inTransaction, type Db } from '../../platform/db.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { blankOldMessages } from './expiryStore.ts'

export { oldMessages } from './expiryStore.ts'

/** Deletes whom emails went to and what they said, so many months after they were written. One that never left is not sent any more. @returns how many */
export async function forgetMessages(db: Db, actor: PartnershipActor, { months, now }: { months: number; now: Date }): Promise<number> {
  return inTransaction(db, async trx => {
    const messages = await blankOldMessages(trx, { partnershipId: actor.partnershipId, months, now })
    if (messages > 0) await recordEvent(trx, actor, { verb: 'message.forgotten', details: { messages } })
    return messages
  })
}
