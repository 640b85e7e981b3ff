import type { telling } from '../findings/index.ts'

/** Of fewer others nothing is told: with fewer, a school could tell who they are. */
export const LEAST_OTHERS = 10

/** The whole round, among the groups. */
const ROUND = ''

/** What an establishment is compared with: those of its group, of the whole round where those are too few, or nobody. */
export type Peers = { words: string; best: Readonly<Record<string, string>>; askedAll: readonly string[] }

/**
 * Chooses with whom an establishment is compared: at least ten others, beside the establishment itself, which is counted with them. What is
 * told is the same to all of a group: told to each without itself, two of them could work out what the numbers are.
 *
 * @param group its phase of education
 */
export function peersOf(groups: Readonly<Record<string, telling.ToldGroup>>, group: string): Peers | undefined {
  for (const name of [group, ROUND]) {
    const { returns, best, askedAll = [] } = groups[name] ?? { returns: 0, best: {} }
    if (returns > LEAST_OTHERS)
      return {
        ...{ best, askedAll },
        words:
          name === ROUND
            ? `the ${returns} establishments of this round that sent their return`
            : `the ${returns} establishments of the group “${name}” that sent their return`,
      }
  }
  return undefined
}
