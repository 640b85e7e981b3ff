import { z } from 'zod'
import { defineJob, type AnyJob } from '../../platform/jobs/queue.ts'
import { failLostRuns, failRun } from '../../platform/jobs/runs.ts'
import { allPartnerships } from '../partnerships/index.ts'
import { askBoards } from './askBoardsBatchActions.ts'
import { remindBoards } from './boardReminderActions.ts'
import { deleteOldCodes } from './codeStore.ts'
import { boardsOrder } from './orders.ts'

/** Takes away, each night, the codes to sign whose time is over, and the addresses to which they went. */
const forgetCodesJob = defineJob({
  name: 'signature_codes.forget',
  payload: z.object({}),
  cron: '50 2 * * *',
  async run({ db }) {
    await deleteOldCodes(db)
  },
})

const STOPPED = 'The work stopped before its end. Who was asked was asked: choose “Ask all boards” again for the rest.'

/** Asks many boards to sign. */
export const askBoardsJob = defineJob({
  name: 'board.ask_all',
  payload: boardsOrder,
  expireInSeconds: 3600,
  run: askBoards,
  gaveUp: ({ db }, { runId }) => failRun(db, runId, STOPPED),
})

/** Looks every five minutes for asking that nobody does any more: a worker that is killed cannot say that it gave up. */
const sweepBoardsJob = defineJob({
  name: 'board.sweep',
  payload: z.object({}),
  cron: '*/5 * * * *',
  run: ({ db }) => failLostRuns(db, askBoardsJob, STOPPED),
})

/** Reminds every morning the boards that were asked and have not signed. */
const remindBoardsJob = defineJob({
  name: 'board.remind',
  payload: z.object({}),
  cron: '50 8 * * *',
  retries: 0,
  async run(deps) {
    for (const { id } of await allPartnerships(deps.db)) await remindBoards(deps, id)
  },
})

export const signingJobs: readonly AnyJob[] = [forgetCodesJob, askBoardsJob, sweepBoardsJob, remindBoardsJob]
