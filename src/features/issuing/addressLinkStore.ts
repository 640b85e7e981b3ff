import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** A link to every return of a partnership that an address was given. */
export type AddressLink = { partnershipId: Id<'partnership'>; partnershipName: string; email: string; expiresAt: Date }

export async function insertAddressLink(
  trx: Db,
  link: Pick<AddressLink, 'partnershipId' | 'email' | 'expiresAt'> & { nonce: Buffer; tokenHash: Buffer },
): Promise<void> {
  await changed(
    trx,
    `insert into address_links (partnership_id, email, nonce, token_hash, expires_at)
     values (:partnershipId, :email, :nonce, :tokenHash, :expiresAt)`,
    link,
  )
}

/** The link whose token has this hash, while it works; undefined when there is none. */
export function findAddressLink(db: Db, tokenHash: Buffer): Promise<AddressLink | undefined> {
  return row<AddressLink>(
    db,
    `select a.partnership_id as "partnershipId", p.name as "partnershipName", a.email, a.expires_at as "expiresAt"
     from address_links a join partnerships p on p.id = a.partnership_id where a.token_hash = ? and a.expires_at > now()`,
    [tokenHash],
  )
}

/** Whether one was made for this address within so many minutes. */
export async function wasMadeLately(db: Db, partnershipId: Id<'partnership'>, email: string, minutes: number): Promise<boolean> {
  const found = await row(
    db,
    `select 1 from address_links where partnership_id = ? and email = ? and made_at > now() - make_interval(mins => ?)`,
    [partnershipId, email, minutes],
  )
  return found !== undefined
}

/** Takes away those that have run out, with the addresses in them. @returns how many */
export const deleteOldAddressLinks = (db: Db): Promise<number> => changed(db, `delete from address_links where expires_at <= now()`)
