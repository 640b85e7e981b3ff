import type { Limit } from '../../platform/rateLimit.ts'

/** How long a code can be used, in minutes, and how often one may be typed wrong. */
export const CODE_MINUTES = 15
export const CODE_TRIES = 5

/** A mailbox gets no more codes than these: to guess one of a million, five tries each are nothing. */
export const CODES_SENT: Limit = { name: 'signature-code', tries: 5, seconds: 60 * 60 }
/** All that one return sends in a day, to whatever address. */
export const CODES_OF_RETURN: Limit = { name: 'signature-code-return', tries: 20, seconds: 24 * 60 * 60 }
