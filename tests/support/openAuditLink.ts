import { program, WHOLE_RETURN } from '../../src/features/history/index.ts'
import { issueLinks, storeLinks, type LinkDeps } from '../../src/features/links/index.ts'
import { activeInvitations } from '../../src/features/links/store.ts'
import { auditLink } from '../../src/features/messages/index.ts'
import { inTransaction, row, stored, type Db } from '../../src/platform/db.ts'
import { tokenHash } from '../../src/platform/linkToken.ts'
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

/** A link of their own for the head of the return that a link opens, as they are given one to sign by. */
export async function headsOwnLink(deps: LinkDeps & { db: Db }, link: string, name: string): Promise<string> {
  const found = await row<{ partnershipId: Id<'partnership'>; returnId: Id<'return'> }>(
    deps.db,
    `select partnership_id as "partnershipId", return_id as "returnId" from invitations where token_hash = ?`,
    [tokenHash(link.split('/').at(-1) ?? '')],
  )
  const { partnershipId, returnId } = stored(found, 'the link')
  const head = { returnId, contactId: null, name, email: `head${returnId}@school.example`, role: 'head' as const }
  await inTransaction(deps.db, trx =>
    storeLinks({ ...deps, db: trx }, program(partnershipId), [{ ...head, main: false, reach: WHOLE_RETURN }]),
  )
  const given = (await activeInvitations(deps.db, partnershipId, [returnId])).find(({ email }) => email === head.email)
  return auditLink(deps.secret, deps.baseUrl, stored(given, 'the link of the head').nonce)
}
