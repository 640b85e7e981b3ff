import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { londonDate } from '../../platform/london.ts'
import { issueSums, nextToIssue } from './issueStore.ts'
import { issueLinks, mailLinks } from './links.ts'
import type { IssueOrder } from './schemas.ts'

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
  for (let after = 0, ids = [0]; ids.length > 0; after = ids.at(-1) ?? after) {
    ids = await inTransaction(deps.db, async trx => {
      const next = await nextToIssue(trx, { ...of, after })
      const links = await issueLinks(trx, deps, actor, next)
      await mailLinks(trx, deps, actor, links, { kind: 'invitation', text: order.text, keyOf: link => `invitation:${link.invitationId}` })
      await advanceRun(trx, runId, links.length)
      return next
    })
  }
  const { ready, withoutEmail } = await issueSums(deps.db, { id: roundId, partnershipId: actor.partnershipId }, order.which, today)
  await finishRun(deps.db, runId, endWords(ready, withoutEmail))
}

const endWords = (ready: number, withoutEmail: number): string =>
  [
    'The links are issued, and a message for each is on its way.',
    ready > 0 ? `${ready} could not be issued, because the round was closed meanwhile.` : '',
    withoutEmail > 0
      ? `${withoutEmail} ${withoutEmail === 1 ? 'has' : 'have'} no email address: make links to hand over, or add contacts.`
      : '',
  ]
    .filter(words => words !== '')
    .join(' ')
