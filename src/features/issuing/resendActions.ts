import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { announceRun } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import type { PartnershipActor } from '../history/index.ts'
import { lockRound } from '../rounds/index.ts'
import { resendRoundJob } from './jobs.ts'
import type { MailText } from './mailText.ts'
import { refuse } from './refusals.ts'
import { resendSums } from './resendStore.ts'

/**
 * Orders the links of these returns to be mailed again in the background.
 *
 * @returns the run that shows how far it is
 * @throws Refusal when the round is not open
 */
export function orderResend(
  db: Db,
  actor: PartnershipActor,
  { now, ...request }: { roundId: Id<'round'>; returnIds: readonly Id<'return'>[]; text: MailText; key?: string | undefined; now: Date },
): Promise<{ runId: Id<'run'> }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: request.key, purpose: 'invitation.resend_many' }, async () => {
      const round = await lockRound(trx, actor.partnershipId, request.roundId)
      if (round.status !== 'open') throw refuse.notOpen(round.id)
      const { again, fresh, first } = await resendSums(trx, actor.partnershipId, request.returnIds, londonDate(now))
      const runId = await announceRun(trx, {
        partnershipId: actor.partnershipId,
        name: resendRoundJob.name,
        title: `Sending audit links of “${round.name}” again`,
        total: again + fresh + first,
        startedBy: actor.name,
        next: { text: 'See the messages', href: `/mail?round=${round.id}&kind=resend` },
      })
      await enqueue(trx, resendRoundJob, { actor, runId, returnIds: [...request.returnIds], text: request.text })
      return { runId }
    }),
  )
}
