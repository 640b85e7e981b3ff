import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Role, StaffActor } from '../history/index.ts'

/** A member of staff as recognised from a session, with what the frame of their pages says. */
export type RecognisedStaff = { actor: StaffActor; partnershipName: string; concernLine: string }

/** The signed-in member of staff of a session; undefined once the account is disabled or its sessions were ended. */
export async function loadStaff(db: Db, accountId: number, epoch: number): Promise<RecognisedStaff | undefined> {
  const found = await row<{ partnershipId: number; name: string; role: Role; email: string; partnershipName: string; concernLine: string }>(
    db,
    `select a.partnership_id as "partnershipId", a.name, a.role, a.email, p.name as "partnershipName", p.concern_line as "concernLine"
     from accounts a join partnerships p on p.id = a.partnership_id
     where a.id = ? and a.session_epoch = ? and a.disabled_at is null`,
    [accountId, epoch],
  )
  if (!found) return undefined
  const { partnershipName, concernLine, ...person } = found
  return { actor: { kind: 'staff', accountId, ...person }, partnershipName, concernLine }
}

/** What signing in needs to know of an account that is not disabled. Nobody is signed in yet, so no partnership narrows it. */
export type SigningIn = {
  id: number
  partnershipId: number
  partnershipName: string
  email: string
  name: string
  role: Role
  epoch: number
  passwordHash: string | null
  totpSecret: string | null
  totpNewSecret: string | null
  totpLastStep: number | null
}

const SIGNING_IN = `a.id, a.partnership_id as "partnershipId", p.name as "partnershipName", a.email, a.name, a.role, a.session_epoch as epoch,
  a.password_hash as "passwordHash", a.totp_secret as "totpSecret", a.totp_new_secret as "totpNewSecret", a.totp_last_step as "totpLastStep"
  from accounts a join partnerships p on p.id = a.partnership_id`

/** The accounts of an address, one in each partnership that knows it. */
export async function accountsByEmail(db: Db, email: string): Promise<SigningIn[]> {
  return rows<SigningIn>(db, `select ${SIGNING_IN} where a.email = ? and a.disabled_at is null order by a.id`, [email])
}

export async function accountsSigningIn(db: Db, ids: readonly number[]): Promise<SigningIn[]> {
  return rows<SigningIn>(db, `select ${SIGNING_IN} where a.id = any(?) and a.disabled_at is null order by p.name, a.id`, [ids])
}

/** Uses up a step of the second factor; false when it, or a later one, was used before. */
export async function useStep(trx: Db, accountId: number, step: number): Promise<boolean> {
  const used = await changed(
    trx,
    `update accounts set totp_last_step = :step where id = :accountId and (totp_last_step is null or totp_last_step < :step)`,
    { accountId, step },
  )
  return used === 1
}

export async function markSignedIn(trx: Db, accountId: number): Promise<void> {
  await changed(trx, `update accounts set last_signed_in_at = now() where id = ?`, [accountId])
}

const DEMONSTRATION_LINK = `l.token_hash = ? and l.purpose = 'demonstration' and l.used_at is null and l.expires_at > now()
  and a.demonstration and p.demonstration and a.disabled_at is null`

