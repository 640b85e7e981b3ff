import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { recordEvents } from '../history/index.ts'
import { issueLinks, mailLinks } from './links.ts'
import { INVITATION_TEXT } from './mailWords.ts'
import type { ResendOrder } from './schemas.ts'

const BATCH = 1000

/**
 * Mails the links of these returns again, a batch to a transaction. The key of each message holds the order, so that a worker who
 * begins again sends nobody a second one.
 */
export async function resendBatches(deps: Deps, { actor, runId, returnIds, text }: ResendOrder): Promise<void> {
  let reached = 0
  for (let at = 0; at < returnIds.length; at += BATCH) {
    reached += await inTransaction(deps.db, async trx => {
      const links = await issueLinks(trx, deps, actor, returnIds.slice(at, at + BATCH))
      const keyOf = ({ invitationId }: { invitationId: number }) => `resend:${invitationId}:run:${runId}`
      const [first, again] = [links.filter(link => link.status === 'not_issued'), links.filter(link => link.status !== 'not_issued')]
      const sent =
        (await mailLinks(trx, deps, actor, first, { kind: 'invitation', text: INVITATION_TEXT, keyOf })) +
        (await mailLinks(trx, deps, actor, again, { kind: 'resend', text, keyOf }))
      const isNew = sent > 0
      const events = again.map(({ returnId, name }) => ({ verb: 'invitation.resent' as const, returnId, details: { name } }))
      if (isNew) await recordEvents(trx, actor, events)
      await advanceRun(trx, runId, sent)
      return links.length
    })
  }
  const unreached = returnIds.length - reached
  await finishRun(
    deps.db,
    runId,
    unreached === 0
      ? 'A message for each is on its way.'
      : `A message for each of ${reached} is on its way. ${unreached} could not be mailed.`,
  )
}
