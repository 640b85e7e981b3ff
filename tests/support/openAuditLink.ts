import { program } from '../../src/features/history/index.ts'
import { issueLinks, type LinkDeps } from '../../src/features/links/index.ts'
import { activeInvitations } from '../../src/features/links/store.ts'
import { auditLink } from '../../src/features/messages/index.ts'
import { inTransaction, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'

/** A working link for an open return, issued first where there is none. */
export async function openAuditLink(
  deps: LinkDeps & { db: Db },
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
): Promise<string | null> {
  const system = program(partnershipId)
  await inTransaction(deps.db, trx => issueLinks({ ...deps, db: trx }, system, [returnId]))
  const [first] = await activeInvitations(deps.db, partnershipId, [returnId])
  return first ? auditLink(deps.secret, deps.baseUrl, first.nonce) : null
}