/** Stores a link for a demonstration account of a demonstration partnership; false for any other account. */
export async function insertDemonstrationLink(
  trx: Db,
  link: { accountId: number; nonce: Buffer; tokenHash: Buffer; hours: number },
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

/** A staff account as administrators see it. */
export type Account = {
  id: number
  name: string
  email: string
  role: Role
  hasPassword: boolean
  secondFactorSince: Date | null
  recoveryCodesLeft: number
  demonstration: boolean
  disabledAt: Date | null
  lastSignedInAt: Date | null
  epoch: number
  /** What makes the address of an unused link to set a password, and until when it is good. */
  linkNonce: Buffer | null
  linkUntil: Date | null
}

const ACCOUNT = `a.id, a.name, a.email, a.role, a.password_hash is not null as "hasPassword", a.totp_confirmed_at as "secondFactorSince",
  (select count(*) from account_recovery_codes c where c.account_id = a.id and c.used_at is null) as "recoveryCodesLeft",
  a.demonstration, a.disabled_at as "disabledAt", a.last_signed_in_at as "lastSignedInAt", a.session_epoch as epoch,
  l.nonce as "linkNonce", l.expires_at as "linkUntil"
  from accounts a
  left join lateral (
    select nonce, expires_at from sign_in_links l
    where l.account_id = a.id and l.purpose = 'set_password' and l.used_at is null and l.expires_at > now()
    order by l.id desc limit 1
  ) l on true`

/** Everybody of a partnership, those who may sign in first. */
export async function accountsOf(db: Db, partnershipId: number): Promise<Account[]> {
  return rows<Account>(db, `select ${ACCOUNT} where a.partnership_id = ? order by a.disabled_at is not null, lower(a.name), a.id`, [
    partnershipId,
  ])
}

export async function findAccount(db: Db, partnershipId: number, accountId: number): Promise<Account | undefined> {
  return row<Account>(db, `select ${ACCOUNT} where a.partnership_id = ? and a.id = ?`, [partnershipId, accountId])
}

/**
 * Holds a partnership's administrators who can sign in, in one order, so that two of them cannot take the role from each
 * other at once. @returns their ids
 */
export async function lockAdministrators(trx: Db, partnershipId: number): Promise<number[]> {
  const held = await rows<{ id: number }>(
    trx,
    `select id from accounts where partnership_id = ? and role = 'administrator' and disabled_at is null
       and (password_hash is not null or demonstration)
     order by id for update`,
    [partnershipId],
  )
  return held.map(({ id }) => id)
}

/** @returns the id, or undefined when the partnership has an account with this address already */
export async function insertAccount(
  trx: Db,
  account: { partnershipId: number; email: string; name: string; role: Role },
): Promise<number | undefined> {
  const made = await row<{ id: number }>(
    trx,
    `insert into accounts (partnership_id, email, name, role) values (:partnershipId, :email, :name, :role)
     on conflict (partnership_id, email) do nothing returning id`,
    account,
  )
  return made?.id
}

/** Changes name and role; sessions end with the role. */
export async function updateAccount(
  trx: Db,
  partnershipId: number,
  accountId: number,
  change: { name: string; role: Role },
): Promise<void> {
  await changed(
    trx,
    `update accounts set name = :name, role = :role, session_epoch = session_epoch + (role <> :role)::int
     where partnership_id = :partnershipId and id = :accountId`,
    { partnershipId, accountId, ...change },
  )
}

/** Disables or enables; sessions end. */
export async function setDisabled(trx: Db, partnershipId: number, accountId: number, disabled: boolean): Promise<void> {
  await changed(
    trx,
    `update accounts set disabled_at = case when :disabled then now() end, session_epoch = session_epoch + 1
     where partnership_id = :partnershipId and id = :accountId`,
    { partnershipId, accountId, disabled },
  )
}

/** Takes the second factor and its recovery codes away; sessions end. */
export async function dropSecondFactor(trx: Db, partnershipId: number, accountId: number): Promise<void> {
  await changed(
    trx,
    `update accounts set totp_secret = null, totp_new_secret = null, totp_confirmed_at = null, totp_last_step = null, session_epoch = session_epoch + 1
     where partnership_id = :partnershipId and id = :accountId`,
    { partnershipId, accountId },
  )
  await replaceRecoveryCodes(trx, partnershipId, accountId, [])
}

/** Ends every session of an account. @returns the epoch of those that begin now */
export async function endSessions(trx: Db, partnershipId: number, accountId: number): Promise<number> {
  const ended = await row<{ epoch: number }>(
    trx,
    `update accounts set session_epoch = session_epoch + 1 where partnership_id = ? and id = ? returning session_epoch as epoch`,
    [partnershipId, accountId],
  )
  if (!ended) throw new Error('there is no such account')
  return ended.epoch
}

export async function setPasswordHash(trx: Db, partnershipId: number, accountId: number, passwordHash: string): Promise<void> {
  await changed(trx, `update accounts set password_hash = ? where partnership_id = ? and id = ?`, [passwordHash, partnershipId, accountId])
}

/** Keeps a sealed secret for an authenticator app that is yet to prove itself; one that is kept already stays unless `replace`. */
export async function keepNewTotpSecret(trx: Db, accountId: number, sealed: string, replace: boolean): Promise<void> {
  await changed(trx, `update accounts set totp_new_secret = :sealed where id = :accountId and (totp_new_secret is null or :replace)`, {
    accountId,
    sealed,
    replace,
  })
}

/** The app has proved itself: its secret becomes the one that counts. False when it was another secret's code. */
export async function confirmTotpSecret(trx: Db, accountId: number, sealed: string, step: number): Promise<boolean> {
  const confirmed = await changed(
    trx,
    `update accounts set totp_secret = totp_new_secret, totp_new_secret = null, totp_confirmed_at = now(), totp_last_step = :step
     where id = :accountId and totp_new_secret = :sealed`,
    { accountId, sealed, step },
  )
  return confirmed === 1
}

export async function replaceRecoveryCodes(trx: Db, partnershipId: number, accountId: number, hashes: readonly Buffer[]): Promise<void> {
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
export async function consumeRecoveryCode(trx: Db, accountId: number, hash: Buffer): Promise<boolean> {
  const used = await changed(
    trx,
    `update account_recovery_codes set used_at = now() where account_id = ? and code_hash = ? and used_at is null`,
    [accountId, hash],
  )
  return used === 1
}

/** Stores a link to set a password, in place of earlier ones. @returns its id */
export async function insertPasswordLink(
  trx: Db,
  link: { partnershipId: number; accountId: number; nonce: Buffer; tokenHash: Buffer; days: number },
): Promise<number> {
  await expirePasswordLinks(trx, link.partnershipId, link.accountId)
  const made = await row<{ id: number }>(
    trx,
    `insert into sign_in_links (partnership_id, account_id, purpose, nonce, token_hash, expires_at)
     values (:partnershipId, :accountId, 'set_password', :nonce, :tokenHash, now() + :days * interval '1 day') returning id`,
    link,
  )
  if (!made) throw new Error('the link was not stored')
  return made.id
}

export async function expirePasswordLinks(trx: Db, partnershipId: number, accountId: number): Promise<void> {
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
