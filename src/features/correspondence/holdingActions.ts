import type { LookAgain } from '../messages/index.ts'
import { sinceWritten } from './sinceWrittenStore.ts'
import { stillHolds, WHY_NOT, type SinceWritten, type WhyNot } from './stillHolds.ts'

/** What is asked of every message as it leaves. */
export const whatHoldsNoMore: LookAgain = async (db, partnershipId, messageIds) => {
  const found = await sinceWritten(db, partnershipId, messageIds)
  return new Map(
    [...found].flatMap(([id, letter]) => {
      const why = stillHolds(letter)
      return why === null ? [] : [[id, sayWhyNot(why, letter)] as const]
    }),
  )
}

/** "its audit link was ended: ended by Ben Two". */
export const sayWhyNot = (why: WhyNot, { link }: Pick<SinceWritten, 'link'>): string =>
  why === 'link_ended' && link && link.why !== '' ? `${WHY_NOT[why]}: ${link.why}` : WHY_NOT[why]
