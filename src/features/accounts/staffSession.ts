/** How long somebody stays signed in, counted from both factors: a long working day, and never into the next. Decision 0004 says why. */
export const SIGNED_IN_HOURS = 12

/** Whether a member of staff who passed both factors at `since` (milliseconds) is still signed in. */
export const isSignedIn = ({ since }: { since: number }, now: Date): boolean => now.getTime() - since < SIGNED_IN_HOURS * 3_600_000
