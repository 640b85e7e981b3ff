import { changed, row, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { SIGNING_IN, type SigningIn } from './signInStore.ts'

const DEMONSTRATION_LINK = `l.token_hash = ? and l.purpose = 'demonstration' and l.used_at is null and l.expires_at > now()
  and a.demonstration and p.demonstration and a.disabled_at is null`

/** Stores a link for a demonstration account of a demonstration partnership; false for any other account. */
export async function insertDemonstrationLink(
  trx: Db,
  link: { accountId: Id<'account'>; nonce: Buffer; tokenHash: Buffer; hours: number },
): Promise<boolean> {
  const made = await changed(
    trx,
    `insert into sign_in_links (partnership_id, account_id, purpose, nonce, token_hash, expires_at)
     select a.partnership_id, a.id, 'demonstration', :nonce, :tokenHash, now() + :hours * interval '1 hour'
     from accounts a join partnerships p on p.id = a.partnership_id
     where a.id = :accountId and a.demonstration and p.demonstration and a.disabled_at is null`,
    link,
  )
  return made === 1
}

/** Whom a demonstration link would sign in; undefined when it is used, run out, unknown or for no demonstration account. */
export async function demonstrationLinkHolder(db: Db, tokenHash: Buffer): Promise<SigningIn | undefined> {
  return row<SigningIn>(db, `select ${SIGNING_IN} join sign_in_links l on l.account_id = a.id where ${DEMONSTRATION_LINK}`, [tokenHash])
}

/** Uses a demonstration link up; false when somebody was faster. */
export async function consumeDemonstrationLink(trx: Db, tokenHash: Buffer): Promise<boolean> {
  const used = await changed(
    trx,
    `update sign_in_links l set used_at = now() from accounts a join partnerships p on p.id = a.partnership_id
     where a.id = l.account_id and ${DEMONSTRATION_LINK}`,
    [tokenHash],
  )
  return used === 1
}

/** Stores a link to set a password, in place of earlier ones. @returns its id */
export async function insertPasswordLink(
  trx: Db,
  link: { partnershipId: Id<'partnership'>; accountId: Id<'account'>; nonce: Buffer; tokenHash: Buffer; days: number },
): Promise<Id<'signInLink'>> {
  await expirePasswordLinks(trx, link.partnershipId, link.accountId)
  const made = await row<{ id: Id<'signInLink'> }>(
    trx,
    `insert into sign_in_links (partnership_id, account_id, purpose, nonce, token_hash, expires_at)
     values (:partnershipId, :accountId, 'set_password', :nonce, :tokenHash, now() + :days * interval '1 day') returning id`,
    link,
  )
  return stored(made, 'the link').id
}

export async function expirePasswordLinks(trx: Db, partnershipId: Id<'partnership'>, accountId: Id<'account'>): Promise<void> {
  await changed(
    trx,
    `update sign_in_links set expires_at = now()
     where partnership_id = ? and account_id = ? and purpose = 'set_password' and used_at is null and expires_at > now()`,
    [partnershipId, accountId],
  )
}

const PASSWORD_LINK = `l.token_hash = ? and l.purpose = 'set_password' and l.used_at is null and l.expires_at > now() and a.disabled_at is null`

/** Whose password a link sets; undefined when it is used, replaced, run out or unknown. */
export async function passwordLinkHolder(db: Db, tokenHash: Buffer): Promise<SigningIn | undefined> {
  return row<SigningIn>(db, `select ${SIGNING_IN} join sign_in_links l on l.account_id = a.id where ${PASSWORD_LINK}`, [tokenHash])
}

/** Uses a link to set a password up; false when somebody was faster. */
export async function consumePasswordLink(trx: Db, tokenHash: Buffer): Promise<boolean> {
  const used = await changed(
    trx,
    `update sign_in_links l set used_at = now() from accounts a where a.id = l.account_id and ${PASSWORD_LINK}`,
    [tokenHash],
  )
  return used === 1
}
