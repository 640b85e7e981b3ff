import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { advanceRun, findRun, finishRun } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { sayCount, sayNumber } from '../../platform/say.ts'
import { sayWritten } from '../messages/index.ts'
import { askBoardIn } from './askBoardActions.ts'
import { groupOf } from './boards.ts'
import type { BoardsOrder } from './orders.ts'

/** Asks them one by one, each as it stands by then: a worker that begins again asks nobody twice, and counts those who were asked before. */
export async function askBoards(deps: Deps, { actor, runId, returnIds }: BoardsOrder): Promise<void> {
  const today = londonDate(deps.now())
  for (const returnId of returnIds) await ask(deps, { actor, runId, returnId }, today)
  const written = (await findRun(deps.db, actor.partnershipId, runId))?.done ?? 0
  const left = returnIds.length - written
  const others = left === 1 ? '1 board was asked already, needs' : `${sayNumber(left)} boards were asked already, need`
  const rest = left === 0 ? '' : ` ${others} no letter any more, or could not be written to.`
  const letters = written === 0 ? 'No letter was written' : sayWritten(deps.mail, `A letter to each of ${sayCount(written, 'board')}`)
  await finishRun(deps.db, runId, `${letters}.${rest}`)
}

type OneBoard = Pick<BoardsOrder, 'actor' | 'runId'> & { returnId: Id<'return'> }

async function ask(deps: Deps, { actor, runId, returnId }: OneBoard, today: string): Promise<void> {
  try {
    await inTransaction(deps.db, async trx => {
      const to = await askBoardIn({ ...deps, db: trx }, actor, { returnId, isToAsk: board => groupOf(board, today) === 'ask' })
      if (to.written) await advanceRun(trx, runId, 1)
    })
  } catch (error) {
    // Signed, sent back, or without an address meanwhile.
    if (!(error instanceof Refusal)) throw error
  }
}
