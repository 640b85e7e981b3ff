import { demonstrationLink } from '../../src/features/accounts/index.ts'
import { auditLink } from '../../src/features/messages/index.ts'
import { RETURNS_SQL } from '../../src/features/returns/index.ts'
import { row } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { CURRENT_ROUND, PARTNERSHIP_CODE, seedDemonstration } from './index.ts'

/**
 * What the program says when it is ready: where it is, and, where there is the demonstration, a link for a member of
 * staff (valid once) and one audit link of an establishment that has not finished.
 */
export async function greeting(deps: Deps): Promise<string[]> {
  const lines = [`ready ${deps.baseUrl}`]
  if (!deps.config.DEMONSTRATION) return lines
  const account = await row<{ id: Id<'account'> }>(
    deps.db,
    `select a.id from accounts a join partnerships p on p.id = a.partnership_id
     where p.code = ? and a.demonstration and a.role = 'administrator' and a.disabled_at is null order by a.id limit 1`,
    [PARTNERSHIP_CODE],
  )
  if (account) lines.push(`staff ${await demonstrationLink(deps, account.id)}`)
  const invitation = await row<{ nonce: Buffer }>(
    deps.db,
    `select i.nonce from invitations i
     join ${RETURNS_SQL} r on r.id = i.return_id join rounds o on o.id = r.round_id join partnerships p on p.id = r.partnership_id
     where p.code = ? and o.code = ? and o.status = 'open' and i.revoked_at is null and r.outstanding and not r.excused and not r.sent_back
     order by r.opened_at is not null, r.set_code, r.establishment_name limit 1`,
    [PARTNERSHIP_CODE, CURRENT_ROUND],
  )
  if (invitation) lines.push(`school ${auditLink(deps.secret, deps.baseUrl, invitation.nonce)}`)
  return lines
}

/** Makes the demonstration in a database that holds nothing yet: a fresh machine has something to look at. */
export async function seedWhenEmpty(deps: Deps): Promise<boolean> {
  if (!deps.config.DEMONSTRATION) return false
  const found = await row(deps.db, 'select 1 from partnerships limit 1')
  return found === undefined && (await seedDemonstration(deps))
}
