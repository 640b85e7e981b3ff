import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { linkToken, newNonce, tokenHash } from '../../platform/linkToken.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type OperatorActor, type Role, type StaffActor } from '../history/index.ts'
import { secretLinks } from '../messages/index.ts'
import { mailPasswordLink, tellHolder } from './letterActions.ts'
import { PASSWORD_LINK_DAYS } from './passwordLetter.ts'
import { lastAdministrator, notOnOneself } from './refusals.ts'
import { dropSecondFactor } from './secondFactorStore.ts'
import { expirePasswordLinks, insertPasswordLink } from './signInLinkStore.ts'
import { findAccount, insertAccount, lockAccount, lockAdministrators, setDisabled, updateAccount, type Account } from './store.ts'

/** Who looks after accounts: an administrator by page, the operator by command. */
export type Keeper = StaffActor | OperatorActor

export type NewAccount = { name: string; email: string; role: Role }

/**
 * Adds an account and writes to its holder with a link to set a password.
 *
 * @param key of the rendered form: the same form sent twice adds one account
 * @returns the id, or null when the partnership has an account with this address already
 */
export async function addAccount(
  deps: Deps,
  keeper: Keeper,
  { key, ...account }: NewAccount & { key?: string | undefined },
): Promise<{ accountId: Id<'account'> | null }> {
  return inTransaction(deps.db, trx =>
    once(trx, { partnershipId: keeper.partnershipId, key, purpose: 'account.add' }, async () => {
      const accountId = await storeAccount(trx, keeper, account)
      if (accountId !== null) await writeLink(trx, deps, keeper, { id: accountId, ...account }, 'added')
      return { accountId }
    }),
  )
}

/**
 * Adds an account without writing to anybody: the operator hands the link over.
 *
 * @returns the address at which its holder sets a password, or null when the address is taken
 */
export async function addAccountWithLink(deps: Deps, keeper: Keeper, account: NewAccount): Promise<string | null> {
  return inTransaction(deps.db, async trx => {
    const accountId = await storeAccount(trx, keeper, account)
    if (accountId === null) return null
    const { nonce } = await makeLink(trx, deps, keeper.partnershipId, accountId)
    return secretLinks.passwordLink(deps.secret, deps.baseUrl, nonce)
  })
}

/** Changes an account's name and role. @throws Refusal for one's own role, and when no administrator would be left */
export async function changeAccount(
  deps: Deps,
  keeper: Keeper,
  { accountId, ...change }: { name: string; role: Role; accountId: Id<'account'> },
): Promise<void> {
  await withAccount(deps, keeper, accountId, async (trx, account, administrators) => {
    if (change.name === account.name && change.role === account.role) return
    if (change.role !== account.role) {
      refuseOnOneself(keeper, accountId)
      if (change.role !== 'administrator') refuseLast(administrators, accountId)
    }
    await updateAccount(trx, keeper.partnershipId, accountId, change)
    await recordEvent(trx, keeper, {
      verb: 'account.changed',
      details: { account: change.name, ...(change.role === account.role ? {} : { from: account.role, to: change.role }) },
    })
  })
}

/** Disables an account: whoever is signed in with it is out at once. @throws Refusal for one's own, and when no administrator would be left */
export async function disableAccount(deps: Deps, keeper: Keeper, accountId: Id<'account'>): Promise<void> {
  await withAccount(deps, keeper, accountId, async (trx, account, administrators) => {
    if (account.disabledAt !== null) return
    refuseOnOneself(keeper, accountId)
    refuseLast(administrators, accountId)
    await setDisabled(trx, keeper.partnershipId, accountId, true)
    await expirePasswordLinks(trx, keeper.partnershipId, accountId)
    await recordEvent(trx, keeper, { verb: 'account.disabled', details: { account: account.name } })
  })
}

export async function enableAccount(deps: Deps, keeper: Keeper, accountId: Id<'account'>): Promise<void> {
  await withAccount(deps, keeper, accountId, async (trx, account) => {
    if (account.disabledAt === null) return
    await setDisabled(trx, keeper.partnershipId, accountId, false)
    await recordEvent(trx, keeper, { verb: 'account.enabled', details: { account: account.name } })
  })
}

/** Takes an account's second factor away: its holder sets up a new one at the next sign-in. @throws Refusal for one's own */
export async function resetSecondFactor(deps: Deps, keeper: Keeper, accountId: Id<'account'>): Promise<void> {
  await withAccount(deps, keeper, accountId, async (trx, account) => {
    refuseOnOneself(keeper, accountId)
    await dropSecondFactor(trx, keeper.partnershipId, accountId)
    await tellHolder(trx, deps, { ...account, partnershipId: keeper.partnershipId }, 'reset')
    await recordEvent(trx, keeper, { verb: 'account.second_factor_reset', details: { account: account.name } })
  })
}

/** Writes to an account's holder with a new link to set a password; earlier links end. @throws Refusal when the account is not there */
export async function sendPasswordLink(deps: Deps, keeper: Keeper, accountId: Id<'account'>): Promise<void> {
  await withAccount(deps, keeper, accountId, async (trx, account) => {
    if (account.disabledAt !== null || account.demonstration) throw notFound()
    await writeLink(trx, deps, keeper, account, 'again')
    await recordEvent(trx, keeper, { verb: 'account.link_sent', details: { account: account.name } })
  })
}

/** Administrators are held first, always: whoever changes two accounts at once in two orders would wait forever. */
async function withAccount(
  deps: Deps,
  keeper: Keeper,
  accountId: Id<'account'>,
  change: (trx: Db, account: Account, administrators: Id<'account'>[]) => Promise<void>,
): Promise<void> {
  await inTransaction(deps.db, async trx => {
    const administrators = await lockAdministrators(trx, keeper.partnershipId)
    await lockAccount(trx, keeper.partnershipId, accountId)
    const account = await findAccount(trx, keeper.partnershipId, accountId)
    if (!account) throw notFound()
    await change(trx, account, administrators)
  })
}

async function storeAccount(trx: Db, keeper: Keeper, account: NewAccount): Promise<Id<'account'> | null> {
  const accountId = await insertAccount(trx, { partnershipId: keeper.partnershipId, ...account })
  if (accountId === undefined) return null
  await recordEvent(trx, keeper, { verb: 'account.added', details: { account: account.name, role: account.role } })
  return accountId
}

async function writeLink(
  trx: Db,
  deps: Deps,
  keeper: Keeper,
  account: NewAccount & { id: Id<'account'> },
  why: 'added' | 'again',
): Promise<void> {
  const { id } = await makeLink(trx, deps, keeper.partnershipId, account.id)
  await mailPasswordLink(trx, deps, { ...account, partnershipId: keeper.partnershipId }, { linkId: id, by: keeper.name, why })
}

async function makeLink(
  trx: Db,
  deps: Deps,
  partnershipId: Id<'partnership'>,
  accountId: Id<'account'>,
): Promise<{ id: Id<'signInLink'>; nonce: Buffer }> {
  const nonce = newNonce()
  const hash = tokenHash(linkToken(deps.secret, 'set_password', nonce))
  const id = await insertPasswordLink(trx, { partnershipId, accountId, nonce, tokenHash: hash, days: PASSWORD_LINK_DAYS })
  return { id, nonce }
}

function refuseOnOneself(keeper: Keeper, accountId: Id<'account'>): void {
  if (keeper.kind === 'staff' && keeper.accountId === accountId) throw notOnOneself()
}

function refuseLast(administrators: readonly Id<'account'>[], accountId: Id<'account'>): void {
  if (administrators.includes(accountId) && administrators.length === 1) throw lastAdministrator()
}
