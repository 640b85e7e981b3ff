import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { unseal } from '../../platform/sealed.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import { countCodeTry, countPasswordTry, forgetGuesses, type Guess } from './guessingActions.ts'
import { tellHolder } from './letterActions.ts'
import { passwordMatches } from '../../platform/passwordHash.ts'
import { recoveryCodeHash } from './recoveryCodes.ts'
import { stepOfCode } from './secondFactor.ts'
import { consumeRecoveryCode, useStep } from './secondFactorStore.ts'
import { accountsByEmail, markSignedIn, type SigningIn } from './signInStore.ts'

/** What a session keeps of somebody who has signed in. */
export type SignedIn = { accountId: Id<'account'>; epoch: number }

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
    await tellHolder(trx, deps, account, 'recovery_code')
    return enterBy(trx, account, guess, 'recovery_code')
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
export const totpPurpose = (accountId: Id<'account'>): string => `totp:${accountId}`

/** The person of an account, as history names them. */
export const actorOf = (account: SigningIn): StaffActor => ({
  kind: 'staff',
  partnershipId: account.partnershipId,
  accountId: account.id,
  name: account.name,
  role: account.role,
  email: account.email,
})
