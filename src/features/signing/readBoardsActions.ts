import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { returnsToWriteAbout } from '../correspondence/index.ts'
import { boardsOf, type Board } from './boards.ts'
import { boardsAsked, waitingForBoards, type WaitingReturn } from './boardStore.ts'

const BATCH = 1000

/** Each return of a round, or of the partnership, that waits for its board, with who can be asked and when they were. */
export const readBoards = async (
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId?: Id<'round'> | null },
  today: string,
): Promise<Board[]> => withBoards(db, of.partnershipId, await waitingForBoards(db, of), today)

/** The same of these returns, whether or not they wait. */
export async function withBoards(
  db: Db,
  partnershipId: Id<'partnership'>,
  waiting: readonly WaitingReturn[],
  today: string,
): Promise<Board[]> {
  const boards: Board[] = []
  for (let at = 0; at < waiting.length; at += BATCH) {
    const batch = waiting.slice(at, at + BATCH)
    const ids = batch.map(({ returnId }) => returnId)
    boards.push(...boardsOf(batch, await returnsToWriteAbout(db, partnershipId, ids), await boardsAsked(db, partnershipId, ids), today))
  }
  return boards
}
