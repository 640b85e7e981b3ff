import type { Limit } from '../../platform/rateLimit.ts'

/** How often new links may be asked for from one address. */
export const LOST_LINKS: Limit = { name: 'audit-link-lost', tries: 30, seconds: 15 * 60 }

/** A registered address gets at most one message in this time, however often somebody asks. */
export const RESEND_MINUTES = 15

/** How many links to the returns of an address may be tried that do not work. */
export const WRONG_ADDRESS_LINKS: Limit = { name: 'address-link-wrong', tries: 100, seconds: 15 * 60 }
