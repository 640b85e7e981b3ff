import type { Limit } from '../../platform/rateLimit.ts'

/** A school's many browsers share one address: only links that do not exist are counted, so that nobody with a right one is kept out. */
export const WRONG_LINKS: Limit = { name: 'audit-link-wrong', tries: 100, seconds: 15 * 60 }
