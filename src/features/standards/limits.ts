import type { Limit } from '../../platform/rateLimit.ts'

/** An agency’s many browsers share one address: only links that do not exist are counted, so that a right one always works. */
export const WRONG_LINKS: Limit = { name: 'agency-link-wrong', tries: 60, seconds: 15 * 60 }

/** By one link: more than several people at once save in a quarter of an hour. */
export const SAVES: Limit = { name: 'agency-link-saves', tries: 200, seconds: 15 * 60 }
