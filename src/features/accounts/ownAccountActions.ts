import { randomInt } from 'node:crypto'
import { generateSecret } from 'otplib'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { tokenHash } from '../../platform/linkToken.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import { countCodeTry, countOwnPasswordTry, type Guess } from './guessingActions.ts'
import { tellHolder } from './letterActions.ts'
import { hashPassword, passwordMatches } from '../../platform/passwordHash.ts'
import { newRecoveryCodes, recoveryCodeHash } from './recoveryCodes.ts'
import { noPassword, passwordLinkUsedUp } from './refusals.ts'
import { stepOfCode } from './secondFactor.ts'
import { confirmTotpSecret, keepNewTotpSecret, replaceRecoveryCodes } from './secondFactorStore.ts'
import { actorOf, enterBy, totpPurpose, type SignedIn } from './signInActions.ts'
import { consumePasswordLink, passwordLinkHolder } from './signInLinkStore.ts'
import { accountsSigningIn, endSessions, setPasswordHash, type AccountKey, type SigningIn } from './signInStore.ts'

/** Whose password a link sets. Changes nothing. @throws Refusal when the link cannot be used */
export async function passwordLinkFor(deps: Deps, token: string): Promise<SigningIn> {
  const holder = await passwordLinkHolder(deps.db, tokenHash(token))
  if (!holder) throw passwordLinkUsedUp()
  return holder
}

/** Sets a password by a link, which is used up; every session of the account ends. @throws Refusal when the link cannot be used */
export async function setPasswordByLink(deps: Deps, token: string, password: string): Promise<SigningIn> {
  const holder = await passwordLinkFor(deps, token)
  const passwordHash = await hashPassword(password)
  await inTransaction(deps.db, async trx => {
    if (!(await consumePasswordLink(trx, tokenHash(token)))) throw passwordLinkUsedUp()
    await setPasswordHash(trx, holder.partnershipId, holder.id, passwordHash)
    await endSessions(trx, holder.partnershipId, holder.id)
    if (holder.passwordHash !== null) await tellHolder(trx, deps, holder, 'password')
    await recordEvent(trx, actorOf(holder), { verb: 'account.password_set' })
  })
  return holder
}

/** Whether a signed-in person knows their password. @throws Refusal when the account has none, or there were too many tries */
export async function provePassword(deps: Deps, actor: StaffActor, password: string): Promise<boolean> {
  await countOwnPasswordTry(deps.db, actor.accountId)
  const { passwordHash } = await ownAccount(deps.db, actor)
  if (passwordHash === null) throw noPassword()
  return passwordMatches(passwordHash, password)
}

/** Changes one's own password; all other sessions end. @returns the session to go on with */
export async function changePassword(deps: Deps, actor: StaffActor, password: string): Promise<SignedIn> {
  const passwordHash = await hashPassword(password)
  return inTransaction(deps.db, async trx => {
    await setPasswordHash(trx, actor.partnershipId, actor.accountId, passwordHash)
    await tellHolder(trx, deps, actor, 'password')
    await recordEvent(trx, actor, { verb: 'account.password_changed' })
    return { accountId: actor.accountId, epoch: await endSessions(trx, actor.partnershipId, actor.accountId) }
  })
}

/** Ends one's sessions everywhere else. @returns the session to go on with */
export async function endOtherSessions(deps: Deps, actor: StaffActor): Promise<SignedIn> {
  return inTransaction(deps.db, async trx => {
    await recordEvent(trx, actor, { verb: 'account.sessions_ended' })
    return { accountId: actor.accountId, epoch: await endSessions(trx, actor.partnershipId, actor.accountId) }
  })
}

/** Makes a secret for a new authenticator app; it counts once the app has shown a code of it. @param replace an earlier secret that never counted */
export async function offerSecondFactor(deps: Deps, account: AccountKey, replace: boolean): Promise<void> {
  await keepNewTotpSecret(deps.db, account, seal(deps.secret, totpPurpose(account.id), generateSecret()), replace)
}

/** The secret that an account's new authenticator app is to be given, or null when none is waiting. */
export const offeredSecret = (deps: Deps, account: SigningIn): string | null =>
  account.totpNewSecret === null ? null : unseal(deps.secret, totpPurpose(account.id), account.totpNewSecret)

/** What comes of a new authenticator app: the session to go on with, and the recovery codes, which are never shown again. */
export type NewSecondFactor = { signedIn: SignedIn; recoveryCodes: string[] }

/**
 * The new authenticator app shows a right code at the first sign-in: it counts from now on, and signing in is done.
 *
 * @returns null when the code is not right
 * @throws Refusal when there were too many tries
 */
export async function signInWithNewApp(deps: Deps, account: SigningIn, guess: Guess, code: string): Promise<NewSecondFactor | null> {
  if (account.totpSecret !== null) return null
  return takeNewApp(deps, account, guess.device, code, trx => enterBy(trx, account, guess, 'password'))
}

/** The same for somebody who is signed in and changes their app: all other sessions end. */
export async function changeApp(deps: Deps, actor: StaffActor, code: string): Promise<NewSecondFactor | null> {
  const account = await ownAccount(deps.db, actor)
  return takeNewApp(deps, account, null, code, async trx => {
    await tellHolder(trx, deps, actor, 'second_factor')
    return { accountId: actor.accountId, epoch: await endSessions(trx, actor.partnershipId, actor.accountId) }
  })
}

/** Makes ten new recovery codes; the old ones no longer count. */
export async function renewRecoveryCodes(deps: Deps, actor: StaffActor): Promise<string[]> {
  return inTransaction(deps.db, async trx => {
    await tellHolder(trx, deps, actor, 'recovery_codes')
    await recordEvent(trx, actor, { verb: 'account.recovery_codes_made' })
    return giveRecoveryCodes(trx, deps, await ownAccount(trx, actor))
  })
}

/** The row of the person who asks. */
export async function ownAccount(db: Db, actor: StaffActor): Promise<SigningIn> {
  const [account] = await accountsSigningIn(db, [actor.accountId])
  if (!account) throw new Error('a signed-in account is not there')
  return account
}

async function takeNewApp(
  deps: Deps,
  account: SigningIn,
  device: string | null,
  code: string,
  then: (trx: Db) => Promise<SignedIn>,
): Promise<NewSecondFactor | null> {
  await countCodeTry(deps.db, account.id, device)
  const secret = offeredSecret(deps, account)
  const step = secret === null ? null : stepOfCode(secret, code, deps.now(), null)
  if (step === null) return null
  return inTransaction(deps.db, async trx => {
    if (!(await confirmTotpSecret(trx, account, account.totpNewSecret ?? '', step))) return null
    const recoveryCodes = await giveRecoveryCodes(trx, deps, account)
    await recordEvent(trx, actorOf(account), { verb: 'account.second_factor_set' })
    return { signedIn: await then(trx), recoveryCodes }
  })
}

async function giveRecoveryCodes(trx: Db, deps: Deps, account: SigningIn): Promise<string[]> {
  const codes = newRecoveryCodes(randomInt)
  const hashes = codes.map(code => recoveryCodeHash(deps.secret, account.id, code))
  await replaceRecoveryCodes(trx, account.partnershipId, account.id, hashes)
  return codes
}
