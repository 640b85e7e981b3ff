import { Readable } from 'node:stream'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { newFileKey } from '../../platform/files/storage.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { failRun, finishRun, reportProgress } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { StatementDoesNotAddUp } from '../dashboard/index.ts'
import { program, recordEvent } from '../history/index.ts'
import { keepGiven } from '../publications/index.ts'
import { findRound, lockRound, type Round } from '../rounds/index.ts'
import { composeReport } from './compose.ts'
import { CountsMoved, gather } from './gatherActions.ts'
import type { Audience } from './report.ts'
import type { ReportOrder } from './schemas.ts'
import { writeWord } from './sinks/writeWord.ts'
import { claimReport, markFailed, markReady, type Claim } from './store.ts'

/** How often everything is read again when returns came in meanwhile. */
const TRIES = 5
/** Read, written as a Word file, kept. */
const STEPS = 3

/** What would give a small number away beside what left the office before: it is not shown to anyone. */
class Withheld extends Error {
  override name = 'Withheld'
}

/** Makes a report, in the place of whoever began it before: what another left is removed first. */
export async function buildReport(deps: Deps, order: ReportOrder): Promise<void> {
  const { db, files } = deps
  const key = newFileKey()
  const claim = await claimReport(db, order.partnershipId, order.reportId, key)
  if (!claim) return
  if (claim.earlierKey !== null) await files.remove(claim.earlierKey)
  let isFinishing = false
  try {
    const round = await findRound(db, order.partnershipId, claim.roundId)
    if (!round) throw new Error('the round of a report does not exist')
    const { facts, stamp } = await gathered(deps, round, claim.audience)
    if (facts.answers.withheld) throw new Withheld('a covered number would be given away')
    const content = composeReport(facts)
    await reportProgress(db, claim.jobRunId, { done: 1, total: STEPS })
    const stored = await files.put(Readable.from(await writeWord(content)), key)
    await reportProgress(db, claim.jobRunId, { done: 2, total: STEPS })
    isFinishing = true
    const isKept = await inTransaction(db, async trx => {
      await lockRound(trx, order.partnershipId, round.id)
      const { figures } = facts.answers
      const givenId =
        figures === undefined ? null : await keepGiven(trx, { partnershipId: order.partnershipId, roundId: round.id, figures })
      const name = fileNameOf(round, claim.audience, facts.at)
      if (!(await markReady(trx, order.partnershipId, order.reportId, { content, stamp, givenId, name, ...stored }))) return false
      await finishRun(trx, claim.jobRunId, 'The report is ready.')
      await recordEvent(trx, program(order.partnershipId), {
        verb: 'report.made',
        roundId: round.id,
        details: { reportId: order.reportId, requestedBy: claim.requestedBy, audience: claim.audience },
      })
      return true
    })
    if (!isKept) await files.remove(key)
  } catch (error) {
    deps.log.error({ err: error, report: order.reportId }, 'a report could not be made')
    const isGivenUp = await giveUp(db, order, claim, key, error)
    // When the connection broke at the commit, the report may be ready: then its file stays.
    if (isGivenUp || !isFinishing) await files.remove(key)
  }
}

async function gathered({ db, now }: Deps, round: Round, audience: Audience) {
  for (let tried = 1; ; tried += 1)
    try {
      return await gather(db, round, { audience, at: now() })
    } catch (error) {
      if (tried === TRIES || !hasMoved(error)) throw error
    }
}

const hasMoved = (error: unknown): boolean =>
  error instanceof CountsMoved || (error instanceof Refusal && error.code === 'findings.moved_meanwhile')

/** "report-northmoor-2027-for-the-board-2026-11-21.docx" */
const fileNameOf = ({ code }: Round, audience: Audience, at: Date): string =>
  `report-${code}-${audience === 'covered' ? 'for-the-board' : 'inside-the-office'}-${londonDate(at)}.docx`

/** @returns whether it was still this worker's, and not ready */
function giveUp(db: Db, { partnershipId, reportId }: ReportOrder, claim: Claim, key: string, error: unknown): Promise<boolean> {
  return inTransaction(db, async trx => {
    const words = inWords(error)
    if (!(await markFailed(trx, partnershipId, reportId, { error: words, key }))) return false
    await failRun(trx, claim.jobRunId, words)
    await recordEvent(trx, program(partnershipId), { verb: 'report.failed', roundId: claim.roundId, details: { reportId } })
    return true
  })
}

/** What somebody who waits for it can do something with. */
function inWords(error: unknown): string {
  if (error instanceof Withheld)
    return 'Next to what left the office before, this report would give a small number away, whatever is covered. Make it when more returns have arrived, or remove earlier reports that nobody outside has received.'
  if (hasMoved(error)) return 'Returns kept arriving while it was counted, so its numbers did not fit together. Make it again.'
  if (error instanceof StatementDoesNotAddUp)
    return `Its numbers did not agree with each other, so it was thrown away. This is a fault of the program: tell the person who looks after it. They need this: ${error.message}`
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'There was no room left to store it. Tell the person who looks after the program, and make a new one later.'
  return 'Something went wrong while it was made. Make a new one; if that fails too, tell the person who looks after the program.'
}
