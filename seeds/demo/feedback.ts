import type { Deps } from '../../src/platform/deps.ts'
import type { Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { announceRun } from '../../src/platform/jobs/runs.ts'
import { londonInstant } from '../../src/platform/london.ts'
import { draftBatches, saveTexts, sendBatches } from '../../src/features/feedback/index.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'

const SENT = londonInstant('2022-03-30', '10:00')

/** An answer to every establishment of the reference round but the one that closed: drafted, sent, and read by some. */
export async function inventFeedback(trx: Db, deps: Deps, cast: Cast, roundId: Id<'round'>): Promise<void> {
  const actor = cast.administrator
  const { partnershipId } = actor
  const run = (name: string, title: string) => announceRun(trx, { partnershipId, name, title, total: 117, startedBy: actor.name })
  await dated(trx, SENT, async () => {
    await saveTexts(trx, actor, {
      roundId,
      version: 0,
      opening: 'Thank you for what you do for children. This is our answer to you in this year’s audit.',
      nextYear:
        'Next year we ask about filtering and monitoring in more depth, and we will look at the training of governors in our sample.',
      nextSteps: 'We will call you by the end of May to agree how we can help, and by when you can send us what is missing.',
    })
    const order = { actor, roundId }
    await draftBatches(
      { db: trx },
      { ...order, runId: await run('feedback.draft', 'Drafting the feedback of “Safeguarding audit 2021 to 2022”') },
    )
    await sendBatches(
      { ...deps, db: trx },
      { ...order, runId: await run('feedback.send', 'Sending the feedback of “Safeguarding audit 2021 to 2022”') },
    )
  })
  await trx.raw(`update feedback set drafted_at = :sent, sent_at = :sent where round_id = :roundId`, { sent: SENT, roundId })
  await trx.raw(`update messages set created_at = :sent, queued_at = :sent where round_id = :roundId and kind = 'feedback'`, {
    sent: SENT,
    roundId,
  })
  await trx.raw(`update round_feedback set written_at = :sent where round_id = :roundId`, { sent: SENT, roundId })
  await trx.raw(`update feedback_words set made_at = :sent where round_id = :roundId`, { sent: SENT, roundId })
  await trx.raw(
    `update feedback set acknowledged_at = :sent::timestamptz + interval '1 day', acknowledged_by = r.submitted_by
     from (select id, coalesce((select c.name from contacts c where c.establishment_id = returns.establishment_id order by c.id limit 1), 'The headteacher') as submitted_by from returns) r
     where r.id = feedback.return_id and feedback.round_id = :roundId and feedback.id % 3 = 0`,
    { sent: SENT, roundId },
  )
}
