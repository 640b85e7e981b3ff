import { createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * A link's token is derived from the program's secret and the nonce of its row, so it can be written into a mail when
 * the mail leaves and be shown nowhere else: the database keeps only its hash, from which nobody can make the link.
 */
export function linkToken(secret: Buffer, purpose: string, nonce: Buffer): string {
  return createHmac('sha256', secret).update(`link:${purpose}:`).update(nonce).digest('base64url')
}

/** What the database keeps of a token, and looks it up by. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export const newNonce = (): Buffer => randomBytes(16)
