import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { newNonce, linkToken, tokenHash } from '../../platform/linkToken.ts'
import { insertDemonstrationLink, demonstrationLinkHolder, consumeDemonstrationLink } from './signInLinkStore.ts'
import type { SigningIn } from './signInStore.ts'
import { linkUsedUp } from './refusals.ts'
import { type SignedIn, enterBy } from './signInActions.ts'
import { inTransaction } from '../../platform/db.ts'

/** How long a demonstration link is good for. */
const LINK_HOURS = 24

/**
 * The address of a link that signs somebody in to a demonstration account, once.
 *
 * @throws when the account is not a demonstration account of a demonstration partnership, or the settings allow no demonstration
 */
export async function demonstrationLink(deps: Deps, accountId: Id<'account'>): Promise<string> {
  const nonce = newNonce()
  const token = linkToken(deps.secret, 'demonstration', nonce)
  const made =
    deps.config.DEMONSTRATION &&
    (await insertDemonstrationLink(deps.db, { accountId, nonce, tokenHash: tokenHash(token), hours: LINK_HOURS }))
  if (!made) throw new Error('only a demonstration account of a demonstration partnership can be entered by a link')
  return `${deps.baseUrl}/sign-in/link/${token}`
}

/** Whom a demonstration link is for. Changes nothing. @throws Refusal when it cannot be used */
export async function linkHolder(deps: Deps, token: string): Promise<SigningIn> {
  const holder = deps.config.DEMONSTRATION ? await demonstrationLinkHolder(deps.db, tokenHash(token)) : undefined
  if (!holder) throw linkUsedUp()
  return holder
}

/** Signs in by a demonstration link and uses it up. @throws Refusal when it cannot be used */
export async function signInByLink(deps: Deps, token: string): Promise<SignedIn> {
  const holder = await linkHolder(deps, token)
  return inTransaction(deps.db, async trx => {
    if (!(await consumeDemonstrationLink(trx, tokenHash(token)))) throw linkUsedUp()
    return enterBy(trx, holder, null, 'demonstration_link')
  })
}
