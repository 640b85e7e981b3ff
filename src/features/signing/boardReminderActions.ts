import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { returnToWriteAbout } from '../correspondence/index.ts'
import { program, recordEvent } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { lockReturns, stands, openReturn } from '../returns/index.ts'
import { isToRemind } from './boards.ts'
import { boardReminder } from './boardLetter.ts'
import { readBoards, withBoards } from './readBoardsActions.ts'
import type { WaitingReturn } from './boardStore.ts'

type Context = Pick<Deps, 'db' | 'baseUrl' | 'now' | 'log'>

/**
 * Reminds the chairs and proprietors who were asked to sign some time ago (`REMINDERS`) and have not, each once. A second run writes nothing
 * twice. A return that fails is left for tomorrow and holds up no other.
 *
 * @returns how many letters are new
 */
export async function remindBoards(deps: Context, partnershipId: Id<'partnership'>): Promise<number> {
  const today = londonDate(deps.now())
  let written = 0
  for (const board of await readBoards(deps.db, { partnershipId }, today)) {
    if (!isToRemind(board, today)) continue
    try {
      if (await inTransaction(deps.db, trx => remindOne({ ...deps, db: trx }, partnershipId, board, today))) written += 1
    } catch (error) {
      deps.log.error({ err: error, return: board.returnId }, 'the board of a return could not be reminded: it is tried again tomorrow')
    }
  }
  return written
}

/** Looks again under the lock: they may have signed meanwhile. */
async function remindOne(
  { db: trx, baseUrl }: Omit<Context, 'db'> & { db: Db },
  partnershipId: Id<'partnership'>,
  waiting: WaitingReturn,
  today: string,
): Promise<boolean> {
  const { returnId } = waiting
  await lockReturns(trx, partnershipId, [returnId])
  const { auditReturn } = await openReturn(trx, partnershipId, returnId)
  const [board] = await withBoards(trx, partnershipId, [waiting], today)
  if (!board?.to || !board.askedAt || !stands('awaiting_chair', auditReturn.status) || !isToRemind(board, today)) return false
  const about = await returnToWriteAbout(trx, partnershipId, returnId)
  const letter = boardReminder(about, board.to, about.from, { askedOn: londonDate(board.askedAt) })
  const [sent] = await queueMessages(trx, partnershipId, [letter], baseUrl)
  if (sent) await recordEvent(trx, program(partnershipId), { verb: 'return.board_reminded', returnId, details: { name: board.to.name } })
  return sent !== undefined
}
