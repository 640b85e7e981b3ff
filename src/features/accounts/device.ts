import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What a browser is given when an account has signed in in it: an id, and proof that this program gave it for this
 * e-mail address. It opens nothing; see `guessingActions.ts` for what it is good for.
 */
export function deviceProof(secret: Buffer, email: string, id: string): string {
  return `${id}.${signature(secret, email, id)}`
}

/** The id of a browser that shows a proof for this address, or null. */
export function knownDevice(secret: Buffer, email: string, proof: string | undefined): string | null {
  const [id = '', signed = ''] = (proof ?? '').split('.')
  const expected = Buffer.from(signature(secret, email, id))
  const given = Buffer.from(signed)
  return id !== '' && given.length === expected.length && timingSafeEqual(given, expected) ? id : null
}

const signature = (secret: Buffer, email: string, id: string): string =>
  createHmac('sha256', secret).update(`device:${id}:${email}`).digest('base64url')
