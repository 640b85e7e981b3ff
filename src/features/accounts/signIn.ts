import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { linkToken, newNonce, tokenHash } from '../../platform/linkToken.ts'
import { unseal } from '../../platform/sealed.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { countCodeTry, countPasswordTry, forgetGuesses, type Guess } from './guessing.ts'
import { securityNotice } from './letters.ts'
import { passwordMatches } from './password.ts'
import { recoveryCodeHash } from './recoveryCodes.ts'
import { linkUsedUp } from './refusals.ts'
import { stepOfCode } from './secondFactor.ts'
import { consumeRecoveryCode, useStep } from './secondFactorStore.ts'
import { consumeDemonstrationLink, demonstrationLinkHolder, insertDemonstrationLink } from './signInLinkStore.ts'
import { accountsByEmail, markSignedIn, type SigningIn } from './signInStore.ts'

/** What a session keeps of somebody who has signed in. */
export type SignedIn = { accountId: number; epoch: number }

/** How long a demonstration link is good for. */
const LINK_HOURS = 24

/**
 * The accounts that an address and a password open: none, one, or one in each of several partnerships.
 * Takes as long for an address that nobody has.
 *
 * @throws Refusal when there were too many tries
 */
export async function openedByPassword(deps: Deps, guess: Guess, password: string): Promise<SigningIn[]> {
  await countPasswordTry(deps.db, guess)
  const candidates = await accountsByEmail(deps.db, guess.email)
  if (candidates.length === 0) await passwordMatches(null, password)
  const matches = await Promise.all(candidates.map(({ passwordHash }) => passwordMatches(passwordHash, password)))
  return candidates.filter((_, at) => matches[at])
}

/**
 * Ends signing in with a code from the authenticator app; the code is used up.
 *
 * @returns null when the code is not right or was used before
 * @throws Refusal when there were too many tries
 */
export async function signInWithCode(deps: Deps, account: SigningIn, guess: Guess, code: string): Promise<SignedIn | null> {
  await countCodeTry(deps.db, account.id, guess.device)
  const step = codeStep(deps, account, code)
  if (step === null) return null
  return inTransaction(deps.db, async trx => {
    return (await useStep(trx, account, step)) ? enterBy(trx, account, guess, 'password') : null
  })
}

/**
 * Ends signing in with a recovery code, which is used up; its holder is written to, in case it was somebody else.
 *
 * @returns null when it is none of the account's codes, or was used before
 * @throws Refusal when there were too many tries
 */
export async function signInWithRecoveryCode(deps: Deps, account: SigningIn, guess: Guess, code: string): Promise<SignedIn | null> {
  await countCodeTry(deps.db, account.id, guess.device)
  return inTransaction(deps.db, async trx => {
    if (account.totpSecret === null) return null
    if (!(await consumeRecoveryCode(trx, account, recoveryCodeHash(deps.secret, account.id, code)))) return null
    await queueMessages(trx, account.partnershipId, [securityNotice(account, 'recovery_code')], deps.baseUrl)
    return enterBy(trx, account, guess, 'recovery_code')
  })
}

/**
 * The address of a link that signs somebody in to a demonstration account, once.
 *
 * @throws when the account is not a demonstration account of a demonstration partnership, or the settings allow no demonstration
 */
export async function demonstrationLink(deps: Deps, accountId: number): Promise<string> {
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

/** Both factors are right (or a demonstration link is): says so in the history. */
export async function enterBy(
  trx: Db,
  account: SigningIn,
  guess: Guess | null,
  by: 'password' | 'recovery_code' | 'demonstration_link',
): Promise<SignedIn> {
  if (guess) await forgetGuesses(trx, guess, account.id)
  await markSignedIn(trx, account)
  await recordEvent(trx, actorOf(account), { verb: 'account.signed_in', details: { by } })
  return { accountId: account.id, epoch: account.epoch }
}

function codeStep(deps: Deps, account: SigningIn, code: string): number | null {
  if (account.totpSecret === null) return null
  const secret = unseal(deps.secret, totpPurpose(account.id), account.totpSecret)
  return stepOfCode(secret, code, deps.now(), account.totpLastStep)
}

/** Binds a sealed second factor to its account: copied to another row, it opens nothing. */
export const totpPurpose = (accountId: number): string => `totp:${accountId}`

/** The person of an account, as history names them. */
export const actorOf = (account: SigningIn): StaffActor => ({
  kind: 'staff',
  partnershipId: account.partnershipId,
  accountId: account.id,
  name: account.name,
  role: account.role,
  email: account.email,
})
