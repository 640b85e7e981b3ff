import type { Limit } from '../../platform/rateLimit.ts'

/** Only links that do not exist are counted, so that a right one always works. */
export const WRONG_LINKS: Limit = { name: 'feedback-link-wrong', tries: 60, seconds: 15 * 60 }

/** By one link: more than people write in an hour. */
export const REPLIES: Limit = { name: 'feedback-replies', tries: 20, seconds: 60 * 60 }
