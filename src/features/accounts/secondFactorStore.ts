import { changed, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { AccountKey } from './signInStore.ts'

/** Keeps a sealed secret for an authenticator app that is yet to prove itself; one that is kept already stays unless `replace`. */
export async function keepNewTotpSecret(trx: Db, { id, partnershipId }: AccountKey, sealed: string, replace: boolean): Promise<void> {
  await changed(
    trx,
    `update accounts set totp_new_secret = :sealed where partnership_id = :partnershipId and id = :id and (totp_new_secret is null or :replace)`,
    {
      partnershipId,
      id,
      sealed,
      replace,
    },
  )
}

/** The app has proved itself: its secret becomes the one that counts. False when it was another secret's code. */
export async function confirmTotpSecret(trx: Db, { id, partnershipId }: AccountKey, sealed: string, step: number): Promise<boolean> {
  const confirmed = await changed(
    trx,
    `update accounts set totp_secret = totp_new_secret, totp_new_secret = null, totp_confirmed_at = now(), totp_last_step = :step
     where partnership_id = :partnershipId and id = :id and totp_new_secret = :sealed`,
    { partnershipId, id, sealed, step },
  )
  return confirmed === 1
}

/** Uses up a step of the second factor; false when it, or a later one, was used before. */
export async function useStep(trx: Db, { id, partnershipId }: AccountKey, step: number): Promise<boolean> {
  const used = await changed(
    trx,
    `update accounts set totp_last_step = :step where partnership_id = :partnershipId and id = :id and (totp_last_step is null or totp_last_step < :step)`,
    { partnershipId, id, step },
  )
  return used === 1
}

/** Takes the second factor and its recovery codes away; sessions end. */
export async function dropSecondFactor(trx: Db, partnershipId: Id<'partnership'>, accountId: Id<'account'>): Promise<void> {
  await changed(
    trx,
    `update accounts set totp_secret = null, totp_new_secret = null, totp_confirmed_at = null, totp_last_step = null, session_epoch = session_epoch + 1
     where partnership_id = :partnershipId and id = :accountId`,
    { partnershipId, accountId },
  )
  await replaceRecoveryCodes(trx, partnershipId, accountId, [])
}

export async function replaceRecoveryCodes(
  trx: Db,
  partnershipId: Id<'partnership'>,
  accountId: Id<'account'>,
  hashes: readonly Buffer[],
): Promise<void> {
  await changed(trx, `delete from account_recovery_codes where partnership_id = ? and account_id = ?`, [partnershipId, accountId])
  if (hashes.length === 0) return
  await changed(
    trx,
    `insert into account_recovery_codes (partnership_id, account_id, code_hash)
     select :partnershipId, :accountId, decode(hash, 'hex') from unnest(:hashes::text[]) hash`,
    { partnershipId, accountId, hashes: hashes.map(hash => hash.toString('hex')) },
  )
}

/** Uses a recovery code up; false when it is none of the account's, or was used. */
export async function consumeRecoveryCode(trx: Db, { id, partnershipId }: AccountKey, hash: Buffer): Promise<boolean> {
  const used = await changed(
    trx,
    `update account_recovery_codes set used_at = now() where partnership_id = ? and account_id = ? and code_hash = ? and used_at is null`,
    [partnershipId, id, hash],
  )
  return used === 1
}
