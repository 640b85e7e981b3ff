import { createHmac } from 'node:crypto'
import type { Id } from '../../platform/id.ts'

export const RECOVERY_CODES = 10

/** Letters and numbers that nobody mistakes for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const HALF = 5

/** New codes, each for one sign-in without the authenticator app: "7kq2m-xw9fd", about 49 bits. */
export function newRecoveryCodes(randomBelow: (bound: number) => number): string[] {
  const half = () => Array.from({ length: HALF }, () => ALPHABET[randomBelow(ALPHABET.length)]).join('')
  return Array.from({ length: RECOVERY_CODES }, () => `${half()}-${half()}`)
}

/**
 * What the database keeps of a code. Keyed with the program's secret, since a code is short enough to be found by trial
 * by whoever has the table; typed with or without the dash, in large letters or small.
 */
export function recoveryCodeHash(secret: Buffer, accountId: Id<'account'>, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return createHmac('sha256', secret).update(`recovery code:${accountId}:${plain}`).digest()
}
