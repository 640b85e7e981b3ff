import { prepared, changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Role, StaffActor } from '../history/index.ts'

/** A member of staff as recognised from a session, with what the frame of their pages says. */
export type RecognisedStaff = { actor: StaffActor; partnershipName: string; concernLine: string }

/** The signed-in member of staff of a session; undefined once the account is disabled or its sessions were ended. */
export async function loadStaff(db: Db, accountId: Id<'account'>, epoch: number): Promise<RecognisedStaff | undefined> {
  const found = await row<{
    partnershipId: Id<'partnership'>
    name: string
    role: Role
    email: string
    partnershipName: string
    concernLine: string
  }>(db, STAFF, [accountId, epoch])
  if (!found) return undefined
  const { partnershipName, concernLine, ...person } = found
  return { actor: { kind: 'staff', accountId, ...person }, partnershipName, concernLine }
}

const STAFF = prepared(
  'accounts.staff',
  `select a.partnership_id as "partnershipId", a.name, a.role, a.email, p.name as "partnershipName", p.concern_line as "concernLine"
   from accounts a join partnerships p on p.id = a.partnership_id
   where a.id = ? and a.session_epoch = ? and a.disabled_at is null`,
)

/**
 * Whether somebody signed in may still act: asked in the transaction that writes. The account is held, so that whoever disables it or
 * changes its role waits, or has done so.
 */
export async function isStillStaff(trx: Db, accountId: Id<'account'>, epoch: number): Promise<boolean> {
  const sql = `select 1 from accounts where id = ? and session_epoch = ? and disabled_at is null for key share`
  return (await row(trx, sql, [accountId, epoch])) !== undefined
}

/** What signing in needs to know of an account that is not disabled. Nobody is signed in yet, so no partnership narrows it. */
export type SigningIn = {
  id: Id<'account'>
  partnershipId: Id<'partnership'>
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

/** Which account, and whose. */
export type AccountKey = Pick<SigningIn, 'id' | 'partnershipId'>

/** A query of what signing in needs, over `a`, an account, and `p`, its partnership. */
export const SIGNING_IN = `a.id, a.partnership_id as "partnershipId", p.name as "partnershipName", a.email, a.name, a.role, a.session_epoch as epoch,
  a.password_hash as "passwordHash", a.totp_secret as "totpSecret", a.totp_new_secret as "totpNewSecret", a.totp_last_step as "totpLastStep"
  from accounts a join partnerships p on p.id = a.partnership_id`

/** The accounts of an address, one in each partnership that knows it. */
export async function accountsByEmail(db: Db, email: string): Promise<SigningIn[]> {
  return rows<SigningIn>(db, `select ${SIGNING_IN} where a.email = ? and a.disabled_at is null order by a.id`, [email])
}

export async function accountsSigningIn(db: Db, ids: readonly Id<'account'>[]): Promise<SigningIn[]> {
  return rows<SigningIn>(db, `select ${SIGNING_IN} where a.id = any(?) and a.disabled_at is null order by p.name, a.id`, [ids])
}

export async function markSignedIn(trx: Db, { id, partnershipId }: AccountKey): Promise<void> {
  await changed(trx, `update accounts set last_signed_in_at = now() where partnership_id = ? and id = ?`, [partnershipId, id])
}

/** Ends every session of an account. @returns the epoch of those that begin now */
export async function endSessions(trx: Db, partnershipId: Id<'partnership'>, accountId: Id<'account'>): Promise<number> {
  const ended = await row<{ epoch: number }>(
    trx,
    `update accounts set session_epoch = session_epoch + 1 where partnership_id = ? and id = ? returning session_epoch as epoch`,
    [partnershipId, accountId],
  )
  if (!ended) throw new Error('there is no such account')
  return ended.epoch
}

export async function setPasswordHash(
  trx: Db,
  partnershipId: Id<'partnership'>,
  accountId: Id<'account'>,
  passwordHash: string,
): Promise<void> {
  await changed(trx, `update accounts set password_hash = ? where partnership_id = ? and id = ?`, [passwordHash, partnershipId, accountId])
}
