import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { secretLinks } from '../messages/index.ts'
import { endLinksOfLeads } from './linkStore.ts'

/** Ends the links by which these leads report progress; letters that hold one show it no more. @returns how many were not ended before */
export async function endLinks(
  trx: Db,
  partnershipId: Id<'partnership'>,
  leadIds: readonly Id<'actionLead'>[],
  by: string,
): Promise<number> {
  if (leadIds.length === 0) return 0
  const nonces = await endLinksOfLeads(trx, partnershipId, leadIds, by)
  for (const nonce of nonces) await secretLinks.forgetSecretLink(trx, partnershipId, nonce)
  return nonces.length
}
