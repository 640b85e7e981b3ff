import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { announceRun } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { LinksGoTo } from '../establishments/index.ts'
import { lockRound, setLinksGoTo } from '../rounds/index.ts'
import { issueSums, type ReturnSelection } from './issueStore.ts'
import { issueRoundJob } from './jobs.ts'
import type { MailText } from './mailText.ts'
import { refuse } from './refusals.ts'
import type { IssueOrder } from './orders.ts'

/** Whom staff mean, and what they are written. */
export type IssueRequest = {
  roundId: Id<'round'>
  which: ReturnSelection
  /** Who is given them; the round remembers it. */
  goTo: LinksGoTo
  text: MailText
  key?: string | undefined
}

/**
 * Orders the links of a round to be issued in the background.
 *
 * @returns the run that shows how far it is
 * @throws Refusal when the round is not open
 */
export function orderIssue(
  db: Db,
  actor: PartnershipActor,
  { now, ...request }: IssueRequest & { now: Date },
): Promise<{ runId: Id<'run'> }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: request.key, purpose: 'invitation.issue' }, async () => {
      const round = await lockRound(trx, actor.partnershipId, request.roundId)
      if (round.status !== 'open') throw refuse.notOpen(round.id)
      await setLinksGoTo(trx, round, request.goTo)
      const sums = await issueSums(trx, round, request.which, londonDate(now))
      const runId = await announceRun(trx, {
        partnershipId: actor.partnershipId,
        name: issueRoundJob.name,
        title: `Issuing audit links for “${round.name}”`,
        total: sums.ready,
        startedBy: actor.name,
        next: { text: 'See the messages', href: `/mail?round=${round.id}&kind=invitation` },
      })
      await recordEvent(trx, actor, {
        verb: 'round.issue_ordered',
        roundId: round.id,
        details: { establishments: sums.ready, goTo: request.goTo },
      })
      await enqueue(trx, issueRoundJob, { actor, runId, roundId: round.id, which: asOrdered(request.which), text: request.text })
      return { runId }
    }),
  )
}

const asOrdered = (which: IssueRequest['which']): IssueOrder['which'] => ('ids' in which ? { ids: [...which.ids] } : which)
