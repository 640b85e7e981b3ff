import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the least costs that OWASP's Password Storage Cheat Sheet gives for it: 19 MiB, two passes, one thread. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What is kept of a password. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), COSTS)

/**
 * Whether a password is the one that was hashed. Without a hash (nobody has this address, or no password yet) it does
 * the same work and says no, so that the time of the answer tells nothing.
 */
export async function passwordMatches(kept: string | null, password: string): Promise<boolean> {
  const matches = await verify(kept ?? (await nobodysHash()), normal(password))
  return kept !== null && matches
}

/** The same letters count as the same password however a keyboard composes them. */
const normal = (password: string): string => password.normalize('NFKC')

let nobodys: Promise<string> | undefined
const nobodysHash = (): Promise<string> => (nobodys ??= hashPassword('nobody has this password'))
