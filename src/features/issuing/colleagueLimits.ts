/** Enough for every section of a large college, and for mistyped addresses; limits, so that nobody can write to the world through us. */
export const MOST_LINKS = 25
export const MOST_A_DAY = 30
const MOST_EVER = 60
/** How often an establishment may put a new main link in the place of its old one in a day. */
export const MOST_MAIN_A_DAY = 3
const DAY = 24 * 60 * 60 * 1000

/**
 * What keeps a return from having a link for another colleague: as many as work at once, or as many as establishments may send in
 * a day or at all. Ending one makes room for one that works, not for one more message. Null when nothing does.
 *
 * @param links all that the return ever had
 */
export function colleagueLimit(
  links: readonly { main: boolean; issuedAt: Date; revokedAt: Date | null }[],
  asks: 'staff' | 'establishment',
  now: Date,
): 'working' | 'day' | 'ever' | null {
  if (links.filter(({ revokedAt }) => revokedAt === null).length >= MOST_LINKS) return 'working'
  if (asks === 'staff') return null
  const sent = links.filter(({ main }) => !main)
  if (sent.length >= MOST_EVER) return 'ever'
  return sentWithinDay(sent, now) >= MOST_A_DAY ? 'day' : null
}

/** How many of these links were made within a day. */
export const sentWithinDay = (links: readonly { issuedAt: Date }[], now: Date): number =>
  links.filter(({ issuedAt }) => now.getTime() - issuedAt.getTime() < DAY).length
