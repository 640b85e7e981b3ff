import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { announceRun } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockRound, type Round } from '../rounds/index.ts'
import { groupOf } from './boards.ts'
import { askBoardsJob } from './jobs.ts'
import { readBoards } from './readBoardsActions.ts'
import { refuse } from './refusals.ts'

/**
 * Orders letters to all chairs and proprietors of a round who have still to sign, in the background. Whoever was asked or reminded lately
 * gets none, so that pressing it again asks nobody twice.
 *
 * @param shown how many the page said would get a letter: where it is another number by now, nothing is done
 * @returns the run that shows how far it is
 * @throws Refusal (conflict) when nobody can be asked, or there are more or fewer than the page said
 */
export function orderBoards(
  { db, now }: { db: Db; now: () => Date },
  actor: PartnershipActor,
  { round: { id: roundId }, shown, key }: { round: Pick<Round, 'id'>; shown: number; key: string | undefined },
): Promise<{ runId: Id<'run'> }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'board.ask_all' }, async () => {
      const round = await lockRound(trx, actor.partnershipId, roundId)
      const today = londonDate(now())
      const boards = await readBoards(trx, { partnershipId: actor.partnershipId, roundId }, today)
      const returnIds = boards.filter(board => groupOf(board, today) === 'ask').map(({ returnId }) => returnId)
      if (returnIds.length === 0 || returnIds.length !== shown) throw refuse.otherBoards(roundId)
      const runId = await announceRun(trx, {
        partnershipId: actor.partnershipId,
        name: askBoardsJob.name,
        title: `Asking boards of “${round.name}” to sign`,
        total: returnIds.length,
        startedBy: actor.name,
        next: { text: 'See the signatures', href: `/rounds/${roundId}/signatures` },
      })
      await recordEvent(trx, actor, { verb: 'round.boards_asked', roundId, details: { boards: returnIds.length } })
      await enqueue(trx, askBoardsJob, { actor, runId, returnIds })
      return { runId }
    }),
  )
}
