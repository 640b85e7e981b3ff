import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { enqueueMany } from '../../platform/jobs/queue.ts'
import { announceRun } from '../../platform/jobs/runs.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import { forgetGiven } from '../publications/index.ts'
import type { Round } from '../rounds/index.ts'
import { refuse } from './refusals.ts'
import type { Audience } from './report.ts'
import { BUILD } from './schemas.ts'
import { deleteReport, findReport, insertReport } from './store.ts'

/**
 * Asks for a report of a round: a job makes it. The same form sent twice asks once.
 *
 * @returns the id of the report
 */
export function requestReport(
  db: Db,
  actor: StaffActor,
  { round, audience, ...asked }: { round: Round; audience: Audience; _key?: string | undefined },
): Promise<{ reportId: Id<'report'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: asked._key, purpose: `report of round ${round.id}` }, async () => {
      const jobRunId = await announceRun(trx, {
        partnershipId,
        name: BUILD.name,
        title: `Report to the board of “${round.name}”`,
        total: null,
        startedBy: actor.name,
        next: { text: 'Go to the reports', href: `/rounds/${round.id}/report` },
      })
      const of = { partnershipId, roundId: round.id }
      const reportId = await insertReport(trx, { ...of, audience, accountId: actor.accountId, requestedBy: actor.name, jobRunId })
      await enqueueMany(trx, BUILD, [{ partnershipId, reportId }])
      await recordEvent(trx, actor, { verb: 'report.requested', roundId: round.id, details: { reportId, audience } })
      return { reportId }
    }),
  )
}

/**
 * Removes a report with its file; what was covered in it is no longer held against what is published next. Removing it twice is not an error.
 *
 * @returns whether this removed it
 * @throws Refusal conflict while it is being made
 */
export async function removeReport(
  { db, files }: Pick<Deps, 'db' | 'files'>,
  actor: StaffActor,
  of: { round: Round; reportId: Id<'report'> },
): Promise<boolean> {
  const { partnershipId } = actor
  const { round, reportId } = of
  const removed = await inTransaction(db, async trx => {
    const gone = await deleteReport(trx, { partnershipId, roundId: round.id, id: reportId })
    if (!gone) {
      if (await findReport(trx, partnershipId, round.id, reportId)) throw refuse.stillMade(round.id)
      return undefined
    }
    if (gone.givenId !== null) await forgetGiven(trx, partnershipId, gone.givenId)
    await recordEvent(trx, actor, { verb: 'report.removed', roundId: round.id, details: { reportId, audience: gone.audience } })
    return gone
  })
  if (removed?.key) await files.remove(removed.key)
  return removed !== undefined
}
