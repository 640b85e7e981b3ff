import { randomUUID } from 'node:crypto'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { letterheadOf, queueMessages } from '../messages/index.ts'
import { invitation } from './passwordLetter.ts'
import { securityNotice, type SecurityChange } from './securityLetter.ts'

type Holder = { partnershipId: Id<'partnership'>; name: string; email: string }

/** Writes to the holder of an account that something about how they sign in was changed. */
export async function tellHolder(trx: Db, { baseUrl }: Pick<Deps, 'baseUrl'>, holder: Holder, change: SecurityChange): Promise<void> {
  const notice = securityNotice(holder, await letterheadOf(trx, holder.partnershipId), change, randomUUID())
  await queueMessages(trx, holder.partnershipId, [notice], baseUrl)
}

/** Writes to the holder of an account with a link to set a password. */
export async function mailPasswordLink(
  trx: Db,
  { baseUrl }: Pick<Deps, 'baseUrl'>,
  holder: Holder,
  { linkId, by, why }: { linkId: Id<'signInLink'>; by: string; why: 'added' | 'again' },
): Promise<void> {
  const message = invitation(holder, await letterheadOf(trx, holder.partnershipId), linkId, by, why)
  await queueMessages(trx, holder.partnershipId, [message], baseUrl)
}
