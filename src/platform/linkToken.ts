import { createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * A link's token is derived from the program's secret and the nonce of its row, so it can be written into a mail when
 * the mail leaves and be shown nowhere else: the database keeps only its hash, from which nobody can make the link.
 */
export function linkToken(secret: Buffer, purpose: string, nonce: Buffer): string {
  return createHmac('sha256', secret).update(`link:${purpose}:`).update(nonce).digest('base64url')
}

/** Six digits that somebody types from a mail, derived as a link's token is: the number alone is kept, and from it nobody can tell them. */
export function secretCode(secret: Buffer, nonce: Buffer): string {
  const digest = createHmac('sha256', secret).update('code:').update(nonce).digest()
  return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/** What the database keeps of a token, and looks it up by. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export const newNonce = (): Buffer => randomBytes(16)
