import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { countTry, forgetTries, type Limit } from '../../platform/rateLimit.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { tooManyTries } from './refusals.ts'

/**
 * How often somebody may guess. After OWASP's "Slow Down Online Guessing Attacks with Device Cookies": a browser in
 * which this account has signed in before has tries of its own, so neither a stranger who guesses at the account nor a
 * busy address that many people share can keep its owner out.
 */
const QUARTER = 15 * 60
const HOUR = 60 * 60
const LIMITS = {
  device: { name: 'sign-in-device', tries: 10, seconds: QUARTER },
  pair: { name: 'sign-in-pair', tries: 10, seconds: QUARTER },
  account: { name: 'sign-in-account', tries: 60, seconds: HOUR },
  address: { name: 'sign-in-address', tries: 300, seconds: HOUR },
  own: { name: 'own-password', tries: 10, seconds: QUARTER },
  code: { name: 'sign-in-code', tries: 8, seconds: QUARTER },
} as const satisfies Record<string, Limit>

/** Who tries: `device` is the id of a browser in which the account has signed in before. */
export type Guess = { email: string; address: string; device: string | null }

/** Counts a try at a password. @throws Refusal when there were too many */
export async function countPasswordTry(db: Db, guess: Guess): Promise<void> {
  for (const [limit, key] of countsOf(guess)) await refuseBeyond(db, limit, key)
}

/** Counts a try at a code of the second factor: by the account, or by the browser that the account knows. @throws Refusal when there were too many */
export async function countCodeTry(db: Db, accountId: Id<'account'>, device: string | null): Promise<void> {
  await refuseBeyond(db, LIMITS.code, digest(device ?? `account ${accountId}`))
}

/** Counts a try at one's own password while signed in: a session that was left open must not be a way to guess it. @throws Refusal when there were too many */
export async function countOwnPasswordTry(db: Db, accountId: Id<'account'>): Promise<void> {
  await refuseBeyond(db, LIMITS.own, digest(`account ${accountId}`))
}

/** Lets the person who was right start afresh. The shared address keeps its count: one person's success says nothing of the others'. */
export async function forgetGuesses(db: Db, guess: Guess, accountId: Id<'account'>): Promise<void> {
  const own = countsOf(guess).filter(([limit]) => limit !== LIMITS.address && limit !== LIMITS.account)
  for (const [limit, key] of own) await forgetTries(db, limit, key)
  await forgetTries(db, LIMITS.code, digest(guess.device ?? `account ${accountId}`))
}

/** The part of an address that one person holds: all of an IPv4 address, the network half of an IPv6 one. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const parts = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - parts.length - rest.length)).fill('0')
  return [...parts, ...zeros, ...rest].slice(0, 4).join(':')
}

/** The key under which tries from a network address are counted; the address itself is not kept. */
export const addressKey = (address: string): string => digest(networkOf(address))

function countsOf({ email, address, device }: Guess): [Limit, string][] {
  if (device !== null) return [[LIMITS.device, digest(device)]]
  const network = networkOf(address)
  return [
    [LIMITS.pair, digest(`${email} ${network}`)],
    [LIMITS.account, digest(email)],
    [LIMITS.address, digest(network)],
  ]
}

async function refuseBeyond(db: Db, limit: Limit, key: string): Promise<void> {
  const wait = await countTry(db, limit, key)
  if (wait !== null) throw tooManyTries(wait)
}

/** No e-mail or network address stands in the table of counts. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
