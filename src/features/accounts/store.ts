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
