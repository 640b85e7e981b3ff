import { createHmac, randomInt } from 'node:crypto'

export const RECOVERY_CODES = 10

/** Letters and numbers that nobody mistakes for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const HALF = 5

/** New codes, each for one sign-in without the authenticator app: "7kq2m-xw9fd", about 49 bits. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, () => `${randomHalf()}-${randomHalf()}`)

/**
 * What the database keeps of a code. Keyed with the program's secret, since a code is short enough to be found by trial
 * by whoever has the table; typed with or without the dash, in large letters or small.
 */
export function recoveryCodeHash(secret: Buffer, accountId: number, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return createHmac('sha256', secret).update(`recovery code:${accountId}:${plain}`).digest()
}

const randomHalf = (): string => Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
