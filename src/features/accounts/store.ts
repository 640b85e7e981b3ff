import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Role } from '../history/index.ts'

/** A staff account as administrators see it. */
export type Account = {
  id: Id<'account'>
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

/** The names of all who have or had an account. */
export async function staffNames(db: Db, partnershipId: Id<'partnership'>): Promise<string[]> {
  const accounts = await rows<{ name: string }>(db, `select name from accounts where partnership_id = ? order by name`, [partnershipId])
  return accounts.map(({ name }) => name)
}

/** Everybody of a partnership, those who may sign in first. */
export async function accountsOf(db: Db, partnershipId: Id<'partnership'>): Promise<Account[]> {
  return rows<Account>(db, `select ${ACCOUNT} where a.partnership_id = ? order by a.disabled_at is not null, lower(a.name), a.id`, [
    partnershipId,
  ])
}

export async function findAccount(db: Db, partnershipId: Id<'partnership'>, accountId: Id<'account'>): Promise<Account | undefined> {
  return row<Account>(db, `select ${ACCOUNT} where a.partnership_id = ? and a.id = ?`, [partnershipId, accountId])
}

/**
 * Holds a partnership's administrators who can sign in, in one order, so that two of them cannot take the role from each
 * other at once. @returns their ids
 */
export async function lockAdministrators(trx: Db, partnershipId: Id<'partnership'>): Promise<Id<'account'>[]> {
  const held = await rows<{ id: Id<'account'> }>(
    trx,
    `select id from accounts where partnership_id = ? and role = 'administrator' and disabled_at is null
       and (password_hash is not null or demonstration)
     order by id for update`,
    [partnershipId],
  )
  return held.map(({ id }) => id)
}

/** Holds an account whole: nobody finishes by it what they began, until the transaction ends. */
export async function lockAccount(trx: Db, partnershipId: Id<'partnership'>, accountId: Id<'account'>): Promise<void> {
  await row(trx, `select id from accounts where partnership_id = ? and id = ? for update`, [partnershipId, accountId])
}

/** @returns the id, or undefined when the partnership has an account with this address already */
export async function insertAccount(
  trx: Db,
  account: { partnershipId: Id<'partnership'>; email: string; name: string; role: Role },
): Promise<Id<'account'> | undefined> {
  const made = await row<{ id: Id<'account'> }>(
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
  partnershipId: Id<'partnership'>,
  accountId: Id<'account'>,
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
export async function setDisabled(trx: Db, partnershipId: Id<'partnership'>, accountId: Id<'account'>, disabled: boolean): Promise<void> {
  await changed(
    trx,
    `update accounts set disabled_at = case when :disabled then now() end, session_epoch = session_epoch + 1
     where partnership_id = :partnershipId and id = :accountId`,
    { partnershipId, accountId, disabled },
  )
}
