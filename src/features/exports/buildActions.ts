import { PassThrough } from 'node:stream'
import { inTransaction } from '../../platform/db.ts'
import { waitingFolder } from '../../platform/files/waitingFolder.ts'
import type { Deps } from '../../platform/deps.ts'
import { newFileKey, type StoredFile } from '../../platform/files/storage.ts'
import { failRun, finishRun, reportProgress } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { StatementDoesNotAddUp } from '../dashboard/index.ts'
import { DataDoNotAddUp, type Choice } from '../datasets/index.ts'
import { program, recordEvent } from '../history/index.ts'
import { findPartnership } from '../partnerships/index.ts'
import { findRound, type Round } from '../rounds/index.ts'
import type { Format } from './format.ts'
import { formatNamed } from './sinks/formats.ts'
import type { ExportOrder } from './schemas.ts'
import { claimExport, markFailed, markReady, type Claim } from './store.ts'
import { writeRound } from './writeActions.ts'

/** An export holds names and answers: it is kept no longer than somebody needs to fetch it. */
const KEPT_HOURS = 24

/**
 * Makes the file of an export, in the place of whoever began it before. What another left is removed first, so that
 * one file remains however often this is cut off.
 */
export async function buildExport(deps: Deps, order: ExportOrder): Promise<void> {
  const key = newFileKey()
  const claim = await claimExport(deps.db, order.partnershipId, order.exportId, key)
  if (!claim) return
  if (claim.earlierKey !== null) await deps.files.remove(claim.earlierKey)
  let isFinishing = false
  try {
    const round = await roundOf(deps, order, claim)
    const stored = await storeFile(deps, order, claim, round, key)
    isFinishing = true
    if (!(await finish(deps, order, claim, round, stored))) await deps.files.remove(key)
  } catch (error) {
    deps.log.error({ err: error, export: order.exportId }, 'an export could not be made')
    const isGivenUp = await giveUp(deps, order, claim, key, error)
    // When the connection broke at the commit, the export may be ready: then its file stays.
    if (isGivenUp || !isFinishing) await deps.files.remove(key)
  }
}

async function roundOf(deps: Deps, { partnershipId }: ExportOrder, claim: Claim): Promise<Round> {
  const round = await findRound(deps.db, partnershipId, claim.roundId)
  if (!round) throw new Error('the round of an export does not exist')
  return round
}

/** Writes into the store as it is written. When one side fails the other is stopped and waited for, and nothing is left. */
async function storeFile(deps: Deps, { partnershipId }: ExportOrder, claim: Claim, round: Round, key: string): Promise<StoredFile> {
  const partnership = await findPartnership(deps.db, partnershipId)
  if (!partnership) throw new Error('the partnership of an export does not exist')
  const stream = new PassThrough({ highWaterMark: 1 << 20 })
  const writing = writeRound(
    deps.db,
    formatNamed(claim.format),
    {
      partnership,
      round,
      choice: claim.choice,
      folder: await waitingFolder(deps),
      onProgress: (done, total) => reportProgress(deps.db, claim.jobRunId, { done, total }),
    },
    stream,
  ).catch((error: unknown) => {
    stream.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  })
  const [stored, written] = await Promise.allSettled([deps.files.put(stream, key), writing])
  if (written.status === 'rejected') throw written.reason
  if (stored.status === 'rejected') throw stored.reason
  return stored.value
}

/** "safeguarding-audit-northmoor-2027-2026-11-21.xlsx" */
const fileNameOf = (round: Round, { extension }: Format, { people }: Choice, now: Date): string =>
  `safeguarding-audit-${round.code}-${people === 'pseudonymised' ? 'pseudonymised-' : ''}${londonDate(now)}.${extension}`

function finish(deps: Deps, { partnershipId, exportId }: ExportOrder, claim: Claim, round: Round, stored: StoredFile): Promise<boolean> {
  return inTransaction(deps.db, async trx => {
    const format = formatNamed(claim.format)
    const file = { key: stored.key, name: fileNameOf(round, format, claim.choice, deps.now()), bytes: stored.bytes, sha256: stored.sha256 }
    if (!(await markReady(trx, partnershipId, exportId, file, KEPT_HOURS))) return false
    await finishRun(trx, claim.jobRunId, `The ${format.noun} is ready.`)
    await recordEvent(trx, program(partnershipId), {
      verb: 'export.made',
      roundId: round.id,
      details: { exportId, bytes: stored.bytes, sha256: stored.sha256, requestedBy: claim.requestedBy },
    })
    return true
  })
}

/** @returns whether it was still this worker's, and not ready */
function giveUp(deps: Deps, { partnershipId, exportId }: ExportOrder, claim: Claim, key: string, error: unknown): Promise<boolean> {
  return inTransaction(deps.db, async trx => {
    const words = inWords(error)
    if (!(await markFailed(trx, partnershipId, exportId, key, words))) return false
    await failRun(trx, claim.jobRunId, words)
    await recordEvent(trx, program(partnershipId), { verb: 'export.failed', roundId: claim.roundId, details: { exportId } })
    return true
  })
}

/** What somebody who waits for it can do something with. */
function inWords(error: unknown): string {
  if (error instanceof DataDoNotAddUp || error instanceof StatementDoesNotAddUp)
    return `Its numbers did not agree with each other, so it was thrown away. This is a fault of the program: tell the person who looks after it. They need this: ${error.message}`
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'There was no room left to store it. Tell the person who looks after the program, and make a new one later.'
  return 'Something went wrong while it was made. Make a new one; if that fails too, tell the person who looks after the program.'
}
