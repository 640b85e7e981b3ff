import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { finishRun, reportProgress } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import type { PartnershipActor } from '../history/index.ts'
import { sayWritten } from '../messages/index.ts'
import { askBoardIn } from './askBoardActions.ts'
import { groupOf } from './boards.ts'
import type { BoardsOrder } from './orders.ts'

/** Asks them one by one, each as it stands by then: a worker that begins again asks nobody twice. */
export async function askBoards(deps: Deps, { actor, runId, returnIds }: BoardsOrder): Promise<void> {
  const today = londonDate(deps.now())
  let written = 0
  for (const [at, returnId] of returnIds.entries()) {
    if (await asked(deps, actor, returnId, today)) written += 1
    await reportProgress(deps.db, runId, { done: at + 1 })
  }
  const left = returnIds.length - written
  const rest = left === 0 ? '' : ` ${sayCount(left, 'board needs', 'boards need')} no letter any more, or could not be written to.`
  const letters = written === 0 ? 'No letter was written' : sayWritten(deps.mail, `A letter to each of ${sayCount(written, 'board')}`)
  await finishRun(deps.db, runId, `${letters}.${rest}`)
}

async function asked(deps: Deps, actor: PartnershipActor, returnId: Id<'return'>, today: string): Promise<boolean> {
  try {
    return await inTransaction(deps.db, async trx => {
      const to = await askBoardIn({ ...deps, db: trx }, actor, returnId, board => groupOf(board, today) === 'ask')
      return to.written
    })
  } catch (error) {
    // Signed, sent back, or without an address meanwhile.
    if (error instanceof Refusal) return false
    throw error
  }
}
