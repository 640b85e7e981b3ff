import { inTransaction } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import { issueSums, nextToIssue } from './issueStore.ts'
import { issueLinksToMail } from '../correspondence/index.ts'
import { earlier } from '../history/index.ts'
import { sayWritten } from '../messages/index.ts'
import { mailLinks } from './mailActions.ts'
import type { IssueOrder } from './orders.ts'

/** The most that are issued in one transaction: above this the statements grow no faster, below it there are more of them. */
const BATCH = 1000

/**
 * Issues and mails the links that were ordered, a batch to a transaction: whatever was issued stays issued when the worker dies, and
 * the next one goes on with the rest. Nothing is issued or mailed twice, because a return is issued only once.
 */
export async function issueBatches(deps: Deps, order: IssueOrder): Promise<void> {
  const { actor, roundId, runId } = order
  const today = londonDate(deps.now())
  const of = { partnershipId: actor.partnershipId, roundId, which: order.which, today, limit: BATCH }
  let issued = 0
  for (let after = 0, ids = [0]; ids.length > 0; after = ids.at(-1) ?? after) {
    ids = await inTransaction(deps.db, async trx => {
      const next = await nextToIssue(trx, { ...of, after })
      const { returns } = await issueLinksToMail({ ...deps, db: trx }, actor, next)
      const keyOf = (invitationId: Id<'invitation'>) => `invitation:${invitationId}`
      const { reached } = await mailLinks({ ...deps, db: trx }, actor, {
        returns,
        kind: 'invitation',
        audience: 'answering',
        text: () => order.text,
        keyOf,
      })
      await advanceRun(trx, runId, new Set(reached.map(({ returnId }) => returnId)).size)
      return next
    })
    issued += ids.length
  }
  const { ready, withoutEmail } = await issueSums(deps.db, { id: roundId, partnershipId: actor.partnershipId }, order.which, today)
  const before = issued > 0 ? '' : await earlier.doneBy(deps.db, actor, { roundId }, ['invitation.issued'])
  await finishRun(deps.db, runId, endWords(deps.mail, { issued, ready, withoutEmail, before }))
}

type Ended = { issued: number; ready: number; withoutEmail: number; before: string }

const endWords = (mail: Deps['mail'], { issued, ready, withoutEmail, before }: Ended): string =>
  [
    issued > 0
      ? `${sayWritten(mail, 'The links are issued, and a message for each')}.`
      : `This order issued no links: all that can be issued had been issued before. ${before}`.trim(),
    ready > 0 ? `${ready} could not be issued, because the round was closed meanwhile.` : '',
    withoutEmail > 0 ? `${sayCount(withoutEmail, 'has', 'have')} no email address: make links to hand over, or add contacts.` : '',
  ]
    .filter(words => words !== '')
    .join(' ')
